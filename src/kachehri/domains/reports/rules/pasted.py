"""Text that somebody pasted from Word or from a web page becomes plain paragraphs.

What is kept: paragraphs (a blank line between them), lists ("- " or "1. " before each point),
links (`[words](address)`) and the marks that cite a source (`[[code]]`). Everything else that
Word and web pages bring along is dropped, and `Pasted.dropped` says what. Nothing that a reader
could see as words is lost; a sign like "<" between words stays as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

LONGEST = 200_000
"""Characters that are looked at; nobody writes more by hand."""

DEEPEST = 100
"""Elements inside each other; what lies deeper is read as if it lay here."""

ROUNDS = 20
"""So often is looked whether what went away left something else empty."""

SCRIPT = _("a script")
STYLE = _("styles and settings of Word or a web page")
HIDDEN = _("hidden text")
PICTURE = _("a picture")
EMBEDDED = _("an embedded object or form")
DELETED = _("text that was struck out")
LINK = _("the address of a link that leads nowhere safe")
INVISIBLE = _("invisible characters")
MARKUP = _("marks of formatting")

_TAGS = (
    "html|head|body|title|meta|link|base|style|script|noscript|template|xml|p|div|span|font|br|hr"
    "|b|i|u|s|strong|em|small|big|sub|sup|strike|del|ins|mark|a|img|svg|math|picture|video|audio"
    "|iframe|object|embed|applet|form|input|button|select|option|textarea|label|canvas|map|area"
    "|h[1-6]|ul|ol|li|dl|dt|dd|table|caption|thead|tbody|tfoot|tr|td|th|col|colgroup|blockquote|q"
    "|cite|code|pre|kbd|center|section|article|header|footer|main|nav|aside|figure|figcaption"
    "|abbr|address|time|details|summary|marquee|bdo|bdi|frame|frameset"
)
_ALONE = "hidden|nowrap|disabled|checked|open|async|defer|reversed|controls|allowfullscreen"
_INSIDE = (
    rf"""(?:[\s/]*|[\s/]+(?:{_ALONE})[\s/]*"""
    r"""|[\s/](?=[^<>]*=)(?:"[^"]*+"|'[^']*+'|[^<>"'])*+)"""
)
"""Attributes: some with a value, or one of those that need none; else "a <b and b> c" is words."""

_MARKUP = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<told><!(?:\[|doctype)[^<>]*>|<\?[a-z][^<>]*>)"
    rf"|<(?P<end>/?)(?P<tag>(?:{_TAGS}|\w+:\w+)(?![\w:]))(?P<attributes>{_INSIDE})>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")
_RAW = ("script", "style", "textarea", "title")
_CONTENT_TOO = {
    "script": SCRIPT, "noscript": SCRIPT, "template": SCRIPT,
    "style": STYLE, "head": STYLE, "title": STYLE, "xml": STYLE,
    "svg": PICTURE, "math": EMBEDDED, "canvas": PICTURE, "video": EMBEDDED, "audio": EMBEDDED,
    "iframe": EMBEDDED, "object": EMBEDDED, "applet": EMBEDDED, "select": EMBEDDED,
    "textarea": EMBEDDED, "button": EMBEDDED, "frameset": EMBEDDED,
    "del": DELETED, "s": DELETED, "strike": DELETED,
}  # fmt: skip
_EMPTY = {"br", "hr", "img", "input", "meta", "link", "base", "col", "area", "embed", "frame"}
_BLOCKS = {
    "p", "div", "ul", "ol", "dl", "dt", "dd", "table", "caption", "tr", "blockquote", "pre",
    "section", "article", "header", "footer", "main", "nav", "aside", "figure", "figcaption",
    "h1", "h2", "h3", "h4", "h5", "h6", "center", "address", "details", "summary", "body", "form",
    "hr", "li",
}  # fmt: skip
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|mso-element\s*:\s*comment|font-size\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
_WORD_LIST = re.compile(r"mso-list\s*:\s*(?!none|ignore)", re.IGNORECASE)
_SITE_PATH = re.compile(r"(?:observations|indicators|sources|places|reports|library)/[\w/.-]*\Z")
_BULLET = re.compile(
    r"^[ ]*(?:[\u00b7\u2022\u2023\u25aa\u25cf\u25e6\u2043\uf0a7\uf0b7\uf076\uf0d8][ ]*"
    r"|[o\u00a7][ ]{2,})(?=\S)",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"^[ ]*(\d{1,3})[.)][ ]+(?=\S)", re.MULTILINE)
