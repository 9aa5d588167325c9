"""Which way is safe, and who may see who somebody is."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.people.kinds import ContactFact, PersonProblem, PersonRecord
from kachehri.domains.people.rules import MAY_READ, safest
from kachehri.domains.people.rules.addresses import normal_address
from kachehri.domains.people.rules.reaching import window
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.kernel.rules import decide

PK = ZoneInfo("Asia/Karachi")
YEAR_2020, YEAR_2030 = (datetime(year, 1, 1) for year in (2020, 2030))  # noqa: DTZ001
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=PK)


def contact(channel: str = "sms", id: int = 1, **said: object) -> ContactFact:
    known: dict[str, object] = {
        "address": "" if channel in {"none", "counter"} else "+923001234567",
        "is_preferred": False, "is_shared": False, "safe_from": None, "safe_until": None,
        "speak_to": "", "same_sex": False, "counter_id": None, "state": "new",
    }  # fmt: skip
    return ContactFact(id=id, person_id=1, channel=channel, **{**known, **said})  # type: ignore[arg-type]


def test_nobody_is_reached_who_left_no_way() -> None:
    assert safest([], NOON) is None


def test_no_message_at_all_wins_over_every_address() -> None:
    assert safest([contact(is_preferred=True), contact("none", 2)], NOON) is None


def test_the_preferred_way_comes_first_and_a_bounced_one_never() -> None:
    ways = [contact(), contact("email", 2, address="a@b.example", is_preferred=True)]
    found = safest(ways, NOON)
    assert found is not None
    assert found.channel == "email"
    found = safest([ways[0], contact("email", 2, is_preferred=True, state="bounced")], NOON)
    assert found is not None
    assert found.channel == "sms"


def test_a_phone_of_their_own_comes_before_a_shared_one() -> None:
    found = safest([contact(is_shared=True), contact(id=2, address="+923007654321")], NOON)
    assert found is not None
    assert found.contact_id == 2


def test_a_counter_needs_no_address() -> None:
    found = safest([contact("counter", counter_id=77)], NOON)
    assert found is not None
    assert (found.channel, found.address, found.counter_id) == ("counter", "", 77)


def test_a_message_waits_for_the_safe_hours_and_says_when_they_end() -> None:
    found = safest([contact(safe_from=time(14), safe_until=time(16))], NOON)
    assert found is not None
    assert found.not_before == NOON.replace(hour=14)
    assert found.until == NOON.replace(hour=16)
    late = safest([contact(safe_from=time(8), safe_until=time(10))], NOON)
    assert late is not None
    assert late.not_before == NOON.replace(hour=8) + timedelta(days=1)


def test_hours_may_go_over_midnight() -> None:
    assert window(time(20), time(6), NOON.replace(hour=2)) == (
        NOON.replace(hour=2),
        NOON.replace(hour=6),
    )


@given(
    st.times(timezones=st.none()),
    st.times(timezones=st.none()),
    st.datetimes(YEAR_2020, YEAR_2030, timezones=st.just(PK)),
)
def test_hours_begin_no_earlier_than_now_and_within_a_day(
    begin: time, end: time, at: datetime
) -> None:
    begin, end = begin.replace(microsecond=0), end.replace(microsecond=0)
    opens, closes = window(begin, end, at)
    assert at <= opens <= at + timedelta(days=1)
    if begin != end:
        assert closes is not None
        assert closes > opens
        assert closes.time() == end
        assert opens == at or opens.time() == begin
    else:
        assert (opens, closes) == (at, None)


def officer(*covers: int) -> Actor:
    grants = (GrantFact("officer", covers[0], frozenset(covers)),)
    return Actor(thing_id=5, name="x", signed_in=True, grants=grants)


def test_only_who_handles_a_matter_sees_the_person() -> None:
    matter = PersonRecord(body_thing_id=40, place_thing_id=50)
    assert decide(MAY_READ, officer(40), matter).allowed
    assert not decide(MAY_READ, officer(41), matter).allowed
    assert not decide(MAY_READ, officer(40), PersonRecord()).allowed
    assert not decide(MAY_READ, PUBLIC, matter).allowed


def test_a_person_sees_themselves() -> None:
    me = Actor(thing_id=9, name="me", signed_in=True)
    assert decide(MAY_READ, me, PersonRecord(account_thing_id=9)).allowed
    assert not decide(MAY_READ, me, PersonRecord(account_thing_id=8)).allowed
    assert not decide(MAY_READ, PUBLIC, PersonRecord(account_thing_id=None)).allowed


@pytest.mark.parametrize(
    "typed", ["x", "a@b", "a b@c.example", "a@b.example\nBcc: c@d.example", ""]
)
def test_a_mailbox_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(PersonProblem):
        normal_address("email", typed)


def test_a_mailbox_is_kept_in_small_letters() -> None:
    assert normal_address("email", " Sana@Example.ORG ") == "sana@example.org"
