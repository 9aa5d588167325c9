"""Where the database is and how each of the three roles signs in to it.

`DATABASE_URL` (with `DATABASE_OWNER_URL` and `DATABASE_AUDITOR_URL`) names a server of your own;
without it the embedded one is meant, whose passwords lie in `VAR/keys/`.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from .keys import DATABASE, ENDINGS, PREFIX, read_keys, write_private
from .layout import PORT, Layout

ROLES = {
    "default": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "auditor": "DATABASE_AUDITOR_URL",
}
NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def var_folder() -> Path:
    """The folder of everything that an installation keeps: KACHEHRI_VAR, else `var` here."""
    return Path(os.environ.get("KACHEHRI_VAR", Path.cwd() / "var")).resolve()


def is_embedded() -> bool:
    """Whether the embedded server is meant."""
    return not os.environ.get("DATABASE_URL")


def database_addresses(var: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for the three roles: "default" (application), "owner", "auditor"."""
    if is_embedded():
        return embedded_addresses(var)
    fallback = os.environ["DATABASE_URL"]
    return {alias: from_url(os.environ.get(name) or fallback) for alias, name in ROLES.items()}


def from_url(url: str) -> dict[str, Any]:
    """A postgresql:// address as Django wants it. Other parameters (`sslmode`) become options."""
    known = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    named = {wanted: known.pop(name, "") for name, wanted in NAMES.items()}
    return entry(**named) | {"OPTIONS": known}


def embedded_addresses(var: Path) -> dict[str, dict[str, Any]]:
    """Addresses of the embedded server; without passwords as long as it was never started."""
    layout = Layout.of(var)
    keys = read_keys(layout.keys)
    return {
        alias: entry(
            NAME=keys.name if keys else DATABASE,
            USER=keys.roles[alias].user if keys else f"{PREFIX}_{ENDINGS[alias]}",
            PASSWORD=keys.roles[alias].password if keys else "",
            HOST=str(layout.socket),
            PORT=str(keys.port if keys else PORT),
        )
        for alias in ROLES
    }


def entry(**values: str) -> dict[str, Any]:
    """One entry of DATABASES."""
    return {"ENGINE": "kachehri.engines.postgres.backend", **values}


def secret_key(var: Path) -> str:
    """Django's secret key: from KACHEHRI_SECRET_KEY, else `VAR/keys/django`, made at first need."""
    if key := os.environ.get("KACHEHRI_SECRET_KEY"):
        return key
    path = var / "keys" / "django"
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text()
