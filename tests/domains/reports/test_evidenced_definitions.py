"""Definitions are those of the figures that are shown; groups that contradict their whole."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.catalogue import DefinitionView
from kachehri.domains.reports.rules.evidenced_groups import lies_between
from kachehri.domains.reports.rules.evidenced_sheets import what

FIRST = DefinitionView(1, "Share of children who are too short.", "Children under 5", "", "a")
LATER = DefinitionView(2, "The same, measured by another survey.", "Children under 5", "", "b")
OTHER = DefinitionView(3, "Share of tested children.", "", "", "c")


def shown(value, group="a", unit="percent"):
    return Shown(
        1, "short", 1, date(2020, 1, 1), date(2021, 1, 1), "", Decimal(value),
        unit, 1, "A", "", None, None, "survey", group, "s", "p", 1,
    )  # fmt: skip


def said(group):
    """What the annex says of an indicator whose newest figure is of a group."""
    known = SimpleNamespace(
        total=lambda code: shown(40, group), defined={"short": (FIRST, LATER, OTHER)}
    )
    newest = SimpleNamespace(
        code="short", definition="?", definition_msgid="?", universe="", universe_msgid=""
    )
    return what(newest, SimpleNamespace(known=known))


def test_an_indicator_is_explained_by_the_definition_of_the_figure_that_is_shown():
    counted = "Counted among: Children under 5."
    assert said("a") == f"{FIRST.definition_msgid} {counted}"
    assert said("c") == OTHER.definition_msgid


def test_a_definition_that_leans_on_the_first_one_follows_it():
    assert said("b") == (
        "Share of children who are too short. The same, measured by another survey. "
        "Counted among: Children under 5."
    )


shares = st.decimals(0, 100, places=1)


@given(shares, shares, shares)
def test_groups_are_compared_only_where_their_whole_lies_between_them(whole, first, second):
    outside = whole < min(first, second) - Decimal("0.5") or whole > max(first, second) + Decimal(
        "0.5"
    )
    assert lies_between(shown(whole), shown(first), shown(second)) is not outside


def test_a_whole_that_is_counted_in_another_way_or_is_no_share_contradicts_nobody():
    assert lies_between(None, shown(10), shown(20))
    assert lies_between(shown(90, "b"), shown(10), shown(20))
    assert lies_between(shown(90, unit="count"), shown(10, unit="count"), shown(20, unit="count"))
