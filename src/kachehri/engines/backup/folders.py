"""Folders that appear whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from .manifest import BackupProblem


def stamp(at: datetime) -> str:
    """A moment as part of a file name, in UTC: `20260105T090000Z`."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A private folder to fill, which gets its name when it is complete and on the disk.

    Raises BackupProblem if the target exists or the disk is full; a half one is removed.
    """
    if target.exists():
        raise BackupProblem("There is one of this second already.", "Try again.", str(target))
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.mkdir(parents=True, mode=0o700)
        yield draft
        for path in (*draft.rglob("*"), draft):
            sync(path)
        draft.rename(target)
        sync(target.parent)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise BackupProblem(
            f"The folder cannot be written: {error.strerror or error}.",
            "Free some space, or choose another folder, and run the same command again.",
            where=str(target.parent),
        ) from error
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def sync(path: Path) -> None:
    """Have a file or folder on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_tree(source: Path, target: Path) -> None:
    """Copy plain files with their dates; a file that goes meanwhile is left out, links too."""
    target.mkdir(mode=0o700)
    if not source.is_dir():
        return
    for path in sorted(source.rglob("*")):
        to = target / path.relative_to(source)
        if path.is_dir() and not path.is_symlink():
            to.mkdir(parents=True, exist_ok=True)
        elif path.is_file() and not path.is_symlink():
            copy_file(path, to)


def copy_file(source: Path, target: Path) -> None:
    """Copy one file, unless it has just gone."""
    try:
        shutil.copy2(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)


def put_in_place(new: Path, place: Path, suffix: str) -> Path | None:
    """Let a folder take a place; what was there is kept beside it and returned."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = None
    if place.exists():
        old = place.with_name(f"{place.name}.before-{suffix}")
        place.rename(old)
    new.rename(place)
    return old
