"""Names that no place has wait for a person, who teaches them."""

import pytest

from kachehri.domains.places import queries
from kachehri.domains.places.actions import (
    ReviewProblem,
    forget_alias,
    load_tree,
    note_unmatched,
    settle_name,
)
from kachehri.domains.places.kinds import SeenName
from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.packs.pakistan.places import TREE

from .test_actions import AT, by  # noqa: F401 (a fixture)


@pytest.fixture
def larkana(kept_places):
    return queries.by_key("larkana")


def noted(by, larkana, text="CHANDKA"):  # noqa: F811
    seen = SeenName(text, "taluka", larkana.id, "made-up.csv", 4, ((larkana.id, 0.6, "letters"),))
    return note_unmatched(names=[seen], by=by, at=AT)


def test_a_name_waits_once_however_often_it_is_seen(by, larkana):  # noqa: F811
    assert noted(by, larkana) == 1
    assert noted(by, larkana) == 0
    (waiting,) = queries.unmatched()
    assert (waiting.text, waiting.rows, waiting.within.key) == ("CHANDKA", 4, "larkana")
    assert waiting.guesses[0].place.key == "larkana"
    assert queries.unmatched(after=waiting.id) == ()
    assert queries.unmatched_count() == 1


def test_what_a_person_settles_is_found_from_then_on(by, larkana):  # noqa: F811
    noted(by, larkana)
    dokri = queries.by_key("larkana-dokri")
    assert queries.finder().find("taluka", "CHANDKA", larkana) is None
    settle_name(unmatched=queries.unmatched()[0].id, place=dokri.id, by=by, at=AT)
    found = queries.finder().match("taluka", "Chandka", larkana)
    assert (found.place.key, found.reason, found.score) == ("larkana-dokri", "alias", 1.0)
    assert queries.unmatched() == ()
    assert queries.unmatched(settled=True)[0].answer.key == "larkana-dokri"
    with pytest.raises(ReviewProblem):
        settle_name(unmatched=queries.unmatched(settled=True)[0].id, place=None, by=by, at=AT)


def test_a_learned_name_can_be_taken_back_and_waits_again(by, larkana):  # noqa: F811
    noted(by, larkana)
    dokri = queries.by_key("larkana-dokri")
    settle_name(unmatched=queries.unmatched()[0].id, place=dokri.id, by=by, at=AT)
    (learned,) = [one for one in queries.aliases(dokri.id) if one.is_learned]
    forget_alias(alias=learned.id, by=by, at=AT)
    assert queries.finder().find("taluka", "CHANDKA", larkana) is None
    assert queries.unmatched_count() == 1


def test_what_the_pack_says_cannot_be_forgotten(by, larkana):  # noqa: F811
    bakrani = queries.by_key("larkana-bakrani")
    (brought,) = queries.aliases(bakrani.id)
    with pytest.raises(ReviewProblem):
        forget_alias(alias=brought.id, by=by, at=AT)


def test_none_of_ours_is_an_answer_too(by, larkana):  # noqa: F811
    noted(by, larkana)
    settle_name(unmatched=queries.unmatched()[0].id, place=None, by=by, at=AT)
    assert queries.unmatched(settled=True)[0].answer is None


def test_a_visitor_settles_nothing(by, larkana):  # noqa: F811
    noted(by, larkana)
    with pytest.raises(Refused):
        settle_name(unmatched=queries.unmatched()[0].id, place=larkana.id, by=PUBLIC, at=AT)


def test_the_pack_loaded_again_leaves_learned_names_alone(by, larkana):  # noqa: F811
    noted(by, larkana)
    settle_name(unmatched=queries.unmatched()[0].id, place=larkana.id, by=by, at=AT)
    assert load_tree(tree=TREE, by=by, at=AT) == 0
    assert "CHANDKA" in queries.by_key("larkana").aliases
