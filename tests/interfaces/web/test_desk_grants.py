"""Roles at one place, and the list of who holds which."""

import pytest
from django.test import Client
from tests.engines.accounts.people import AT, elevated, person, setup_actor, signed_in
from tests.world import World

from kachehri.domains.places import queries as places
from kachehri.domains.reports.rules import MAY_WRITE
from kachehri.engines.access import queries as access
from kachehri.engines.access.actions import grant
from kachehri.kernel.rules import decide

GRANTS = "/en/desk/grants/"
ROLE = {"role": "editor", "purpose": "a round of interviews"}


@pytest.fixture
def office(world: World) -> Client:
    return elevated(person("administrator", email="administrator@example.org"))


def test_a_role_is_given_at_one_place_and_counts_there_alone(office: Client) -> None:
    somebody = person("", email="organiser@example.org")
    form = {**ROLE, "person": "Organiser@example.org", "place": "ڏوڪري"}
    assert office.post(GRANTS + "new/", form).status_code == 302
    thing = somebody.account.thing_id
    from django.utils import timezone

    actor = access.actor_for(thing_id=thing, name="", language="en", at=timezone.now())
    for key, allowed in (("larkana-dokri", True), ("larkana", False), ("sukkur", False)):
        place = places.by_key(key)
        assert place
        assert decide(MAY_WRITE, actor, {"place_thing_id": place.thing_id}).allowed is allowed
    page = office.get(GRANTS).content.decode()
    for words in ("Dokri taluka", "a round of interviews", "everywhere"):
        assert words in page
    desk = signed_in(somebody).get("/en/desk/").content.decode()
    assert "/en/desk/team/larkana-dokri/" in desk
    assert "/en/desk/team/larkana/" not in desk


def test_a_name_of_several_places_is_asked_again_and_a_strange_one_refused(office: Client) -> None:
    person("", email="organiser@example.org")
    form = {**ROLE, "person": "organiser@example.org", "place": "larkana"}
    again = office.post(GRANTS + "new/", form)
    assert again.status_code == 422
    assert "Several places have this name." in again.content.decode()
    taluka = places.by_key("larkana-larkana")
    assert taluka
    chosen = office.post(GRANTS + "new/", {**form, "chosen": str(taluka.id)}, follow=True)
    assert "Larkana taluka" in chosen.content.decode()
    for wrong in (
        {"place": "nowhere at all"},
        {"person": "x@example.org"},
        {"ends_on": "2020-01-01"},
    ):
        assert office.post(GRANTS + "new/", {**form, **wrong}).status_code == 422


def test_the_list_is_searched_and_read_a_page_at_a_time(office: Client, world: World) -> None:
    somebody = person("", email="organiser@example.org")
    for number in range(60):
        grant(
            actor=somebody.account.thing_id, role="editor", scope=world.larkana.thing_id,
            purpose=f"task {number}", starts_at=AT, ends_at=None, by=setup_actor(), at=AT,
        )  # fmt: skip
    first = office.get(GRANTS).content.decode()
    assert 'rel="next"' in first
    assert first.count("task ") <= 25
    found = office.get(GRANTS, {"q": "task 41"}).content.decode()
    assert "task 41" in found
    assert "task 42" not in found
    assert "task 7" in office.get(GRANTS, {"q": "لاڙڪاڻو", "format": "csv"}).content.decode()
    assert "Nothing found" in office.get(GRANTS, {"q": "no such thing"}).content.decode()


def test_only_an_administrator_with_elevated_rights_sees_it(world: World) -> None:
    assert signed_in(person("editor")).get(GRANTS).status_code == 403
