"""Groups of a place as a table, and figures of other definitions. The figures are made up."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.reports.kinds import Breakdown, Rank, Says, Select
from kachehri.domains.reports.kinds.report import ChapterKind
from kachehri.domains.reports.rules.breakdowns import share, table_of_groups
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.findings import finding
from kachehri.domains.reports.rules.selects import broken_down
from kachehri.engines.documents.blocks import Gap, Table
from tests import world as worlds

from .small import SMALL

TONGUES = Breakdown(
    "Mother tongues",
    "Tongue",
    Select("population"),
    "language",
    {"urdu": "Urdu", "sindhi": "Sindhi", "balti": "Balti"},
    "People",
    women="Women",
)
RANK = Rank(Select("literacy-10"), "%(rank)s of %(count)s")
GROUPS = ChapterKind("groups", "Groups", (TONGUES, Says((RANK,))))
KIND = replace(SMALL, chapters=(*SMALL.chapters, GROUPS))


def row(language: str, value: int, sex: str = "") -> dict[str, str]:
    made = worlds.figure("PK713", "population", value)
    return {**made, "sex": sex, "dims": f"language={language}"}


@pytest.fixture
def figures(world):
    worlds.load([row("urdu", 40), row("sindhi", 900), row("sindhi", 450, "female")])
    return gather(KIND, world.larkana)


@pytest.fixture
def table(figures):
    with override("en"):
        (made,) = table_of_groups(TONGUES, figures, "en")
    assert isinstance(made, Table)
    return made


def texts(table: Table) -> list[list[str]]:
    return [[getattr(c.content, "text", c.content) for c in row] for row in table.rows]


def test_the_largest_group_stands_first_and_one_without_a_figure_is_left_out(table):
    assert [line[0] for line in texts(table)] == ["Sindhi", "Urdu"]


def test_women_stand_beside_all_and_an_unknown_number_of_women_is_an_empty_cell(table):
    assert [line[2] for line in texts(table)] == ["450", ""]


def test_a_share_leads_to_the_group_and_to_the_whole(table, figures):
    whole, group = figures.latest(TONGUES.whole), figures.latest(TONGUES.select("sindhi"))
    cell = table.rows[0][3].content
    assert cell.href == f"observations/{group.id}/and/{whole.id}/"
    assert float(cell.value) == pytest.approx(100 * 900 / float(whole.value), abs=0.05)


def test_groups_in_their_own_order_keep_it(figures):
    kept = replace(TONGUES, largest_first=False)
    (made,) = table_of_groups(kept, figures, "en")
    assert [line[0] for line in texts(made)] == ["Urdu", "Sindhi"]


def test_a_group_that_is_too_small_is_never_shown_whoever_publishes_it(figures):
    (made,) = table_of_groups(replace(TONGUES, least=41), figures, "en")
    assert [line[0] for line in texts(made)] == ["Sindhi"]


def test_without_any_figure_the_table_is_a_stated_gap(world):
    (made,) = table_of_groups(TONGUES, gather(KIND, world.larkana), "en")
    assert isinstance(made, Gap)


def test_a_kind_says_which_breakdowns_it_wants_and_no_others():
    wanted = broken_down(KIND)
    assert set(wanted) == {"population"}
    assert "language=balti" in wanted["population"]
    assert any("sex=female" in key for key in wanted["population"])
    assert broken_down(SMALL) == {}


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_no_group_is_rounded_away_that_has_a_person_in_two_thousand(part, rest):
    class Seen:
        def __init__(self, number, value):
            self.id, self.value = number, value

    cell = share(Seen(1, part), Seen(2, part + rest), "en")
    if part * 20_000 >= part + rest:
        assert float(cell.content.value) > 0
    assert 0 <= float(cell.content.value) <= 100


def test_the_newest_figure_is_said_even_where_it_is_of_another_definition(figures):
    select = Select("literacy-10")
    old = figures.latest(select)
    later = replace(old, id=old.id + 1, group="another", period_start=date(2030, 1, 1))
    address = ("literacy-10", figures.place.id, frozenset())
    changed = replace(figures, newest={**figures.newest, address: later})
    assert changed.latest(select) == later
    assert changed.all(select) == figures.all(select)


def test_a_rank_counts_only_figures_of_the_same_period_and_definition(figures):
    own = figures.latest(RANK.select)
    assert finding(RANK, figures, "en") is not None
    address = ("literacy-10", figures.place.id, frozenset())
    alone = replace(own, group="another")
    changed = replace(figures, newest={**figures.newest, address: alone})
    assert finding(RANK, changed, "en") is None
