"""To which desk a matter goes, who acts there, and whither it climbs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.bodies import actions, queries
from kachehri.domains.bodies.kinds import BodyProblem
from kachehri.domains.bodies.rules.climbing import (
    DeskFact,
    PostFact,
    acting,
    bodies_above,
    choose,
    climb,
)
from kachehri.domains.people.actions import register_person
from kachehri.domains.places import queries as places

from .conftest import AT, ON, desk, office, post

pytestmark = pytest.mark.django_db


def place(key):
    return places.by_key(key).id


def test_the_nearest_desk_that_names_the_category_takes_it(directory) -> None:
    _province, district, taluka = directory.save(
        office("water-sindh", "sindh", tier="provincial"),
        office("water-larkana"),
        office("water-dokri", "larkana-dokri"),
    )
    for body in ("water-sindh", "water-larkana", "water-dokri"):
        directory.save(desk(body, "water", "hand-pump"))
    found = queries.route(place_id=place("larkana-dokri"), category="hand-pump", on=ON)
    assert found.body_id == taluka
    assert found.is_named
    assert "Dokri" in str(found.why)
    elsewhere = queries.route(place_id=place("larkana-ratodero"), category="hand-pump", on=ON)
    assert elsewhere.body_id == district
    assert queries.route(place_id=place("sukkur"), category="hand-pump", on=ON).body_id == _province


def test_what_no_desk_names_goes_to_the_one_that_takes_the_rest(directory) -> None:
    (body,) = directory.save(office("dc-larkana"))
    directory.save(desk("dc-larkana", "complaints"))
    found = queries.route(place_id=place("larkana-dokri"), category="hand-pump", on=ON)
    assert (found.body_id, found.is_named) == (body, False)


def test_a_far_desk_that_names_it_comes_before_a_near_one_that_takes_the_rest(directory) -> None:
    power, _dc = directory.save(office("power", "sindh"), office("dc-larkana"))
    directory.save(desk("power", "light", "electricity"), desk("dc-larkana", "complaints"))
    found = queries.route(place_id=place("larkana-dokri"), category="electricity", on=ON)
    assert found.body_id == power


def test_where_there_is_no_desk_there_is_no_route(directory) -> None:
    directory.save(office("dc-larkana"))
    assert queries.route(place_id=place("larkana"), category="other", on=ON) is None


def test_a_dissolved_office_takes_nothing_and_its_successor_is_followed(directory) -> None:
    new, old = directory.save(
        office("new-office"),
        office("old-office", valid_to=date(2020, 1, 1), successor="new-office"),
    )
    directory.save(desk("old-office", "a", "road"), desk("new-office", "a", "gas"))
    assert queries.route(place_id=place("larkana"), category="road", on=ON) is None
    found = queries.route_to(old, "gas", "officer", ON)
    assert found.body_id == new
    assert "dissolved" in str(found.why)
    before = queries.route_to(old, "road", "officer", date(2019, 1, 1))
    assert before.body_id == old
    assert queries.dissolved_into(new) == (old,)


def test_the_lowest_post_of_the_desk_acts_first(directory) -> None:
    directory.save(office("phe"), desk("phe", "water", "hand-pump"))
    head, engineer = directory.save(
        post("phe", "executive-engineer", "head", rung=2),
        post("phe", "assistant-engineer", desk="water"),
    )
    found = queries.route(place_id=place("larkana"), category="hand-pump", on=ON)
    assert found.position_id == engineer
    body = queries.by_key("phe")
    assert [one.position_id for one in queries.ladder(body.id, ON)] == [engineer, head]


def test_the_ladder_goes_on_through_the_offices_above(directory) -> None:
    directory.save(
        office("department", "sindh"), office("phe", parent="department"),
        post("department", "secretary", "head"), post("department", "clerk"),
        post("department", "pio", "information-officer"), post("phe", "engineer", "head", rung=1),
        post("phe", "sub-engineer"),
    )  # fmt: skip
    body = queries.by_key("phe")
    steps = queries.ladder(body.id, ON)
    assert [one.title("en") for one in steps] == ["Sub-Engineer", "Engineer", "Secretary"]
    assert [one.rung for one in steps] == [0, 1, 2]


def test_whoever_holds_the_post_answers_and_the_one_in_charge_when_it_is_empty(
    directory, by
) -> None:
    (body,) = directory.save(office("phe"))
    pio, head = directory.save(
        post("phe", "pio", "information-officer"), post("phe", "engineer", "head", rung=1)
    )
    assert queries.officer(body, "information-officer", ON).position_id == pio
    person = register_person(name="Made-up Officer", by=by, at=AT)
    term = actions.save_term(
        position_id=pio, person_id=person, since=date(2026, 1, 1), by=by, at=AT
    )
    found = queries.officer(body, "information-officer", ON)
    assert (found.person_name, found.stands_in) == ("Made-up Officer", False)
    assert found.since == date(2026, 1, 1)
    actions.end_term(term_id=term, until=date(2026, 6, 1), by=by, at=AT)
    found = queries.officer(body, "information-officer", ON)
    assert (found.position_id, found.stands_in) == (head, True)
    assert queries.officer(body, "information-officer", date(2026, 5, 31)).position_id == pio


def test_a_body_without_any_post_has_no_officer(directory) -> None:
    (body,) = directory.save(office("phe"))
    assert queries.officer(body, "head", ON) is None
    assert queries.ladder(body, ON) == ()


@given(
    st.dictionaries(st.integers(1, 12), st.integers(1, 12)),
    st.lists(st.builds(PostFact, st.integers(1, 99), st.integers(1, 12),
                       st.sampled_from(["officer", "head", "information-officer"]),
                       st.integers(0, 5)), max_size=20),
)  # fmt: skip
def test_the_ladder_ends_whatever_the_parents_are(parents, posts) -> None:
    chain = bodies_above(1, parents)
    assert len(chain) == len(set(chain)) <= 13
    steps = climb(chain, posts)
    assert len(steps) <= len(posts)
    assert all(step.role != "information-officer" for step in steps)
    above = [step for step in steps if step.body_id != 1]
    assert all(step.role == "head" for step in above)


NUMBER = st.integers(1, 9)
DESKS = st.builds(
    DeskFact, st.integers(1, 99), NUMBER, NUMBER, st.frozensets(st.sampled_from("abc"))
)
POSTS = st.builds(
    PostFact,
    st.integers(1, 99),
    st.just(1),
    st.sampled_from(["officer", "head", "information-officer"]),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)


@given(
    st.lists(DESKS, max_size=12, unique_by=lambda d: d.id),
    st.lists(st.integers(1, 6), unique=True),
    st.sampled_from("abcd"),
)  # fmt: skip
def test_no_nearer_desk_would_have_done(desks, around, category) -> None:
    found = choose(desks, around=around, category=category)
    fit = [d for d in desks if d.place_id in around]
    named = [d for d in fit if category in d.categories]
    if found is None:
        assert not named
        assert all(d.categories for d in fit)
        return
    assert found.is_named == bool(named)
    rivals = named or [d for d in fit if not d.categories]
    assert around.index(found.desk.place_id) == min(around.index(d.place_id) for d in rivals)


@given(st.lists(POSTS, max_size=8))
def test_a_body_with_a_head_or_the_post_always_has_somebody_in_charge(posts) -> None:
    found = acting(posts, "information-officer")
    roles = {one.role for one in posts}
    assert (found is not None) == bool(roles & {"head", "information-officer"})
    if any(one.has_holder and one.role == "information-officer" for one in posts):
        assert found.has_holder
        assert found.role == "information-officer"


def test_terms_of_one_position_do_not_overlap(directory, by) -> None:
    directory.save(office("phe"))
    (position,) = directory.save(post("phe", "engineer"))
    person = register_person(name="Made-up Officer", by=by, at=AT)

    def term(since, until=None, **more):
        return actions.save_term(
            position_id=position, person_id=person, since=since, until=until, by=by, at=AT, **more
        )

    term(date(2020, 1, 1), date(2021, 1, 1))
    term(date(2021, 1, 1))
    for since, until in (
        (date(2020, 6, 1), date(2020, 7, 1)),
        (date(2019, 1, 1), None),
        (date(2022, 1, 1), None),
        (date(2020, 12, 31), date(2021, 1, 1)),
    ):
        with pytest.raises(BodyProblem):
            term(since, until)
    with pytest.raises(BodyProblem):
        term(date(2019, 1, 2), date(2019, 1, 1))
    term(date(2022, 1, 1), shared=True)


def test_a_term_is_not_ended_before_it_began_and_twice_is_once(directory, by) -> None:
    directory.save(office("phe"))
    (position,) = directory.save(post("phe", "engineer"))
    person = register_person(name="x", by=by, at=AT)
    since = date(2026, 1, 1)
    term = actions.save_term(position_id=position, person_id=person, since=since, by=by, at=AT)
    with pytest.raises(BodyProblem):
        actions.end_term(term_id=term, until=since, by=by, at=AT)
    for _again in range(2):
        actions.end_term(term_id=term, until=since + timedelta(days=9), by=by, at=AT)
    assert [one.until for one in queries.terms([position])] == [since + timedelta(days=9)]
