"""What looks odd about answers: each rule by itself, honest interviews without a flag."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.forms.rules.looking import (
    Interview,
    Look,
    Together,
    compare_visits,
    draw,
    likeness,
    look_of,
    one_by_one,
    refusal_share,
)
from kachehri.engines.xforms.kinds import FormModel, Group, Question

ZONE = ZoneInfo("Asia/Karachi")
AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
PATHS = tuple(f"/data/q{number}" for number in range(14))
LOOK = Look(PATHS, ("/data/spot",), PATHS, (PATHS[:7],))
ANSWERS: dict[str, Any] = {
    **{path: f"a{number}" for number, path in enumerate(PATHS)},
    "/data/spot": (27.43, 68.09, 48.0, 5.0),
}
HONEST = Interview(
    1, 7, "device", AT - timedelta(minutes=30), AT - timedelta(minutes=5), AT, ANSWERS
)


def kinds(seen: Interview) -> list[str]:
    return [one.kind for one in one_by_one(seen, LOOK, ZONE)]


def together(*seen: Interview) -> list[tuple[int, str, int | None]]:
    found = Together()
    for one in seen:
        found.add(one, LOOK)
    return [(one.interview, one.kind, one.other) for one in found.found]


def test_an_honest_interview_raises_no_flag() -> None:
    assert kinds(HONEST) == []
    assert together(HONEST) == []


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("no-position", {"values": {**ANSWERS, "/data/spot": None}}),
        ("short", {"ended": AT - timedelta(minutes=30) + timedelta(seconds=40)}),
        ("night", {"started": AT.replace(hour=17), "ended": AT.replace(hour=18),
                   "received": AT.replace(hour=19)}),
        ("clock", {"started": AT + timedelta(days=400), "ended": AT + timedelta(days=401)}),
        ("clock", {"started": AT - timedelta(days=5000), "ended": AT - timedelta(days=4999)}),
        ("clock", {"ended": AT - timedelta(hours=2)}),
        ("straight", {"values": {**ANSWERS, **dict.fromkeys(PATHS[:7], "agree")}}),
    ],
)  # fmt: skip
def test_each_oddity_is_flagged_by_its_name(kind: str, changed: dict[str, Any]) -> None:
    assert kinds(replace(HONEST, **changed)) == [kind]


def test_the_same_answers_twice_are_a_duplicate_of_the_first() -> None:
    other = replace(HONEST, id=2, collector=8, device="b", started=None, ended=None,
                    values={**ANSWERS, "/data/spot": (27.5, 68.2)})  # fmt: skip
    assert together(HONEST, other) == [(2, "duplicate", 1)]


def test_nobody_holds_two_interviews_at_once() -> None:
    second = replace(
        HONEST, id=2, started=AT - timedelta(minutes=10), ended=AT + timedelta(minutes=10),
        values={path: f"b{path}" for path in PATHS},
    )  # fmt: skip
    assert together(HONEST, second) == [(2, "overlap", 1)]
    assert together(HONEST, replace(second, collector=8)) == []


def test_one_person_who_gives_nearly_the_same_answers_again_is_flagged() -> None:
    copied = replace(HONEST, id=2, started=None, ended=None, values={**ANSWERS, PATHS[0]: "other"})
    assert together(HONEST, copied) == [(2, "alike", 1)]
    assert together(HONEST, replace(copied, collector=8)) == []


def test_four_interviews_at_one_spot_are_flagged_and_three_are_not() -> None:
    seen = [
        replace(
            HONEST, id=number, started=None, ended=None,
            values={"/data/spot": (27.43, 68.09), **{path: f"{number}{path}" for path in PATHS}},
        )
        for number in range(1, 6)
    ]  # fmt: skip
    assert together(*seen[:3]) == []
    assert [one[:2] for one in together(*seen[:4])] == [(n, "same-spot") for n in range(1, 5)]
    assert len(together(*seen)) == 5


def test_what_is_looked_at_leaves_repeats_notes_and_times_out() -> None:
    model = FormModel(
        "f", "1", "F", "data", (), "en", lists={}, children=(
            Question("/data/start", "start", "start"),
            *(Question(f"/data/g{n}", f"g{n}", "select_one", list_name="agree") for n in range(7)),
            Question("/data/note", "note", "note"),
            Question("/data/words", "words", "text"),
            Question("/data/spot", "spot", "geopoint"),
            Group("/data/kids", "kids", {}, (Question("/data/kids/age", "age", "integer"),),
                  is_repeat=True),
        ),
    )  # fmt: skip
    look = look_of(model)
    grid = tuple(f"/data/g{n}" for n in range(7))
    assert look == Look((*grid, "/data/words"), ("/data/spot",), grid, (grid,))


def test_refusals_are_a_share_of_what_was_chosen() -> None:
    assert refusal_share([{PATHS[0]: "dk", PATHS[1]: "a"}, {PATHS[0]: "refused"}], LOOK) == 2 / 3
    assert refusal_share([], LOOK) == 0


def test_second_visits_are_compared_without_regard_to_the_order_of_choices() -> None:
    first = {PATHS[0]: ["a", "b"], PATHS[1]: 41, PATHS[2]: "yes", PATHS[3]: "only here"}
    second = {PATHS[0]: ["b", "a"], PATHS[1]: 41.0, PATHS[2]: "no"}
    found = compare_visits(first, second, LOOK)
    assert (found.asked, found.same, found.differing) == (3, 2, (PATHS[2],))


@given(st.dictionaries(st.integers(1, 10**6), st.uuids().map(str), min_size=1, max_size=60),
       st.integers(0, 2**60), st.floats(0.01, 1))  # fmt: skip
def test_a_draw_can_be_repeated_and_takes_its_share(
    instances: dict[int, str], seed: int, share: float
) -> None:
    drawn = draw(instances, share, seed)
    backwards = dict(reversed(instances.items()))
    assert drawn == draw(backwards, share, seed)
    assert len(drawn) == max(1, round(len(instances) * share))
    assert set(drawn) <= set(instances)


@given(st.lists(st.integers(0, 5), min_size=12, max_size=40))
def test_likeness_is_of_both_and_lies_between_nothing_and_all(marks: list[int]) -> None:
    other = marks[::-1]
    assert likeness(marks, other) == likeness(other, marks)
    assert 0 <= likeness(marks, other) <= 1
    assert likeness(marks, marks) == (1.0 if sum(map(bool, marks)) >= 12 else 0.0)
