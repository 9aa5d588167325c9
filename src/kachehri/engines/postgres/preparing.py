"""Making roles and database on a server: the embedded one at each start, another when asked."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from .addresses import ROLES
from .keys import new_roles, write_private
from .problems import DatabaseProblem
from .roles import Admin, Role, Roles, admit, ensure_database, ensure_roles, grant

OLDEST = 15


def prepare(connect: Callable[[str], Admin], name: str, roles: Roles) -> list[str]:
    """Make what is missing of roles, database and rights; returns what was new, in words.

    `connect` signs in to a database of the server as its administrator, in autocommit.
    """
    with connect("") as admin:
        require_version(admin.info.server_version)
        done = [f"made the role {user}" for user in ensure_roles(admin, roles)]
        if ensure_database(admin, name, roles):
            done.append(f"made the database {name}")
        admit(admin, name, roles)
    with connect(name) as inside:
        grant(inside, roles)
    return done


def require_version(number: int) -> None:
    """Refuse a server that is too old; `number` is PostgreSQL's own, as in 150004."""
    if number // 10000 < OLDEST:
        raise DatabaseProblem(
            f"The server is PostgreSQL {number // 10000}; Kachehri needs {OLDEST} or newer.",
            "Upgrade the server, or leave DATABASE_URL unset to use the embedded one.",
        )


def prepare_other(admin_url: str, name: str, prefix: str, path: Path) -> list[str]:
    """Prepare a server of your own and write the addresses for Kachehri into the file `path`.

    Passwords that the file already holds are kept. Raises DatabaseProblem where the administrator
    is not let in or may not do this.
    """
    roles = known_roles(path, prefix)
    where = conninfo_to_dict(admin_url)

    def connect(database: str) -> Admin:
        chosen = {"dbname": database} if database else {}
        return psycopg.connect(make_conninfo(admin_url, **chosen), autocommit=True)

    try:
        done = prepare(connect, name, roles)
    except psycopg.Error as error:
        raise DatabaseProblem(
            f"The server did not do it: {str(error).splitlines()[0]}",
            "Check the address, and that its user may make roles and databases.",
            where=f"{where.get('host', 'the local socket')}, as {where.get('user', 'you')}",
        ) from error
    rest = {k: str(v) for k, v in where.items() if k not in ("user", "password", "dbname")}
    lines = [f"{ROLES[alias]}={url(role, name, rest)}\n" for alias, role in roles.items()]
    write_private(path, "".join(lines))
    return done


def known_roles(path: Path, prefix: str) -> dict[str, Role]:
    """The roles that the file names, or new ones with fresh passwords."""
    fresh = new_roles(prefix)
    if not path.exists():
        return fresh
    known = dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line)
    return {a: _role(known[name]) for a, name in ROLES.items() if name in known} or fresh


def _role(address: str) -> Role:
    parts = conninfo_to_dict(address)
    return Role(str(parts["user"]), str(parts["password"]))


def url(role: Role, name: str, rest: dict[str, str]) -> str:
    """A postgresql:// address; host, port and options travel as parameters."""
    options = "&".join(f"{k}={quote(v, safe='')}" for k, v in sorted(rest.items()))
    signed = f"{quote(role.user, safe='')}:{quote(role.password, safe='')}"
    return f"postgresql://{signed}@/{quote(name, safe='')}?{options}"
