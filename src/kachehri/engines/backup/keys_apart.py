"""Backing up and restoring the keys, apart from what they open."""

import shutil
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from .folders import copy_file, put_in_place, stamp, whole
from .manifest import BackupProblem, Manifest, entries_of, read_manifest, require_whole

# Passwords of this machine's own database: a restored one makes new ones.
STAYS = ("database.json", "database.env")


def back_up_keys(*, out: Path, var: Path, at: datetime) -> Path:
    """Copy the keys into a new folder of `out`, for its owner only, and return it."""
    keys = keys_in(var / "keys")
    if not keys:
        raise BackupProblem("There are no keys yet.", "Nothing needs to be done.", str(var))
    target = out / f"kachehri-keys-{stamp(at)}"
    with whole(target) as folder:
        _copy_private(keys, folder / "keys")
        Manifest(
            holds="keys",
            made_at=at.isoformat(),
            kachehri=version("kachehri"),
            postgresql=0,
            roles={},
            migrations=[],
            events=0,
            tree_size=0,
            entries=list(entries_of(folder)),
        ).write(folder)
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
    if manifest.holds != "keys":
        raise BackupProblem(
            "This folder holds data, not keys.", "Leave --keys out.", where=str(folder)
        )
    require_whole(folder, manifest)
    place = var / "keys"
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
        if path.name in here and here[path.name] != path.read_bytes()
    ]


def _put_keys(new: Path, place: Path, at: datetime, *, keep: bool) -> Path | None:
    draft = place.with_name(".keys.restoring")
    shutil.rmtree(draft, ignore_errors=True)
    own = [path for path in place.glob("[!.]*") if path.is_file()] if place.is_dir() else []
    _copy_private([*own, *keys_in(new)], draft)
    old = put_in_place(draft, place, stamp(at))
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
