"""The start of the program, the report of the demonstration, and the first page.

Everything runs in a VAR of its own, which goes afterwards, as commands that a person would type.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from kachehri.engines.postgres.launcher import Launcher

Row = dict[str, Any]
ARGV = [sys.executable, "-m", "kachehri.interfaces.cli.main"]
PLACE = ["report", "human-security", "--place", "PK713"]


def row(name: str, unit: str, ours: float, limit: float | None = None, peer: float | None = None):
    """One measurement; the peer is what is compared with."""
    ratio = round(ours / peer, 2) if peer else None
    return {
        "name": name,
        "unit": unit,
        "ours": round(ours, 4),
        "peer": round(peer, 4) if peer else None,
        "ratio": ratio,
        "limit": limit,
    }


def measure() -> list[Row]:
    """Every measurement, each a few seconds."""
    folder = Path(tempfile.mkdtemp(prefix="kachehri-bench-"))
    folder.chmod(0o755)
    var = folder / "var"
    var.mkdir()
    env = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
    env |= {"KACHEHRI_VAR": str(var), "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}
    try:
        return [*start(env), *commands(env, folder), *first_page(env)]
    finally:
        subprocess.run([*ARGV, "db", "stop"], env=env, check=False, capture_output=True)
        layout = Launcher(var).layout
        for left in (folder, layout.home, layout.socket):
            shutil.rmtree(left, ignore_errors=True)


def took(argv: list[str], env: dict[str, str]) -> float:
    """Seconds that a command takes."""
    began = time.perf_counter()
    subprocess.run(argv, env=env, check=True, capture_output=True)
    return time.perf_counter() - began


def start(env: dict[str, str]) -> Iterator[Row]:
    """`kachehri --help` beside an interpreter that does nothing."""
    ours = min(took([*ARGV, "--help"], env) for _ in range(7))
    peer = min(took([sys.executable, "-c", "pass"], env) for _ in range(7))
    yield row("start of the program (peer: python -c pass)", "s", ours, 0.5, peer)


def commands(env: dict[str, str], folder: Path) -> Iterator[Row]:
    """From nothing to twelve files, and once more when nothing changed."""
    out = ["--lang", "all", "--out", str(folder / "out")]
    yield row("database made, pack loaded", "s", took([*ARGV, "pack", "load"], env), 60)
    yield row("pack loaded again", "s", took([*ARGV, "pack", "load"], env), 5)
    yield row("report: 3 languages x 4 formats", "s", took([*ARGV, *PLACE, *out], env), 30)
    yield row("report: nothing changed", "s", took([*ARGV, *PLACE, *out], env), 5)


def first_page(env: dict[str, str]) -> Iterator[Row]:
    """From `kachehri serve` to the first page answered, and the same page warm."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"http://127.0.0.1:{port}/en/"
    began = time.perf_counter()
    process = subprocess.Popen(
        [*ARGV, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    )
    try:
        ready = began + 60
        while not fetched(address) and time.perf_counter() < ready:
            time.sleep(0.02)
        first = time.perf_counter() - began
        assert fetched(address), "the site does not answer"
        warm = statistics.median(sorted(timed_page(address) for _ in range(15)))
    finally:
        process.terminate()
        process.wait(40)
    yield row("serve: first page answered", "s", first, 15)
    yield row("first page, warm", "ms", warm * 1000, None)


def fetched(address: str) -> bool:
    """Whether the page is there."""
    try:
        with urlopen(address, timeout=30) as response:  # noqa: S310  (our own loopback address)
            return bool(response.read())
    except OSError:
        return False


def timed_page(address: str) -> float:
    """Seconds for one page."""
    began = time.perf_counter()
    assert fetched(address)
    return time.perf_counter() - began
