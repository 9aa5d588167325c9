"""What offices published and what they did not: cards, papers, lines and schemes; ranked parts."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence.actions import declare, load_file
from kachehri.domains.evidence.kinds import SourceKind
from kachehri.domains.reports.kinds import ChapterKind, Part, ReportKind, Select, TableColumn
from kachehri.domains.reports.kinds.published import (
    CardEntries,
    CardFinding,
    CardNumbers,
    CardSaid,
    CardTable,
    LineYears,
    PaperYears,
    RankedParts,
)
from kachehri.domains.reports.rules.document import blocks
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.published_years import Years, missing_since
from kachehri.domains.reports.rules.words import plain
from kachehri.engines.documents.blocks import (
    Block,
    Finding,
    Gap,
    Items,
    KeyNumbers,
    Link,
    Number,
    Table,
)
from kachehri.packs.pakistan.money import PUBLIC_MONEY, SCHEMES
from kachehri.packs.pakistan.reports import KINDS
from tests import world as worlds

PLANNING = SourceKind(
    code="made-up-plan-2024",
    kind="development_plan",
    publisher="Made-up Planning",
    title="Made-up plan",
    year=2024,
    licence="made up for tests",
)
BUDGETS = tuple(
    SourceKind(
        code=f"made-up-budget-{year}",
        kind="district_budget",
        publisher="Made-up Treasury",
        title="Made-up budget",
        year=year,
        licence="made up for tests",
    )
    for year in (2022, 2023, 2024)
)
BUDGET = """place,year,function,estimate,release,actual,source
PK713,2022-23,09,900000,900000,450000,made-up-budget-2022
PK713,2023-24,,5000000,,,made-up-budget-2023
PK713,2023-24,09,1000000,800000,750000,made-up-budget-2023
PK713,2023-24,07,2000000,,,made-up-budget-2023
"""
PLAN = """number,name,place,year,estimate,actual,source
0001,Made-up drain in Ward 3,PK713,2024-25,700000,,made-up-plan-2024
0002,Made-up school roof,PK713,2024-25,300000,290000,made-up-plan-2024
"""


def kind_of(*parts: Part) -> ReportKind:
    """A small kind of these parts."""
    return ReportKind(
        key="small", name="Small", title="%(place)s", subtitle="Small", tier="district",
        within="province", whole="%(place)s", part="%(place)s taluka", front=(),
        chapters=(ChapterKind("all", "All", parts),),
    )  # fmt: skip


def shown(world: worlds.World, *parts: Part) -> tuple[Block, ...]:
    figures = gather(kind_of(*parts), world.larkana)
    with override("en"):
        return blocks(parts, figures, "en")


def texts(table: Table) -> list[list[str]]:
    return [[text(cell.content) or cell.note for cell in row] for row in table.rows]


def text(content: object) -> str:
    return content if isinstance(content, str) else content.text  # type: ignore[attr-defined]


def hrefs(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            if isinstance(cell.content, Number | Link):
                yield cell.content.href


@pytest.fixture
def published(world: worlds.World, tmp_path):
    sources = (PLANNING, *BUDGETS)
    declare(indicators=(), sources=sources, by=world.setup, at=world.at)
    for recipe, content in ((PUBLIC_MONEY, BUDGET), (SCHEMES, PLAN)):
        path = tmp_path / "made-up.csv"
        path.write_text(content)
        load_file(recipe=recipe, path=path, by=world.importer, at=world.at, strict=True)
    return world


def test_where_nothing_is_published_the_finding_says_so_and_each_section_names_its_office(world):
    finding, numbers, table = shown(
        world, CardFinding("money"), CardNumbers("money"), CardTable("money", 1)
    )
    assert isinstance(finding, Finding)
    assert "not one is published for Larkana" in plain(finding.body)
    assert isinstance(numbers, KeyNumbers)
    assert [(one.value, one.source) for one in numbers.numbers] == [
        ("", "Finance department and the district accounts office")
    ] * 3
    assert isinstance(table, Gap)
    assert plain(table.would_come_from) == "Finance department and the district accounts office"


def test_what_is_published_is_counted_and_what_is_missing_is_said(published):
    finding, said = shown(published, CardFinding("money"), CardSaid("money", 1))
    assert isinstance(finding, Finding)
    assert "for 2024–25" not in plain(finding.body)
    assert isinstance(said, Items)
    assert [plain(one) for one in said.items] == [
        "Health: 2,000,000 rupees were planned for 2023–24. How much of it was released and spent "
        "is not published.",
        "Education: 1,000,000 rupees were planned for 2023–24. 800,000 were released and 750,000 "
        "were spent. That is 75.0\N{NO-BREAK SPACE}% of what was planned.",
    ]


def test_an_empty_cell_says_that_it_is_not_published_and_who_should(published):
    (table,) = shown(published, CardTable("money", 1))
    assert isinstance(table, Table)
    rows = {row[0]: row[1:] for row in texts(table)}
    office = "Finance department and the district accounts office"
    assert rows["Education"] == ["1,000,000", "800,000", "750,000", office]
    assert rows["Health"] == ["2,000,000", "not published", "not published", office]
    assert rows["Social protection"] == ["not published"] * 3 + [office]
    assert all(href.startswith("observations/") for href in hrefs(table))


def test_papers_are_counted_by_agency_and_year_and_the_missing_ones_since_when(published):
    (table,) = shown(published, PaperYears("money", kinds=("district_budget", "development_plan")))
    assert isinstance(table, Table)
    assert [column.label for column in table.columns[2:]] == [
        "2022–23", "2023–24", "2024–25", "Missing"
    ]  # fmt: skip
    assert texts(table) == [
        ["Made-up Planning", "Annual development plan", "no such paper known",
         "no such paper known", "3", "in 2022–23, 2023–24"],
        ["Made-up Treasury", "District budget", "3", "5", "none", "since 2024–25"],
    ]  # fmt: skip
    assert "sources/made-up-budget-2024/" in set(hrefs(table))


def test_lines_say_year_by_year_what_is_published_and_since_when_it_is_missing(published):
    found = shown(published, LineYears("money"))
    purposes = found[1]
    assert isinstance(purposes, Table)
    rows = {row[0]: row for row in texts(purposes)}
    assert rows["Education"][2:] == ["all", "all", "nothing", "since 2024–25"]
    assert rows["Health"][2:] == [
        "nothing", "Estimated", "nothing", "since 2022–23, the first year looked at"
    ]  # fmt: skip
    missing = next(row[3].note for row in purposes.rows if row[0].content == "Health")
    assert missing == "missing: Released, Spent"
    assert isinstance(found[2], Gap)


def test_schemes_stand_by_agency_and_year_with_what_is_missing(published):
    (table,) = shown(published, CardEntries("money"))
    assert isinstance(table, Table)
    assert texts(table) == [
        ["0001 Made-up drain in Ward 3", "Made-up Planning", "2024–25", "700,000",
         "not published", "not published", "Released, Spent"],
        ["0002 Made-up school roof", "Made-up Planning", "2024–25", "300,000", "not published",
         "290,000", "Released"],
    ]  # fmt: skip


@given(st.sets(st.integers(2015, 2024), max_size=10), st.integers(1, 10))
def test_missing_since_never_names_a_year_that_is_there(there: set[int], count: int):
    years = Years(tuple(range(2025 - count, 2025)))
    with override("en"):
        said = missing_since(years, there)
    named = {year for year in years.starts if years.label(year) in said}
    assert not named & there
    assert (said == "nothing is missing") == (set(years.starts) <= there)


def test_a_share_has_a_rank_and_a_count_has_none(world):
    (table,) = shown(
        world,
        RankedParts(
            "Parts",
            (
                TableColumn(Select("population"), "People"),
                TableColumn(Select("toilet-none"), "No toilet"),
            ),
        ),
    )
    assert isinstance(table, Table)
    notes = {text(row[0].content): [cell.note for cell in row[1:]] for row in table.rows}
    assert notes["Bakrani"] == ["", "place 1 of 4"]
    assert notes["Ratodero"] == ["", "place 4 of 4"]


def test_a_part_without_a_figure_keeps_its_row_and_is_named(world):
    (table,) = shown(world, RankedParts("Parts", (TableColumn(Select("turnout"), "Turnout"),)))
    assert isinstance(table, Gap)


def test_each_paper_of_the_pack_is_made_of_parts_that_can_be_composed(world):
    # Briefs are made by one function: one with figures by taluka, and one without.
    sectors = {"sector-education", "sector-law"}
    papers = [one for one in KINDS if one.brief and (not one.family or one.key in sectors)]
    assert len(papers) == 6
    for kind in papers:
        figures = gather(kind, world.larkana if kind.tier == "district" else around(world))
        with override("ur"):
            for chapter in kind.chapters:
                assert blocks(chapter.parts, figures, "ur"), (kind.key, chapter.key)


def around(world: worlds.World):
    from kachehri.domains.places import queries as places

    return next(one for one in places.tree() if one.tier == "province")
