"""What is looked at before a workbook is opened: size, packing, entities, passwords, formulas.

All of it is read from the parts of the ZIP file without unpacking them whole. What is dangerous or
useless raises `FileProblem`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.sax.saxutils import escape

from kachehri.kernel.messages import gettext_noop

from .opened import FileProblem

_ = gettext_noop

ZIP, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
LARGEST_FILE = 2 * 1024**3
"""Bytes of a file as it lies there. A larger one is refused without being read."""

LARGEST_UNPACKED = 600 * 1024**2
"""Bytes of a workbook's parts, unpacked. A workbook is held in memory while it is read."""

TIGHTEST = 400
"""Times. No table is packed more tightly; a bomb is."""

MOST_PARTS = 10_000
"""Files in a workbook."""

MOST_CELLS = 30_000_000
"""Cells of the rectangle that holds all that is written in a sheet: it is built in memory."""

_PROLOGUE = 1 << 16
_WORKBOOKS = {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*?>(.*?)</c>', re.DOTALL)
_FILLED = re.compile(
    rb'<c\b[^<>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*(?<!/)>(?!\s*(?:<v\s*/>|<v></v>)?\s*</c>)'
)
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>[^<]")
_ODS_FORMULA = re.compile(rb"<table:table-cell\b[^>]*?\btable:formula=\"([^\"]*)\"[^>]*>")
_CHUNK = 1 << 22


def refuse_large(path: Path) -> None:
    """A file of more than 2 GB is refused by its size."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        say = _("%(name)s is larger than 2 GB (%(size)s MB). It was not read. Split it")
        raise FileProblem(say, name=path.name, size=size >> 20)


def refuse_dangerous(path: Path) -> None:
    """A workbook that would fill the memory, that asks for a password, or that is none."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == OLD:
        _refuse_locked(path)
    if start != ZIP:
        return
    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_bombs(packed, path.name)
            for part in packed.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_entities(packed, part, path.name)
                if part.filename.startswith("xl/worksheets/"):
                    _refuse_far_cells(packed, part, path.name)
            _refuse_locked_ods(packed, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        say = _("%(name)s is cut off or damaged: it cannot be unpacked. Fetch it again")
        raise FileProblem(say, name=path.name) from None


def _refuse_bombs(packed: zipfile.ZipFile, name: str) -> None:
    parts = packed.infolist()
    whole = sum(part.file_size for part in parts)
    tight = any(
        part.file_size > TIGHTEST * max(part.compress_size, 1) and part.file_size > 1 << 24
        for part in parts
    )
    if whole > LARGEST_UNPACKED or tight:
        say = _("%(name)s holds %(size)s MB when it is unpacked: that is no table. Not opened")
        raise FileProblem(say, name=name, size=whole >> 20)
    if len(parts) > MOST_PARTS:
        say = _("%(name)s holds %(parts)s files: that is no table. Not opened")
        raise FileProblem(say, name=name, parts=len(parts))
    if not {part.filename for part in parts} & _WORKBOOKS:
        say = _("%(name)s is a ZIP file and no workbook. Unpack it and give the table in it")
        raise FileProblem(say, name=name)


def _refuse_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """No office program writes entities: they are there to fill the memory or to fetch a file."""
    with packed.open(part) as file:
        start = file.read(_PROLOGUE).replace(b"\0", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        say = _("%(name)s declares XML entities in %(part)s: that is no table. Not opened")
        raise FileProblem(say, name=name, part=part.filename)


def _refuse_far_cells(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """One word in the last cell of a sheet makes a rectangle of 17 thousand million cells."""
    widest = deepest = 0
    left = b""
    with packed.open(part) as file:
        while chunk := file.read(_CHUNK):
            text = left + chunk
            for column, row in _FILLED.findall(text):
                widest, deepest = max(widest, _column(column)), max(deepest, int(row))
            left = text[-200:]
    if widest * deepest > MOST_CELLS:
        say = _(
            "%(name)s: %(part)s is written on as far as row %(row)s and %(columns)s columns wide: "
            "that is no table. Delete what stands outside the table"
        )
        params = {"part": part.filename, "row": deepest, "columns": widest}
        raise FileProblem(say, name=name, **params)


def _column(letters: bytes) -> int:
    """1 for `A`, 28 for `AB`."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _locked(name: str) -> FileProblem:
    say = _("%(name)s asks for a password. Save it without one")
    return FileProblem(say, name=name)


def _refuse_locked(path: Path) -> None:
    """A locked XLSX lies in an old container, under this name."""
    wanted = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        if wanted in file.read(_CHUNK):
            raise _locked(path.name)


def _refuse_locked_ods(packed: zipfile.ZipFile, name: str) -> None:
    listed = "META-INF/manifest.xml"
    is_there = listed in packed.namelist()
    if is_there and b"encryption-data" in packed.read(listed):
        raise _locked(name)


def refuse_formulas(path: Path, sheet: str) -> None:
    """A formula whose result was never saved is an empty cell for whoever reads the file."""
    with path.open("rb") as file:
        if file.read(4) != ZIP:
            return
    with zipfile.ZipFile(path) as packed:
        for cell in _without_result(packed, sheet):
            say = _(
                "%(name)s, sheet %(sheet)s, cell %(cell)s: a formula without its result. Open the "
                "file in a spreadsheet program and save it with values"
            )
            raise FileProblem(say, name=path.name, sheet=sheet, cell=cell)


def _without_result(packed: zipfile.ZipFile, sheet: str) -> Iterator[str]:
    """Addresses (or, in ODS, the words) of formulas of a sheet that have no result."""
    names = packed.namelist()
    if "content.xml" in names:
        tables = packed.read("content.xml").split(b"<table:table ")[1:]
        wanted = f'table:name="{escape(sheet)}"'.encode()
        for found in _ODS_FORMULA.finditer(next((t for t in tables if wanted in t[:400]), b"")):
            if b"office:value" not in found[0] and b"office:string-value" not in found[0]:
                yield found[1].decode("utf-8", errors="replace")[:60]
    part = _part_of(packed, sheet)
    if part in names:
        yield from _unsaved(packed.read(part))


def _part_of(packed: zipfile.ZipFile, sheet: str) -> str:
    """The part of an XLSX that holds a sheet."""
    names = packed.namelist()
    listed, linked = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if listed not in names or linked not in names:
        return ""
    ids = {
        unescape(_attribute(tag, "name")): _attribute(tag, "r:id")
        for tag in re.findall(r"<sheet\b[^>]*>", packed.read(listed).decode("utf-8", "replace"))
    }
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target").removeprefix("/xl/")
        for tag in re.findall(
            r"<Relationship\b[^>]*>", packed.read(linked).decode("utf-8", "replace")
        )
    }
    return f"xl/{targets.get(ids.get(sheet, ''), '')}"


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{re.escape(name)}="([^"]*)"', tag)
    return found[1] if found else ""


def _unsaved(text: bytes) -> Iterator[str]:
    """Addresses of cells that hold a formula and no value."""
    if b"<f" not in text:
        return
    for found in _CELL.finditer(text):
        inner = found[2]
        if (b"<f>" in inner or b"<f " in inner or b"<f/" in inner) and not _VALUE.search(inner):
            yield found[1].decode("ascii")
