"""`kachehri mail`: receives mail by LMTP or SMTP."""

import asyncio
import signal
from importlib import import_module

import click

from .starting import start


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8024, show_default=True, type=click.IntRange(0, 65535))
@click.option("--smtp", is_flag=True, help="Speak SMTP instead of LMTP.")
def command(host: str, port: int, smtp: bool) -> None:
    """Receive mail, keep each one, and let the worker read it.

    A mail server (Postfix, Exim) hands over what is for the addresses of the matters; it should
    run on this very machine. What is accepted is kept: when the database is away or the disk is
    full, the mail server is told to try again later. KACHEHRI_MAIL_DOMAIN says which domains are
    ours; nothing is passed on to others. Ctrl-C or SIGTERM ends it.

    Exit codes: 0 told to stop, 1 something must be mended first.
    """
    start()
    try:
        asyncio.run(receive(host, port, "smtp" if smtp else "lmtp"))
    except OSError as problem:
        raise click.ClickException(
            f"Mail cannot be received at {host} port {port}: {problem.strerror or problem}."
            "\n  What to do: choose another port with --port."
        ) from problem


async def receive(host: str, port: int, kind: str) -> None:
    """Receive until told to stop."""
    receiving = import_module("kachehri.engines.post.receiving")

    def say(number: int) -> None:
        click.echo(f"Mail is received by {kind.upper()} at {host} port {number}. Stop with Ctrl-C.")

    task = asyncio.ensure_future(receiving.serve(host, port, kind, say))
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return
