"""Addresses of databases, read and written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.postgres.addresses import database_addresses, from_url, secret_key
from kachehri.engines.postgres.preparing import known_roles, url
from kachehri.engines.postgres.roles import Role

text = st.text(alphabet="abcXYZ%/:@ ?&#=+'\\شہ-_.0123", min_size=1, max_size=20)


@given(user=text, password=text, name=text, host=text, port=st.integers(1, 65535))
def test_whatever_is_written_into_an_address_is_read_from_it(
    user: str, password: str, name: str, host: str, port: int
) -> None:
    address = url(
        Role(user, password), name, {"host": host, "port": str(port), "sslmode": "require"}
    )
    found = from_url(address)
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == (user, password, name)
    assert (found["HOST"], found["PORT"]) == (host, str(port))
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_the_usual_form_of_an_address_is_understood() -> None:
    found = from_url("postgresql://app:p%40ss@db.example.org:5433/kachehri?sslmode=verify-full")
    assert found["HOST"] == "db.example.org"
    assert found["PASSWORD"] == "p@ss"
    assert found["OPTIONS"] == {"sslmode": "verify-full"}


def test_each_role_has_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@h/d")
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://own@h/d")
    monkeypatch.delenv("DATABASE_AUDITOR_URL", raising=False)
    found = database_addresses(Path("/nowhere"))
    assert {alias: entry["USER"] for alias, entry in found.items()} == {
        "default": "app",
        "owner": "own",
        "auditor": "app",
    }


def test_a_server_that_was_never_started_is_not_looked_for_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = database_addresses(tmp_path)["default"]
    assert found["HOST"].startswith("/")  # a folder of our own, not some server on this machine
    assert found["PASSWORD"] == ""


def test_the_secret_key_is_made_once_and_is_private(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KACHEHRI_SECRET_KEY", raising=False)
    first = secret_key(tmp_path)
    assert len(first) > 50
    assert secret_key(tmp_path) == first
    assert (tmp_path / "keys" / "django").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("KACHEHRI_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"


def test_passwords_in_a_written_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "database.env"
    first = known_roles(path, "kachehri")
    lines = [
        f"{name}={url(first[alias], 'kachehri', {'host': 'h'})}\n"
        for alias, name in [
            ("default", "DATABASE_URL"),
            ("owner", "DATABASE_OWNER_URL"),
            ("auditor", "DATABASE_AUDITOR_URL"),
        ]
    ]
    path.write_text("".join(lines))
    assert known_roles(path, "another") == first
