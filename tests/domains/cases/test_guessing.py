"""What a message in free words is about, and where."""

import pytest

from kachehri.domains.cases.queries.guessing import guess
from kachehri.domains.places import queries as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def dokri(kept_offices):
    return next(
        one for one in places.children(kept_offices.larkana.id) if one.name("en") == "Dokri"
    )


@pytest.mark.parametrize(
    "text",
    ["The hand pump in Dokri is broken", "Dokri mein nalka kharab hai", "ڏوڪري ۾ نلڪو خراب آهي"],
)
def test_category_and_place_are_found_in_three_languages(dokri, text):
    found = guess(text)
    assert found.category in {"hand-pump", "water-supply"}
    assert found.place_id == dokri.id


def test_the_nearest_place_counts(dokri):
    assert guess("In Dokri, district Larkana").place_id == dokri.id


def test_a_name_of_a_district_and_its_taluka_means_the_district(dokri):
    assert guess("No water in Larkana").place_id == places.by_key("larkana").id


def test_a_text_that_names_no_place_says_so(dokri):
    found = guess("The hand pump is broken")
    assert (found.place_id, found.places) == (None, ())
    assert guess("").category == ""


def test_a_private_category_wins_over_a_public_one(dokri):
    assert (
        guess("The landlord has cut the water, no water, hand pump closed").category == "landlord"
    )
