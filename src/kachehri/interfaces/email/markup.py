"""The words of an HTML mail."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr", "pre"}
_UNSEEN = {"style", "script", "head", "title", "template", "noscript", "object"}


class _Words(HTMLParser):
    """Collects words; what is quoted is marked as in plain mails."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.unseen = self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that begins."""
        if tag in _UNSEEN:
            self.unseen += 1
        if tag == "blockquote":
            self.quoted += 1
        if tag in _BLOCKS or tag == "blockquote":
            self.end_line()
        if tag in ("td", "th"):
            self.lines[-1] += "\t"

    def handle_endtag(self, tag: str) -> None:
        """A tag that ends."""
        if tag in _UNSEEN and self.unseen:
            self.unseen -= 1
        if tag in _BLOCKS or tag == "blockquote":
            self.end_line()
        if tag == "blockquote" and self.quoted:
            self.quoted -= 1

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.unseen:
            self.lines[-1] += re.sub(r"[\s\u00a0]+", " ", data)

    def end_line(self) -> None:
        """The next words stand on a line of their own."""
        if self.lines[-1].strip():
            self.lines[-1] = "> " * min(self.quoted, 5) + self.lines[-1].strip()
            self.lines.append("")
        elif len(self.lines) > 1 and self.lines[-2]:
            self.lines[-1] = ""
            self.lines.append("")


def html_words(markup: str) -> str:
    """The words that a reader sees; never raises."""
    words = _Words()
    try:
        words.feed(markup[:2_000_000])
        words.close()
    except (AssertionError, ValueError, RecursionError):
        return re.sub(r"<[^>]{0,2000}>", " ", markup[:200_000])
    words.end_line()
    joined = "\n".join(line.strip() for line in words.lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
