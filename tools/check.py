"""`make check`: everything that can be seen without a browser and without long waiting."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from steps import ROOT, VENV, say, stopping

FAST = "not slow and not browser and not corpora and not postgres15 and not faults"
MIGRATIONS = ("makemigrations", "--check", "--dry-run", "--settings=kachehri.site.settings")
PYTHON_FILES = ["src", "tests", "tools", "bench"]


@dataclass(frozen=True)
class Check:
    """A program that fails when something is wrong, and what it looks at."""

    looks_at: str
    words: tuple[str, ...]


def tool(name: str, *arguments: str) -> tuple[str, ...]:
    """A program of the environment."""
    return (str(VENV / "bin" / name), *arguments)


def templates() -> list[str]:
    """Every Django template."""
    return [str(p.relative_to(ROOT)) for p in sorted((ROOT / "src").rglob("templates/**/*.html"))]


def still_checks() -> list[Check]:
    """What is read, not run; the slowest first."""
    return [
        Check("types", tool("mypy")),
        Check("migrations", tool("python", "-m", "django", *MIGRATIONS)),
        Check("format", tool("ruff", "format", "--check", *PYTHON_FILES)),
        Check("lint", tool("ruff", "check", *PYTHON_FILES)),
        Check("templates", tool("djade", "--target-version", "5.2", "--check", *templates())),
        Check("import contracts", tool("lint-imports", "--no-logo")),
        Check("translations", tool("python", "tools/messages.py", "check")),
        Check("licences", tool("python", "tools/licences.py")),
    ]


def main() -> int:
    """Every still check, then the fast tests."""
    wrong = run_still_checks()
    tests = run_tests(FAST)
    if wrong:
        say(f"\nWrong: {', '.join(wrong)} (see above)")
    return 1 if wrong else tests


def run_still_checks() -> list[str]:
    """Run the still checks two at a time; the names of those that failed."""
    with ThreadPoolExecutor(max_workers=2) as pair:
        results = list(pair.map(run_one, still_checks()))
    return [name for name in results if name]


def run_one(check: Check) -> str:
    """Run one check, say how it went, and return its name if it failed."""
    began = time.monotonic()
    ran = subprocess.run(
        check.words,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    took = f"{time.monotonic() - began:.1f} s"
    if ran.returncode:
        say(f"WRONG  {check.looks_at} ({took})\n{ran.stdout}")
        return check.looks_at
    last = ran.stdout.strip().splitlines()[-2:] if check.looks_at == "translations" else []
    say("\n".join([f"ok     {check.looks_at} ({took})", *(f"         {line}" for line in last)]))
    return ""


def run_tests(marks: str, *more: str) -> int:
    """Run the tests that have these marks, on both cores; pytest's exit code."""
    words = tool("pytest", "-q", "-n", "2", "-m", marks, *more)
    return subprocess.run(
        words, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False
    ).returncode


def environment() -> dict[str, str]:
    """What this machine has, and a place of its own for what a check leaves behind."""
    return {**os.environ, "KACHEHRI_VAR": str(ROOT / "var" / "check")}


if __name__ == "__main__":
    sys.exit(stopping(main))
