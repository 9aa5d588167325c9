"""Secrets of second factors open with the right key for the right account, and never otherwise."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.accounts.encryption import (
    SecretUnreadable,
    decrypt,
    encrypt,
    key_path,
    secrets_of,
)


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, settings: Any) -> None:
    settings.VAR = tmp_path


def test_a_secret_comes_back_for_its_account() -> None:
    with secrets_of(7):
        stored = encrypt("JBSWY3DPEHPK3PXP")
        assert "JBSWY3DPEHPK3PXP" not in stored
        assert decrypt(stored) == "JBSWY3DPEHPK3PXP"
        assert encrypt("JBSWY3DPEHPK3PXP") != stored


def test_another_account_cannot_open_it() -> None:
    with secrets_of(7):
        stored = encrypt("secret")
    with secrets_of(8), pytest.raises(SecretUnreadable):
        decrypt(stored)


def test_another_key_cannot_open_it() -> None:
    with secrets_of(7):
        stored = encrypt("secret")
        key_path().write_bytes(bytes(32))
        with pytest.raises(SecretUnreadable, match="second-factor"):
            decrypt(stored)


@given(st.integers(0, 200), st.integers(0, 7))
def test_a_changed_bit_is_noticed(place: int, bit: int) -> None:
    with secrets_of(7):
        stored = bytearray(encrypt("a secret of some length").encode())
        stored[place % len(stored)] ^= 1 << bit
        try:
            text = stored.decode()
        except UnicodeDecodeError:
            return
        try:
            assert decrypt(text) == "a secret of some length"
        except SecretUnreadable:
            return
        raise AssertionError("a changed secret opened")


def test_a_secret_in_clear_is_not_taken_for_one() -> None:
    with secrets_of(7), pytest.raises(SecretUnreadable):
        decrypt("JBSWY3DPEHPK3PXP")


def test_outside_an_account_nothing_opens() -> None:
    with pytest.raises(LookupError):
        encrypt("secret")


def test_the_key_is_its_owners_only() -> None:
    with secrets_of(7):
        encrypt("secret")
    assert key_path().stat().st_mode & 0o777 == 0o600
    assert len(key_path().read_bytes()) == 32
