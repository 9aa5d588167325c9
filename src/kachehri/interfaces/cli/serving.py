"""What `kachehri serve` does: one socket, one worker process, one web server, and their end."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from kachehri.engines.postgres.addresses import is_embedded, var_folder
from kachehri.engines.postgres.launcher import Launcher

PATIENCE = 20.0
"""Seconds that a worker has to finish its piece of work when we stop."""
PAUSE = 2.0
"""Seconds before a worker that died is started again."""

OTHERS = """
    select count(*) from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'
      and pid <> pg_backend_pid()
"""


def listen(host: str, port: int) -> socket.socket:
    """Take the port, or end the program with a word on who has it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        raise click.ClickException(words_for(problem, host, port)) from problem
    return listener


def words_for(problem: OSError, host: str, port: int) -> str:
    """Why the port could not be had, and what to do."""
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken{holder(port)}."
            f"\n  What to do: stop that program, or choose another port: "
            f"kachehri serve --port {port + 1 if port < 65535 else 8000}"
        )
    if problem.errno == errno.EACCES:
        return (
            f"Port {port} may be used by an administrator only."
            "\n  What to do: choose one above 1023, such as --port 8000."
        )
    return (
        f"This computer has no address {host} to listen on ({problem.strerror})."
        "\n  What to do: --host 127.0.0.1 for this computer alone, 0.0.0.0 for the network."
    )


def holder(port: int) -> str:
    """Which program listens on the port, where the system tells: ", by process 123 (python3)"."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            lines = [line.split() for line in Path(table).read_text().splitlines()[1:]]
            inodes |= {f[9] for f in lines if f[3] == "0A" and f[1].endswith(f":{port:04X}")}
    for link in Path("/proc").glob("[0-9]*/fd/*") if inodes else ():
        with suppress(OSError):
            if str(link.readlink())[8:-1] in inodes:
                process = link.parts[2]
                name = Path("/proc", process, "comm").read_text().strip()
                return f", by process {process} ({name})"
    return " by another program"


def database_runs() -> bool:
    """Whether the database runs already, and so is not ours to stop."""
    return not is_embedded() or Launcher(var_folder()).status().state == "running"


def run(listener: socket.socket, *, worker: bool, stop_database: bool) -> None:
    """Serve until told to stop, then stop what was started."""
    signal.signal(signal.SIGTERM, leave)
    helper = Helper() if worker else None
    try:
        if helper:
            helper.start()
        announce(listener, worker)
        serve(listener)
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()
        if helper:
            helper.stop()
        if stop_database:
            stop_unused_database()


def leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End in order when told to."""
    sys.exit(0)


def serve(listener: socket.socket) -> None:
    """Answer requests until SIGINT or SIGTERM."""
    import uvicorn  # noqa: PLC0415  (only this command needs it)

    from kachehri.engines.jobs import together  # noqa: PLC0415  (after start-up)
    from kachehri.engines.pagekit.static import collect  # noqa: PLC0415  (after start-up)

    collect()
    config = uvicorn.Config(
        "kachehri.site.asgi:application",
        log_level="warning",
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        together.end()


def announce(listener: socket.socket, worker: bool) -> None:
    """Print where the site is."""
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104  (only compared)
    print("Kachehri is open:")
    for language, name in (("en", "English"), ("ur", "Urdu"), ("sd", "Sindhi")):
        print(f"  http://{shown}:{port}/{language}/  {name}")
    print("A worker does long work." if worker else "Long work waits for `kachehri worker`.")
    print("Stop with Ctrl-C.", flush=True)


class Helper:
    """The worker process beside the site: started again when it dies, stopped when we stop."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.watcher = threading.Thread(target=self.watch, daemon=True)

    def start(self) -> None:
        """Start it, and watch over it."""
        self.spawn()
        self.watcher.start()

    def spawn(self) -> None:
        """Start the process. It ends with us, even if we are killed: its input then closes."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kachehri.interfaces.cli.main", "worker", "--with-parent"],
            stdin=subprocess.PIPE,
            start_new_session=True,
            env=os.environ,
        )

    def watch(self) -> None:
        """Start it again when it dies."""
        while self.process is not None:
            code = self.process.wait()
            if self.stopping.is_set():
                return
            print(f"The worker ended ({code}); it is started again.", file=sys.stderr, flush=True)
            if self.stopping.wait(PAUSE):
                return
            self.spawn()

    def stop(self) -> None:
        """Let it finish its piece of work, but not for ever; another worker takes up the rest."""
        self.stopping.set()
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def stop_unused_database() -> None:
    """Stop the embedded database that we started, unless another program is at work in it."""
    from django.db import connection, connections  # noqa: PLC0415  (after start-up)

    end = time.monotonic() + 3
    others = 1
    while others and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(OTHERS)
            others = int(cursor.fetchone()[0])
        time.sleep(0.1 if others else 0)
    connections.close_all()
    if not others:
        Launcher(var_folder()).stop()
