"""Backing up and restoring the keys, apart from what they open.

The keys of the locked tray (`keys/tray/`) are a set of their own, with a holder of their own
(docs/adr/0196): a backup of the other keys leaves them out, and putting those back leaves them be.
So it is with the rings (`keys/rings/`, docs/adr/0205), see `rings.py`.
"""

import shutil
from datetime import datetime
from pathlib import Path

from .folders import copy_file, put_in_place, stamp, whole
from .manifest import BackupProblem, manifest_of_keys, read_manifest, require_whole
from .rings import RINGS

# Passwords of this machine's own database: a restored one makes new ones.
STAYS = ("database.json", "database.env")


TRAY = "tray"
ERASED = "erased"
"""The tray's list of what was erased: a restore adds to it and takes nothing away."""


def place_of(var: Path, holds: str) -> Path:
    """Where a set of keys lies: `keys`, or `tray`, which lies inside."""
    return var / "keys" / TRAY if holds == TRAY else var / "keys"


def back_up_keys(*, out: Path, var: Path, at: datetime, holds: str = "keys") -> Path:
    """Copy a set of keys into a new folder of `out`, for its owner only, and return it."""
    keys = keys_in(place_of(var, holds))
    if not keys:
        raise BackupProblem("There are no keys yet.", "Nothing needs to be done.", str(var))
    target = out / f"kachehri-{holds}-{stamp(at)}"
    with whole(target) as folder:
        _copy_private(keys, folder / "keys")
        manifest_of_keys(holds, folder, at).write(folder)
        (folder / "manifest.json").chmod(0o600)
    return target


def keys_in(folder: Path) -> list[Path]:
    """The key files of a folder, without those that belong to this machine's database."""
    found = sorted(folder.glob("[!.]*")) if folder.is_dir() else []
    return [path for path in found if path.is_file() and path.name not in STAYS]


def restore_keys(*, folder: Path, var: Path, at: datetime, force: bool) -> Path | None:
    """Put keys back; returns where the replaced ones are kept, if any were.

    Refuses to replace keys that differ unless told with `force`: what they opened stays shut.
    """
    manifest = read_manifest(folder)
    if manifest.holds not in ("keys", TRAY):
        raise BackupProblem(
            "This folder holds data, not keys.", "Leave --keys out.", where=str(folder)
        )
    require_whole(folder, manifest)
    place = place_of(var, manifest.holds)
    differing = differing_keys(place, folder / "keys")
    if differing and not force:
        raise BackupProblem(
            f"Other keys are there already: {', '.join(differing)}.",
            "If nothing needs them, use --force; they are kept beside.",
            where=str(place),
        )
    return _put_keys(folder / "keys", place, at, keep=bool(differing))


def differing_keys(place: Path, new: Path) -> list[str]:
    """Names of keys that are in both folders and are not the same."""
    here = {path.name: path.read_bytes() for path in keys_in(place)}
    return [
        path.name
        for path in keys_in(new)
        if path.name in here and path.name != ERASED and here[path.name] != path.read_bytes()
    ]


def _put_keys(new: Path, place: Path, at: datetime, *, keep: bool) -> Path | None:
    draft = place.with_name(".keys.restoring")
    shutil.rmtree(draft, ignore_errors=True)
    own = [path for path in place.glob("[!.]*") if path.is_file()] if place.is_dir() else []
    erased = [path.read_bytes() for path in (place / ERASED, new / ERASED) if path.is_file()]
    _copy_private([*own, *keys_in(new)], draft)
    if (place / TRAY).is_dir():
        _copy_private(keys_in(place / TRAY), draft / TRAY)
    if erased:
        (draft / ERASED).write_bytes(b"".join(erased))
        (draft / ERASED).chmod(0o600)
    old = put_in_place(draft, place, stamp(at))
    if old and (old / RINGS).is_dir():  # no copy: a second one would outlive an erasure
        (old / RINGS).rename(place / RINGS)
    if old and not keep:
        shutil.rmtree(old)
        return None
    return old


def _copy_private(keys: list[Path], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir(mode=0o700)
    for path in keys:
        copy_file(path, target / path.name)
        (target / path.name).chmod(0o600)
