"""What changed between two editions: every figure is told once, in the right way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.reports.kinds.since import SinceLast
from kachehri.domains.reports.rules import stated as kept
from kachehri.domains.reports.rules.since import WAYS, Since, compare
from kachehri.domains.reports.rules.stated import Defined, Facts, Printed, Stated

ON = date(2026, 11, 1)
FOLLOWED = SinceLast()


def figure(year=2023, value="45", **more) -> Stated:
    known = {
        "concept": "literacy-10",
        "place": "larkana",
        "dims": "",
        "start": date(year, 1, 1),
        "end": date(year + 1, 1, 1),
        "value": Decimal(value),
        "decimals": 1,
        "unit": "percent",
        "group": "census",
        "source_code": "made-up",
        "observation": 1,
    }
    return Stated(**(known | more))


def facts(*figures, **more) -> Facts:
    return Facts(figures=figures, **more)


def since(before: Facts, now: Facts) -> Since:
    return compare(before, now, FOLLOWED, ON)


def ways(before, now) -> list[str]:
    return [one.way for one in since(facts(*before), facts(*now)).moved]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ([figure()], [figure()], []),
        ([figure()], [figure(observation=2, source_code="same table again")], []),
        ([figure()], [figure(value="45.0")], []),
        ([figure()], [figure(value="46", observation=2)], ["corrected"]),
        ([figure()], [figure(2027, "50")], ["newer"]),
        ([figure()], [figure(), figure(2027, "50")], ["newer"]),
        ([figure()], [figure(value="46"), figure(2027, "50")], ["corrected", "newer"]),
        ([], [figure()], ["new"]),
        ([], [figure(2017), figure(2023)], ["new", "new"]),
        ([figure()], [figure(2017), figure()], ["new"]),
        ([figure()], [], ["withdrawn"]),
        ([figure(2017), figure()], [figure()], ["withdrawn"]),
        ([figure(2017), figure()], [figure(), figure(2027)], ["newer"]),
        ([figure(2017), figure(2020), figure()], [figure(2017), figure(2027)],
         ["newer", "withdrawn", "withdrawn"]),
        ([figure()], [figure(group="another", value="50")], ["redefined"]),
        ([figure()], [figure(dims="sex=female")], ["withdrawn", "new"]),
        ([figure()], [figure(place="dokri")], ["new", "withdrawn"]),
    ],
)  # fmt: skip
def test_each_change_of_a_figure_has_its_word(before, now, told):
    assert ways(before, now) == told


def test_a_difference_is_told_only_between_figures_of_one_definition():
    [moved] = since(facts(figure()), facts(figure(2027, "50.5"))).moved
    assert moved.difference == Decimal("5.5")
    [moved] = since(facts(figure()), facts(figure(group="another", value="50"))).moved
    assert moved.difference is None


def test_two_surveys_of_one_indicator_are_compared_each_with_itself():
    survey = figure(2019, "38", group="survey", observation=2)
    moved = since(
        facts(figure(), survey), facts(figure(), replace(survey, value=Decimal(39)))
    ).moved
    assert [(one.way, one.figure.group) for one in moved] == [("corrected", "survey")]


def defined(definition="who can read", version=1, group="census"):
    return {"literacy-10": Defined("Literacy", version, group, definition, "people")}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (defined(), 0),
        (defined(version=2), 0),
        (defined("who can read and write", 2), 1),
        (defined(group="survey"), 1),
        ({}, 0),
    ],
)
def test_a_definition_has_changed_when_its_words_have(now, told):
    assert len(since(facts(definitions=defined()), facts(definitions=now)).redefined) == told


def asked(number, status="open", due="", kind="recommendation"):
    chosen = {key: value for key, value in {"status": status, "due": due}.items() if value}
    return Printed(number, kind, 1, {"en": f"R{number}"}, chosen)


def recommendations(before, now):
    told = since(facts(records=tuple(before)), facts(records=tuple(now))).recommendations
    return {
        name: [one.id for one in getattr(told, name)]
        for name in ("added", "closed", "late", "gone")
    }


def test_recommendations_are_followed_from_edition_to_edition():
    before = [asked(1), asked(2), asked(3, "done"), asked(4), asked(9, kind="threat")]
    now = [
        asked(1, due="2026-10-31"), asked(2, "done", due="2026-01-01"), asked(3, "done"),
        asked(5, due="2026-11-01"), asked(8, kind="threat"),
    ]  # fmt: skip
    assert recommendations(before, now) == {
        "added": [5],
        "closed": [2],
        "late": [1],
        "gone": [4],
    }


def test_chapters_that_came_and_went_are_named():
    told = since(
        facts(chapters={"about": "About", "water": "Water"}),
        facts(chapters={"about": "About this", "health": "Health"}),
    )
    assert (told.chapters_new, told.chapters_gone) == (("Health",), ("Water",))


# What holds for any two editions

figures = st.builds(
    figure,
    year=st.sampled_from((2011, 2017, 2023)),
    value=st.sampled_from(("1", "2")),
    place=st.sampled_from(("larkana", "dokri")),
    group=st.sampled_from(("census", "survey")),
    observation=st.integers(1, 3),
)
editions = st.lists(figures, max_size=8).map(lambda rows: facts(*rows))
once = st.lists(
    figures, max_size=8, unique_by=lambda one: (kept.address(one), one.group, one.start)
).map(lambda rows: facts(*rows))


@given(editions)
def test_an_edition_does_not_differ_from_itself(one):
    told = since(one, one)
    assert told.is_nothing
    assert told.moved == ()


@given(editions, editions)
def test_the_order_of_the_figures_makes_no_difference(before, now):
    turned = since(
        replace(before, figures=before.figures[::-1]), replace(now, figures=now.figures[::-1])
    )
    assert turned == since(before, now)


@given(once, once)
def test_every_figure_of_either_edition_is_told_once(before, now):
    told = since(before, now)
    assert {one.way for one in told.moved} <= set(WAYS)
    for which, figures in (("now", now.figures), ("before", before.figures)):
        lines = [getattr(one, which) for one in told.moved if getattr(one, which)]
        for one in figures:
            same = any(_is_same(one, other) for other in _others(which, before, now))
            followed = any(
                kept.address(line) == kept.address(one) and line.start >= one.start
                for line in lines
            )
            assert same or followed
    assert told.unchanged == sum(
        any(_is_same(one, other) for other in before.figures) for one in now.figures
    )
    assert len(told.ways("new")) <= len(now.figures) - told.unchanged


def _others(which: str, before: Facts, now: Facts) -> tuple[Stated, ...]:
    return before.figures if which == "now" else now.figures


def _is_same(one: Stated, other: Stated) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("concept", "place", "dims", "group", "start", "end", "value")
    )


@given(once, once)
def test_turned_around_what_was_corrected_is_corrected_back(before, now):
    forth = {(one.before, one.now) for one in since(before, now).ways("corrected")}
    back = {(one.now, one.before) for one in since(now, before).ways("corrected")}
    assert forth == back


@given(once, figures)
def test_one_figure_corrected_is_one_line(before, other):
    key = (kept.address(other), other.group, other.start)
    others = [one for one in before.figures if (kept.address(one), one.group, one.start) != key]
    told = since(facts(*others, other), facts(*others, replace(other, value=Decimal(3))))
    assert [(one.way, one.now.value) for one in told.moved] == [("corrected", 3)]


@given(editions)
def test_facts_come_back_from_json_as_they_were(one):
    whole = replace(
        one,
        records=(asked(1, due="2026-10-31"),),
        definitions=defined(),
        chapters={"b": "B", "a": "A"},
        places={"larkana": {"en": "Larkana"}},
    )
    assert kept.from_json(kept.to_json(whole)) == whole
    assert kept.from_json({}) == Facts()


@given(once, once)
def test_leaving_out_what_both_state_alike_changes_nothing(before, now):
    old, new, alike = kept.apart(kept.to_json(before), kept.to_json(now))
    whole, part = since(before, now), since(old, new)
    assert set(part.moved) == set(whole.moved)
    assert part.unchanged + alike == whole.unchanged
