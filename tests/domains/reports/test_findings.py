"""Sentences that state what figures say: from which figures, in which words, and when none."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.reports.kinds import (
    Change,
    Difference,
    Extremes,
    Rank,
    Select,
    Stated,
    TableColumn,
)
from kachehri.domains.reports.rules.drawings import line_points
from kachehri.domains.reports.rules.figures import arranged, gather
from kachehri.domains.reports.rules.findings import better_than, choose, finding, points
from kachehri.domains.reports.rules.tables import cell, source_line, why_not, years_table
from kachehri.domains.reports.rules.words import plain, printed, sentence, spans
from kachehri.engines.documents.blocks import Cell, Isolate, Number
from kachehri.packs.pakistan.reports import HUMAN_SECURITY
from tests import world as worlds


@pytest.fixture
def figures(world):
    return gather(HUMAN_SECURITY, world.larkana)


def said(kind, figures):
    body = finding(kind, figures, "en")
    return None if body is None else plain(body)


EXTREMES = Extremes(
    Select("literacy-10"), "Most in %(high_place)s (%(high)s), fewest in %(low_place)s (%(low)s)."
)
GAP = Difference(
    Select("literacy-10", sex="male"),
    Select("literacy-10", sex="female"),
    more="Men %(first)s, women %(second)s, gap %(gap)s.",
    less="Women ahead by %(gap)s.",
    same="Level at %(first)s.",
)


def test_the_highest_and_the_lowest_part_are_named(figures):
    assert (
        said(EXTREMES, figures)
        == "Most in Ratodero (53.0\u00a0%), fewest in Bakrani (50.0\u00a0%)."
    )


def test_a_part_called_like_its_district_is_told_apart(figures):
    kind = Extremes(Select("literacy-10"), "%(high_place)s")
    worlds.load([worlds.figure("PK71303", "literacy-10", 99)])
    assert said(kind, gather(HUMAN_SECURITY, figures.place)) == "Larkana taluka"


def test_every_figure_in_a_sentence_leads_to_its_observation(figures):
    numbers = [one for one in finding(EXTREMES, figures, "en") if isinstance(one, Number)]
    ids = [int(one.href.split("/")[1]) for one in numbers]
    found = {o.id: o.value for some in figures.observations.values() for o in some}
    assert [found[i] for i in ids] == [Decimal(53), Decimal(50)]


def test_a_gap_says_who_is_ahead_and_leads_to_both_figures(figures):
    body = finding(GAP, figures, "en")
    assert plain(body) == "Men 60.0\u00a0%, women 40.0\u00a0%, gap 20.0."
    assert body[-2].text == "20.0"
    assert re.fullmatch(r"observations/\d+/and/\d+/", body[-2].href)


def test_a_gap_the_other_way_round_is_said_the_other_way_round(figures):
    turned = Difference(GAP.second, GAP.first, GAP.more, GAP.less, GAP.same)
    assert said(turned, figures) == "Women ahead by 20.0."


def test_no_gap_is_said_as_such(figures):
    level = Difference(GAP.first, GAP.first, GAP.more, GAP.less, GAP.same)
    assert said(level, figures) == "Level at 60.0\u00a0%."


CHANGE = Change(
    Select("youth-literacy-15-24"),
    up="Rose from %(first)s (%(first_year)s) to %(last)s (%(last_year)s), by %(change)s.",
    down="Fell by %(change)s.",
    same="Stayed.",
)


def test_a_change_says_on_how_many_figures_it_rests_and_is_never_called_a_trend(figures):
    text = said(CHANGE, figures)
    assert text == (
        "Rose from 41.0\u00a0% (2004–05) to 52.0\u00a0% (2014–15), by 11.0. "
        "This rests on 3 figures: it is a change, not a proven trend."
    )
    assert "significant" not in text


def test_years_stand_apart_from_text_of_the_other_direction(figures):
    body = finding(CHANGE, figures, "ur")
    assert Isolate("2004–05", "en") in body


def test_one_figure_makes_no_change(figures):
    alone = Change(Select("literacy-10"), CHANGE.up, CHANGE.down, CHANGE.same)
    assert said(alone, figures) is None


def test_a_break_in_the_series_is_not_bridged(figures):
    select = Select("youth-literacy-15-24")
    first, second, last = figures.all(select)
    address = ("youth-literacy-15-24", figures.place.id, frozenset())
    broken = replace(
        figures,
        observations={address: (replace(first, group="another method"), second, last)},
    )
    assert [one.year for one in broken.comparable(select)] == [2010, 2014]


def broken_at(figures, year):
    """The same figures with a marked break in the series."""
    address = ("youth-literacy-15-24", figures.place.id, frozenset())
    marked = tuple(
        replace(one, status="B", note="Borders moved.") if one.year == year else one
        for one in figures.all(Select("youth-literacy-15-24"))
    )
    return replace(figures, observations={**figures.observations, address: marked})


def test_a_change_begins_at_the_last_marked_break_and_says_what_it_leaves_out(figures):
    assert said(CHANGE, broken_at(figures, 2010)) == (
        "Rose from 47.0\u00a0% (2010–11) to 52.0\u00a0% (2014–15), by 5.0. "
        "This rests on 2 figures: it is a change, not a proven trend. "
        "Figures before 2010–11 cannot be compared with it."
    )


def test_one_figure_since_the_break_is_no_change_so_the_stretch_before_is_told(figures):
    assert said(CHANGE, broken_at(figures, 2014)) == (
        "Rose from 41.0\u00a0% (2004–05) to 47.0\u00a0% (2010–11), by 6.0. "
        "This rests on 2 figures: it is a change, not a proven trend. "
        "Figures after 2010–11 cannot be compared with it."
    )


def with_values(figures, *values):
    """The same years with other values, in percent."""
    address = ("youth-literacy-15-24", figures.place.id, frozenset())
    series = zip(figures.all(Select("youth-literacy-15-24")), values, strict=True)
    found = tuple(replace(one, value=Decimal(value)) for one, value in series)
    return replace(figures, observations={**figures.observations, address: found})


def test_a_leap_that_nobody_can_believe_parts_a_series(figures):
    leapt = with_values(figures, 80, 82, 17)
    assert [one.year for one in leapt.comparable(CHANGE.select)] == [2004, 2010]
    assert "Figures after 2010–11 cannot be compared" in said(CHANGE, leapt)
    assert [point.breaks for point in line_points(CHANGE.select, leapt)] == [False, False, True]


def test_figures_of_two_definitions_are_never_threaded_on_one_line(figures):
    first, second, last = figures.all(CHANGE.select)
    between = replace(
        second, group="another survey", period_start=date(2012, 1, 1), period_end=date(2013, 1, 1)
    )
    address = (first.concept, first.place_id, frozenset(first.dims.items()))
    assert arranged([first, second, between, last])[address] == (first, second, last)


def test_a_line_breaks_where_a_figure_is_marked(figures):
    points = line_points(CHANGE.select, broken_at(figures, 2010))
    assert [point.breaks for point in points] == [False, True, False]


def test_a_table_over_the_years_says_where_the_series_breaks_and_why(figures):
    columns = (TableColumn(CHANGE.select, "Literacy"),)
    assert years_table("", columns, figures, "en").note == ()
    note = years_table("", columns, broken_at(figures, 2010), "en").note
    assert plain(note) == (
        "From 2010–11 on, figures cannot be compared with those before. Borders moved."
    )


def test_a_source_of_several_figures_is_named_once(figures):
    one = figures.latest(EXTREMES.select)
    twin = replace(figures.sources[one.source_code], code="twin")
    both = replace(figures, sources={**figures.sources, "twin": twin})
    assert len(source_line([one, replace(one, source_code="twin")], both)) == 1


def test_an_empty_cell_says_nothing_or_why_it_is_never_filled(figures):
    assert cell(None, "en") == Cell()
    columns = [TableColumn(Select("population", sex=sex), "People") for sex in ("male", "female")]
    taluka = figures.parts[0]
    assert why_not(columns[0], taluka, figures) == "not shown: protects small groups"
    assert why_not(columns[1], taluka, figures) == why_not(columns[0], figures.place, figures) == ""


def test_a_half_is_printed_as_a_reader_rounds_it():
    assert printed(SimpleNamespace(value=Decimal("29.05"), decimals=1)) == Decimal("29.1")


def test_a_rank_counts_only_peers_that_have_a_figure(figures):
    kind = Rank(Select("literacy-10"), "%(rank)s of %(count)s in %(province)s with %(value)s")
    assert said(kind, figures) == "2 of 2 in Sindh with 50.0\u00a0%"


def test_a_rank_without_anybody_to_compare_with_is_not_said(figures):
    assert said(Rank(Select("toilet-none"), "%(rank)s"), figures) is None


@pytest.mark.parametrize(
    "kind",
    [
        Stated("%(a)s and %(b)s", {"a": Select("population"), "b": Select("poverty-rate")}),
        Extremes(Select("poverty-rate"), "%(high)s"),
        Extremes(Select("youth-literacy-15-24"), "%(high)s"),
        Difference(Select("poverty-rate"), Select("literacy-10"), "m", "l", "s"),
        Difference(Select("youth-literacy-15-24"), Select("literacy-10"), "m", "l", "s"),
        Rank(Select("poverty-rate"), "%(rank)s"),
    ],
)
def test_without_its_figures_nothing_is_said(figures, kind):
    assert said(kind, figures) is None


def test_a_sentence_becomes_spans_in_the_order_of_its_own_language():
    values = {"a": Number("1"), "b": "words", "c": Isolate("PK713")}
    assert tuple(spans("%(c)s then %(b)s: %(a)s, 100%% sure", values)) == (
        Isolate("PK713"),
        " then words: ",
        Number("1"),
        ", 100% sure",
    )


def test_a_placeholder_without_a_value_is_a_mistake_and_not_an_empty_place():
    with pytest.raises(KeyError):
        sentence("%(unknown)s", {})


@given(st.text(), st.text(), st.text(alphabet="abc", min_size=1))
def test_no_text_around_placeholders_is_lost(before, after, name):
    message = before.replace("%", "%%") + f"%({name})s" + after.replace("%", "%%")
    assert plain(tuple(spans(message, {name: Number("7")}))) == before + "7" + after


@given(st.lists(st.decimals(0, 100, places=1), min_size=1), st.sampled_from([-1, 0, 1]))
def test_the_best_has_nobody_before_it(values, polarity):
    best = min(values) if polarity < 0 else max(values)
    assert better_than(best, values, polarity) == 0
    worst = max(values) if polarity < 0 else min(values)
    assert better_than(worst, values, polarity) == len(values) - values.count(worst)


@given(st.decimals(0, 100, places=6), st.decimals(0, 100, places=6), st.integers(0, 3))
def test_a_difference_is_what_a_reader_gets_from_the_printed_figures(a, b, decimals):
    first, second = (printed(SimpleNamespace(value=value, decimals=decimals)) for value in (a, b))
    assert first - second == Decimal(str(first)) - Decimal(str(second))
    assert -(first - second).as_tuple().exponent <= decimals


@pytest.mark.parametrize(("value", "message"), [(1, "more"), (-1, "less"), (0, "same")])
def test_the_message_follows_the_sign(value, message):
    assert choose(Decimal(value), "more", "less", "same") == message


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_the_number_of_figures_is_said_in_every_language(language):
    with override(language):
        assert "6" in plain(
            points([SimpleNamespace(id=n, href=f"observations/{n}/") for n in range(6)])
        )


def test_a_title_keeps_a_percent_sign_behind_its_number_in_a_language_that_runs_to_the_left():
    body = ("سندھ ", Number("45.0 %"))
    with override("ur"):
        assert plain(body) == "سندھ \u200f\u200e45.0 %\u200e\u200f"
    with override("en"):
        assert plain(body) == "سندھ 45.0 %"
