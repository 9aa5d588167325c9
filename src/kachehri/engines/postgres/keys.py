"""Address and passwords of the embedded database: `VAR/keys/database.json`, its owner's only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from .roles import Admin, Role

DATABASE = "kachehri"
PREFIX = "kachehri"
ENDINGS = {"default": "app", "owner": "owner", "auditor": "auditor"}


@dataclass(frozen=True)
class Keys:
    """Where the database is and how each role signs in; `superuser` is `postgres`'s password."""

    name: str
    host: str
    port: int
    superuser: str
    roles: dict[str, Role]

    def connect(self, database: str = "") -> Admin:
        """Sign in as the server's administrator."""
        return psycopg.connect(
            host=self.host,
            port=self.port,
            user="postgres",
            password=self.superuser,
            dbname=database or "postgres",
            autocommit=True,
        )


def new_keys(host: Path, port: int) -> Keys:
    """Fresh passwords for the usual names."""
    return Keys(DATABASE, str(host), port, secrets.token_urlsafe(24), new_roles(PREFIX))


def new_roles(prefix: str) -> dict[str, Role]:
    """The three roles with fresh passwords."""
    return {
        alias: Role(f"{prefix}_{ending}", secrets.token_urlsafe(24))
        for alias, ending in ENDINGS.items()
    }


def read_keys(path: Path) -> Keys | None:
    """The keys, or None where there are none."""
    if not path.exists():
        return None
    known = json.loads(path.read_text())
    roles = {alias: Role(**role) for alias, role in known.pop("roles").items()}
    return Keys(**known, roles=roles)


def write_keys(path: Path, keys: Keys) -> None:
    """Write them so that a crash leaves either the old file or the new one."""
    write_private(path, json.dumps(asdict(keys), indent=1))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads, at once or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(path)
