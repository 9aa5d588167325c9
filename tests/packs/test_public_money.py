"""Budgets and annual plans: made-up files with made-up figures go in, and wrong lines are named."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pack_fixtures import AT

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.models import CodeEntry
from kachehri.domains.evidence.queries.cards import card_of, entries_of
from kachehri.domains.evidence.queries.money import _Wrong, _year
from kachehri.domains.places import queries as places
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan.cards import CAPACITY, CARDS, SEATS, SPENDING
from kachehri.packs.pakistan.money import PUBLIC_MONEY, SCHEMES

BUDGET = """place,year,function,budget_head,cost_centre,estimate,release,actual,source,cell
PK713,2023-24,09,,,"1,000,000",800000,750000.50,sindh-budget-2023-24,p. 7
PK713,2023-24,07,,,500000,,,sindh-budget-2023-24,p. 8
PK713,2023-24,,A01,LA4001,90,80,70,sindh-budget-2023-24,p. 9
PK713,2022-23,,,,400,300,200,sindh-budget-2022-23,p. 1
"""
PLAN = "\n".join(
    [
        "number,name,place,sector,approved_cost,started,status,year,estimate,release,actual,"
        "source,cell",
        '1021,"Made-up school, Dokri",PK713,education,5000000,2021,under way,2023-24,900,800,700,'
        "sindh-annual-plan-2023-24,p. 3",
        "1022,Made-up drain,PK713,sanitation,70000,,,2023-24,60,,,sindh-annual-plan-2023-24,p. 3",
    ]
)


@pytest.fixture
def importer(pakistan):
    return system_actor("importer", AT)


@pytest.fixture
def load(importer, tmp_path):
    def run(recipe, text, **options):
        path = tmp_path / "made-up.csv"
        path.write_text(text, encoding="utf-8")
        return load_file(recipe=recipe, path=path, by=importer, at=AT, **options)

    return run


@pytest.fixture
def larkana(pakistan):
    return places.by_pcode("PK713").id


def cell(view, section, label, column):
    part = view.sections[section]
    line = next(line for line in part.lines if line.line.label == label)
    found = line.figures[part.columns.index(column)]
    return found.value if found else None


def test_a_budget_fills_the_cells_that_it_names_and_no_others(load, larkana):
    outcome = load(PUBLIC_MONEY, BUDGET)
    assert (outcome.rows, outcome.added, outcome.left_out) == (4, 10, ())
    view = card_of(SPENDING, larkana)
    assert view.period == date(2023, 7, 1)
    assert [label for _start, label in view.periods] == ["2023-24", "2022-23"]
    assert cell(view, 1, "Education", "Estimated") == Decimal(1000000)
    assert cell(view, 1, "Education", "Spent") == Decimal("750000.50")
    assert cell(view, 1, "Health", "Estimated") == Decimal(500000)
    assert cell(view, 1, "Health", "Released") is None  # an empty cell is not nought
    assert view.published == 4
    earlier = card_of(SPENDING, larkana, period=date(2022, 7, 1))
    assert cell(earlier, 0, "All public money", "Spent") == Decimal(200)


def test_every_cell_of_every_card_is_empty_before_anything_is_published(larkana):
    for card in CARDS:
        view = card_of(card, larkana)
        assert view.published == 0
        assert view.cells >= 16
        assert all(line.line.holder for section in view.sections for line in section.lines)


def test_the_same_budget_a_second_time_changes_nothing(load):
    load(PUBLIC_MONEY, BUDGET)
    again = load(PUBLIC_MONEY, BUDGET)
    assert (again.added, again.superseded, again.unchanged) == (0, 0, 10)


def test_an_annual_plan_names_its_schemes_and_their_money(load, larkana):
    outcome = load(SCHEMES, PLAN)
    assert (outcome.rows, outcome.added) == (2, 4)
    school, drain = entries_of(SPENDING, larkana, period=date(2023, 7, 1))
    assert (school.code, school.name) == ("1021", "Made-up school, Dokri")
    assert school.facts == {"approved_cost": "5000000", "started": "2021", "status": "under way"}
    assert [figure.value for figure in school.figures] == [900, 800, 700]
    assert [figure and figure.value for figure in drain.figures] == [60, None, None]


def test_a_renamed_scheme_keeps_its_old_name_beside(load):
    load(SCHEMES, PLAN)
    renamed = load(SCHEMES, PLAN.replace("Made-up drain", "Made-up sewer"))
    assert renamed.load_id is not None
    names = CodeEntry.objects.filter(code="1022").values_list("name", "is_current")
    assert set(names) == {("Made-up drain", False), ("Made-up sewer", True)}
    assert load(SCHEMES, PLAN.replace("Made-up drain", "Made-up sewer")).load_id is None


def test_a_dry_run_names_no_scheme(load):
    load(SCHEMES, PLAN, dry_run=True)
    assert not CodeEntry.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("PK713,2023-24,07", "PK999,2023-24,07", "place"),
        ("PK713,2023-24,07", "PK713,2023-25,07", "year"),
        ("PK713,2023-24,07", "PK713,2023,07", "year"),
        ("PK713,2023-24,07", "PK713,2023-24,77", "function"),
        ("A01,LA4001", "A99,LA4001", "budget_head"),
        ("A01,LA4001", "A01,la 4001", "cost_centre"),
        (",500000,,,", ",-500000,,,", "estimate"),
        (",500000,,,", ",=SUM(A1),,,", "estimate"),
        (",500000,,,", ",half,,,", "estimate"),
        ("500000,,,sindh-budget-2023-24", "500000,,,unknown-paper", "source"),
    ],
)
def test_a_wrong_cell_costs_its_line_and_is_named(load, old, new, column):
    assert old in BUDGET
    outcome = load(PUBLIC_MONEY, BUDGET.replace(old, new, 1))
    (problem,) = outcome.left_out
    assert problem.column == column
    assert problem.row in {3, 4}
    assert outcome.added in {7, 9}


def test_a_line_that_stands_twice_counts_once(load):
    line = BUDGET.splitlines()[2]
    outcome = load(PUBLIC_MONEY, BUDGET + line + "\n")
    assert [problem.params["before"] for problem in outcome.left_out] == [3]


def test_a_file_without_its_columns_is_refused(load):
    outcome = load(PUBLIC_MONEY, "district,rupees\nLarkana,5\n")
    assert outcome.refused
    assert "place" in outcome.problems[0].params["missing"]


@given(st.text(max_size=12))
def test_a_budget_year_is_two_years_that_follow_or_is_refused(text):
    try:
        start, end = _year(text)
    except _Wrong:
        return
    assert (start.month, start.day, end.month, end.day) == (7, 1, 7, 1)
    assert end.year == start.year + 1


def test_the_cards_ask_for_what_the_law_says_is_owed():
    posts = {line.dims["department"] for line in CAPACITY.sections[0].lines}
    assert {"education", "health", "police"} <= posts
    kept = {line.dims["reserved_for"] for section in SEATS.sections for line in section.lines}
    assert kept == {"women", "minorities", "youth", "labour"}
