"""How alike names are: known pairs, and what holds for any two texts."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kachehri.kernel.likeness import alike, changes, closeness, forms
from kachehri.packs.pakistan.spelling import SPELLING

SURE = 0.84

names = st.text(
    st.one_of(
        st.sampled_from("aeioukhbdgtrlmnspqwyzAEK .-'()/123"),
        st.sampled_from("لاڑکانہڪوٺيیباقراڻي"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=24,
)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Larkana", "LARKANA", "exact"),
        ("Larkana", "Larkana Taluka", "exact"),
        ("LAL QILA SUB-DIVISION", "Lalqila", "spelling"),
        ("Bakrani", "Baqrani", "spelling"),
        ("Rato Dero", "Ratodero", "spelling"),
        ("Kambar", "Qambar", "spelling"),
        ("Kashmor", "Kashmore", "spelling"),
        ("Thatta", "Thattah", "spelling"),
        ("Layyah", "Leiah", "spelling"),
        ("Karachi Central", "Central Karachi", "words"),
        ("Upper Chitral", "Chitral Upper", "words"),
        ("Dera Ismail Khan", "D. I. Khan", "words"),
        ("GOLARCHI (S.F.RAHU)", "Golarchi", "exact"),
        ("De-Excluded Area D.G Khan", "D.G Khan (Tribal Area)", "words"),
        ("Kot Radha Kishan", "Kot Radha Kishen", "letters"),
        ("لاڙڪاڻو", "لاڑكاڻو", "exact"),
    ],
)
def test_spellings_of_one_place_are_alike(one, other, reason):
    found = alike(one, other, SPELLING)
    assert found.reason == reason
    assert found.score >= SURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Upper Dir", "Lower Dir"),
        ("Hyderabad", "Hyderabad City"),
        ("Chitral", "Chitral Upper"),
        ("Liaquatpur (Cholistan)", "Liaquatpur"),
        ("Charge No 04", "Charge No 05"),
        ("Ratodero I", "Ratodero II"),
        ("Larkana", "Dokri"),
        ("Mirpur", "Mirpur Khas"),
        ("Bajaur", "Buner"),
        ("Town-I", "Town-Ii"),
        ("Rajanpur", "Rajanpur (Tribal Area)"),
    ],
)
def test_names_of_different_places_are_not(one, other):
    assert alike(one, other, SPELLING).score < SURE


def test_a_word_that_names_a_tier_alone_is_still_a_name():
    assert alike("Division", "District", SPELLING).score < SURE
    assert alike("Town", "TOWN", SPELLING).score == 1.0


@given(names)
@example("")
@example("()")
@example("(/")
@example("İ")
def test_a_name_is_exactly_like_itself(name):
    expected = 1.0 if forms(name, SPELLING) else 0.0
    assert alike(name, name, SPELLING).score == expected


@given(names, names)
def test_the_order_of_two_names_does_not_matter(one, other):
    there, back = alike(one, other, SPELLING), alike(other, one, SPELLING)
    assert there.score == back.score
    assert 0 <= there.score <= 1


@given(names)
def test_capitals_and_spaces_around_change_nothing(name):
    lower = f"  {name.upper()} "
    if name.upper().lower() == name.lower() and forms(name, SPELLING):
        assert alike(name, lower, SPELLING).score == 1.0


@given(st.text(max_size=12), st.text(max_size=12))
def test_changes_are_a_distance(one, other):
    assert changes(one, one) == 0
    assert changes(one, other) == changes(other, one)
    assert abs(len(one) - len(other)) <= changes(one, other) <= max(len(one), len(other))
    assert 0 <= closeness(one, other) <= 1


def test_swapped_neighbours_are_one_change():
    assert changes("lairi", "liari") == 1
