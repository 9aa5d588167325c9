"""`kachehri serve`: the site and a worker beside it."""

from importlib import import_module

import click

from .starting import start


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-worker", is_flag=True, help="Leave long work to `kachehri worker`.")
def command(host: str, port: int, no_worker: bool) -> None:
    """Serve the site, with a worker for long work.

    Starts the embedded database unless DATABASE_URL names another. Ctrl-C or SIGTERM stops all that
    was started here: the site, the worker after its piece of work, and the database if nobody else
    uses it. To be reached from other computers give --host and put their name for this one into
    KACHEHRI_HOSTS; put a server that speaks HTTPS in front.

    Exit codes: 0 told to stop, 1 something must be mended first.
    """
    serving = import_module("kachehri.interfaces.cli.serving")
    listener = serving.listen(host, port)
    ran_before = serving.database_runs()
    start()
    serving.run(listener, worker=not no_worker, stop_database=not ran_before)
