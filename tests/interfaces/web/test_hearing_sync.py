"""What a device of a hall sends is read without trust."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.cases.kinds.hearings import Heard, Left, Taken
from kachehri.interfaces.web import hearing_sync
from kachehri.interfaces.web.hearing_sync import UnreadableProblem

AT = "2026-11-02T10:00:00+05:00"
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


def message(*rows: Any) -> bytes:
    return json.dumps({"happened": list(rows)}).encode()


def test_numbers_matters_and_those_who_left_are_told_apart() -> None:
    client = str(uuid4())
    found = hearing_sync.read(
        message(
            {"what": "taken", "client": client, "at": AT, "queue": 7, "name": "Made-up Name"},
            {
                "what": "heard",
                "client": client,
                "at": AT,
                "words": "ہینڈ پمپ",
                "body": "phe-larkana",
                "promised_for": "2026-12-01",
            },
            {"what": "left", "client": client, "at": AT},
        )
    )
    assert [type(one) for one in found] == [Taken, Heard, Left]
    assert found[0].at == datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
    assert isinstance(found[0], Taken)
    assert found[0].queue == 7
    assert isinstance(found[1], Heard)
    assert str(found[1].promised_for) == "2026-12-01"


@given(TREES)
def test_whatever_is_sent_is_read_or_refused(tree: Any) -> None:
    for body in (json.dumps(tree).encode(), message(tree), b"\xff" + message(tree)):
        with suppress(UnreadableProblem):
            assert isinstance(hearing_sync.read(body), list)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"happened": 3}',
        message({"what": "shouted", "client": str(uuid4()), "at": AT}),
        message({"what": "left", "client": "7", "at": AT}),
        message({"what": "left", "client": str(uuid4()), "at": "yesterday"}),
        message(*[{"what": "left", "client": str(uuid4()), "at": AT}] * 501),
        b"[" * 100_000,
    ],
)
def test_what_no_device_sends_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableProblem):
        hearing_sync.read(body)


def test_a_number_of_the_slip_that_cannot_be_is_left_out() -> None:
    (one,) = hearing_sync.read(
        message({"what": "taken", "client": str(uuid4()), "at": AT, "queue": -5})
    )
    assert isinstance(one, Taken)
    assert one.queue == 0