_LINK_EDGE = re.compile(r"(\[|\]\([^()\s]+\))")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SMALL_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2b05-\u2b55\ufe0e\ufe0f\u20e3]"
    "|(?![☐☑☺♀♂♠♣♥♦♪♫✓✔✗✘❛❜❝❞❤])[\u2600-\u27bf]"
)
"""Faces and thumbs that telephones write: no font of ours has them, so no PDF could be made."""
_KEPT_INVISIBLE = "\n\u200c\u200d\u200e\u200f"


@dataclass(frozen=True)
class Pasted:
    """The text that is kept, and what was dropped (messages, each once, in order)."""

    text: str
    dropped: tuple[str, ...] = ()


def cleaned(text: str) -> Pasted:
    """Return the plain text of what was typed or pasted. What it returns, it leaves as it is."""
    dropped: list[str] = []
    plain = text[:LONGEST]
    for _again in range(ROUNDS):
        # What is taken away may bring together what means something new: it is read once more.
        before, plain = plain, _cleaned_once(plain, dropped)
        if plain == before:
            break
    return Pasted(plain, tuple(dict.fromkeys(dropped)))


def _cleaned_once(text: str, dropped: list[str]) -> str:
    plain = text
    for _again in range(5):
        # A page that shows markup as words ("&lt;b&gt;") yields markup: that goes as well.
        if not _MARKUP.search(plain):
            break
        plain = _without_markup(plain, dropped)
    return _tidied(_visible(_MARKUP.sub("", plain), dropped))


def is_link(href: str) -> bool:
    """Whether a link in a text may lead there: a page of this site, or http(s)."""
    if _SITE_PATH.match(href):
        return ".." not in href
    try:
        return bool(re.match(r"https?://[^\s<>()]+\Z", href) and urlsplit(href).netloc)
    except ValueError:
        return False


def _without_markup(text: str, dropped: list[str]) -> str:
    reader = _Reader(dropped)
    end = 0
    while found := _MARKUP.search(text, end):
        reader.words(text[end : found.start()])
        reader.mark(found)
        end = found.end()
        if not found["end"] and (tag := (found["tag"] or "").lower()) in _RAW:
            closing = re.compile(rf"</{tag}\b", re.IGNORECASE).search(text, end)
            end = closing.start() if closing else len(text)
    reader.words(text[end:])
    return reader.text()


@dataclass
class _Opened:
    """An element that is open: whether its content is dropped, and what to write at its end."""

    tag: str
    is_dropped: bool
    end: str = ""
    lists: int = 0


@dataclass
class _State:
    """What was read so far: the pieces of text, the open elements, the open lists."""

    pieces: list[str] = field(default_factory=list)
    opened: list[_Opened] = field(default_factory=list)
    lists: list[list[int | None]] = field(default_factory=list)


class _Reader:
    """Writes the words of a page as plain text; fails on nothing."""

    def __init__(self, dropped: list[str]) -> None:
        self.dropped = dropped
        self.state = _State()
        self.in_marker = False

    def text(self) -> str:
        """What was read."""
        for one in reversed(self.state.opened):
            self._close(one)
        return "".join(self.state.pieces)

    def mark(self, found: re.Match[str]) -> None:
        """A tag, a comment or a declaration."""
        if found["tag"] is None:
            self._told((found["told"] or "").lower())
        elif found["end"]:
            self._end(found["tag"].lower())
        else:
            self._start(found["tag"].lower(), _attributes(found["attributes"] or ""))

    def words(self, data: str) -> None:
        """Words. Line breaks of the markup mean nothing; those of `pre` do."""
        in_pre = any(one.tag == "pre" for one in self.state.opened)
        plain = unescape(data)
        self._write(plain if in_pre else re.sub(r"[ \t\r\n\f]+", " ", plain))

    def _told(self, told: str) -> None:
        """`<![if !supportLists]>` opens the dot of a list point of Word, `<![endif]>` closes it."""
        self.dropped.append(STYLE)
        if told.startswith("<!["):
            self.in_marker = "supportlists" in told

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("img", "embed", "input"):
            self.dropped.append(PICTURE if tag == "img" else EMBEDDED)
        if tag in _EMPTY:
            self._write("\n" if tag == "br" else "\n\n" if tag == "hr" else "")
            return
        reason = _CONTENT_TOO.get(tag) or (HIDDEN if _is_hidden(given) else "")
        if reason:
            self.dropped.append(reason)
        elif tag != "a":
            self.dropped.append(MARKUP)
        if len(self.state.opened) >= DEEPEST:
            return
        opened = _Opened(tag, bool(reason) or self._is_dropping())
        self.state.opened.append(opened)
        if not opened.is_dropped:
            self._begin(opened, given)

    def _end(self, tag: str) -> None:
        """An element ends; those that were left open inside it end as well."""
        tags = [one.tag for one in self.state.opened]
        if tag in tags:
            at = len(tags) - 1 - tags[::-1].index(tag)
            for one in reversed(self.state.opened[at:]):
                self._close(one)
            del self.state.opened[at:]

    def _is_dropping(self) -> bool:
        return bool(self.state.opened and self.state.opened[-1].is_dropped)

    def _write(self, words: str) -> None:
        if words and not self._is_dropping() and not self.in_marker:
            self.state.pieces.append(words)

    def _begin(self, opened: _Opened, given: dict[str, str]) -> None:
        """What stands before the words of an element."""
        if opened.tag in ("ul", "ol"):
            self.state.lists.append([1 if opened.tag == "ol" else None])
            opened.lists = 1
        if opened.tag in _BLOCKS:
            self._write("\n\n")
            opened.end = "\n\n"
        if opened.tag == "li":
            self._write(self._point())
        elif opened.tag == "p" and _WORD_LIST.search(given.get("style", "")):
            self._write("- ")
        elif opened.tag in ("td", "th"):
            opened.end = " \N{MIDDLE DOT} "
        elif opened.tag == "a":
            self._link(opened, given.get("href", "").strip())

    def _link(self, opened: _Opened, href: str) -> None:
        if is_link(href):
            self._write("[")
            opened.end = f"]({href})"
        elif href and not href.startswith("#"):
            self.dropped.append(LINK)

    def _point(self) -> str:
        """The sign before a point of the innermost list."""
        count = self.state.lists[-1] if self.state.lists else [None]
        if count[0] is None:
            return "- "
        count[0] += 1
        return f"{count[0] - 1}. "

    def _close(self, one: _Opened) -> None:
        if one.lists and self.state.lists:
            self.state.lists.pop()
        if not one.is_dropped and one.end:
            self.state.pieces.append(one.end)


