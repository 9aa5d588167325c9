"""Keeping the files that people give: each once, under its checksum."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from kachehri.kernel.messages import gettext_noop

from .files import LARGEST, FileProblem

_ = gettext_noop


def keep(folder: Path, chunks: Iterable[bytes], name: str) -> tuple[str, int]:
    """Write a file into the folder, whole or not at all; return its checksum and size in bytes.

    Only this installation's own user may read it. Raises `FileProblem` where it is empty or larger
    than what is read anyway; then nothing stays.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > LARGEST:
                    raise FileProblem(_("%(name)s is larger than 2 GB"), name=name)
                digest.update(chunk)
                file.write(chunk)
            if not size:
                raise FileProblem(_("%(name)s is empty"), name=name)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            part.unlink()
            raise
    part.replace(where(folder, digest.hexdigest()))
    return digest.hexdigest(), size


def where(folder: Path, sha256: str) -> Path:
    """Where the file with this checksum lies."""
    return folder / sha256
