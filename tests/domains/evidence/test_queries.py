"""Reading figures: the stated rule of the best, few queries, safe downloads."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.contents import EVIDENCE


def view(**more) -> ObservationView:
    made = ObservationView(
        id=1, concept="x", version=1, place_id=1, period_start=date(2023, 1, 1),
        period_end=date(2024, 1, 1), dims={}, value=Decimal(1), unit="percent", status="A",
        numerator=None, denominator=None, source_code="a", cell="A@1", decimals=1, method="census",
        derivation="published", note="", group="x", standard_error=None, ci_low=None, ci_high=None,
        sample=None, source_rank=10,
    )  # fmt: skip
    return replace(made, **more)


def test_the_latest_period_is_the_best_whatever_its_source():
    old = view(id=1)
    new = view(id=2, period_end=date(2025, 1, 1), method="perception", source_rank=99)
    assert queries.best([old, new]) == queries.best([new, old]) == (new,)


def test_within_a_period_the_source_decides_and_nothing_is_averaged():
    survey, census = view(id=1, method="survey", source_rank=1), view(id=2)
    assert queries.best([survey, census]) == (census,)
    assert queries.best([view(id=3, source_rank=20), census]) == (census,)


def test_each_breakdown_and_place_has_its_own_best():
    found = [view(id=1), view(id=2, dims={"sex": "female"}), view(id=3, place_id=2)]
    assert queries.best(found) == tuple(found)


def test_a_series_has_one_figure_a_period_the_oldest_first():
    later = view(id=1, period_start=date(2024, 1, 1), period_end=date(2025, 1, 1))
    found = [later, view(id=2, method="survey"), view(id=3)]
    assert [one.id for one in queries.series(found)] == [3, 1]


def test_a_figure_that_is_missing_is_none():
    assert queries.pick([view()], "x", 1).id == 1
    assert queries.pick([view()], "x", 1, sex="female") is None


def test_a_period_is_a_year_or_two():
    assert view().period == "2023"
    assert view(period_start=date(2004, 7, 1), period_end=date(2005, 7, 1)).period == "2004-05"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "|cmd"])
def test_no_text_in_a_download_is_a_formula(text):
    assert queries.safe_cell(text) == f"'{text}"


@given(
    st.one_of(
        st.text(), st.none(), st.decimals(allow_nan=False, allow_infinity=False), st.integers()
    )
)
def test_no_cell_of_a_download_begins_like_a_formula_unless_it_is_a_number(value):
    cell = queries.safe_cell(value)
    if isinstance(value, str) and value:
        assert cell[0] not in "=+-@\t\r|"


def test_a_download_has_a_header_and_a_line_a_figure():
    header, line = queries.csv_rows([view(numerator=Decimal("5.000000"))], {1: ("=PK1", "Dokri")})
    assert len(header) == len(line)
    assert line[:2] == ("'=PK1", "Dokri")
    assert "5" in line


@pytest.fixture
def figures(kept_figures):
    return places.by_pcode("PK713")


def test_a_page_of_figures_takes_few_queries(figures, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.values(concepts=["literacy-10"], place_ids=[figures.id])
    with django_assert_num_queries(1):
        assert len(queries.indicators()) == len(EVIDENCE.indicators)
    with django_assert_num_queries(1):
        assert queries.sources(["pbs-census-2023-table-12"])[0].figures > 100
    with django_assert_num_queries(2):
        detail = queries.observation(found[0].id)
    assert detail.source.table.startswith("Table 12")
    assert detail.load.file_name == "census2023-education-larkana.csv"


def test_values_are_narrowed_by_breakdown_and_day(figures):
    every = queries.values(concepts=["youth-literacy-15-24"], place_ids=[figures.id])
    women = queries.values(
        concepts=["youth-literacy-15-24"], place_ids=[figures.id], dims={"sex": "female"}
    )
    early = queries.values(
        concepts=["youth-literacy-15-24"], place_ids=[figures.id], on=date(2009, 1, 1)
    )
    assert {view.sex for view in every} == {"", "female", "male"}
    assert {view.sex for view in women} == {"female"}
    assert 3 <= len(women) < len(every)
    assert {one.period for one in early} == {"2004-05", "2006-07", "2008-09"}


def test_a_sum_shows_its_parts(figures):
    total = queries.pick(
        queries.values(concepts=["out-of-school"], place_ids=[figures.id]),
        "out-of-school",
        figures.id,
    )
    talukas = [one.id for one in places.children(figures.id)]
    parts = queries.same_fact(total, talukas)
    assert len(parts) == 4
    assert sum(part.value for part in parts) == total.value


def test_an_indicator_speaks_the_language_in_force(figures):
    found = queries.indicator("literacy-10")
    with translation.override("en"):
        assert found.name == "Literacy, age 10 and older"
        assert found.unit_label == "percent"
        assert found.sector_label == "Education"
    assert queries.indicator("nothing") is None
    assert queries.source("nothing") is None
    assert queries.observation(0) is None
    latest = queries.loads(limit=3)
    assert len(latest) == 3
    assert queries.loads(limit=1, after=latest[0].id) == latest[1:2]
