"""Which tests run again on the older server: engines and domains, and whatever else sends new SQL.

SQL is written in engines and domains, and their tests all run there. A page, a command or a pack
may send a statement that none of them sends, so a run on the usual server notes what each test
sends (in the folder KACHEHRI_TEST_STATEMENTS), and as many other tests join as it takes to send
every statement of the program once. Where nothing was noted, all of them join.
"""

import json
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db.backends.signals import connection_created

ALWAYS = ("tests/engines/", "tests/domains/")
REPEATED = re.compile(r"(%s|\(%s\))(?:, \1)+")
NUMBER = re.compile(r"\d+")

Notes = Mapping[str, Collection[int]]
_sent: dict[str, set[int]] = {}


def folder() -> Path | None:
    """Where the notes lie, if any are wanted."""
    named = os.environ.get("KACHEHRI_TEST_STATEMENTS")
    return Path(named) if named else None


def shape(statement: str) -> int:
    """A number for a statement: the same for any values, and for any number of them."""
    bare = NUMBER.sub("0", REPEATED.sub(r"\1", REPEATED.sub(r"\1", statement)))
    return zlib.crc32(bare.encode())


def note(send: Callable[..., Any], statement: str, *more: Any) -> Any:
    """Send a statement, and note that the present test does so."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    _sent.setdefault(test, set()).add(shape(str(statement)))
    return send(statement, *more)


def note_test(test: str) -> None:
    """Note that a test runs, whether it sends anything or not."""
    _sent.setdefault(test, set())


def begin_notes() -> None:
    """Note what goes through every connection that Django opens from now on."""
    connection_created.connect(_watch, weak=False, dispatch_uid="statements")


def _watch(connection: Any, **_more: Any) -> None:
    if note not in connection.execute_wrappers:
        connection.execute_wrappers.append(note)


def write_notes(where: Path) -> None:
    """Leave what this process noted."""
    where.mkdir(parents=True, exist_ok=True)
    said = {test: sorted(sent) for test, sent in _sent.items()}
    (where / f"{os.getpid()}.json").write_text(json.dumps(said))


def read_notes(where: Path | None) -> dict[str, set[int]]:
    """What every process noted; nothing where there are no notes."""
    found: dict[str, set[int]] = {}
    for path in sorted(where.glob("*.json")) if where and where.exists() else ():
        for test, sent in json.loads(path.read_text()).items():
            found.setdefault(test, set()).update(sent)
    return found


def chosen(tests: Iterable[str], notes: Notes) -> set[str]:
    """The tests to run on the older server, of those that touch the database."""
    every = list(tests)
    if not notes:
        return set(every)
    taken = {test for test in every if test.startswith(ALWAYS) or test not in notes}
    known = {number for test in taken for number in notes.get(test, ())}
    others = {test: set(notes[test]) for test in every if test not in taken}
    while others := {test: new for test, sent in others.items() if (new := sent - known)}:
        best = max(others, key=lambda test: len(others[test]))
        taken.add(best)
        known |= others[best]
    return taken
