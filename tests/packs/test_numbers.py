"""Every number in the whole report of Larkana, in three languages, leads to its source."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override
from lxml import html as lxml_html
from tests.packs.followed import MARKS, follow

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.places import queries as places
from kachehri.domains.reports import queries as reports
from kachehri.domains.reports.actions import build_edition
from kachehri.domains.reports.rules.tables import short
from kachehri.domains.reports.rules.words import figure_text
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.interfaces.cli import packing
from kachehri.packs.pakistan import contents

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
SITE = "https://kachehri.example"
LANGUAGES = ("en", "ur", "sd")
PLANTS = (
    "<p>In Larkana 61.3 % of homes have it.</p>",
    "<p>12,345 people</p>",
    "<ul><li>aged 10 and older: 7</li></ul>",
    "<td role='cell'><span>48.2</span></td>",
    "<p><bdi lang='en' dir='ltr'>61.3</bdi></p>",
    "<p><a href='/en/indicators/literacy-10/'>61.3 %</a></p>",
    "<figure><h3>Title: 61.3 %</h3><svg><text>61.3</text></svg></figure>",
    "<p>۶۱٫۳ فیصد</p>",
)
"""Figures without a source, as a mistake in a rule would print them."""


@pytest.fixture
def report(db, settings, tmp_path):
    """The files of the report as `pack load --demo` and a build would leave them."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.SITE_URL = SITE
    ensure_system_actors(AT)
    packing.load_pack(contents, AT)
    packing.write_demo_records(AT)
    return build_edition(
        kind="human-security",
        place_id=places.by_pcode("PK713").id,
        by=system_actor("reporter", AT),
        at=AT,
        formats=("html",),
    )


def words(edition, language):
    """The edition's own mark, names, citations, and what the team wrote: words, not figures."""
    larkana = places.by_pcode("PK713")
    with override(language):
        yield edition.mark
        for source in evidence.sources():
            yield from (source.citation, source.title, source.licence, short(source), source.note)
    yield from (place.name(one) for place in places.tree() for one in LANGUAGES)
    for record in reports.records.records(larkana.id):
        yield from written(record.content)


def written(thing):
    """Every text in a record's content."""
    if isinstance(thing, str):
        yield from thing.splitlines()
    elif isinstance(thing, dict):
        for one in thing.values():
            yield from written(one)
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from written(one)


def path(href):
    """An address without site and language."""
    return re.sub(rf"{SITE}/\w\w/", "", href)


def plain(text):
    """A figure without marks and without the sign before it."""
    return " ".join(MARKS.sub("", text).split()).lstrip("+−")


OBSERVATION = re.compile(r"observations/(\d+)/")
EACH = 10
"""Every observation is held against what is kept; the page, the same for all, is opened for each
tenth of them, and for every number that was worked out.
"""


def other_than_kept(figures):
    """The observations whose figure in the report is not that of the database, with its source."""
    asked = {int(m[1]): texts for one, (_href, texts) in figures.items()
             if (m := OBSERVATION.fullmatch(one))}  # fmt: skip
    kept = evidence.by_numbers(asked)
    sources = {one.code for one in evidence.sources()}
    return [
        f"observation {number} is not {texts}"
        for number, texts in asked.items()
        if number not in kept
        or {plain(text) for text in texts} != {plain(figure_text(kept[number], "en"))}
        or kept[number].source_code not in sources
    ]


def is_shown(text, page):
    """Whether a figure stands on a page, as a whole."""
    return re.search(rf"(?<![\d.,]){re.escape(text)}(?!\d|[.,]\d)", page) is not None


def check(client, href, texts):
    """What is wrong with the page behind a number; empty where all is well."""
    answer = client.get(href.removeprefix(SITE))
    if answer.status_code != 200:
        return f"{href} answers {answer.status_code}"
    main = lxml_html.document_fromstring(answer.content).get_element_by_id("main")
    shown = MARKS.sub("", " ".join(" ".join(main.itertext()).split()))
    missing = [text for text in texts if not is_shown(plain(text), shown)]
    if "/counted/" in href:
        listed = {str(len(main.xpath(".//ol[@class='counts']/li")))}
        return "" if listed == texts else f"{href} does not list {texts}"
    if "/cards/" in href:
        cells = main.xpath(".//td")
        counts = {str(len(cells)), str(sum(cell.find(".//a") is not None for cell in cells))}
        return "" if texts <= counts else f"{href} does not have {texts} cells"
    if missing:
        return f"{href} does not show {missing}"
    if "/reports/" in href:  # what a team counted at its meetings: the record is the source
        return ""
    linked = [a.get("href") for a in main.iter("a")]
    if not any("/sources/" in one or "/observations/" in one for one in linked if one):
        return f"{href} names no source"
    return ""


def test_every_number_of_the_report_leads_to_a_page_with_the_same_figure_and_its_source(report):
    pages = {one.language: Path(one.path).read_bytes() for one in report.files}
    assert set(pages) == set(LANGUAGES)
    figures = {}
    for language, page in pages.items():
        known = set(words(report, language))
        found = follow(page, language, known)
        assert found.unexplained == []
        assert sum(map(len, found.figures.values())) > 500
        planted = page.replace(b"</main>", PLANTS[0].encode() + b"</main>")
        assert len(follow(planted, language, known).unexplained) == 1
        for href, texts in found.figures.items():
            figures.setdefault(path(href), (href, set()))[1].update(texts)
    wrong = other_than_kept(figures)
    client = Client()
    for n, (address, (href, texts)) in enumerate(sorted(figures.items())):
        if not OBSERVATION.fullmatch(address) or n % EACH == 0:
            wrong.append(check(client, href, texts))
    assert [problem for problem in wrong if problem] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plant", PLANTS)
def test_a_figure_that_leads_nowhere_is_found(plant, language):
    page = f"<html><head><meta charset='utf-8'></head><body><main>{plant}</main></body></html>"
    assert follow(page.encode(), language).unexplained


@pytest.mark.parametrize(
    "text",
    [
        "<p>In 2023 and from 2004–05 to 2019-20</p>",
        "<p><time datetime='2026-11-22'>22 November 2026</time>, 3 March 2026</p>",
        "<p>SDG 4.6.1</p>",
        "<p><bdi lang='en' dir='ltr'>2019–20</bdi> <bdi lang='en' dir='ltr'>60+</bdi></p>",
        "<p><a href='/en/sources/x/'>Census 2023, table 12</a></p>",
        "<p><a class='n' href='/en/observations/1/'><bdi>45.0 %</bdi></a></p>",
        "<p id='finding-3.2'><small>Finding 3.2</small></p>",
        "<figure><h3><a class='n' href='/en/observations/1/'>45.0 %</a></h3><svg>"
        "<text>45.0</text><g class='scale'><text>100</text></g></svg></figure>",
    ],
)
def test_what_is_no_figure_is_not_taken_for_one(text):
    page = f"<html><head><meta charset='utf-8'></head><body><main>{text}</main></body></html>"
    assert follow(page.encode(), "en").unexplained == []


def test_a_page_that_shows_another_figure_is_found():
    assert is_shown("45.0 %", "now 45.0 % of them")
    for other in ("now 45.1 % of them", "now 145.0 % of them", "now 45.05 of them"):
        assert not is_shown("45.0 %", other)
