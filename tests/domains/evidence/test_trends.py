"""The four-year picture of a place: made-up figures in real districts."""

from datetime import date
from decimal import Decimal

import pytest
from tests.domains.evidence.made_up import asked, counted, put

from kachehri.domains.evidence.actions import declare
from kachehri.domains.evidence.kinds import Indicator, SourceKind
from kachehri.domains.evidence.models import IndicatorConcept, IndicatorVersion, Observation
from kachehri.domains.evidence.queries import trends
from kachehri.domains.evidence.rules.comparing import Borders, gap
from kachehri.domains.places import queries as places
from kachehri.domains.places.models import Lineage, Neighbour
from kachehri.kernel.trends import Verdict

LITERACY = "youth-literacy-15-24"
OTHERS = SourceKind(
    code="made-up-others",
    kind="survey",
    publisher="Another Made-up Bureau",
    title="Another Made-up Survey",
    year=2019,
    licence="made up for tests",
)


@pytest.fixture
def world(kept_world):
    return kept_world


def line(world, code=LITERACY, **more):
    return next(one for one in trends.picture(world.larkana.id, codes=[code], **more).lines)


def years(marks):
    return [mark.period_start.year for mark in marks]


def test_a_line_has_the_last_four_of_one_survey(world, tmp_path):
    put(tmp_path, asked("PK713", LITERACY, 2012, 50), asked("PK713", LITERACY, 2016, 60))
    found = line(world)
    assert years(found.points) == [2010, 2012, 2014, 2016]
    assert found.difference == 13
    assert found.verdict is Verdict.IMPROVED
    assert "No sampling error" in found.why
    assert years(found.before) == [2004]
    assert found.breaks == ()


def test_a_published_error_makes_a_test(world, tmp_path):
    put(
        tmp_path,
        asked("PK713", LITERACY, 2016, 60, standard_error=3),
        asked("PK713", LITERACY, 2018, 66, standard_error=4),
    )
    found = line(world, most=2)
    assert found.test.p == pytest.approx(0.23, abs=0.01)
    assert found.verdict is Verdict.SAME


def test_a_marked_break_is_drawn_and_not_crossed(world, tmp_path):
    put(tmp_path, asked("PK713", LITERACY, 2018, 90, status="B"))
    found = line(world)
    assert found.verdict is Verdict.BROKEN
    assert found.difference is None
    assert found.breaks == (date(2018, 7, 1),)
    assert years(found.before) == [2004, 2010, 2014]


def test_another_definition_breaks_the_series(world, tmp_path):
    concept = IndicatorConcept.objects.get(code=LITERACY)
    old = IndicatorVersion.objects.create(
        concept=concept, number=99, definition="made up", comparability_group="another"
    )
    Observation.objects.filter(version__concept=concept, period_start__year=2004).update(
        version=old
    )
    assert years(line(world).points) == [2010, 2014]
    assert years(line(world).before) == [2004]


def test_two_publishers_are_never_one_series_and_the_longer_is_shown(world, tmp_path):
    declare(indicators=(), sources=(OTHERS,), by=world.setup, at=world.at)
    put(tmp_path, asked("PK713", LITERACY, 2019, 20, source=OTHERS.code))
    found = line(world)
    assert years(found.points) == [2004, 2010, 2014]
    assert found.sources == ("made-up-survey",)
    assert (found.newer.value, found.newer.source_code) == (20, OTHERS.code)


def test_a_survey_and_a_census_are_never_one_series(world, tmp_path):
    put(tmp_path, counted("PK713", LITERACY, 2023, 80))
    found = line(world)
    assert {mark.method for mark in found.points} == {"survey"}
    assert found.newer.method == "census"


def test_one_figure_is_too_little(world):
    found = line(world, "water-improved")
    assert found.verdict is Verdict.FEW
    assert (found.difference, found.slope, found.test) == (None, None, None)


def test_a_breakdown_has_a_picture_of_its_own(world):
    assert line(world, dims={"sex": "female"}).points[0].value == 31


def test_a_split_on_a_known_day_breaks_every_series(world):
    other = places.by_key("sukkur")
    Lineage.objects.create(
        predecessor_id=world.larkana.id,
        successor_id=other.id,
        kind="split",
        on=date(2012, 1, 1),
        source="made up",
    )
    found = line(world)
    assert years(found.points) == [2014]
    assert found.verdict is Verdict.BROKEN
    assert len(trends.picture(world.larkana.id).changes) == 1


