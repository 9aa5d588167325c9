"""Reading REFI-QDA files of whatever tool, leniently: what is odd is passed over and said.

Nothing in a file is fetched; entities and document types are refused; sizes are limited.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element

from django.utils.translation import gettext

from .kinds import (
    QdaCode,
    QdaCodebook,
    QdaCoding,
    QdaProject,
    QdaRefused,
    QdaSelection,
    QdaSource,
    QdaUser,
)

MOST_XML = 20 * 1024 * 1024
MOST_TEXTS = 60 * 1024 * 1024
MOST_FILES = 2_000
MOST_CODES = 5_000
DEEPEST = 20
_GUID = re.compile(r"\{?([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\}?")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")


def read_qdc(content: bytes) -> QdaCodebook:
    """The codes of a QDC file, or of the codebook within a project file. Raises QdaRefused."""
    if content[:2] == b"PK":
        project = read_qdpx(content)
        return QdaCodebook(project.codes, project.origin, project.warnings)
    root = _parsed(content)
    reader = _Reader()
    codes = reader.codes(root)
    if not codes:
        raise QdaRefused(
            gettext("There is no code in this file."), gettext("Export the codebook once more.")
        )
    return QdaCodebook(codes, root.get("origin", ""), tuple(reader.warnings))


def read_qdpx(content: bytes) -> QdaProject:
    """A project file: its codes, texts, selections and who coded. Raises QdaRefused."""
    archive = _opened(content)
    names = [name for name in archive.namelist() if name.lower().endswith(".qde")]
    if not names:
        raise QdaRefused(
            gettext("There is no project in this file."),
            gettext("Send the QDPX file as the program wrote it."),
        )
    root = _parsed(archive.read(names[0]))
    reader = _Reader(archive)
    users = tuple(
        QdaUser(reader.guid(one), one.get("name", "")) for one in _every(root, "Users", "User")
    )
    codes = reader.codes(_child(root, "CodeBook"))
    sources = tuple(reader.source(one) for one in _every(root, "Sources", "TextSource"))
    others = sum(len(_every(root, "Sources", tag)) for tag in _OTHER_SOURCES)
    if others:
        reader.warn(
            gettext("%(n)s pictures, sounds or PDF files were passed over.") % {"n": others}
        )
    return QdaProject(
        name=root.get("name", ""),
        origin=root.get("origin", ""),
        users=users,
        codes=codes,
        sources=sources,
        warnings=tuple(reader.warnings),
    )


_OTHER_SOURCES = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")


class _Reader:
    """One file: its texts, and what was passed over."""

    def __init__(self, archive: zipfile.ZipFile | None = None) -> None:
        self.archive = archive
        self.warnings: list[str] = []
        self.seen: set[UUID] = set()

    def warn(self, message: str) -> None:
        """Say something once."""
        if message not in self.warnings:
            self.warnings.append(message)

    def guid(self, element: Element) -> UUID:
        """The GUID of an element; one made of its name where it has none that can be read."""
        found = _GUID.fullmatch(element.get("guid", "").strip())
        if found:
            return UUID(found[1])
        self.warn(gettext("A part of the file has no proper GUID: it got a new one."))
        return uuid5(NAMESPACE_URL, f"{element.tag}|{element.attrib}")

    def codes(self, book: Element | None) -> tuple[QdaCode, ...]:
        """The codes of a codebook."""
        found = _child(book, "Codes") if book is not None else None
        return tuple(self._below(found, 1)) if found is not None else ()

    def _below(self, element: Element, depth: int) -> Iterator[QdaCode]:
        for one in _children(element, "Code"):
            if depth > DEEPEST or len(self.seen) >= MOST_CODES:
                raise QdaRefused(
                    gettext("There are too many codes in this file, or too many levels."),
                    gettext("At most %(n)s codes in %(deep)s levels.")
                    % {"n": MOST_CODES, "deep": DEEPEST},
                )
            yield self._code(one, depth)

    def _code(self, element: Element, depth: int) -> QdaCode:
        guid = self.guid(element)
        if guid in self.seen:
            self.warn(gettext("Two codes have one GUID: the later one got a new one."))
            guid = uuid5(guid, f"{len(self.seen)}")
        self.seen.add(guid)
        name = " ".join(element.get("name", "").split())
        if not name:
            self.warn(gettext("A code has no name: it is called by its number."))
        return QdaCode(
            guid=guid,
            name=name[:120] or str(len(self.seen)),
            description=_said(element, "Description"),
            colour=self._colour(element.get("color", "")),
            is_codable=element.get("isCodable", "true").strip().lower() not in ("false", "0"),
            codes=tuple(self._below(element, depth + 1)),
        )

    def _colour(self, said: str) -> str:
        found = colour(said)
        if said.strip() and not found:
            self.warn(gettext("The colour %(colour)s cannot be read.") % {"colour": said[:40]})
        return found

    def source(self, element: Element) -> QdaSource:
        """A text and what was marked in it."""
        text = self._text(element)
        selections = (
            self._selection(one, len(text)) for one in _children(element, "PlainTextSelection")
        )
        return QdaSource(
            guid=self.guid(element),
            name=element.get("name", ""),
            text=text,
            selections=tuple(one for one in selections if one is not None),
            description=_said(element, "Description"),
        )

    def _text(self, element: Element) -> str:
        path = element.get("plainTextPath", "")
        if not path or self.archive is None:
            return _said(element, "PlainTextContent")
        wanted = path.rpartition("/")[2].lower()
        for name in self.archive.namelist():
            if name.rpartition("/")[2].lower() == wanted:
                return plain(self.archive.read(name))
        self.warn(gettext("The text %(name)s is missing.") % {"name": element.get("name", "")[:80]})
        return ""

    def _selection(self, element: Element, length: int) -> QdaSelection | None:
        start = _whole(element.get("startPosition"))
        end = _whole(element.get("endPosition"))
        if start is None or end is None or not 0 <= start < end <= length:
            self.warn(gettext("A marked stretch lies outside its text: it was passed over."))
            return None
        codings = tuple(
            QdaCoding(self.guid(one), code, _reference(one.get("creatingUser")))
            for one in _children(element, "Coding")
            for code in (_target(one, "CodeRef"),)
            if code is not None
        )
        guid, user = self.guid(element), _reference(element.get("creatingUser"))
        return QdaSelection(guid, start, end, codings, _said(element, "Description"), user)


def plain(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16, line ends as single line feeds."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if wide else "utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def colour(said: str) -> str:
    """A colour as `#rrggbb`; three digits, no sign or `rgb(…)` are understood, else nothing."""
    text = said.strip().lower()
    found = _RGB.fullmatch(text)
    if found and all(int(one) < 256 for one in found.groups()):
        return "#" + "".join(f"{int(one):02x}" for one in found.groups())
    digits = text.removeprefix("#")
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(one * 2 for one in digits)
    return f"#{digits}" if re.fullmatch("[0-9a-f]{6}", digits) else ""


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        facts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as problem:
        raise QdaRefused(
            gettext("This is not a QDPX file."),
            gettext("Send the QDPX file as the program wrote it."),
        ) from problem
    read = [one for one in facts if one.filename.lower().endswith((".qde", ".txt"))]
    too_large = any(one.file_size > MOST_XML for one in read)
    if too_large or len(facts) > MOST_FILES or sum(one.file_size for one in read) > MOST_TEXTS:
        raise QdaRefused(gettext("This file is too large."), gettext("Export fewer texts at once."))
    return archive


def _parsed(content: bytes) -> Element:
    from defusedxml import DefusedXmlException  # noqa: PLC0415  (when it is used)
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415

    if len(content) > MOST_XML:
        raise QdaRefused(gettext("This file is too large."), gettext("Export fewer texts at once."))
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as problem:
        raise QdaRefused(
            gettext("This file is not proper XML, or holds what such a file may not hold."),
            gettext("Export it once more."),
        ) from problem
    return root


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(element: Element, tag: str) -> list[Element]:
    return [one for one in element if _tag(one) == tag]


def _child(element: Element | None, tag: str) -> Element | None:
    return next(iter(_children(element, tag)), None) if element is not None else None


def _every(root: Element, around: str, tag: str) -> list[Element]:
    holder = _child(root, around)
    return _children(holder, tag) if holder is not None else []


def _said(element: Element, tag: str) -> str:
    found = _child(element, tag)
    return (found.text or "").strip() if found is not None else ""


def _whole(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\s*[0-9]{1,9}\s*", text) else None


def _reference(text: str | None) -> UUID | None:
    found = _GUID.fullmatch((text or "").strip())
    return UUID(found[1]) if found else None


def _target(element: Element, tag: str) -> UUID | None:
    found = _child(element, tag)
    return _reference(found.get("targetGUID")) if found is not None else None
