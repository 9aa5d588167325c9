"""XML from outside: parsed without entities, without a network, and within limits."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 20 * 1024**2
"""Bytes of an XML file."""

MOST_NODES = 1_000_000
DEEPEST = 100
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")


class XmlRefused(ValueError):
    """The XML is not read: the words say why, `line` where (0: not known)."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.line = line


def parse(content: bytes, largest: int = LARGEST) -> "_Element":
    """The root of an XML document from outside. Raises XmlRefused.

    Comments and instructions are left out; so an element has only elements as children.
    """
    if len(content) > largest:
        raise XmlRefused("The file is too large.")
    if any(word in content or _wide(word) in content for word in _FORBIDDEN):
        raise XmlRefused("The file declares a document type or entities. That is not taken.")
    root = _parsed(content)
    _refuse_deep(root)
    return root


def _wide(word: bytes) -> bytes:
    """As UTF-16 spells it, whichever end first: letters with a zero between them."""
    return b"\x00".join(bytes([one]) for one in word)


def _parsed(content: bytes) -> "_Element":
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise XmlRefused(problem.msg or "This is not XML.", problem.lineno or 0) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("The file declares a document type or entities. That is not taken.")
    return root


def _refuse_deep(root: "_Element") -> None:
    level, count = [root], 0
    for _depth in range(DEEPEST):
        count += len(level)
        if count > MOST_NODES:
            raise XmlRefused("The file has too many elements.")
        level = [child for one in level for child in one]
        if not level:
            return
    raise XmlRefused("The file is nested too deeply.", level[0].sourceline or 0)


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace."""
    return str(tag).rpartition("}")[2]
