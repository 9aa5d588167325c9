"""What can go wrong with the database: what is wrong, where, and how to mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass
class DatabaseProblem(Exception):
    """Something that an administrator can mend."""

    what: str
    mend: str
    where: str = ""

    def __str__(self) -> str:
        place = f"\n  Where: {self.where}" if self.where else ""
        return f"{self.what}{place}\n  What to do: {self.mend}"


def problem_of(said: str, log: Path) -> DatabaseProblem:
    """Why a server does not start, from what it said."""
    if known := recognise(said, where=str(log.parent)):
        return known
    last = " / ".join(line.strip() for line in said.strip().splitlines()[-3:])
    return DatabaseProblem(
        f"PostgreSQL does not start: {last or 'it gave no reason'}",
        "Read the end of its log. If files are damaged, move the data folder away (do not delete"
        " it; `kachehri db status` says where it is) and put the newest backup back:"
        " kachehri restore --help",
        where=str(log),
    )


def explain(error: Exception) -> DatabaseProblem | None:
    """The problem behind an error of a running program, where it is one that a person can mend."""
    causes = (error, error.__cause__, error.__context__)
    # By name, so that a program that never asks the database does not load its driver.
    ours = [cause for cause in causes if type(cause).__module__.startswith("psycopg")]
    found = (recognise(str(cause), where="") for cause in ours)
    return next((problem for problem in found if problem), None)


def recognise(said: str, where: str) -> DatabaseProblem | None:
    """The problem that PostgreSQL's words are a sign of."""
    signs = (DatabaseProblem(what, mend, where) for sign, what, mend in SIGNS if sign in said)
    return next(signs, None)


SIGNS = (
    (
        "No space left on device",
        "The disk with the database is full. What was committed is safe.",
        "Free some space on it and run the same command again.",
    ),
    (
        "Disk quota exceeded",
        "The quota for the database's disk is used up. What was committed is safe.",
        "Free some space or ask for more, and run the same command again.",
    ),
    (
        "File too large",
        "The database may not write files as large as it needs (a limit of this session).",
        "Raise the limit (ulimit -f unlimited) and run the same command again.",
    ),
    (
        "database files are incompatible with server",
        "The data folder was made by another version of PostgreSQL.",
        "Restore a backup into an empty folder: kachehri restore --help",
    ),
    (
        "pre-existing shared memory block",
        "A part of an earlier server still runs and cannot be ended from here.",
        "End it (it is a process named postgres), or restart the machine.",
    ),
    (
        "could not create shared memory segment",
        "This machine does not give the database the memory that it asks for.",
        "End other programs, or raise the limits of shared memory.",
    ),
    (
        "server closed the connection unexpectedly",
        "The database went away while it was used. What was committed is safe.",
        "Start it again with: kachehri db start",
    ),
    (
        "the connection is closed",
        "The database went away while it was used. What was committed is safe.",
        "Start it again with: kachehri db start",
    ),
    (
        "terminating connection due to administrator command",
        "The database was stopped while it was used. What was committed is safe.",
        "Start it again with: kachehri db start",
    ),
    (
        "Permission denied",
        "The user of the database may not reach its folder.",
        "Make every folder on the way to it passable (chmod a+x), or set KACHEHRI_VAR elsewhere.",
    ),
)
