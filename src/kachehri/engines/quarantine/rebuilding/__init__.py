"""Copies rebuilt from what can be seen. It runs in a process of its own and knows no Django.

`python -m kachehri.engines.quarantine.rebuilding KIND IN OUT` reads a file, writes the copy and
prints a line of JSON. What kills it (a bomb, a hole in a library) kills nothing else.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from .found import Found, Unreadable
from .images import image
from .papers import pdf
from .sheets import sheets
from .words import audio, docx, plain, rtf

Rebuilder: TypeAlias = Callable[[Path], Found]

_OFFICE = "application/vnd.openxmlformats-officedocument."
REBUILDERS: dict[str, Rebuilder] = {
    "image/jpeg": image,
    "image/png": image,
    "image/gif": image,
    "image/webp": image,
    "image/tiff": image,
    "application/pdf": pdf,
    f"{_OFFICE}spreadsheetml.sheet": sheets,
    "application/vnd.oasis.opendocument.spreadsheet": sheets,
    "application/vnd.ms-excel": sheets,
    f"{_OFFICE}wordprocessingml.document": docx,
    "application/rtf": rtf,
    "text/plain": plain,
    "audio/mpeg": audio,
    "audio/ogg": audio,
    "audio/amr": audio,
    "audio/wav": audio,
    "audio/mp4": audio,
}
"""By the type that was found in the content; for no other type is a copy ever made."""

__all__ = ["REBUILDERS", "Found", "Rebuilder", "Unreadable"]
