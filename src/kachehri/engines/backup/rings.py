"""Backing up and restoring the rings: a key for each record, in blocks (`keys/rings/`, ADR 205).

A copy of a ring opens what was erased after it was made, for whoever also has an old copy of the
database: so copies are few, and a new one takes the place of the old. What is put back never
brings a destroyed key back: the lists of destroyed keys are joined, and zeros win.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from .folders import copy_tree, stamp, sync, whole
from .manifest import BackupProblem, manifest_of_keys, read_manifest, require_whole

RINGS = "rings"
LIST = "destroyed"
LENGTH = 32
"""Bytes of a key; a block is a file of keys, one after the other."""
_GONE = bytes(LENGTH)


def back_up_rings(*, out: Path, var: Path, at: datetime) -> Path:
    """Copy all rings into a new folder of `out`, for its owner only, and return it."""
    source = var / "keys" / RINGS
    if not source.is_dir():
        raise BackupProblem(
            "There are no rings of keys yet.", "Nothing needs to be done.", str(var)
        )
    target = out / f"kachehri-{RINGS}-{stamp(at)}"
    with whole(target) as folder:
        copy_tree(source, folder / RINGS)
        for path in folder.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        manifest_of_keys(RINGS, folder, at).write(folder)
    return target


def restore_rings(*, folder: Path, var: Path) -> int:
    """Put rings back beside those that are here; return how many blocks were written.

    Raises BackupProblem where a block holds other keys than the one here: one of the two opens
    nothing, and a person has to say which.
    """
    manifest = read_manifest(folder)
    if manifest.holds != RINGS:
        raise BackupProblem("This folder holds no rings.", "Name another one.", where=str(folder))
    require_whole(folder, manifest)
    place = var / "keys" / RINGS
    rings = sorted(path for path in (folder / RINGS).iterdir() if path.is_dir())
    merged = [
        (place / ring.name / block.name, _merged(block, place / ring.name / block.name))
        for ring in rings
        for block in sorted(ring.glob("[0-9]*"))
    ]
    for ring in rings:
        _join_lists(place / ring.name, ring)
    for path, keys in merged:
        _write(path, _without(keys, path))
    return len(merged)


def _merged(new: Path, here: Path) -> bytes:
    """The keys of two copies of a block; a destroyed one stays destroyed."""
    brought = new.read_bytes()
    if not here.exists():
        return brought
    known = here.read_bytes()
    pairs = zip(_keys(known), _keys(brought), strict=False)
    if len(known) != len(brought) or any(a != b and _GONE not in (a, b) for a, b in pairs):
        raise BackupProblem(
            f"The block {here.name} of {here.parent.name} holds other keys here.",
            "If nothing was written since, move that folder away and run the command again.",
            where=str(here),
        )
    return b"".join(
        _GONE if _GONE in pair else pair[0]
        for pair in zip(_keys(known), _keys(brought), strict=True)
    )


def _keys(block: bytes) -> Iterable[bytes]:
    return (block[at : at + LENGTH] for at in range(0, len(block), LENGTH))


def _join_lists(here: Path, new: Path) -> None:
    """One list of all numbers that either copy knows to be destroyed."""
    lines = sorted(_listed(here) | _listed(new))
    if lines:
        _write(here / LIST, "".join(f"{number}\n" for number in lines).encode())


def _listed(ring: Path) -> set[int]:
    path = ring / LIST
    return {int(line) for line in path.read_text("ascii").split()} if path.exists() else set()


def _without(keys: bytes, path: Path) -> bytes:
    """A block with zeros for all that its ring's list names."""
    size = len(keys) // LENGTH
    first = int(path.name) * size
    held = bytearray(keys)
    for number in _listed(path.parent):
        if first <= number < first + size:
            at = (number - first) * LENGTH
            held[at : at + LENGTH] = _GONE
    return bytes(held)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f".{path.name}.restoring")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync(path.parent)
