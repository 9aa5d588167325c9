"""Where originals and copies lie: each under its checksum, readable by this program alone."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

ORIGINALS, COPIES = "quarantine", "copies"


def put(content: bytes, folder: str) -> tuple[str, str]:
    """Write a file whole or not at all; return its checksum and its path below FILES_ROOT."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{folder}/{sha256[:2]}/{sha256}"
    path = whole(name)
    if path.exists() and path.stat().st_size == len(content):
        return sha256, name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    part.replace(path)
    return sha256, name


def whole(name: str) -> Path:
    """The place of a file on this machine."""
    return Path(settings.FILES_ROOT) / name


def remove(name: str) -> None:
    """Delete a file, if it is there."""
    if name:
        whole(name).unlink(missing_ok=True)
