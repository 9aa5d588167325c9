"""`kachehri worker`: does the work that people asked for on the desk."""

import os
import signal
import sys
import threading
from datetime import UTC, datetime
from importlib import import_module

import click

from .starting import require_made, start


@click.command()
@click.option("--until-empty", is_flag=True, help="End when nothing waits any more.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input closes.")
def command(until_empty: bool, with_parent: bool) -> None:
    """Do the work that waits: reports, imports, seals.

    `kachehri serve` runs one worker; a larger server may start more with this command. Ctrl-C
    or SIGTERM ends it after the piece of work at hand. Work whose worker is killed is taken up by
    the next one.

    Exit codes: 0 told to stop, 1 something must be mended first, or the database went away.
    """
    require_made()
    start()
    if with_parent:
        threading.Thread(target=stop_with_parent, daemon=True).start()
    worker = import_module("kachehri.engines.jobs.worker")
    try:
        worker.run_worker(until_empty=until_empty)
    except worker.WorkerEnded as problem:
        raise click.ClickException(f"{problem}\n  Look at it: kachehri db status") from problem
    if until_empty:
        seal_what_waits()


def seal_what_waits() -> None:
    """Seal now what the last jobs wrote; a worker that stays does it every few minutes."""
    import_module("kachehri.engines.ledger.tasks").seal(at=datetime.now(UTC))


def stop_with_parent() -> None:
    """Stop when whoever started us is gone, even if it was killed: then the pipe closes."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)
