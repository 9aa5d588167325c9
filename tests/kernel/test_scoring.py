"""Scores, groups and rankings: points, missing answers, bands, agreement."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.kernel import scoring_groups as groups
from kachehri.kernel import scoring_ranks as ranking
from kachehri.kernel.scoring import Band, ByAnswer, ByRisk, BySize, Score, score_all

YES = {"yes": 1, "no": 0}


def _score(method: str, *items: object, **more: object) -> Score:
    return Score("s", "1", method, {"en": "S"}, tuple(items), **more)  # type: ignore[arg-type]


def test_a_sum_needs_every_item() -> None:
    score = _score("sum", ByAnswer("a", YES), ByAnswer("b", YES))
    assert score_all([score], {"a": "yes", "b": "no"})[0].value == 1
    assert score_all([score], {"a": "yes"})[0].value is None


def test_a_percentage_leaves_out_what_was_not_answered_and_needs_half() -> None:
    score = _score("percent", *(ByAnswer(name, YES) for name in "abcd"))
    assert score_all([score], {"a": "yes", "b": "no", "c": "dk"})[0].value == 50
    assert score_all([score], {"a": "yes"})[0].value is None


def test_what_is_not_known_is_a_risk_and_one_grave_risk_is_not_lost() -> None:
    score = _score("highest", ByRisk("a"), ByRisk("b"))
    assert score_all([score], {"a": "unknown", "a_harm": "5", "b": "yes"})[0].value == 20
    told = {"a": "no", "a_harm": "5", "a_likely": "5", "b": "no", "b_harm": "1", "b_likely": "1"}
    assert score_all([score], told)[0].value == 25
    assert score_all([score], {})[0].value is None


def test_a_step_counts_from_its_least_number_and_a_share_of_nothing_is_no_answer() -> None:
    item = BySize("women", ((0, 0), (40, 2)), over="members")
    assert item.mark({"women": 4, "members": 10}) == 2
    assert item.mark({"women": "3", "members": "10"}) == 0
    assert item.mark({"women": 0, "members": 0}) is None


def test_several_chosen_answers_add_up() -> None:
    item = ByAnswer("books", {"cash": 1, "loans": 1, "none": 0}, many=True)
    assert item.mark({"books": ["cash", "loans"]}) == 2
    assert item.mark({"books": "cash other"}) == 1
    assert item.mark({"books": ["other"]}) is None


def test_a_value_finds_its_band() -> None:
    bands = (Band("low", 0, 0, {}), Band("high", 1, 1, {}))
    score = _score("sum", ByAnswer("a", YES), bands=bands)
    assert score_all([score], {"a": "yes"})[0].band == "high"


TABLE = groups.Likelihoods("t", 5, {"line": (80.0, 40.0, 0.0)}, {})


def test_a_share_is_of_a_group_and_of_no_home() -> None:
    assert groups.group_rate([0] * 15 + [7] * 15, TABLE, "line").percent == pytest.approx(60)
    assert groups.group_rate([100] * 30, TABLE, "line").percent == 0
    for few in ([], [3], [3] * (groups.LEAST_GROUP - 1)):
        with pytest.raises(groups.TooFew):
            groups.group_rate(few, TABLE, "line")


def test_weights_say_for_how_many_homes_each_stands() -> None:
    scores = [0] * 15 + [7] * 15
    weights = [3.0] * 15 + [1.0] * 15
    assert groups.group_rate(scores, TABLE, "line", weights).percent == pytest.approx(70)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=40))
def test_who_ranks_as_another_agrees_fully(classes: list[int]) -> None:
    alike = ranking.concordance([classes, classes, classes])
    assert alike is None or alike == pytest.approx(1)
    found = ranking.agreement(classes, [10 * one for one in classes])
    assert found.same == len(classes)
    assert found.kappa is None or found.kappa == pytest.approx(1)
    assert found.correlation is None or found.correlation == pytest.approx(1)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 100)), min_size=2, max_size=60))
def test_every_home_is_in_the_table_and_measures_stay_in_their_bounds(
    homes: list[tuple[int, int]],
) -> None:
    found = ranking.agreement([one for one, _ in homes], [points for _, points in homes])
    assert sum(found.table.values()) == len(homes)
    assert found.kappa is None or -1.0001 <= found.kappa <= 1.0001
    assert found.correlation is None or -1.0001 <= found.correlation <= 1.0001


def test_agreement_equals_the_textbook() -> None:
    from scipy.stats import spearmanr

    rng = random.Random(7)  # noqa: S311
    classes = [rng.randint(1, 5) for _ in range(80)]
    scores = [one * 10 + rng.randint(-15, 15) for one in classes]
    found = ranking.agreement(classes, scores)
    assert found.correlation == pytest.approx(spearmanr(classes, scores).statistic)
    # Hand-computed: two judges, weights 0, 1, 4.
    assert ranking.weighted_kappa([(1, 1), (2, 2), (3, 3), (1, 2)]) == pytest.approx(
        1 - 0.25 / 1.25
    )


def test_kendalls_w_equals_a_table_with_ties() -> None:
    rankings = [[1, 2, 2, 4, 5], [1, 1, 3, 4, 5], [2, 1, 3, 5, 4]]
    # Ranks by hand: (1, 2.5, 2.5, 4, 5), (1.5, 1.5, 3, 4, 5), (2, 1, 3, 5, 4); their sums below.
    totals = [4.5, 5.0, 8.5, 13.0, 14.0]
    spread = sum((one - 9) ** 2 for one in totals)
    assert ranking.concordance(rankings) == pytest.approx(12 * spread / (9 * 120 - 3 * 12))
