"""Reading a table as the world sends it: text here, workbooks and Stata files in `sheets`.

A text is plain or gzip, UTF-8 or UTF-16, with comma or semicolon. It is streamed: only one line is
in memory at a time. What cannot be read raises `FileProblem`, whose message says what is wrong and
what to do.
"""

import codecs
import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from kachehri.kernel.messages import gettext_noop

from .guarding import OLD, ZIP, refuse_large
from .opened import FileProblem, TextTable
from .sheets import is_stata, open_stata, open_workbook

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["ENCODINGS", "LARGEST", "FileProblem", "TextTable", "open_table", "sha256_of"]

_ = gettext_noop

LARGEST = 2 * 1024**3
"""Bytes, unpacked. More is taken for a mistake, or for a bomb."""

ENCODINGS = ("utf-8", "utf-16", "windows-1252", "mac-roman")

_LONGEST_LINE = 1 << 20
"""Characters. A packed file of one endless line would fill the memory before it is refused."""

_START = 8192
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = (
    (ZIP, _("%(name)s is packed twice. Unpack it, and give the workbook in it")),
    (OLD, _("%(name)s is packed. Unpack it, and give the workbook in it")),
    (b"%PDF", _("%(name)s is a PDF. Ask the publisher for the table as CSV")),
)


class SupportsRead(Protocol):
    """Bytes that can be read, packed or not."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""


def sha256_of(path: Path) -> str:
    """The checksum of a file as it lies there."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def open_table(path: Path, *, encoding: str | None = None, sheet: str = "") -> Iterator[TextTable]:
    """Open a table for reading: text, a workbook (XLSX, XLS, ODS) or a Stata file.

    `encoding` overrules what is found out from the first bytes of a text; `sheet` names a sheet of
    a workbook, otherwise it is the first with cells in it.

    A line that is not valid in the encoding comes with U+FFFD in its cells, so that the reader can
    name it.
    """
    name = path.name
    try:
        refuse_large(path)
        packed = _not_text(path, sheet)
        if packed is not None:
            yield packed
            return
        with path.open("rb") as raw, _unpacked(raw, name) as stream:
            yield _table(stream, name, encoding)
    except FileNotFoundError:
        raise FileProblem(_("there is no file %(path)s"), path=str(path)) from None
    except IsADirectoryError:
        raise FileProblem(_("%(path)s is a folder. Name the file in it"), path=str(path)) from None
    except PermissionError:
        raise FileProblem(_("%(path)s may not be read by this user"), path=str(path)) from None


def _not_text(path: Path, sheet: str) -> TextTable | None:
    """A workbook or a Stata file as a table; None for anything else."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith((ZIP, OLD)):
        return open_workbook(path, sheet)
    return open_stata(path) if is_stata(start) else None


@contextmanager
def _unpacked(raw: IO[bytes], name: str) -> Iterator[io.BufferedReader]:
    """The bytes of the file, through gzip where it is packed (whatever its name says)."""
    start = raw.read(2)
    raw.seek(0)
    source: SupportsRead = gzip.GzipFile(fileobj=raw) if start == b"\x1f\x8b" else raw
    yield io.BufferedReader(_Measured(source, name), 1 << 16)


class _Measured(io.RawIOBase):
    """Passes bytes on, counts them, and turns what goes wrong into a `FileProblem`."""

    def __init__(self, source: SupportsRead, name: str) -> None:
        self.source = source
        self.name = name
        self.seen = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill the buffer with the next bytes; 0 at the end."""
        view = memoryview(buffer)
        try:
            data = self.source.read(len(view))
        except EOFError:
            say = _("%(name)s is cut off: the packed file ends too early. Fetch it again")
            raise FileProblem(say, name=self.name) from None
        except (zlib.error, gzip.BadGzipFile):
            say = _("%(name)s is damaged: it cannot be unpacked. Fetch it again")
            raise FileProblem(say, name=self.name) from None
        self.seen += len(data)
        if self.seen > LARGEST:
            raise FileProblem(_("%(name)s is larger than 2 GB unpacked"), name=self.name)
        view[: len(data)] = data
        return len(data)


def _table(stream: io.BufferedReader, name: str, encoding: str | None) -> TextTable:
    start = stream.peek(_START)[:_START]
    if not start.strip():
        raise FileProblem(_("%(name)s is empty"), name=name)
    for magic, message in _FOREIGN:
        if start.startswith(magic):
            raise FileProblem(message, name=name)
    found = encoding or _encoding(start, name)
    text = io.TextIOWrapper(stream, encoding=found, errors="replace", newline="")
    rows = _rows(text, name, _delimiter(start.decode(found, errors="replace")))
    try:
        first = next(rows)
    except StopIteration:
        raise FileProblem(_("%(name)s is empty"), name=name) from None
    return TextTable(first[1], rows, found)


def _encoding(start: bytes, name: str) -> str:
    for bom, found in _BOMS:
        if start.startswith(bom):
            return found
    nulls = start.count(0)
    if nulls == 0:
        return "utf-8"
    odd, even = start[1::2].count(0), start[::2].count(0)
    if odd > len(start) // 3 and even == 0:
        return "utf-16-le"
    if even > len(start) // 3 and odd == 0:
        return "utf-16-be"
    raise FileProblem(_("%(name)s is not a text file. Save the table as CSV (UTF-8)"), name=name)


def _delimiter(start: str) -> str:
    """The mark that parts the cells of the first line."""
    line = next((part for part in start.splitlines() if part.strip()), "")
    return max(",;\t|", key=line.count)


def _rows(text: io.TextIOWrapper, name: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the number of the line where they start."""
    reader = csv.reader(_lines(text), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        say = _("%(name)s: line %(line)s holds no proper table row (a quote that never closes?)")
        raise FileProblem(say, name=name, line=line) from None
    except UnicodeError:
        say = _("%(name)s: the text breaks off at line %(line)s. Fetch the file again")
        raise FileProblem(say, name=name, line=line) from None


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines, none of them endless."""
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise csv.Error("a line without an end")
        yield line