def _attributes(text: str) -> dict[str, str]:
    """The attributes of a tag by name; the first of a name holds."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(text):
        found.setdefault(one[1].lower(), unescape((one[2] or "").strip("\"'")))
    return found


def _is_hidden(given: dict[str, str]) -> bool:
    """Whether a browser or Word would not show it."""
    return "hidden" in given or bool(_UNSEEN.search(given.get("style", "")))


def _visible(text: str, dropped: list[str]) -> str:
    """Composed letters, plain spaces, and no sign that only turns or hides others."""
    plain = unicodedata.normalize("NFC", _surrogates_out(text))
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    plain = plain.replace("\u2029", "\n\n").replace("\N{SOFT HYPHEN}", "")
    plain = re.sub(r"[^\S\n]", " ", plain.replace("\t", "  "))
    plain = _BULLET.sub("- ", plain)
    if _SMALL_PICTURES.search(plain):
        dropped.append(PICTURE)
        plain = re.sub(r"\u200d(?=[\s\u200d]|\Z)", "", _SMALL_PICTURES.sub("", plain))
    kept = "".join(sign for sign in plain if not _is_invisible(sign))
    if kept != plain:
        dropped.append(INVISIBLE)
    return kept


def _surrogates_out(text: str) -> str:
    return "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff")


def _is_invisible(sign: str) -> bool:
    if sign in _KEPT_INVISIBLE:
        return False
    return sign in _TURNING or unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cn")


def _tidied(text: str) -> str:
    """One space between words, one blank line between paragraphs, list points as lines.

    A link without words goes; so does one that held nothing else.
    """
    for _again in range(ROUNDS):
        before, text = text, _tidied_once(text)
        if text == before:
            break
    return text


def _tidied_once(text: str) -> str:
    lines = [" ".join(line.split()).rstrip(" \N{MIDDLE DOT}") for line in text.split("\n")]
    plain = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return "\n".join(_joined(_without_empty_links(plain).split("\n")))


def _without_empty_links(text: str) -> str:
    """Links that hold no words, or only such links, taken out; read once, however deep they lie."""
    kept: list[str] = []
    opened: list[tuple[int, bool]] = []
    for piece in _LINK_EDGE.split(text):
        if piece == "[":
            opened.append((len(kept), False))
            kept.append(piece)
            continue
        closes = bool(opened and _LINK_EDGE.fullmatch(piece))
        start, has_words = opened.pop() if closes else (0, True)
        if not has_words:
            del kept[start:]
            continue
        kept.append(piece)
        if opened and (closes or piece.strip()):
            opened[-1] = (opened[-1][0], True)
    return "".join(kept)


def _joined(lines: list[str]) -> Iterator[str]:
    """Points of one list stand without blank lines between them."""
    for at, line in enumerate(lines):
        around = (lines[at - 1] if at else "", "".join(lines[at + 1 : at + 2]))
        if line or not all(is_point(one) for one in around):
            yield line


def is_point(line: str) -> bool:
    """Whether a line is a point of a list."""
    return line.startswith("- ") or bool(_NUMBERED.match(line))
