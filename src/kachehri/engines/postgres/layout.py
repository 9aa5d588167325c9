"""Where the embedded server keeps its things.

An ordinary user keeps all of it in VAR. Root may not run PostgreSQL, and the user that does may not
be able to reach VAR: then data and binaries lie below /var/lib/kachehri.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

SYSTEM_HOME = Path("/var/lib/kachehri")
PORT = 5432
SOCKET_NAME = f".s.PGSQL.{PORT}.lock"
LONGEST_SOCKET_PATH = 107
LONGEST_NAME = 200


@dataclass(frozen=True)
class Layout:
    """The files and folders of one VAR's server. `root` says whether root runs the program."""

    var: Path
    root: bool

    @classmethod
    def of(cls, var: Path) -> "Layout":
        """The layout for the user that runs this process."""
        return cls(var, os.geteuid() == 0)

    @property
    def home(self) -> Path:
        """Data, log and, where its path is short enough, the socket."""
        return SYSTEM_HOME / escaped(self.var) if self.root else self.var / "postgres"

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "log"

    @property
    def binaries(self) -> Path:
        """The folder of copied binaries, one folder in it for each version of the wheel."""
        return SYSTEM_HOME / "bin" if self.root else self.var / "postgres" / "bin"

    @property
    def keys(self) -> Path:
        """The address and passwords."""
        return self.var / "keys" / "database.json"

    @property
    def lock(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.var / "postgres.lock"

    @property
    def socket(self) -> Path:
        """The socket's folder. The system allows 107 bytes for its path, so a long one moves."""
        if len(os.fsencode(self.home / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return self.home
        short = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/run" if self.root else "/tmp") / f"kachehri-{short}"  # noqa: S108  (0700, checked)


def escaped(path: Path) -> str:
    """A path as one name: `/srv/a-b` is `srv-a%2db`. Different paths give different names."""
    name = path.as_posix().strip("/").replace("%", "%25").replace("-", "%2d").replace("/", "-")
    if len(os.fsencode(name)) <= LONGEST_NAME:
        return name
    return f"%{hashlib.sha256(os.fsencode(path)).hexdigest()}"
