"""Where the database is and how each of the three roles signs in to it.

`DATABASE_URL` (and, for a server of your own, `DATABASE_OWNER_URL` and `DATABASE_AUDITOR_URL`) name another
server; without it the embedded one is meant, whose address and passwords lie in `VAR/keys/`.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROLES = {"default": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "auditor": "DATABASE_AUDITOR_URL"}


def var_folder() -> Path:
    """The folder of everything that an installation keeps: KACHEHRI_VAR, else `var` here."""
    return Path(os.environ.get("KACHEHRI_VAR", Path.cwd() / "var")).resolve()


def database_addresses(var: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for the three roles: "default" (application), "owner", "auditor"."""
    if "DATABASE_URL" in os.environ:
        fallback = os.environ["DATABASE_URL"]
        return {alias: from_url(os.environ.get(name, fallback)) for alias, name in ROLES.items()}
    return embedded_addresses(var)


def from_url(url: str) -> dict[str, Any]:
    """A postgresql:// address as Django wants it."""
    parts = urlsplit(url)
    return entry(
        NAME=unquote(parts.path.lstrip("/")),
        USER=unquote(parts.username or ""),
        PASSWORD=unquote(parts.password or ""),
        HOST=unquote(parts.hostname or ""),
        PORT=str(parts.port or ""),
    )


def embedded_addresses(var: Path) -> dict[str, dict[str, Any]]:
    """Addresses of the embedded server; placeholders as long as it was never started."""
    path = var / "keys" / "database.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    return {
        alias: entry(
            NAME=known.get("name", "kachehri"),
            USER=known.get("roles", {}).get(alias, {}).get("user", "kachehri_" + alias),
            PASSWORD=known.get("roles", {}).get(alias, {}).get("password", ""),
            HOST=known.get("host", "127.0.0.1"),
            PORT=str(known.get("port", 5432)),
        )
        for alias in ROLES
    }


def entry(**values: str) -> dict[str, Any]:
    """One entry of DATABASES."""
    return {"ENGINE": "django.db.backends.postgresql", **values}


def secret_key(var: Path) -> str:
    """Django's secret key: from KACHEHRI_SECRET_KEY, else kept in `VAR/keys/django`, made at first need."""
    if key := os.environ.get("KACHEHRI_SECRET_KEY"):
        return key
    path = var / "keys" / "django"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text()
