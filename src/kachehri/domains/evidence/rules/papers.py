"""Whether a file may stand in the library: what it is by its bytes, never by its name alone."""

import re
import zipfile
import zlib
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
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")
_WORD = {"[Content_Types].xml", "word/document.xml"}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|activeX/|embeddings/)", re.IGNORECASE)


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
    if _ACTIVE.search(data):
        say = _("%(name)s holds a program or a file inside it. Print it to a new PDF and send that")
        raise FileProblem(say, name=name)


def _check_word(path: Path, name: str) -> None:
    """A Word file that is no bomb and holds no macro."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            if _is_bomb(parts):
                say = _("%(name)s would unpack to far more than a paper. It was not kept")
                raise FileProblem(say, name=name)
            names = {part.filename for part in parts}
            if not names >= _WORD:
                say = _(
                    "%(name)s is neither a PDF nor a Word file (.docx). Save it as one of these"
                )
                raise FileProblem(say, name=name)
            if any(_MACROS.search(one) for one in names):
                say = _("%(name)s holds a program or a file inside it. Save it without, as .docx")
                raise FileProblem(say, name=name)
            damaged = packed.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        say = _("%(name)s is cut off or damaged. Fetch it again")
        raise FileProblem(say, name=name) from None
    if damaged:
        raise FileProblem(_("%(name)s is cut off or damaged. Fetch it again"), name=name)


def _is_bomb(parts: list[zipfile.ZipInfo]) -> bool:
    whole = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    return len(parts) > MOST_PARTS or whole > LARGEST_UNPACKED or whole > TIGHTEST * packed
