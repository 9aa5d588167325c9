"""The offices of the pack go in as they stand, and say what is made up."""

import pytest

from kachehri.domains.bodies import actions, queries
from kachehri.domains.bodies.queries.files import read_sheets
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.cases.categories import CATEGORIES
from kachehri.packs.pakistan.contents import BODIES

from .conftest import AT, ON

pytestmark = pytest.mark.django_db
TALUKAS = ("larkana-larkana", "larkana-dokri", "larkana-bakrani", "larkana-ratodero")


@pytest.fixture
def loaded(by):
    outcome = actions.import_bodies(sheets=read_sheets(BODIES), by=by, at=AT, keep=True)
    assert outcome.problems == ()
    return outcome


def test_the_pack_goes_in_once_and_again_changes_nothing(loaded, by) -> None:
    assert loaded.added > 500
    again = actions.import_bodies(sheets=read_sheets(BODIES), by=by, at=AT, keep=True)
    assert (again.added, again.changed, again.same) == (0, 0, loaded.added)


def test_every_complaint_of_every_taluka_has_an_office_and_somebody_who_acts(loaded) -> None:
    for key in TALUKAS:
        for category in CATEGORIES:
            place = places.by_key(key)
            found = queries.route(place_id=place.id, category=category.key, on=ON)
            assert found is not None, (key, category.key)
            assert found.position_id is not None, (key, category.key)
            steps = queries.ladder(found.body_id, ON)
            assert len(steps) >= 2, (key, category.key)


def test_electricity_goes_to_the_company_and_the_unknown_to_the_deputy_commissioner(loaded) -> None:
    dokri = places.by_key("larkana-dokri").id
    for category, key in (
        ("electricity", "sepco-larkana"),
        ("hand-pump", "public-health-engineering-larkana"),
        ("land-records", "mukhtiarkar-dokri"),
        ("other", "deputy-commissioner-larkana"),
        ("drainage", "town-committee-dokri"),
    ):
        found = queries.route(place_id=dokri, category=category, on=ON)
        assert queries.body(found.body_id).key == key


def test_every_office_may_be_asked_and_has_an_information_officer(loaded) -> None:
    larkana = places.by_key("larkana").id
    asked = queries.may_be_asked("rti-sindh-2016", larkana)
    assert {"deputy-commissioner-larkana", "sindh-information-commission"} <= {
        one.key for one in asked
    }
    assert all(queries.officer(one.id, "information-officer", ON) for one in asked[:20])


def test_no_contact_is_real_and_each_says_that_it_is_made_up(loaded) -> None:
    bodies = queries.search(limit=500).bodies
    found = queries.addresses_of_bodies([one.id for one in bodies])
    assert found
    for one in found:
        assert one.source.startswith("Made up")
        assert one.channel != "email" or one.value.endswith(".example")
        assert one.channel != "voice" or one.value.startswith("+92740000")
    assert not any(one.is_verified for one in bodies)


def test_no_post_of_the_pack_names_a_person(loaded) -> None:
    bodies = queries.search(limit=500).bodies
    posts = queries.positions([one.id for one in bodies], ON)
    assert len(posts) > 150
    assert not any(one.person_name for one in posts)


def test_names_stand_in_three_languages(loaded) -> None:
    for one in queries.search(limit=500).bodies:
        assert set(one.names) == {"en", "ur", "sd"}
        assert set(one.duties) == {"en", "ur", "sd"}
