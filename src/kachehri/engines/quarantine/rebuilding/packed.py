"""Opening what is packed (XLSX, DOCX, ODS) without being buried under it."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .found import Unreadable

MOST_UNPACKED = 200 << 20
TIGHTEST = 300
MOST_PARTS = 5_000


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The package, after a look at how much it holds."""
    try:
        with zipfile.ZipFile(path) as packed:
            _refuse_bombs(packed)
            yield packed
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, KeyError) as problem:
        raise Unreadable("damaged", str(problem)) from problem


def _refuse_bombs(packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    whole = sum(one.file_size for one in parts)
    tight = any(
        one.file_size > 8 << 20 and one.file_size > TIGHTEST * max(one.compress_size, 1)
        for one in parts
    )
    if whole > MOST_UNPACKED or tight or len(parts) > MOST_PARTS:
        raise Unreadable("bomb", f"{whole >> 20} MB in {len(parts)} parts")


def part(packed: zipfile.ZipFile, name: str) -> Any:
    """A part as a tree of XML in which nothing is fetched and no entity grows."""
    import defusedxml
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        return fromstring(packed.read(name), forbid_dtd=True)
    except defusedxml.DefusedXmlException as problem:
        raise Unreadable("bomb", "entities in its XML") from problem
    except ParseError as problem:
        raise Unreadable("damaged", str(problem)) from problem
