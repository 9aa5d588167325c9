"""`make test`: everything there is.

First what `make check` reads, then every test: most of them, then those that kill servers or fill
disks, and once more on PostgreSQL 15 those of engines and domains that touch the database, with as
many others as it takes to send it every statement (tests/statements.py). What did not run is named.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass

from check import environment, run_still_checks, tool
from steps import ROOT, say, stopping

# With this set (as .ci/run does), a test that is skipped is a failure, unless its reason says that
# another one stands in for it (where a machine does not allow mounting, say).
NOTHING_ABSENT = os.environ.get("KACHEHRI_NOTHING_ABSENT") == "1"
ON_POSTGRES_15 = tool("python", "-m", "tests.postgres15", "--")
# On both cores; whoever is done first takes from what the other has left.
TESTS = ("-q", "-n", "2", "--dist", "worksteal", "-m")
NOTES = ROOT / "var" / "check" / "statements"
SKIPPED = re.compile(r"SKIPPED \[(\d+)\] (.*)")
CLOSING = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)\b")


@dataclass(frozen=True)
class Part:
    """A run of pytest: what it is called and what is typed."""

    name: str
    words: tuple[str, ...]


def parts() -> list[Part]:
    """The runs, in order."""
    corpora = "" if os.environ.get("KACHEHRI_CORPORA") else " and not corpora"
    # What is marked postgres15 starts that server for a few tests: here it runs them all.
    usual = f"not faults and not postgres15{corpora}"
    older = f"not browser and not faults and not postgres15{corpora}"
    return [
        Part("all but faults", tool("pytest", *TESTS, usual)),
        Part("faults", tool("pytest", *TESTS, "faults")),
        Part("on PostgreSQL 15", (*ON_POSTGRES_15, *TESTS, older)),
    ]


def main() -> int:
    """All of it; 0 only when all of it is well."""
    if not os.environ.get("KACHEHRI_CORPORA"):
        say("KACHEHRI_CORPORA is not set: the tests on real data sets (marked corpora) do not run.")
    wrong = run_still_checks()
    shutil.rmtree(NOTES, ignore_errors=True)
    counts: dict[str, int] = {}
    absent: list[str] = []
    for part in parts():
        say(f"\nTests: {part.name}")
        status, closing = run_part(part, absent)
        for number, what in CLOSING.findall(closing):
            counts[what.rstrip("s") if what.startswith("error") else what] = int(
                number
            ) + counts.get(what, 0)
        if status:
            wrong.append(f"tests {part.name}")
    return conclude(wrong, counts, absent)


def run_part(part: Part, absent: list[str]) -> tuple[int, str]:
    """Run one part, showing what it says as it comes; pytest's exit code and last line.

    Tests that were skipped without a stand-in are added to `absent`.
    """
    last = ""
    with subprocess.Popen(
        part.words,
        cwd=ROOT,
        env=environment() | {"KACHEHRI_TEST_STATEMENTS": str(NOTES)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        for line in run.stdout or ():
            say(line, end="")
            last = line.strip() or last
            if SKIPPED.match(line) and "stand-in" not in line:
                absent.append(line.strip())
    return run.returncode, last


def conclude(wrong: list[str], counts: dict[str, int], absent: list[str]) -> int:
    """Say what came of it all, ending with one closing line for all parts."""
    failed = counts.get("failed", 0) + counts.get("error", 0)
    skipped = counts.get("skipped", 0)
    if absent and NOTHING_ABSENT:
        wrong.append(f"skipped, and here none may be: {'; '.join(absent)}")
    if wrong:
        say(f"\nWrong: {'; '.join(wrong)} (see above)")
    say(f"\n{counts.get('passed', 0)} passed, {failed} failed, {skipped} skipped")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(stopping(main))