def test_a_split_without_a_day_is_over_when_the_new_place_has_figures(world, tmp_path):
    other = places.by_key("shikarpur")
    Lineage.objects.create(
        predecessor_id=world.larkana.id, successor_id=other.id, kind="split", source="made up"
    )
    assert line(world).verdict is Verdict.BROKEN
    put(tmp_path, asked(other.code, LITERACY, 2010, 10))
    assert years(line(world).points) == [2010, 2014]


def test_a_rename_moves_no_border(world):
    Lineage.objects.create(
        predecessor_id=places.by_key("sukkur").id,
        successor_id=world.larkana.id,
        kind="rename",
        on=date(2012, 1, 1),
        source="made up",
    )
    assert len(line(world).points) == 3


def test_gaps_are_to_the_same_figure_of_others(world, tmp_path):
    sukkur, shikarpur = places.by_key("sukkur"), places.by_key("shikarpur")
    for other in (sukkur, shikarpur):
        Neighbour.objects.create(place_id=world.larkana.id, other_id=other.id, source="made up")
    put(
        tmp_path,
        asked(sukkur.code, LITERACY, 2014, 60),
        asked(shikarpur.code, LITERACY, 2014, 40),
        asked("PK7", LITERACY, 2014, 55),
        asked("PK7", LITERACY, 2010, 99),
    )
    IndicatorConcept.objects.filter(code=LITERACY).update(target=Decimal(100))
    gaps = line(world).gaps
    assert (gaps.target.difference, gaps.target.is_better) == (-48, False)
    assert (gaps.province.gap.difference, gaps.province.place.pcode) == (-3, "PK7")
    assert (gaps.best.place.key, gaps.best.gap.difference) == ("sukkur", -8)
    assert (gaps.worst.place.key, gaps.worst.gap.is_better) == ("shikarpur", True)


def test_the_best_neighbour_of_an_evil_is_the_one_with_least(world, tmp_path):
    for key, value in (("sukkur", 30), ("shikarpur", 5)):
        other = places.by_key(key)
        Neighbour.objects.create(place_id=world.larkana.id, other_id=other.id, source="made up")
        put(tmp_path, counted(other.code, "toilet-none", 2023, value))
    gaps = line(world, "toilet-none").gaps
    assert gaps.best.place.key == "shikarpur"
    assert gaps.best.gap.is_better is False


def test_without_neighbours_or_province_there_is_no_gap(world):
    assert trends.Gaps() == line(world).gaps


def test_the_whole_picture_takes_few_queries(world, django_assert_max_num_queries):
    trends.picture(world.larkana.id)
    with django_assert_max_num_queries(8):
        found = trends.picture(world.larkana.id)
    assert sum(found.counts.values()) == len(found.lines) > 10


def test_a_sector_is_a_part_of_the_picture(world):
    found = trends.picture(world.larkana.id, sector="education")
    assert {one.subject.sector for one in found.lines} == {"education"}


def test_purposive_figures_have_no_verdict_and_give_way(world, tmp_path):
    put(tmp_path, *(asked("PK713", LITERACY, y, 5, method="perception") for y in (2018, 2019)))
    assert {mark.method for mark in line(world).points} == {"survey"}


def test_a_gap_knows_which_way_is_better():
    assert gap(Decimal(5), Decimal(3), 1).is_better is True
    assert gap(Decimal(5), Decimal(3), -1).is_better is False
    assert gap(Decimal(5), Decimal(5), 1).is_better is None
    assert gap(Decimal(5), Decimal(3), 0).is_better is None


def test_borders_without_any_change_are_always_the_same():
    assert Borders().era(date(1990, 1, 1)) == Borders().era(date(2030, 1, 1))


def test_an_indicator_without_figures_has_no_line(world):
    declare(
        indicators=(Indicator("made-up", "Made up", "people", "context", "people", "Made up."),),
        sources=(),
        by=world.setup,
        at=world.at,
    )
    assert trends.picture(world.larkana.id, codes=["made-up"]).lines == ()
