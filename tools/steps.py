"""Steps that are done again only when what they depend on has changed.

A step's stamp is written last and in one move, so that a step cut short at any line is simply done
again. Needs nothing but the standard library: it runs before anything is installed.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "steps"


class Stop(Exception):
    """Something is missing. The text says what, and what to do, on one line."""


@dataclass(frozen=True)
class Step:
    """One thing to be done, what it makes, and the files that decide whether it is fresh."""

    name: str
    says: str
    makes: Path
    do: Callable[[], None]
    reads: tuple[Path, ...] = ()
    also: str = ""

    def digest(self) -> str:
        """What the step depends on, as one line."""
        sums = hashlib.sha256(self.also.encode())
        for path in self.reads:
            sums.update(path.read_bytes())
        return sums.hexdigest()

    def is_fresh(self) -> bool:
        """Whether what it makes is there and made from what is here now."""
        stamp = STAMPS / self.name
        return self.makes.exists() and stamp.exists() and stamp.read_text() == self.digest()


def run(steps: Iterable[Step]) -> None:
    """Do every step that is not fresh, in order, saying so."""
    for step in steps:
        if not step.is_fresh():
            renew(step)


def renew(step: Step) -> None:
    """Do one step and stamp it."""
    (STAMPS / step.name).unlink(missing_ok=True)
    say(f"Setting up: {step.says} ...", end=" ")
    began = time.monotonic()
    step.do()
    write_whole(STAMPS / step.name, step.digest())
    say(f"{time.monotonic() - began:.0f} s")


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is either whole or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(text)
    part.replace(path)


def say(text: str, end: str = "\n") -> None:
    """One line of progress, at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


def stopping(main: Callable[[], int]) -> int:
    """Run `main`; what stops it is said on one line, without a traceback."""
    try:
        return main()
    except Stop as missing:
        sys.stderr.write(f"\n{missing}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Run the same command again to go on.\n")
        return 130
