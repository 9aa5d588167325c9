"""What comes in: kept once, read in batches, set aside where it cannot be read."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.post import actions, kinds, queries
from kachehri.engines.post.models import Arrival, Message

from .conftest import AT

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def read(by, gateway):
    """A reader that settles what it reads, and breaks on what is poison."""
    seen = []

    def reader(arrival, *, by, at, placed=None):
        seen.append((arrival.external, placed))
        if b"poison" in arrival.raw and placed is None:
            Message.objects.create(
                key=f"half:{arrival.id}", is_incoming=True, words="half done", created_at=at
            )
            raise ValueError("it cannot be read")
        if b"unknown" in arrival.raw and placed is None:
            guess = {"case": 7, "why": "subject", "score": 0.5}
            actions.hold(arrival_id=arrival.id, by=by, at=at, problem="no matter", guesses=[guess])
            return
        actions.settle(arrival_id=arrival.id, by=by, at=at)

    kinds.register_reader("sms", reader, lambda one: kinds.Told("somebody", "", one.raw.decode()))
    return seen


def keep(external, raw=b"hello", **more):
    told = {"content_type": "text/plain", "headers": {}, "at": AT, **more}
    return actions.keep(channel="sms", gateway="test", external=external, raw=raw, **told)


def state_of(external):
    return Arrival.objects.values_list("state", flat=True).get(external=external)


def test_what_the_gateway_gives_twice_is_kept_once(by):
    assert keep("1") is not None
    assert keep("1", b"again") is None
    assert bytes(Arrival.objects.get().raw) == b"hello"


def test_what_was_kept_is_read_once_and_in_order(by, read):
    for number in range(5):
        keep(str(number))
    assert actions.read(by=by, at=AT) == 5
    assert actions.read(by=by, at=AT) == 0
    assert [external for external, _ in read] == list("01234")


def test_one_that_cannot_be_read_takes_no_other_with_it_and_leaves_nothing_half_done(by, read):
    for number, raw in enumerate([b"a", b"poison", b"b"]):
        keep(str(number), raw)
    actions.read(by=by, at=AT)
    assert [state_of(n) for n in "012"] == ["done", "new", "done"]
    assert not Message.objects.exists()


def test_after_three_tries_it_is_set_aside_with_its_problem(by, read):
    keep("1", b"poison")
    for number in range(5):
        actions.read(by=by, at=AT + number * MINUTE)
    assert len(read) == 3
    row = Arrival.objects.get()
    assert (row.state, row.problem) == ("failed", "ValueError: it cannot be read")
    assert [one.words for one in queries.held()] == ["poison"]


def test_one_that_kills_the_program_each_time_is_set_aside_too(by, read):
    keep("1")
    Arrival.objects.update(attempts=3, next_at=AT)
    keep("2")
    actions.read(by=by, at=AT + MINUTE)
    assert (state_of("1"), state_of("2")) == ("failed", "done")
    assert "stopped" in Arrival.objects.get(external="1").problem


def test_what_another_worker_has_is_left_alone(by, read):
    keep("1")
    Arrival.objects.update(attempts=1, next_at=AT + MINUTE)
    assert actions.read(by=by, at=AT) == 0


def test_what_nobody_could_place_is_placed_by_a_person(by, read):
    number = keep("1", b"unknown")
    actions.read(by=by, at=AT)
    (held,) = queries.held()
    assert (held.id, held.sender, held.guesses[0]["case"]) == (number, "somebody", 7)
    actions.place(arrival_id=number, number=4821, by=by, at=AT)
    assert read[-1] == ("1", 4821)
    assert queries.held() == ()


def test_only_who_looks_after_the_pen_places_things(by, read):
    number = keep("1", b"unknown")
    actions.read(by=by, at=AT)
    with pytest.raises(Refused):
        actions.place(arrival_id=number, number=4821, by=PUBLIC, at=AT)
    with pytest.raises(Refused):
        actions.resolve(message_id=1, went_out=True, by=PUBLIC, at=AT)


def test_what_lies_in_the_tray_is_emptied_here(by, read):
    number = keep("1", b"something terrible", headers={"sender": "+92"})
    actions.purge(arrival_id=number, by=by, at=AT)
    row = Arrival.objects.get()
    assert (bytes(row.raw), row.headers, row.state) == (b"", {}, "purged")
    actions.settle(arrival_id=number, by=by, at=AT)
    assert state_of("1") == "purged"


def test_the_lag_says_how_many_wait_and_since_when(by):
    keep("1")
    keep("2", at=AT + MINUTE)
    lag = queries.lag()
    assert (lag.arrivals, lag.oldest_arrival) == (2, AT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(external=st.text(max_size=300), raw=st.binary(), said=st.text(), kind=st.text(max_size=200))
def test_whatever_comes_in_is_kept(by, external, raw, said, kind):
    keep(external, raw, content_type=kind, headers={"subject": said})
