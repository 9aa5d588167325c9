"""Secret keys in files: made once, readable by their owner only, never half-written."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def key_file(path: Path, make: Callable[[], bytes]) -> bytes:
    """The key in `path`; made at first need. Of several processes that make it at once, one wins.

    The file appears complete or not at all, so that a crash never leaves a key that opens nothing.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".key-") as new:
            new.write(make())
            new.flush()
            os.fsync(new.fileno())
            with suppress(FileExistsError):
                os.link(new.name, path)
            sync_folder(path.parent)
    return path.read_bytes()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
