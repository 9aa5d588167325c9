"""The whole document: every number leads somewhere, charts state findings, words are translated."""

import re
from dataclasses import fields, is_dataclass

import pytest
from django.utils.translation import gettext, override

from kachehri.domains.evidence.queries import observation
from kachehri.domains.reports.kinds import ReportKind, Select, every
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.domains.reports.rules.selects import concepts, inside
from kachehri.domains.reports.rules.words import plain
from kachehri.engines.documents.blocks import Chart, KeyNumber, Link, Matrix, Number, Table
from kachehri.packs.pakistan.indicators import INDICATORS
from kachehri.packs.pakistan.reports import HUMAN_SECURITY
from tests import world as worlds


@pytest.fixture(params=["en", "ur", "sd"])
def document(world, request):
    figures = gather(HUMAN_SECURITY, world.larkana)
    return compose(HUMAN_SECURITY, figures, request.param, Cover(1, world.at.date()))


SHOWN = re.compile(
    r"(observations/\d+(/(and/\d+|rank|aim))?|indicators/[a-z0-9-]+|cards/[a-z-]+"
    r"|places/[a-z0-9-]+/counted/[a-z-]+)/(\?[a-z0-9=&+-]+)?"
)
"""The pages that show a figure: its own, what it was worked out from, what it was counted from."""


def test_every_number_leads_to_a_page_that_shows_it(document):
    numbers = [*inside(document, Number), *inside(document, KeyNumber)]
    assert len(numbers) > 50
    assert [one for one in numbers if not SHOWN.fullmatch(one.href)] == []


def test_a_linked_number_says_what_its_observation_says(document):
    numbers = {one.href: one for one in inside(document, Number)}
    linked = [one for href, one in numbers.items() if re.fullmatch(r"observations/\d+/", href)]
    assert len(linked) > 20
    for number in linked[:20]:
        found = observation(int(number.href.split("/")[1])).figure
        assert float(number.value) == pytest.approx(float(found.value), abs=0.05)


def test_every_chart_states_a_finding_and_has_its_table_and_source(document):
    charts = list(inside(document, Chart))
    assert len(charts) > 5
    for chart in charts:
        assert re.search(r"\d", chart.title)
        assert "<title" in chart.svg
        assert chart.table.rows
        assert chart.source


def test_every_table_of_figures_has_a_source_and_rows_as_wide_as_its_heading(document):
    for table in inside(document, Table):
        assert table.source or not list(inside(table.rows, Number))
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_the_sources_of_all_figures_are_listed(document):
    assert {one.code for one in document.sources} == {"made-up-census", "made-up-survey"}


def test_the_end_says_which_edition_it_is_and_its_fingerprint(world):
    figures = gather(HUMAN_SECURITY, world.larkana)
    cover = Cover(7, world.at.date(), "0123456789abcdef" * 4)
    colophon = compose(HUMAN_SECURITY, figures, "en", cover).colophon
    edition, fingerprint = (plain(block.body) for block in colophon[-2:])
    assert "edition 7" in edition
    assert fingerprint.endswith("01234567 89abcdef" + " 01234567 89abcdef" * 3)


def test_every_indicator_with_a_figure_is_defined_once(document):
    definitions = [
        name
        for matrix in inside(document, Matrix)
        if len(matrix.columns) == 4
        for name, cells in matrix.rows
        if any(isinstance(part, Link) and part.href.startswith("sources/") for part in cells[-1])
    ]
    assert len(definitions) == len(set(definitions)) > 5
    shown = {
        row[0].content.text
        for table in inside(document, Table)
        for row in table.rows
        if isinstance(row[0].content, Link) and row[0].content.href.startswith("indicators/")
    }
    assert shown <= set(definitions)


def texts(thing):
    """Every message that a kind declares."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))


@pytest.mark.parametrize("kind", every(), ids=lambda kind: kind.key)
def test_a_kind_asks_only_for_indicators_that_are_declared(kind: ReportKind):
    assert set(concepts(kind)) <= {one.code for one in INDICATORS}


@pytest.mark.parametrize("language", ["ur", "sd"])
@pytest.mark.parametrize("kind", every(), ids=lambda kind: kind.key)
def test_a_translation_has_the_placeholders_of_its_message(kind, language):
    placeholders = re.compile(r"%\(\w+\)s")
    with override(language):
        for text in texts(kind):
            assert sorted(placeholders.findall(gettext(text))) == sorted(placeholders.findall(text))


def test_a_kind_is_searched_for_selects_to_its_last_part():
    assert {"population", "poverty-rate", "immunised-fully"} <= {
        one.concept for one in inside(HUMAN_SECURITY, Select)
    }


def test_the_digest_changes_with_a_figure_and_with_nothing_else(world):
    first = digest(HUMAN_SECURITY, gather(HUMAN_SECURITY, world.larkana))
    assert digest(HUMAN_SECURITY, gather(HUMAN_SECURITY, world.larkana)) == first
    worlds.load([worlds.figure("sukkur", "literacy-10", 59)])
    assert digest(HUMAN_SECURITY, gather(HUMAN_SECURITY, world.larkana)) != first


def test_reading_the_figures_takes_few_queries(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        gather(HUMAN_SECURITY, world.larkana)
