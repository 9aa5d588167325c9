"""The processes of a data folder: the server, and what a killed server left behind.

Every process of PostgreSQL works in its data folder, so /proc tells which ones are of ours. A back
end whose server was killed may go on for as long as its query does, and keeps the next server from
starting.
"""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PATIENCE = 5.0


@dataclass(frozen=True)
class PidFile:
    """What `postmaster.pid` says."""

    pid: int
    socket: str
    ready: bool


def read_pid_file(data: Path) -> PidFile | None:
    """The server's own note in its data folder; None where there is none (or only half of one)."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return PidFile(int(lines[0]), _line(lines, 4), _line(lines, 7).strip() == "ready")
    except (FileNotFoundError, NotADirectoryError, ValueError, IndexError):
        return None


def _line(lines: list[str], number: int) -> str:
    return lines[number] if len(lines) > number else ""


def server_pid(data: Path) -> int | None:
    """The process that the pid file names, if it lives and really is a server of this folder."""
    note = read_pid_file(data)
    return note.pid if note and is_of(data, note.pid) else None


def processes_of(data: Path) -> list[int]:
    """Every process of PostgreSQL that works in this data folder."""
    found = (int(path.name) for path in PROC.glob("[0-9]*"))
    return sorted(pid for pid in found if is_of(data, pid))


def is_of(data: Path, pid: int) -> bool:
    """Whether the process is a `postgres` that works in this data folder."""
    try:
        program = (PROC / str(pid) / "exe").readlink().name.removesuffix(" (deleted)")
        return program == "postgres" and (PROC / str(pid) / "cwd").samefile(data)
    except OSError:  # gone, or another user's
        return False


def end_orphans(data: Path) -> int:
    """End what a killed server left behind, and return how many that were.

    They are told to quit at once, and killed when they do not: everything committed is in the
    write-ahead log, and their shared memory is lost with the server anyway.
    """
    orphans = [] if server_pid(data) else processes_of(data)
    _tell(data, orphans, signal.SIGQUIT)
    if not _gone(data, orphans):
        _tell(data, orphans, signal.SIGKILL)
        _gone(data, orphans)
    return len(orphans)


def _tell(data: Path, pids: list[int], what: signal.Signals) -> None:
    for pid in pids:
        if is_of(data, pid):
            with suppress(ProcessLookupError):  # it went just now
                os.kill(pid, what)


def _gone(data: Path, pids: list[int]) -> bool:
    limit = time.monotonic() + PATIENCE
    while any(is_of(data, pid) for pid in pids):
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


def forget_pid_files(data: Path, socket: Path) -> None:
    """Remove the notes of a server that is gone, which a new one would trust.

    The number in them may belong to a stranger by now, or to a process that is dead but that nobody
    has taken note of, as in a container without an init. Only for a caller who holds the mark of
    life (`mark_of_life`): nobody else serves the folder.
    """
    note = read_pid_file(data)
    if note and (PROC / str(note.pid)).exists() and not is_of(data, note.pid):
        (data / "postmaster.pid").unlink(missing_ok=True)
    for path in socket.glob(".s.PGSQL.*"):
        path.unlink(missing_ok=True)


@contextmanager
def mark_of_life(path: Path) -> Iterator[int | None]:
    """A lock that a server and its back ends inherit, and so hold for as long as one of them lives.

    Yields the open file to hand to a new server, or None where somebody still holds the lock after
    PATIENCE seconds, be it in a container whose processes cannot be seen from here.
    """
    flags = os.O_APPEND | os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW
    with os.fdopen(os.open(path, flags, 0o600), "a") as file:
        yield file.fileno() if _locked(file.fileno()) else None


def _locked(file: int) -> bool:
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.02)
        else:
            return True
    return False
