"""The file of tree heads outside the database: one line a head, each on the disk before the next.

A head is written *after* its transaction is committed, so the file never holds a head that the
database does not. What a crash leaves out between the two is written by the next run (see
`sealing.missing_from`). A line that a crash cut off has no end of line: readers pass over it, the
next writer removes it.
"""

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .heads import HeadUnreadable, SignedHead, read_line
from .keyfiles import sync_folder

TAIL = 4096
"""Bytes from the end in which the last line is looked for; a line has about 300."""


@dataclass(frozen=True)
class Line:
    """A line of the file: the head, or None where it cannot be read."""

    number: int
    head: SignedHead | None


def heads_path(var: Path) -> Path:
    """Where this installation keeps its heads."""
    return var / "heads" / "heads.jsonl"


def lines(path: Path) -> Iterator[Line]:
    """Every complete line. Raises OSError."""
    with path.open(newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if line.endswith("\n"):
                yield Line(number, head_or_none(line))


def head_or_none(line: str) -> SignedHead | None:
    """The head in a line, if it holds one."""
    try:
        return read_line(line)
    except HeadUnreadable:
        return None


def add(path: Path, missing: Callable[[], Iterable[SignedHead]]) -> int:
    """Add the heads that `missing` names once nobody else writes. Returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new = not path.exists()
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        mend(file.fileno())
        count = 0
        for count, head in enumerate(missing(), start=1):  # noqa: B007 - the count is what we want
            os.write(file.fileno(), head.line().encode())
        os.fsync(file.fileno())
    if new:
        sync_folder(path.parent)
    return count


def mend(handle: int) -> None:
    """Cut off a last line that a crash left without its end."""
    size = os.fstat(handle).st_size
    start = max(0, size - TAIL)
    tail = os.pread(handle, TAIL, start)
    if tail and not tail.endswith(b"\n"):
        os.ftruncate(handle, start + tail.rfind(b"\n") + 1)


def last_head(path: Path) -> SignedHead | None:
    """The newest head of the file, read from its end. None where there is no file or no head."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        complete = [line for line in file.read().split(b"\n")[:-1] if line]
    return head_or_none(complete[-1].decode()) if complete else None
