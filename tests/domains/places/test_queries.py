"""Finding places in three scripts, and what it costs."""

import pytest

from kachehri.domains.places import queries
from kachehri.domains.places.actions import load_tree
from kachehri.packs.pakistan.places import TREE

from .test_actions import AT, by  # noqa: F401 (a fixture)


@pytest.fixture
def sindh(kept_places):
    return kept_places


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ratodero", "larkana-ratodero"),
        ("RATO DERO", "larkana-ratodero"),
        ("baqrani", "larkana-bakrani"),
        ("لاڑکانہ", "larkana"),
        ("لاڙڪاڻو", "larkana"),
        ("ٺٽو", "thatta"),
        ("سكر", "sukkur"),
        ("Umer Kot", "umerkot"),
    ],
)
def test_a_place_is_found_in_whichever_script_and_spelling(sindh, typed, key):
    assert key in [view.key for view in queries.search(typed)]


def test_the_whole_name_comes_before_a_part_of_one(sindh):
    assert queries.search("larkana")[0].name("en") == "Larkana"
    assert queries.search("") == ()
    assert queries.search("zzz") == ()


def test_a_name_falls_back_to_english(sindh, settings):
    view = queries.by_key("thatta")
    assert view.name("xx") == "Thatta"
    assert view.name("ur-PK") == "ٹھٹہ"


def test_children_are_sorted_by_the_alphabet_of_the_language(sindh):
    larkana = queries.by_pcode("PK713")
    views = queries.children(larkana.id)
    assert [view.name("en") for view in views] == ["Bakrani", "Dokri", "Larkana", "Ratodero"]
    sindhi = queries.in_order(views, "sd")
    assert sindhi[0].name("sd") == "باقراڻي"


def test_the_tree_is_read_again_only_when_it_has_changed(by, django_assert_num_queries):  # noqa: F811
    load_tree(tree=TREE, by=by, at=AT)
    with django_assert_num_queries(3):
        tree = queries.tree()
    assert len(tree) == len(TREE.places)
    with django_assert_num_queries(1):
        finder = queries.finder()
    district = finder.find("district", "LARKANA")
    assert finder.find("taluka", "Rato Dero", district).pcode == "PK71304"
    assert finder.find("taluka", "Nowhere", district) is None


def test_a_name_that_fits_two_places_finds_neither(sindh):
    finder = queries.finder()
    assert finder.find("division", "Larkana") is not None
    assert finder.find("taluka", "Larkana") is not None
    assert finder.find("town", "Larkana") is None
