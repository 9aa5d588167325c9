"""Loading a tree of places, on the real PostgreSQL. Every place here is made up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kachehri.domains.places import queries
from kachehri.domains.places.actions import TreeProblem, load_tree
from kachehri.domains.places.kinds import LineageKind, PlaceKind, Tree
from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.models import Within
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.models import Event

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def by(db):
    ensure_system_actors(AT)
    return system_actor("setup", AT)


def place(key, tier, parent, **more):
    return PlaceKind(key=key, tier=tier, parent=parent, names={"en": key.title()}, **more)


OLD = place("olddistrict", "district", "madeup", pcode="XX11", valid_to=date(2005, 1, 1))
NEW = place("newdistrict", "district", "madeup", valid_from=date(2005, 1, 1))
TREE = Tree(
    (
        place("madeup", "province", None, pcode="XX1"),
        OLD,
        NEW,
        place("town", "taluka", "newdistrict", aliases=("Tawn",)),
    ),
    (
        LineageKind(
            "olddistrict", "newdistrict", "split", "made up", date(2005, 1, 1), verified=True
        ),
    ),
)


def test_a_tree_becomes_places_with_names_codes_and_parents(by):
    assert load_tree(tree=TREE, by=by, at=AT) == 4
    town = queries.by_key("town")
    assert town.pcode is None
    assert town.code == "town"
    assert town.aliases == ("Tawn",)
    assert [view.key for view in queries.ancestors(town, queries.tree())] == [
        "newdistrict",
        "madeup",
    ]
    assert queries.by_pcode("XX11").key == "olddistrict"


def test_a_second_load_changes_nothing_and_writes_no_event(by):
    load_tree(tree=TREE, by=by, at=AT)
    before = Event.objects.count()
    assert load_tree(tree=TREE, by=by, at=AT) == 0
    assert Event.objects.count() == before


def test_a_corrected_name_is_taken_over(by):
    load_tree(tree=TREE, by=by, at=AT)
    named = replace(TREE.places[3], names={"en": "Towne", "ur": "ٹاؤن"})
    assert load_tree(tree=Tree((*TREE.places[:3], named)), by=by, at=AT) == 1
    town = queries.by_key("town")
    assert town.name("en") == "Towne"
    assert town.names["ur"].status == "transliterated"


def test_a_name_with_a_source_is_sourced_and_one_without_is_marked(by):
    kind = PlaceKind("x", "province", None, {"en": "X", "sd": "ايڪس"}, sources={"en": "a list"})
    load_tree(tree=Tree((kind,)), by=by, at=AT)
    names = queries.by_key("x").names
    assert (names["en"].status, names["sd"].status) == ("sourced", "transliterated")


def test_every_place_lies_within_its_ancestors_for_grants(by):
    load_tree(tree=TREE, by=by, at=AT)
    town, top = queries.by_key("town"), queries.by_key("madeup")
    assert Within.objects.filter(inner=town.thing_id, outer=top.thing_id).exists()


def test_only_the_program_may_load_a_tree(db):
    with pytest.raises(Refused):
        load_tree(tree=TREE, by=PUBLIC, at=AT)


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (Tree((TREE.places[0], TREE.places[0])), "is there twice"),
        (Tree((TREE.places[1], TREE.places[0])), "has to come before it"),
        (Tree((TREE.places[0],), TREE.lineage), "which is not in the tree"),
    ],
)
def test_a_tree_that_contradicts_itself_is_refused_whole(by, tree, words):
    with pytest.raises(TreeProblem, match=words):
        load_tree(tree=tree, by=by, at=AT)
    assert queries.tree() == ()


def test_a_place_does_not_move_to_another_parent(by):
    load_tree(tree=TREE, by=by, at=AT)
    moved = replace(TREE.places[3], parent="olddistrict")
    with pytest.raises(TreeProblem, match="name a successor"):
        load_tree(tree=Tree((*TREE.places[:3], moved)), by=by, at=AT)


def test_validity_is_half_open(by):
    load_tree(tree=TREE, by=by, at=AT)
    top = queries.by_key("madeup")
    before = queries.children(top.id, on=date(2004, 12, 31))
    after = queries.children(top.id, on=date(2005, 1, 1))
    assert [view.key for view in before] == ["olddistrict"]
    assert [view.key for view in after] == ["newdistrict"]


def test_lineage_is_seen_from_both_sides(by):
    load_tree(tree=TREE, by=by, at=AT)
    old, new = queries.by_key("olddistrict"), queries.by_key("newdistrict")
    assert queries.lineage(old.id) == queries.lineage(new.id)
    assert queries.lineage(new.id)[0].on == date(2005, 1, 1)
