"""Persons are written down with little, reached safely, and taken out again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kachehri.domains.people import actions, queries
from kachehri.domains.people.kinds import NewContact, PersonProblem
from kachehri.engines.access.actor import PUBLIC, Actor
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts.actions import create_account, ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.queries import events

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Karachi"))
PHONE = "0300 1234567"


@pytest.fixture
def by() -> Actor:
    ensure_system_actors(AT)
    return system_actor("citizen", AT)


def sana(by: Actor, *contacts: NewContact, **said: object) -> int:
    return actions.register_person(
        name="Sana of a made-up street",
        by=by,
        at=AT,
        contacts=contacts,
        **said,  # type: ignore[arg-type]
    )


def test_a_person_is_found_by_the_number_in_any_writing(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE))
    assert queries.by_contact("sms", "+92 300 1234567") == (one,)
    assert queries.by_contact("sms", "۰۳۰۰۱۲۳۴۵۶۷") == (one,)
    assert queries.by_contact("sms", "no number") == ()


def test_a_shared_phone_has_several_persons(by: Actor) -> None:
    both = (sana(by, NewContact("sms", PHONE)), sana(by, NewContact("sms", PHONE)))
    assert queries.by_contact("sms", PHONE) == both


def test_the_safe_way_is_the_preferred_one_in_its_hours(by: Actor) -> None:
    one = sana(
        by,
        NewContact("sms", PHONE, is_shared=True),
        NewContact("voice", PHONE, True, safe_from=time(14), speak_to="my sister", same_sex=True),
    )
    way = queries.safe_way(one, AT)
    assert way is not None
    assert (way.channel, way.address, way.speak_to) == ("voice", "+923001234567", "my sister")
    assert way.same_sex
    assert way.not_before == AT + timedelta(hours=2)


def test_whoever_wants_no_message_gets_none(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE), NewContact("none"))
    assert queries.safe_way(one, AT) is None


def test_another_preferred_way_replaces_the_first(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE, True))
    actions.add_contact(
        person_id=one, contact=NewContact("email", "S@x.example", True), by=by, at=AT
    )
    way = queries.safe_way(one, AT)
    assert way is not None
    assert way.address == "s@x.example"
    sms = queries.contacts(one)[0].id
    actions.prefer_contact(contact_id=sms, by=by, at=AT)
    way = queries.safe_way(one, AT)
    assert way is not None
    assert way.channel == "sms"


def test_a_contact_said_twice_is_one(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE))
    again = actions.add_contact(person_id=one, contact=NewContact("sms", PHONE), by=by, at=AT)
    assert [found.id for found in queries.contacts(one)] == [again]


def test_a_bounce_marks_the_address_until_it_is_said_anew(by: Actor) -> None:
    one = sana(by, NewContact("email", "s@x.example"))
    assert actions.mark_bounced(channel="email", address="S@X.example", by=by, at=AT) == 1
    assert queries.safe_way(one, AT) is None
    actions.add_contact(person_id=one, contact=NewContact("email", "s@x.example"), by=by, at=AT)
    assert queries.safe_way(one, AT) is not None


def test_an_ended_contact_keeps_no_address(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE))
    actions.end_contact(contact_id=queries.contacts(one)[0].id, by=by, at=AT)
    assert queries.contacts(one) == ()
    assert queries.by_contact("sms", PHONE) == ()


def test_consent_counts_until_it_is_withdrawn(by: Actor) -> None:
    one = sana(by)
    actions.record_consent(
        person_id=one, purpose="be-called", given=True, how="orally", by=by, at=AT
    )
    assert queries.has_consent(one, "be-called")
    assert not queries.has_consent(one, "publish")
    assert actions.withdraw_consent(person_id=one, purpose="be-called", by=by, at=AT) == 1
    assert not queries.has_consent(one, "be-called")
    assert actions.withdraw_consent(person_id=one, purpose="be-called", by=by, at=AT) == 0
    assert len(queries.consents(one)) == 1


def test_a_later_no_ends_an_earlier_yes(by: Actor) -> None:
    one = sana(by)
    for hours, given in ((0, True), (1, False)):
        actions.record_consent(
            person_id=one, purpose="publish", given=given, how="orally",
            by=by, at=AT + timedelta(hours=hours),
        )  # fmt: skip
    assert not queries.has_consent(one, "publish")


def test_erasing_leaves_an_empty_row_that_stays_empty(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE, True, speak_to="my sister"), sex="female", post="x")
    actions.record_consent(
        person_id=one, purpose="publish", given=True, how="orally", witness="W", by=by, at=AT
    )
    actions.erase(person_id=one, by=by, at=AT)
    actions.erase(person_id=one, by=by, at=AT + timedelta(hours=1))
    found = queries.person(one)
    assert found is not None
    assert found.is_erased
    assert found.erased_at == AT
    assert (found.name, found.sex, found.post) == ("", "", "")
    assert queries.safe_way(one, AT) is None
    assert queries.by_contact("sms", PHONE) == ()
    assert [one.witness for one in queries.consents(one)] == [""]
    assert not queries.has_consent(one, "publish")
    with pytest.raises(PersonProblem):
        actions.add_contact(person_id=one, contact=NewContact("sms", PHONE), by=by, at=AT)


def test_no_name_number_or_reason_goes_into_the_log(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE, speak_to="my sister"))
    actions.look_up(channel="sms", address=PHONE, because="Sana lost it", by=by, at=AT)
    actions.erase(person_id=one, by=by, at=AT)
    told = repr([event.refs for event in events(by=by.thing_id or 0)])
    for secret in ("Sana", "3001234567", "sister", "lost"):
        assert secret not in told


def test_a_search_by_address_needs_a_reason_and_leaves_a_trace(by: Actor) -> None:
    one = sana(by, NewContact("sms", PHONE))
    with pytest.raises(PersonProblem):
        actions.look_up(channel="sms", address=PHONE, because=" ", by=by, at=AT)
    assert actions.look_up(channel="sms", address=PHONE, because="call", by=by, at=AT) == (one,)
    assert events(by=by.thing_id or 0)[0].verb == "people.looked_up"


def test_a_visitor_writes_nobody_down(by: Actor) -> None:
    with pytest.raises(Refused):
        actions.register_person(name="x", by=PUBLIC, at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sex": "unknown"},
        {"birth_year": 1700},
        {"birth_year": 2100},
        {"contacts": [NewContact("sms", "x")]},
        {"contacts": [NewContact("pigeon", "x")]},
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_kept(by: Actor, wrong: dict) -> None:
    before = len(events(size=1000))
    with pytest.raises(PersonProblem):
        actions.register_person(by=by, at=AT, **wrong)
    assert len(events(size=1000)) == before


@dataclass(frozen=True)
class Matter:
    applicant_id: int
    body_thing_id: int
    place_thing_id: int


def test_who_somebody_is_is_told_only_for_a_matter_of_theirs(
    by: Actor, grant_for: Callable[[str, int], Actor]
) -> None:
    one, other = sana(by), sana(by)
    body = by.thing_id or 0
    officer = grant_for("officer", body)
    found = queries.read(one, by=officer, matter=Matter(one, body, body))
    assert found is not None
    assert found.id == one
    for matter in (None, Matter(other, body, body), Matter(one, body + 1, body)):
        with pytest.raises(Refused):
            queries.read(one, by=officer, matter=matter)


@pytest.fixture
def grant_for(by: Actor) -> Callable[[str, int], Actor]:
    from kachehri.engines.access.actions import grant
    from kachehri.engines.access.queries import actor_for

    def made(role: str, scope: int) -> Actor:
        setup = system_actor("setup", AT)
        account = create_account(
            email="o@x.example", name="Made-up officer", password="made-up-9431-x", by=setup, at=AT
        )
        grant(
            actor=account.thing_id, role=role, scope=scope, purpose="test",
            starts_at=AT, ends_at=None, by=setup, at=AT,
        )  # fmt: skip
        return actor_for(thing_id=account.thing_id, name="", language="en", at=AT)

    return made
