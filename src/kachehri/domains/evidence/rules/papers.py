"""Whether a file may stand in the library: what it is by its bytes, never by its name alone."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from kachehri.engines.tables.files import FileProblem
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

LARGEST_UNPACKED = 200 * 1024 * 1024
"""Bytes of a Word file's parts, unpacked."""
TIGHTEST = 200
"""Times. No text is packed more tightly; a bomb is."""
MOST_PARTS = 5_000

_END = 4096
_PIECE = 1 << 14
_BOMB = _("%(name)s would unpack to far more than a paper. It was not kept")
_ACTIVE = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia|XFA)\b"
    rb"|/JS(?:\s|\0|%[^\r\n]*[\r\n]){0,99}(?:[(<]|\d{1,10}\s+\d{1,5}\s+R\b)"
)
"""Three signs alone stand by chance in every tenth picture of some megabytes."""
_SPELLED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/ObjStm\b(?:(?!/ObjStm).){0,400}?stream\r?\n", re.DOTALL)
_TYPES = "[Content_Types].xml"
_WORD = {_TYPES, "word/document.xml"}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|activeX/|embeddings/)", re.IGNORECASE)
_RUNS = re.compile(rb"macroEnabled|vbaProject|attachedTemplate|oleObject", re.IGNORECASE)
"""In the parts that say what the others are: a macro by any name, or one to be fetched."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError,
)  # fmt: skip


def paper_type(path: Path, name: str) -> str:
    """`pdf` or `docx`. Raises `FileProblem` for anything else, damaged, or that runs something."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"%PDF-"):
        _check_pdf(path, name)
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        _check_word(path, name)
        return "docx"
    say = _("%(name)s is neither a PDF nor a Word file (.docx). Save it as one of these")
    raise FileProblem(say, name=name)


def _check_pdf(path: Path, name: str) -> None:
    """A whole PDF, without anything in it that a reader's program would run."""
    data = path.read_bytes()
    if b"%%EOF" not in data[-_END:]:
        raise FileProblem(_("%(name)s is cut off or damaged. Fetch it again"), name=name)
    if any(_ACTIVE.search(_plain(part)) for part in chain((data,), _unpacked(data, name))):
        say = _("%(name)s holds a program or a file inside it. Print it to a new PDF and send that")
        raise FileProblem(say, name=name)


def _plain(data: bytes) -> bytes:
    """A name may spell any of its letters as a number: `/J#53` is `/JS`."""
    return _SPELLED.sub(lambda found: bytes.fromhex(found[1].decode()), data)


def _unpacked(data: bytes, name: str) -> Iterator[bytes]:
    """What a PDF keeps packed, piece by piece; altogether no more than of a Word file."""
    left = LARGEST_UNPACKED
    for found in _PACKED.finditer(data):
        whole = b"".join(_inflated(data, found.end(), left + 1))
        left -= len(whole)
        if left < 0:
            raise FileProblem(_BOMB, name=name)
        yield whole


def _inflated(data: bytes, start: int, most: int) -> Iterator[bytes]:
    """What was packed from there on, as far as it can be read; at most so many bytes."""
    reader = zlib.decompressobj()
    while most > 0 and start < len(data) and not reader.eof:
        try:
            piece = reader.decompress(data[start : start + _PIECE], most)
        except zlib.error:
            return
        start, most = start + _PIECE, most - len(piece)
        yield piece


def _check_word(path: Path, name: str) -> None:
    """A Word file that is no bomb and holds no macro."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if _is_bomb(parts):
                raise FileProblem(_BOMB, name=name)
            names = {part.filename for part in parts}
            if not names >= _WORD:
                say = _(
                    "%(name)s is neither a PDF nor a Word file (.docx). Save it as one of these"
                )
                raise FileProblem(say, name=name)
            telling = [one for one in names if one == _TYPES or one.endswith(".rels")]
            if any(_MACROS.search(one) for one in names) or any(
                _RUNS.search(packed.read(one)) for one in telling
            ):
                say = _("%(name)s holds a program or a file inside it. Save it without, as .docx")
                raise FileProblem(say, name=name)
            damaged = packed.testzip()
    except _DAMAGED:
        say = _("%(name)s is cut off or damaged. Fetch it again")
        raise FileProblem(say, name=name) from None
    if damaged:
        raise FileProblem(_("%(name)s is cut off or damaged. Fetch it again"), name=name)


def _is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    return len(parts) > MOST_PARTS or whole > LARGEST_UNPACKED or whole > TIGHTEST * packed
