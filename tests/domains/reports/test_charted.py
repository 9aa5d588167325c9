"""Drawings of a report: what stands in them, what they are called, and when there is none."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring
from django.utils.translation import override

from kachehri.domains.places.queries import Sketches, SketchShape
from kachehri.domains.reports.kinds import (
    ArrowsChart,
    ChapterKind,
    IntervalChart,
    Multiples,
    PartsMap,
    PeersAreaMap,
    ReportKind,
    Select,
    SeriesChart,
    Stated,
    TableColumn,
)
from kachehri.domains.reports.rules import charted
from kachehri.domains.reports.rules.charted_maps import absent, alike
from kachehri.domains.reports.rules.charted_multiples import stretch
from kachehri.domains.reports.rules.charted_reading import read_maps
from kachehri.domains.reports.rules.drawings import interval
from kachehri.domains.reports.rules.figures import Figures, gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.domains.reports.rules.selects import compared, inside
from kachehri.domains.reports.rules.words import plain, printed
from kachehri.engines.documents.blocks import Chart, Gap, Isolate, Number

LITERACY, WOMEN = Select("literacy-10"), Select("literacy-10", sex="female")
YOUNG = Select("youth-literacy-15-24")
PARTS = (
    PartsMap(select=LITERACY),
    PeersAreaMap(select=LITERACY),
    Multiples(columns=(TableColumn(WOMEN, "Women"), TableColumn(LITERACY, "All"))),
    Multiples(columns=(YOUNG,), over="peers"),
    Multiples(columns=(YOUNG, LITERACY, Select("water-tap")), over="columns"),
    SeriesChart(columns=(YOUNG,)),
    IntervalChart(select=LITERACY),
    IntervalChart(select=LITERACY, over="peers"),
    ArrowsChart(codes=("youth-literacy-15-24",)),
)
KIND = ReportKind(
    key="made-up-drawn",
    name="Drawn",
    title="Drawn: %(place)s",
    subtitle="Made up",
    tier="district",
    within="province",
    whole="%(place)s district",
    part="%(place)s taluka",
    front=(),
    chapters=(ChapterKind("drawn", "Drawn", PARTS),),
)
SQUARE = "M{0} 0l100 0 0 100 -100 0z"


kept: dict[str, Figures] = {}


@pytest.fixture
def figures(kept_world):
    """What was read of the standard district: read once, for nothing here asks again."""
    if not kept:
        kept["read"] = gather(KIND, kept_world.larkana)
    return kept["read"]


def drawn(part, figures, language="en"):
    with override(language):
        return next(iter(charted.COMPOSERS[type(part)](part, figures, language)))


def words(chart):
    return [e.text or "" for e in fromstring(chart.svg).iter() if e.tag.endswith("}text")]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_each_drawing_states_a_finding_and_has_its_table_and_source(figures, part, language):
    chart = drawn(part, figures, language)
    assert isinstance(chart, Chart)
    assert re.search(r"\d", chart.title)
    assert chart.table.rows
    assert chart.source
    svg = fromstring(chart.svg)
    assert svg.get("role") == "img"
    assert [svg[0].text, svg[1].text] == [chart.title, chart.description]
    assert "%(" not in chart.title + chart.description


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_every_figure_of_a_drawing_stands_in_its_table(figures, part):
    chart = drawn(part, figures)
    told = {number.text for number in inside(chart, Number)}
    shown = [
        e.text or ""
        for e in fromstring(chart.svg).iter()
        if e.tag.endswith("}text") and e.get("class") != "scale"
    ]
    in_table = {n for text in told for n in re.findall(r"\d[\d.,]*", text)}
    in_drawing = {n for text in shown for n in re.findall(r"\d[\d.,]*", text)}
    years = {n for n in in_drawing if re.fullmatch(r"(19|20)\d\d|\d\d", n)}
    assert in_drawing - years <= in_table


def test_a_map_says_where_it_is_highest_and_lowest(figures):
    title = drawn(PARTS[0], figures).title
    assert "highest in Ratodero (53.0 %)" in title.replace("\u00a0", " ")
    assert "lowest in Bakrani (50.0 %)" in title.replace("\u00a0", " ")


def test_the_place_is_called_district_beside_its_parts_and_by_its_name_beside_its_peers(figures):
    assert "Larkana district" in words(drawn(PARTS[2], figures))
    for part in (PARTS[1], PARTS[3]):
        assert "Larkana" in words(drawn(part, figures))
        assert "Larkana district" not in words(drawn(part, figures))


def test_a_finding_of_the_pack_comes_before_the_one_that_is_made(figures):
    part = PartsMap(select=LITERACY, title=Stated("Only %(n)s can read.", {"n": LITERACY}))
    assert drawn(part, figures).title.startswith("Only 50")


def outlined(figures):
    ids = [part.id for part in figures.parts]
    shapes = tuple(
        SketchShape(place, SQUARE.format(100 * n), 100 * n + 50, 50) for n, place in enumerate(ids)
    )
    return replace(figures, maps={"parts": Sketches(440, 120, shapes[:3], "Made-up", (ids[3],))})


def test_areas_are_drawn_where_boundaries_are_loaded_and_their_source_is_said(figures):
    chart = drawn(PARTS[0], outlined(figures))
    assert chart.svg.count('d="M') >= 3
    note = plain(chart.note)
    assert "Boundaries: Made-up." in note
    assert Isolate("Made-up", "en") in chart.note
    assert "No boundary is loaded of" in note


def test_tiles_are_drawn_where_no_boundary_is_loaded(figures):
    chart = drawn(PARTS[0], figures)
    assert len(re.findall(r'stroke="#1b2a57" stroke-width="0.8"', chart.svg)) >= 4
    assert "One square is one part" in "".join(map(str, chart.note))


def test_bars_are_drawn_where_there_are_neither_boundaries_nor_tiles(figures):
    bare = replace(figures, parts=tuple(replace(part, tile=None) for part in figures.parts))
    assert "One square" not in "".join(map(str, drawn(PARTS[0], bare).note))


def test_new_boundaries_make_a_new_edition(figures):
    assert digest(KIND, figures) != digest(KIND, outlined(figures))


def test_a_figure_that_protects_small_groups_is_told_from_one_that_nobody_published(
    figures, monkeypatch
):
    taluka = figures.parts[0]
    assert absent(LITERACY, taluka, figures) == "none"
    monkeypatch.setattr(
        "kachehri.domains.reports.rules.charted_maps.is_withheld", lambda **_about: True
    )
    assert absent(LITERACY, taluka, figures) == "withheld"
    kept = {
        address: some for address, some in figures.observations.items() if address[1] != taluka.id
    }
    chart = drawn(PARTS[0], replace(figures, observations=kept, newest={}))
    assert "not shown: protects small groups" in words(chart)
    assert "no figure published" not in words(chart)


def test_one_figure_alone_is_no_map(figures):
    one = figures.parts[0]
    kept = {a: some for a, some in figures.observations.items() if a[1] == one.id}
    gap = drawn(PARTS[0], replace(figures, observations=kept, newest={}))
    assert isinstance(gap, Gap)


def test_without_figures_every_drawing_says_so(figures):
    empty = replace(figures, observations={}, newest={})
    for part in PARTS[:-1]:
        assert isinstance(drawn(part, empty), Gap), part


def test_only_figures_of_one_period_and_definition_stand_side_by_side(figures):
    place, one = alike(LITERACY, figures.parts, figures)[0]
    older = replace(one, period_start=date(2010, 1, 1), period_end=date(2011, 1, 1))
    address = (LITERACY.concept, place.id, frozenset())
    mixed = replace(figures, observations={**figures.observations, address: (older,)}, newest={})
    assert place not in [where for where, _one in alike(LITERACY, mixed.parts, mixed)]


def test_panels_of_places_share_one_scale_and_of_one_year_become_bars(figures):
    assert "Women" in words(drawn(PARTS[2], figures))
    chart = drawn(PARTS[3], figures)
    assert words(chart).count("100 %") == 2  # one scale for each of two rows of panels


def test_a_break_starts_a_new_stretch(figures):
    first, second, last = figures.all(YOUNG)
    address = (YOUNG.concept, figures.place.id, frozenset())
    broken = replace(
        figures,
        observations={
            **figures.observations,
            address: (first, replace(second, group="another"), replace(last, group="another")),
        },
    )
    since = stretch(YOUNG, figures.place, broken)
    assert since is not None
    assert [printed(one) for one in since[1:]] == [47, 52]
    assert "47.0" in drawn(PARTS[5], broken).title
    assert "not comparable" in words(drawn(PARTS[5], broken))


def test_a_sample_with_an_error_has_an_interval_and_others_have_none(figures):
    one = replace(figures.all(YOUNG)[-1], standard_error=Decimal(2))
    assert interval(one) == (Decimal("48.08"), Decimal("55.92"))
    assert interval(replace(one, method="census")) is None
    assert interval(replace(one, method="perception")) is None
    low = replace(one, value=Decimal(1))
    assert interval(low) == (Decimal(0), Decimal("4.92"))
    assert interval(replace(one, ci_low=Decimal(40), ci_high=Decimal(60))) == (40, 60)


def test_people_chosen_on_purpose_never_get_an_interval_whatever_the_figures_say(figures):
    address = (LITERACY.concept, figures.parts[0].id, frozenset())
    one = figures.observations[address][0]
    asked = replace(one, method="perception", ci_low=Decimal(40), ci_high=Decimal(60))
    chosen = replace(figures, observations={**figures.observations, address: (asked,)}, newest={})
    chart = drawn(IntervalChart(select=LITERACY), chosen)
    assert not any("40.0–60.0" in text for text in words(chart))
    assert any(text.startswith("people chosen on purpose") for text in words(chart))


def test_the_ends_of_an_interval_stand_in_the_table(figures):
    address = (LITERACY.concept, figures.parts[0].id, frozenset())
    one = figures.observations[address][0]
    asked = replace(one, method="survey", ci_low=Decimal(40), ci_high=Decimal(60))
    chart = drawn(
        IntervalChart(select=LITERACY),
        replace(figures, observations={**figures.observations, address: (asked,)}, newest={}),
    )
    texts = [number.text.replace("\u00a0", " ") for number in inside(chart.table, Number)]
    assert {"40.0 %", "60.0 %"} <= set(texts)
    assert any("(40.0–60.0)" in text for text in words(chart))


def test_what_peers_are_asked_for_is_read_of_them(figures):
    assert compared(KIND) == ("literacy-10", "youth-literacy-15-24")
    sukkur = next(peer for peer in figures.peers if peer.key == "sukkur")
    assert figures.value(LITERACY, sukkur) == 58


def test_outlines_are_read_only_where_a_part_draws_them(world, figures):
    none = replace(KIND, chapters=())
    assert read_maps(none, figures.place, figures.around) == {}
    assert read_maps(KIND, figures.place, figures.around) == {}  # no boundary is loaded here


def test_the_same_figures_give_the_same_drawing(figures):
    for part in PARTS:
        assert drawn(part, figures) == drawn(part, figures)


def test_a_hostile_name_stays_a_name(figures):
    name = '"><script>alert(1)</script>'
    bad = tuple(
        replace(part, names={"en": replace(part.names["en"], text=name)}) for part in figures.parts
    )
    for part in PARTS[:3]:
        assert "<script" not in drawn(part, replace(figures, parts=bad)).svg
