"""Parts that print a whole subject: what they say, what they leave unsaid, and what breaks them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.rules.comparing import Borders
from kachehri.domains.places import actions as place_actions
from kachehri.domains.places import queries as places
from kachehri.domains.places.kinds import LineageKind
from kachehri.domains.reports.kinds import (
    Change,
    Changes,
    ChapterKind,
    Disclosure,
    Evidenced,
    Gaps,
    MetaSheets,
    PeopleAndRecords,
    Select,
    Situation,
    SourcesTable,
    Spending,
    TableColumn,
    Unpublished,
    VulnerableGroups,
    YearsChart,
)
from kachehri.domains.reports.rules.bordered import marked
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.evidenced_changes import aligned, by_size
from kachehri.domains.reports.rules.evidenced_counting import CHANGED, LISTS, of_picture
from kachehri.domains.reports.rules.evidenced_gaps import distances
from kachehri.domains.reports.rules.evidenced_missing import without_figure
from kachehri.domains.reports.rules.evidenced_reading import Evidence, chosen
from kachehri.domains.reports.rules.evidenced_situation import rows
from kachehri.domains.reports.rules.evidenced_standing import (
    better_half,
    standing,
    standings,
    worse_half,
)
from kachehri.domains.reports.rules.evidenced_words import difference, number, rounded, share
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.domains.reports.rules.selects import inside
from kachehri.domains.reports.rules.words import plain
from kachehri.engines.documents.blocks import (
    Box,
    Chart,
    Gap,
    Items,
    Number,
    Subheading,
    Table,
    Text,
)
from kachehri.kernel.numbers import MINUS
from kachehri.packs.pakistan.indicators import INDICATORS
from tests import world as worlds

from .small import SMALL

EVERYTHING = (
    Situation(), Changes(), PeopleAndRecords(), Spending(), Gaps(), Unpublished(),
    VulnerableGroups(), MetaSheets(), SourcesTable(), Disclosure(),
)  # fmt: skip


def kind_of(*parts):
    return replace(SMALL, chapters=(ChapterKind("all", "All", parts),))


def blocks_of(place, *parts, language="en"):
    kind = kind_of(*parts)
    document = compose(kind, gather(kind, place), language, Cover(1, date(2026, 11, 1)))
    return document.chapters[0].blocks


def words_of(blocks):
    """All text of some blocks, as it is read."""
    return " ".join(plain(one.body) for one in inside(blocks, Text)) + " ".join(
        plain(item) for one in inside(blocks, Items) for item in one.items
    )


# What they say


def test_the_situation_shows_every_indicator_with_a_figure_once(world):
    [table] = inside(blocks_of(world.larkana, Situation()), Table)
    names = [row[0].content.text for row in table.rows]
    assert len(names) == len(set(names)) == len(worlds.COUNTS | worlds.PERCENTS | worlds.SURVEYED)
    assert [column.label for column in table.columns][1:4] == [
        "Larkana", "Women and girls", "Men and boys",
    ]  # fmt: skip
    assert table.source


def test_a_series_is_followed_in_the_words_of_the_web_page(world):
    blocks = blocks_of(world.larkana, Changes(codes=("youth-literacy-15-24",)))
    [table] = inside(blocks, Table)
    [row] = table.rows
    assert [cell.content.text for cell in row[1:4]] == ["41.0\u00a0%", "47.0\u00a0%", "52.0\u00a0%"]
    assert row[4].content.text == "+11.0"
    assert row[5].content == "Improved"
    assert "no test is made" in plain(table.note)
    assert "significant" not in words_of(blocks)


def test_a_distance_to_the_aim_leads_to_the_page_of_the_aim(world):
    code = next(one.code for one in INDICATORS if one.target == 100 and one.unit == "percent")
    worlds.load([worlds.figure("PK713", code, 41)])
    blocks = blocks_of(world.larkana, Gaps())
    [table] = inside(blocks, Table)
    aims = [one for one in inside(table.rows, Number) if one.href.endswith("/aim/")]
    assert aims
    assert f"{MINUS}59.0" in {one.text for one in aims}


def test_what_is_missing_stands_in_one_box_with_who_would_publish_it(world):
    blocks = blocks_of(world.larkana, Unpublished("health"))
    [box] = blocks
    assert isinstance(box, Box)
    text = words_of(box.blocks)
    assert text.count("It would come from:") >= 2
    assert "How many people in Larkana think so, nobody has counted." in text


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_every_part_says_something_of_a_place_without_a_single_figure(world, language):
    shikarpur = places.by_key("shikarpur")
    for part in EVERYTHING:
        blocks = blocks_of(shikarpur, part, language=language)
        assert blocks, part
        assert [*inside(blocks, Gap), *inside(blocks, Text)], part
        assert not list(inside(blocks, Chart))


def test_a_quiet_part_says_nothing_where_there_is_nothing(world):
    loud = blocks_of(world.larkana, Spending(heading="Money"))
    assert [one.text for one in inside(loud, Subheading)] == ["Money"]
    quiet = (
        PeopleAndRecords(heading="Voices", quiet=True),
        Spending(heading="Money", quiet=True),
        Gaps(codes=("population",), heading="Far", quiet=True),
    )
    assert list(inside(blocks_of(world.larkana, *quiet), Subheading)) == []


def test_groups_of_people_are_set_beside_each_other(world):
    blocks = blocks_of(world.larkana, VulnerableGroups(by=("sex",)))
    [table] = inside(blocks, Table)
    first = table.rows[0]
    assert [cell.content.text for cell in first[1:4]] == [
        "40.0\u00a0%",
        "60.0\u00a0%",
        f"{MINUS}20.0",
    ]


def test_reading_all_of_it_takes_few_queries_whatever_the_chapters(
    world, django_assert_max_num_queries
):
    dimensions = ("economic", "food", "health", "environmental", "personal", "political")
    parts = [part(one) for one in dimensions for part in (Situation, Changes, Gaps, Unpublished)]
    with django_assert_max_num_queries(24):
        gather(kind_of(*parts), world.larkana)


def test_the_digest_changes_with_any_figure_that_may_be_printed(world):
    kind = kind_of(Situation("health"))
    before = digest(kind, gather(kind, world.larkana))
    assert digest(kind, gather(kind, world.larkana)) == before
    worlds.load([worlds.figure("PK713", "stunted", 41)])
    assert digest(kind, gather(kind, world.larkana)) != before


# What a count was counted from


@pytest.mark.parametrize("what", [*LISTS, *CHANGED])
def test_what_a_page_lists_is_what_the_sentence_counted(world, what):
    part = Evidenced()
    evidence = gather(kind_of(Situation()), world.larkana).known
    if what in CHANGED:
        listed = of_picture(what, part, evidence.picture)
        lines = evidence.picture.lines
        expected = sum(
            line.difference is not None if what == "followed" else line.verdict.value == what
            for line in lines
        )
    else:
        listed = LISTS[what][1](part, evidence)
        expected = {
            "indicators": len(evidence.catalogue),
            "published": len(rows(part, evidence)),
            "unpublished": len(without_figure(part, evidence)),
            "compared": len(standings(part, evidence)),
            "better-half": len(better_half(standings(part, evidence))),
            "worse-half": len(worse_half(standings(part, evidence))),
            "aims": sum(one.aim is not None for one in distances(part, evidence)[0]),
            "short-of-aim": sum(one.aim is not None for one in distances(part, evidence)[1]),
        }[what]
    assert len(listed) == expected
    assert len({one.code for one in listed}) == expected


def test_published_and_unpublished_are_all_that_is_looked_for(world):
    evidence = gather(kind_of(Situation()), world.larkana).known
    for dimension in ("health", "personal", "context"):
        part = Evidenced(dimension)
        count = len(rows(part, evidence)) + len(without_figure(part, evidence))
        assert count == len(chosen(part, evidence.catalogue)) > 0


def test_sectors_that_are_left_out_are_left_out(world):
    catalogue = gather(kind_of(Situation()), world.larkana).known.catalogue
    every = chosen(Evidenced("personal"), catalogue)
    less = chosen(Evidenced("personal", without=("education",)), catalogue)
    assert {one.sector for one in every} - {one.sector for one in less} == {"education"}


# A district that split in the middle of the four years


@pytest.fixture
def parted(world):
    """Larkana lost land to Sukkur on a day between the second and the third round."""
    tree = worlds.small_tree()
    split = LineageKind("larkana", "sukkur", "split", "made up", on=date(2012, 1, 1))
    place_actions.load_tree(tree=replace(tree, lineage=(split,)), by=world.setup, at=world.at)
    return world


def test_no_figure_is_compared_across_a_change_of_borders(parted):
    blocks = blocks_of(parted.larkana, Changes())
    assert list(inside(blocks, Table)) == []
    assert "no indicator has two figures that can be compared" in words_of(blocks)


def test_a_chapter_says_in_words_that_borders_changed(parted):
    text = words_of(blocks_of(parted.larkana, Changes()))
    assert "Sukkur was made from land of Larkana." in text
    assert "1 January 2012" in text
    assert "No figure is compared across this change of borders." in text


def test_sentences_and_lines_stop_at_the_border(parted):
    select = Select("youth-literacy-15-24")
    change = Change(select, up="up %(first)s %(last)s", down="down", same="same")
    column = TableColumn(select, "Can read")
    kind = kind_of(YearsChart(change, "A line.", "Who can read", (column,)))
    figures = gather(kind, parted.larkana)
    assert [one.year for one in figures.comparable(select)] == [2004, 2010]
    document = compose(kind, figures, "en", Cover(1, date(2026, 11, 1)))
    [chart] = inside(document, Chart)
    assert "The borders of the place changed in between." in plain(chart.note)
    assert "2014" in plain(chart.note)


@given(
    st.lists(st.integers(1950, 2040), min_size=1, max_size=8, unique=True), st.integers(1950, 2040)
)
def test_one_break_stands_at_each_change_of_the_land_and_none_elsewhere(years, change):
    day = date(change, 6, 1)
    series = [
        SimpleNamespace(period_start=date(year, 1, 1), status="A", note="")
        for year in sorted(years)
    ]

    def with_break(one, **changes):
        return SimpleNamespace(**{**vars(one), **changes})

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kachehri.domains.reports.rules.bordered.replace", with_break)
        found = list(marked(series, Borders((day,))))
    assert [one.period_start for one in found] == [one.period_start for one in series]
    broken = [n for n, one in enumerate(found) if one.status == "B"]
    expected = [
        n
        for n in range(1, len(series))
        if series[n - 1].period_start < day <= series[n].period_start
    ]
    assert broken == expected


# Rules on figures alone


def figure(value, *, place_id=1, unit="percent", decimals=1, id=1, start=2020):
    return Shown(
        id, "made-up", place_id, date(start, 1, 1), date(start + 1, 1, 1), "", Decimal(value),
        unit, decimals, "A", "", None, None, "survey", "g", "s", "p", 1,
    )  # fmt: skip


def evidence_of(values, polarity=1, unit="percent"):
    """What is known of an indicator at place 1 and at its peers."""
    own, *others = (figure(v, place_id=n, id=n, unit=unit) for n, v in enumerate(values, start=1))
    indicator = SimpleNamespace(
        code="made-up", polarity=polarity, unit=unit, can_be_ranked=polarity != 0
    )
    place = SimpleNamespace(id=1)
    evidence = Evidence(
        place=place, around=place, catalogue={"made-up": indicator}, picture=None,
        held={("made-up", 1, ""): own}, alike={"made-up": tuple(others)},
        others={}, peers=frozenset(range(1, len(values) + 1)), near=frozenset(),
    )  # fmt: skip
    return indicator, evidence


percents = st.decimals(0, 100, places=2)


@given(st.lists(percents, min_size=1, max_size=12), st.sampled_from([1, -1]))
def test_a_rank_counts_those_that_stand_before_and_never_more_than_there_are(values, polarity):
    indicator, evidence = evidence_of(values, polarity)
    found = standing(indicator, evidence)
    if len(values) < 5:
        assert found is None
        return
    printed = [rounded(figure(v)) * polarity for v in values]
    assert found.rank == 1 + sum(other > printed[0] for other in printed)
    assert 1 <= found.rank <= found.count == len(values)
    assert rounded(found.best) * polarity == max(printed)
    assert (found.rank == 1) == (rounded(found.best) == rounded(found.own))
    assert 0 <= found.depth <= 1


@given(st.lists(percents, min_size=5, max_size=12))
def test_no_place_stands_in_both_halves(values):
    indicator, evidence = evidence_of(values)
    stood = [standing(indicator, evidence)]
    assert len(better_half(stood)) + len(worse_half(stood)) <= 1


def test_places_are_not_ranked_by_what_has_no_better_end():
    indicator, evidence = evidence_of([1, 2, 3, 4, 5, 6], polarity=0)
    assert standing(indicator, evidence) is None


@given(percents, percents, st.integers(0, 3))
def test_a_difference_is_that_of_the_figures_as_they_are_printed(one, other, decimals):
    first, second = figure(one, decimals=decimals), figure(other, decimals=decimals, id=2)
    shown = difference(first, second, "en")
    assert Decimal(shown.value) == rounded(first) - rounded(second)
    assert shown.href == "observations/1/and/2/"
    sign = {1: "+", -1: MINUS, 0: ""}[(Decimal(shown.value) > 0) - (Decimal(shown.value) < 0)]
    assert shown.text == sign + f"{abs(Decimal(shown.value)):.{decimals}f}"


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_never_rounds_somebody_away(part, whole):
    one, other = (figure(v, unit="rupees", decimals=0) for v in (part, whole))
    value, decimals = share(one, other)
    assert abs(value - Decimal(100) * part / whole) <= Decimal("0.5").scaleb(-decimals)
    assert decimals == (1 if Decimal(100) * part / whole >= Decimal("0.1") else 2)


@given(st.integers(2, 4), st.integers(0, 2))
def test_the_newest_figure_stands_in_the_last_column_and_no_figure_twice(count, more):
    points = [figure(n, id=n) for n in range(count)]
    cells = aligned(points, count + more)
    assert len(cells) == count + more
    assert cells[0] is points[0]
    assert cells[-1] is points[-1]
    assert [one for one in cells if one is not None] == points


@given(st.lists(st.tuples(percents, percents), min_size=1, max_size=8))
def test_lines_are_ordered_by_how_far_they_moved(pairs):
    lines = [
        SimpleNamespace(
            subject=SimpleNamespace(code=str(n), is_share=True),
            points=(figure(first), figure(last)),
        )
        for n, (first, last) in enumerate(pairs)
    ]
    moved = [abs(rounded(one.points[-1]) - rounded(one.points[0])) for one in by_size(lines)]
    assert moved == sorted(moved, reverse=True)
    assert by_size(lines, first={"0"})[0].subject.code == "0"


@given(percents)
def test_a_printed_figure_carries_its_sign_and_leads_to_its_page(value):
    with override("en"):
        shown = number(figure(value), "en")
    assert shown.href == "observations/1/"
    assert shown.text.endswith("\u00a0%")
    assert Decimal(shown.text.removesuffix("\u00a0%")) == Decimal(shown.value)
