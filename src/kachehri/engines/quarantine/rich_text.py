"""The words of a rich text file (RTF), and of none of the rest that it may hold."""

import re

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
_UNSEEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"objdata", b"header",
    b"footer", b"themedata", b"colorschememapping", b"listtable", b"listoverridetable", b"rsidtbl",
    b"generator", b"datastore", b"latentstyles", b"xmlnstbl", b"fldinst", b"annotation", b"deleted",
    b"atnid", b"atnauthor", b"bkmkstart", b"bkmkend", b"pntext", b"mhtmltag",
}  # fmt: skip
_SPECIAL = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t",
    b"cell": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"zwj": "\u200d", b"zwnj": "\u200c",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_DEEPEST = 500


class _Reader:
    """Goes through the tokens with a stack of groups: (is unseen, fallback characters of \\u)."""

    def __init__(self) -> None:
        self.stack: list[tuple[bool, int]] = []
        self.unseen, self.fallback, self.skip = False, 1, 0
        self.encoding = "cp1252"
        self.out: list[str] = []

    def say(self, text: str) -> None:
        """Add words, unless they are unseen or stand in for a character that was said."""
        cut = min(self.skip, len(text))
        self.skip -= cut
        if not self.unseen:
            self.out.append(text[cut:])

    def group(self, brace: bytes) -> None:
        """A group begins or ends."""
        if brace == b"{" and len(self.stack) < _DEEPEST:
            self.stack.append((self.unseen, self.fallback))
        elif brace == b"}" and self.stack:
            self.unseen, self.fallback = self.stack.pop()
            self.skip = 0

    def word(self, word: bytes, number: bytes | None) -> None:
        """A control word."""
        value = int(number) if number else 0
        if word == b"u" and number:
            if not self.unseen:
                self.out.append(_character(value % 65536))
            self.skip = self.fallback
        elif word == b"uc":
            self.fallback = min(abs(value), 10)
        elif word == b"ansicpg":
            self.encoding = f"cp{value}" if value != 65001 else "utf-8"
        elif word == b"v":
            self.unseen = value != 0 or number is None
        elif word in _UNSEEN:
            self.unseen = True
        elif word in _SPECIAL:
            self.say(_SPECIAL[word])

    def byte(self, code: bytes) -> None:
        """A character by its number in the encoding of the file."""
        raw = bytes([int(code, 16)])
        try:
            self.say(raw.decode(self.encoding, "replace"))
        except LookupError:
            self.say(raw.decode("cp1252", "replace"))


def _character(code: int) -> str:
    return chr(code)


def rtf_text(raw: bytes) -> str:
    """The words that a reader of the file sees; never raises."""
    reader = _Reader()
    for found in _TOKEN.finditer(raw):
        word, number, code, symbol, brace, text = found.groups()
        if word:
            reader.word(word.lower(), number)
        elif code:
            reader.byte(code)
        elif symbol == b"*":
            reader.unseen = True
        elif symbol:
            reader.say(_SYMBOLS.get(symbol, ""))
        elif brace:
            reader.group(brace)
        elif text:
            reader.say(text.decode("latin-1"))
    joined = "".join(reader.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
