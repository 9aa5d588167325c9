"""What a backup holds: a list with checksums, and what the database was when it was made."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from kachehri.engines.postgres.problems import DatabaseProblem

FORMAT = 1
NAME = "manifest.json"


class BackupProblem(DatabaseProblem):
    """A backup that cannot be made or used."""


@dataclass(frozen=True)
class Entry:
    """One file: its path inside the backup, its size in bytes, its SHA-256 in hex."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The list of a backup. `made_at` is ISO 8601; `tree_size` and `events` count the ledger.

    `holds` is "data", "keys", "tray" or "rings". `migrations` are `app.name`; `roles` the
    database's role names.
    """

    holds: str
    made_at: str
    kachehri: str
    postgresql: int
    roles: dict[str, str]
    migrations: list[str]
    events: int
    tree_size: int
    entries: list[Entry]
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it into the backup's folder."""
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n")


def manifest_of_keys(holds: str, folder: Path, at: datetime) -> Manifest:
    """The list of a folder of keys: nothing of a database is in it."""
    return Manifest(
        holds=holds,
        made_at=at.isoformat(),
        kachehri=version("kachehri"),
        postgresql=0,
        roles={},
        migrations=[],
        events=0,
        tree_size=0,
        entries=list(entries_of(folder)),
    )


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup. Raises BackupProblem where there is none that we understand."""
    try:
        known = json.loads((folder / NAME).read_text())
        entries = [Entry(**entry) for entry in known.pop("entries")]
        if known["format"] > FORMAT:
            raise newer(folder)
        return Manifest(**known, entries=entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupProblem(
            "This is not a whole backup of Kachehri.",
            f"Name the folder that `kachehri backup` printed: it holds {NAME}.",
            where=str(folder),
        ) from error


def newer(folder: Path) -> BackupProblem:
    """The problem of a backup from the future."""
    return BackupProblem(
        "This backup was made by a newer Kachehri.",
        "Restore it with that Kachehri.",
        where=str(folder),
    )


def require_whole(folder: Path, manifest: Manifest) -> None:
    """Raise BackupProblem unless every file is there, of the right size and with the right sum."""
    for entry in manifest.entries:
        if fault := fault_of(folder, entry):
            raise BackupProblem(
                f"The backup is damaged: {fault}.",
                "Use another copy of it. Nothing was changed.",
                where=str(folder / entry.path),
            )


def fault_of(folder: Path, entry: Entry) -> str:
    """What is wrong with one file, or nothing."""
    path = PurePosixPath(entry.path)
    if path.is_absolute() or ".." in path.parts:
        return "a path leads out of it"
    file = folder / path
    if not file.is_file() or file.is_symlink():
        return "a file is missing"
    if file.stat().st_size != entry.size:
        return f"a file has {file.stat().st_size} bytes instead of {entry.size}"
    return "" if sha256(file) == entry.sha256 else "a file was changed (its checksum differs)"


def entries_of(folder: Path) -> Iterator[Entry]:
    """The entries of all files in a backup's folder, in order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != NAME:
            relative = path.relative_to(folder).as_posix()
            yield Entry(relative, path.stat().st_size, sha256(path))


def sha256(path: Path) -> str:
    """The checksum of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
