"""Kinds of work that only the tests know."""

import os
import time
from pathlib import Path

from kachehri.engines.jobs.kinds import JobKind, JobProblem, register
from kachehri.kernel.rules import Holds, IsSystem


def count(progress, by, at, upto=3):
    progress.start(upto)
    for n in range(upto):
        progress.step("Counting to %(n)s", n=n + 1)
        progress.advance()
    return {"counted": upto, "by": by.name}


def stumble(progress, by, at, error="problem"):
    progress.start(2)
    progress.advance()
    if error == "problem":
        raise JobProblem("Row %(row)s has no district.", row=7)
    if error == "full":
        raise OSError(28, "No space left on device")
    raise ZeroDivisionError("secret detail of the program")


def hang_once(progress, by, at, marker, always=False):
    """Write our process id and hang; where the marker stands already, end at once."""
    path = Path(marker)
    first = not path.exists()
    path.write_text(str(os.getpid()))
    if first or always:
        time.sleep(60)
    return {"again": True}


def register_kinds():
    anyone = Holds("editor") | IsSystem()
    register(JobKind("test-count", "Count", count, rule=anyone))
    register(JobKind("test-stumble", "Stumble", stumble, rule=anyone))
    register(JobKind("test-hang", "Hang", hang_once, rule=anyone, attempts=2))
