"""The data folder: whether it is ours, and making a new one."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from .binaries import MAJOR
from .layout import Layout
from .problems import DatabaseProblem, problem_of
from .runner import make_folder, run, server_user, write

CONFIGURATION = "kachehri.conf"
INCLUDE = f"\ninclude = '{CONFIGURATION}'\n"
SETTINGS = """\
# Written by `kachehri db start` each time; settings of your own go into postgresql.conf.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
wal_compression = on
# Nothing that was committed may be lost. This is the default, said here so that it stays.
fsync = on
full_page_writes = on
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_line_prefix = '%m [%p] %q%u@%d '
# What people wrote must not reach the log: no statements, no values.
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = none
"""


@dataclass(frozen=True)
class Folder:
    """The data folder of a layout, and the programs that serve it."""

    layout: Layout
    programs: Path

    @property
    def is_new(self) -> bool:
        """Whether there is no database yet."""
        data = self.layout.data
        return not data.exists() or (data.is_dir() and not any(data.iterdir()))

    def create(self, superuser: str) -> None:
        """initdb with SCRAM, UTF-8 and the order of bytes; beside its place, then renamed."""
        draft = self.layout.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        password = self.layout.home / "password.new"
        password.unlink(missing_ok=True)
        write(password, superuser)
        try:
            done = run(self.programs / "initdb", "-D", draft, *INITDB, f"--pwfile={password}")
        finally:
            password.unlink()
        if done.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise problem_of(done.stderr, self.layout.log)
        if self.layout.data.exists():
            self.layout.data.rmdir()
        draft.rename(self.layout.data)

    def configure(self, port: int) -> None:
        """Write our settings into the folder, and make the folder of the socket."""
        make_folder(self.layout.socket)
        _require_own(self.layout.socket)
        path = self.layout.data / CONFIGURATION
        wish = SETTINGS.format(port=port, socket=self.layout.socket)
        if not path.exists() or path.read_text() != wish:
            draft = path.with_name(f"{CONFIGURATION}.new")
            draft.unlink(missing_ok=True)
            write(draft, wish)
            draft.replace(path)
        main = self.layout.data / "postgresql.conf"
        if INCLUDE not in main.read_text():
            write(main, INCLUDE, add=True)

    def require_ours(self) -> None:
        """Refuse a folder that is no database, is another user's, or another version's."""
        data = self.layout.data
        marker = data / "PG_VERSION"
        if not marker.is_file():
            raise DatabaseProblem(
                "The folder for the database holds something else.",
                "Move what is in it elsewhere, or choose another folder with KACHEHRI_VAR.",
                where=str(data),
            )
        _require_own(data)
        _require_version(marker)


INITDB = (
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--locale=C.UTF-8",
    "--data-checksums",
)


def _require_own(folder: Path) -> None:
    user = server_user()
    found = folder.lstat()
    if found.st_uid != user.pw_uid:
        raise DatabaseProblem(
            f"The folder belongs to another user (number {found.st_uid}), not to {user.pw_name}.",
            f"Run this as that user, or give the folder away: chown -R {user.pw_name} {folder}",
            where=str(folder),
        )


def _require_version(marker: Path) -> None:
    found = marker.read_text().strip()
    if found != str(MAJOR):
        newer = found.isdecimal() and int(found) > MAJOR
        raise DatabaseProblem(
            f"The data folder was made by PostgreSQL {found}; this Kachehri has {MAJOR}.",
            "Use the newer Kachehri that made it, or restore a backup into an empty folder."
            if newer
            else "Make a backup with the older Kachehri and restore it here: kachehri restore -h",
            where=str(marker.parent),
        )
