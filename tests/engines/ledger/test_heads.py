"""Heads, moments and lines are written so that they are read back as they were."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.ledger.headfile import add, last_head, lines
from kachehri.engines.ledger.heads import (
    HeadUnreadable,
    SignedHead,
    key_id,
    public_keys,
    read_line,
    sign,
    signing_key,
)
from kachehri.engines.ledger.leaves import moment, timestamp

from .events import AT

FROM, TO = datetime(1900, 1, 1), datetime(2200, 1, 1)  # noqa: DTZ001


@given(st.datetimes(min_value=FROM, max_value=TO, timezones=st.timezones()))
def test_a_moment_is_read_back_as_it_was_written(at: datetime) -> None:
    assert moment(timestamp(at)) == at.astimezone(UTC)


@given(
    st.integers(1, 10**12), st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64)
)
def test_a_head_is_read_back_as_it_was_written(size: int, root: bytes, signature: bytes) -> None:
    head = SignedHead(size, root, AT, "0123456789abcdef", signature)
    assert read_line(head.line()) == head


def test_a_signature_holds_for_this_head_and_this_key_only() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    head = sign(size=3, root=bytes(32), at=AT, key=key)
    keys = {key_id(key.public_key()): key.public_key()}
    assert head.is_signed_by(keys)
    assert not SignedHead(4, head.root, AT, head.key_id, head.signature).is_signed_by(keys)
    assert not head.is_signed_by({head.key_id: other.public_key()})
    assert not head.is_signed_by({})


def test_the_key_is_made_once_and_its_public_half_lies_beside_the_heads(tmp_path: Path) -> None:
    first, second = signing_key(tmp_path), signing_key(tmp_path)
    name = key_id(first.public_key())
    assert name == key_id(second.public_key())
    assert list(public_keys([tmp_path / "heads" / f"key-{name}.pem"])) == [name]
    assert (tmp_path / "keys" / "ledger-ed25519").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("line", ["", "{}", "no", '{"size": 1}', "[1]", '{"size": "x"}'])
def test_a_line_that_is_no_head_is_refused(line: str) -> None:
    with pytest.raises(HeadUnreadable):
        read_line(line)


def heads(count: int) -> list[SignedHead]:
    return [SignedHead(i + 1, bytes([i]) * 32, AT, "0" * 16, bytes(64)) for i in range(count)]


@given(st.integers(0, 20), st.integers(0, 400))
def test_a_line_that_a_crash_cut_off_is_replaced_and_whole_lines_stay(
    tmp_path_factory: pytest.TempPathFactory, whole: int, torn: int
) -> None:
    path = tmp_path_factory.mktemp("heads") / "heads.jsonl"
    *before, new = heads(whole + 1)
    add(path, lambda: before)
    with path.open("a") as file:
        file.write(new.line()[: min(torn, len(new.line()) - 1)])
    assert [line.head for line in lines(path)] == before
    assert last_head(path) == (before[-1] if before else None)
    add(path, lambda: [new])
    assert [line.head for line in lines(path)] == [*before, new]
    assert last_head(path) == new
