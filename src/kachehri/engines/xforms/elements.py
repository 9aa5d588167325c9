"""XML from outside, read without entities, document types, files or network, and within limits.

Every XML of a stranger goes through `read`: the bytes are UTF-8 or UTF-16, hold no DOCTYPE (and so
no entity that could grow or fetch), and are neither too large, too deep nor too many-parted.
"""

import codecs
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser

MOST_BYTES = 10 << 20
MOST_PARTS = 400_000
MOST_DEPTH = 60
_DECLARED = re.compile(r"<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_ENCODING = re.compile(r"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_OURS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf16"})


class NotReadable(ValueError):
    """The bytes are no XML that is taken; `code` is one word, the text a sentence in English.

    Codes: empty, too-large, too-many, too-deep, not-text, doctype, broken.
    """

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


def read(content: bytes, *, most: int = MOST_BYTES) -> Element:
    """The root element. Raises NotReadable."""
    if len(content) > most:
        raise NotReadable("too-large", f"The XML is larger than {most >> 20} MB.")
    text = _text(content)
    if not text.strip():
        raise NotReadable("empty", "The XML is empty.")
    if _DECLARED.search(text):
        raise NotReadable("doctype", "The XML declares a document type or entities.")
    if text.count("<") > MOST_PARTS:
        raise NotReadable("too-many", "The XML has too many parts.")
    parser = XMLParser(encoding="utf-8")  # noqa: S314  (nothing is declared: nothing can expand)
    try:
        parser.feed(text.encode())
        root: Element = parser.close()
    except (ParseError, UnicodeEncodeError, ValueError) as problem:
        raise NotReadable("broken", f"The XML is broken: {str(problem)[:100]}.") from problem
    _shallow(root)
    return root


def local(tag: object) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(tag: str) -> str:
    """The namespace of an element, empty for none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def find(element: Element, *names: str) -> Element | None:
    """The first element at a path of local names, whatever their namespaces."""
    for name in names:
        found = next((one for one in element if local(one.tag) == name), None)
        if found is None:
            return None
        element = found
    return element


def text_at(element: Element, *names: str) -> str:
    """The words of the first element at a path of local names; empty where it is not there."""
    found = find(element, *names)
    return (found.text or "").strip() if found is not None else ""


def _text(content: bytes) -> str:
    """The bytes as text. What is written in another encoding than UTF-8 or UTF-16 is refused."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotReadable("not-text", "The XML is not written in UTF-8.") from problem
    told = _ENCODING.match(text)
    if told and told.group(1).lower() not in _OURS:
        raise NotReadable("not-text", "The XML is not written in UTF-8.")
    return text


def _shallow(root: Element) -> None:
    """Raises NotReadable where elements lie within each other too deeply."""
    level: Iterator[Element] = iter([root])
    for _depth in range(MOST_DEPTH):
        inner = [child for one in level for child in one if len(child)]
        if not inner:
            return
        level = iter(inner)
    raise NotReadable("too-deep", "The XML is nested too deeply.")
