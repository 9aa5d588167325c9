"""The embedded server of one VAR: starting it, stopping it, saying how it is.

The server outlives the process that started it; several processes share it. A lock lets one of them
at a time start or stop it, so that ten programs that begin at once find one server.
"""

import fcntl
import os
import pwd
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from .addresses import is_embedded
from .binaries import programs
from .data_folder import Folder
from .keys import Keys, new_keys, read_keys, write_keys
from .layout import PORT, Layout
from .preparing import prepare
from .problems import DatabaseProblem, problem_of
from .remains import (
    end_orphans,
    forget_pid_files,
    mark_of_life,
    processes_of,
    read_pid_file,
    server_pid,
)
from .runner import make_folder, run

PATIENCE = 300
BUSY = "the database system is"  # "… starting up", "… in recovery mode", "… shutting down"
LARGEST_LOG = 10_000_000
CONNECTIONS = "select pid from pg_stat_activity where usename = any(%s)"


@dataclass(frozen=True)
class Status:
    """How the server is: "running", "starting", "stopped", or "died" (and not started again)."""

    state: str
    pid: int | None
    folder: str
    socket: str


class Launcher:
    """The embedded PostgreSQL of one VAR folder."""

    def __init__(self, var: Path) -> None:
        self.layout = Layout.of(var.resolve())

    @property
    def home(self) -> Path:
        """Where data and log lie."""
        return self.layout.home

    @property
    def folder(self) -> Folder:
        """The data folder with the programs that serve it."""
        return Folder(self.layout, programs(self.layout))

    @property
    def was_made(self) -> bool:
        """Whether a database was ever made here, even if its keys or its data are gone now."""
        return self.layout.keys.exists() or self._holds_data()

    @property
    def lost_keys(self) -> bool:
        """Whether there is a database, but the keys that fit it are gone."""
        return self._holds_data() and not self.layout.keys.exists()

    def _holds_data(self) -> bool:
        return not Folder(self.layout, self.layout.binaries).is_new

    def start(self, *, anew: bool = False) -> Keys:
        """Have the server run, making it first where there is none, and return how to sign in.

        Keys whose data folder is gone are a problem, except with `anew`: then an empty database is
        made for them, for a backup to be put into.
        """
        if keys := self.answering():
            return keys
        with self.locked():
            make_folder(self.layout.home)
            folder = self.folder
            keys = self.made(folder, anew=anew)
            self.serve(folder, keys)
            prepare(keys.connect, keys.name, keys.roles)
        return keys

    def serve(self, folder: Folder, keys: Keys) -> None:
        """Have the server run and accept us; one that is just stopping is started again."""
        for _attempt in range(2):
            if server_pid(self.layout.data) is None:
                self.launch(folder, keys)
            self.require_own_server()
            if self.accepts(keys):
                return
        raise problem_of("it stopped twice while it was starting", self.layout.log)

    def accepts(self, keys: Keys) -> bool:
        """Wait until the administrator can sign in; False where the server ends instead."""
        limit = time.monotonic() + PATIENCE
        while server_pid(self.layout.data) and time.monotonic() < limit:
            try:
                keys.connect().close()
            except psycopg.OperationalError as error:
                if BUSY not in str(error):
                    raise refused(error, self.layout) from error
                time.sleep(0.1)
            else:
                return True
        return False

    def answering(self) -> Keys | None:
        """The keys, if the server runs and was prepared: then there is nothing to do."""
        note = read_pid_file(self.layout.data)
        keys = read_keys(self.layout.keys)
        if not (note and note.ready and keys and server_pid(self.layout.data)):
            return None
        role = keys.roles["default"]
        try:
            psycopg.connect(
                host=keys.host,
                port=keys.port,
                dbname=keys.name,
                user=role.user,
                password=role.password,
            ).close()
        except psycopg.OperationalError:
            return None
        return keys

    def made(self, folder: Folder, *, anew: bool) -> Keys:
        """The keys of the data folder; both are made where there are none."""
        keys = read_keys(self.layout.keys)
        if folder.is_new and keys and not anew:
            self.require_own_keys()
            raise DatabaseProblem(
                "The data folder is gone, but its keys are still there.",
                f"Put the folder back, or restore a backup (kachehri restore --help), or begin"
                f" with an empty database: rm {self.layout.keys}",
                where=str(self.layout.data),
            )
        lost = keys is None
        keys = keys or new_keys(self.layout.socket, PORT)
        if folder.is_new:
            folder.create(keys.superuser)
            lost = False
        folder.require_ours()
        if lost:
            self.set_password(folder, keys.superuser)
        keys = replace(keys, host=str(self.layout.socket))
        write_keys(self.layout.keys, keys)
        return keys

    def require_own_keys(self) -> None:
        """Refuse keys of another user, whose database lies where only that user's programs look."""
        owner = self.layout.keys.stat().st_uid
        if owner != os.geteuid():
            raise DatabaseProblem(
                f"This folder is used by {name_of(owner)}: its database is kept where that user's"
                " programs look for it.",
                f"Run the command as {name_of(owner)}, or name another folder with KACHEHRI_VAR.",
                where=str(self.layout.keys),
            )

    def set_password(self, folder: Folder, password: str) -> None:
        """Give the administrator a new password, for a data folder whose keys were lost."""
        self.halt(folder)
        end_orphans(self.layout.data)
        line = f"alter role postgres password '{password}'\n"
        single = (folder.programs / "postgres", "--single", "-D", self.layout.data, "postgres")
        done = run(*single, stdin=line)
        if done.returncode:
            raise problem_of(done.stderr, self.layout.log)

    def launch(self, folder: Folder, keys: Keys) -> None:
        """Start the server after ending what an earlier one left, and wait for its recovery."""
        end_orphans(self.layout.data)
        with mark_of_life(self.layout.home / "alive") as mark:
            if mark is None:
                raise DatabaseProblem(
                    "Another server uses this data folder, and cannot be seen from here.",
                    "Stop it where it runs (another container?) and run the same command again.",
                    where=str(self.layout.data),
                )
            forget_pid_files(self.layout.data, self.layout.socket)
            folder.configure(keys.port)
            self.turn_log()
            before = self.layout.log.stat().st_size if self.layout.log.exists() else 0
            log = ("-l", self.layout.log)
            done = self.control(folder, "start", *log, hand_over=(mark,))
        if done != 0 and server_pid(self.layout.data):
            raise DatabaseProblem(
                f"The server still recovers after {PATIENCE} seconds. What was committed is safe.",
                "Wait, and run the same command again.",
                where=str(self.layout.log),
            )
        if done != 0:
            raise problem_of(self.said_since(before), self.layout.log)

    def require_own_server(self) -> None:
        """Refuse a server that somebody started on this folder by other means."""
        note = read_pid_file(self.layout.data)
        if note and note.socket and Path(note.socket) != self.layout.socket:
            raise DatabaseProblem(
                f"Another server (process {note.pid}) already runs on this data folder.",
                "Stop that one, then run the same command again.",
                where=str(self.layout.data),
            )

    def stop(self) -> bool:
        """Stop the server; returns whether it ran. Whoever is signed in to it is cut off."""
        with self.locked():
            ran = server_pid(self.layout.data) is not None
            if ran:
                self.halt(self.folder)
            return ran

    def connections(self) -> int:
        """How many connections programs have open as one of the three roles; 0 if it is down."""
        keys = read_keys(self.layout.keys)
        if keys is None or server_pid(self.layout.data) is None:
            return 0
        try:
            with keys.connect() as admin:
                found = admin.execute(CONNECTIONS, [[r.user for r in keys.roles.values()]])
                return len(found.fetchall())
        except psycopg.OperationalError:
            return 0  # it does not let us in; stopping it is then all that can be done

    def halt(self, folder: Folder) -> None:
        """Stop it in order, if it runs; everything is written before it ends."""
        if server_pid(self.layout.data) and self.control(folder, "stop", "-m", "fast") != 0:
            raise DatabaseProblem(
                f"The server does not stop within {PATIENCE} seconds.",
                "Wait, and look again with: kachehri db status",
                where=str(self.layout.log),
            )

    def control(
        self, folder: Folder, verb: str, *words: object, hand_over: tuple[int, ...] = ()
    ) -> int:
        """pg_ctl, waiting for what it was told."""
        usual = ("-D", self.layout.data, "-w", "-t", PATIENCE, "-s")
        program = folder.programs / "pg_ctl"
        return run(program, verb, *usual, *words, hand_over=hand_over).returncode

    def status(self) -> Status:
        """How the server is now."""
        data = self.layout.data
        pid = server_pid(data)
        note = read_pid_file(data)
        if pid:
            state = "running" if note and note.ready else "starting"
        else:
            state = "died" if note or processes_of(data) else "stopped"
        return Status(state, pid, str(data), str(self.layout.socket))

    def turn_log(self) -> None:
        """Begin a new log when it is large, keeping one old one."""
        log = self.layout.log
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_name("log.old"))

    def said_since(self, position: int) -> str:
        """What the server wrote into its log after a position."""
        if not self.layout.log.exists():
            return ""
        with self.layout.log.open("rb") as file:
            file.seek(position)
            return file.read().decode("utf-8", "replace")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes of this VAR from starting or stopping the server meanwhile."""
        self.layout.lock.parent.mkdir(parents=True, exist_ok=True)
        with self.layout.lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def name_of(user: int) -> str:
    """The name of a user of this machine, or the number of one whom it does not know."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def refused(error: psycopg.OperationalError, layout: Layout) -> DatabaseProblem:
    """Why the server did not let its administrator in."""
    if "password authentication failed" in str(error):
        return DatabaseProblem(
            "The keys do not fit the data folder.",
            f"Put the keys that belong to it back (kachehri restore --keys), or set new passwords:"
            f" kachehri db stop, remove {layout.keys}, kachehri db start.",
            where=str(layout.data),
        )
    return problem_of(str(error), layout.log)


def ensure_running(var: Path) -> None:
    """Start the embedded server, unless DATABASE_URL names another."""
    if is_embedded():
        Launcher(var).start()
