"""What the tests need from the machine: programs and libraries that no registry package brings.

As root what is missing is installed by apt; anybody else is told, on one line, what to ask an
administrator for.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from steps import Stop, say, stopping

POSTGRES_15 = Path("/usr/lib/postgresql/15/bin/postgres")
BEARERBOX = Path("/usr/sbin/bearerbox")
FAKE_SMSC = Path("/usr/lib/kannel/test/fakesmsc")
CLUSTER_RULES = Path("/etc/postgresql-common/createcluster.conf")


@dataclass(frozen=True)
class Need:
    """A Debian package, what it is for, and how to see that it is there."""

    package: str
    purpose: str
    is_there: Callable[[], bool]


def program(name: str) -> Callable[[], bool]:
    """Whether a program is on the path."""
    return lambda: shutil.which(name) is not None


def library(name: str) -> Callable[[], bool]:
    """Whether a shared library can be found."""
    return lambda: ctypes.util.find_library(name) is not None


NEEDS = (
    Need("chromium", "tests in a browser", program("chromium")),
    Need("libatomic1", "the program that drives the browser", library("atomic")),
    Need("postgresql-15", "tests on PostgreSQL 15", POSTGRES_15.exists),
    Need("kannel", "tests of text messages over a real gateway", BEARERBOX.exists),
    Need("kannel-extras", "the network that the tests' gateway talks to", FAKE_SMSC.exists),
    Need("espeak-ng", "the spoken prompts of the telephone menu", program("espeak-ng")),
    Need("poppler-utils", "tests that read a PDF", program("pdftotext")),
    Need("libpango-1.0-0", "the comparison with WeasyPrint", library("pango-1.0")),
    Need("libpangoft2-1.0-0", "the comparison with WeasyPrint", library("pangoft2-1.0")),
    Need("libharfbuzz-subset0", "the comparison with WeasyPrint", library("harfbuzz-subset")),
)


def require() -> None:
    """See to it that everything is there, or stop."""
    missing = [need for need in NEEDS if not need.is_there()]
    if not missing:
        return
    packages = " ".join(need.package for need in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Stop(f"The tests need what an administrator must install: apt-get install {packages}")
    say(f"Setting up: {packages} (by apt) ...")
    install(packages.split())


def main() -> int:
    """See to it that everything is there."""
    require()
    return 0


def install(packages: list[str]) -> None:
    """Install Debian packages without starting a database server of the system."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "UCF_FORCE_CONFFOLD": "1"}
    if "postgresql-15" in packages and not CLUSTER_RULES.exists():
        CLUSTER_RULES.parent.mkdir(parents=True, exist_ok=True)
        CLUSTER_RULES.write_text("create_main_cluster = false\n")
    for words in (
        ["apt-get", "update", "-q"],
        [
            "apt-get",
            "install",
            "-q",
            "-y",
            "--no-install-recommends",
            "-o",
            "Dpkg::Options::=--force-confold",
            *packages,
        ],
    ):
        ran = subprocess.run(
            words,
            env=quiet,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode:
            say(ran.stdout)
            raise Stop(f"{' '.join(words[:2])} failed (see above). Needed: {' '.join(packages)}")


if __name__ == "__main__":
    sys.exit(stopping(main))
