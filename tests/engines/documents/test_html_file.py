"""The HTML edition: one file, in order, safe, with every number linked."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.test import override_settings
from tests.engines.documents.counting import linked_numbers
from tests.engines.documents.sample import BASE, sample
from tests.engines.documents.samples_of_trouble import LONG_WORD, hostile, long_table, with_blocks

from kachehri.engines.documents.blocks import Chapter, Text, to_json
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.documents.html_file import write_html
from kachehri.kernel.typefaces import TypefaceProblem

LANGUAGES = ("en", "ur", "sd")


class Outline(HTMLParser):
    """Collects tags in order, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def made(language: str) -> str:
    return write_html(sample(language), base_url=BASE).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_names_its_language_and_direction(language: str) -> None:
    (root,) = Outline(made(language)).all("html")
    assert (root["lang"], root["dir"]) == (language, "ltr" if language == "en" else "rtl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_never_skip_a_level(language: str) -> None:
    levels = [
        int(tag[1]) for tag, _ in Outline(made(language)).tags if re.fullmatch(r"h[1-6]", tag)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_needs_nothing_from_outside(language: str) -> None:
    outline = Outline(made(language))
    assert outline.all("script", "link", "img", "iframe", "object") == []
    assert not re.search(r"url\((?!['\"]?(data:|#))", made(language))
    assert "@import" not in made(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_leads_to_its_observation(language: str) -> None:
    links = [a["href"] for a in Outline(made(language)).all("a") if a.get("class") == "n"]
    expected = [
        absolute(href, base_url=BASE, language=language)
        for href in linked_numbers(to_json(sample(language)))
    ]
    assert sorted(map(str, links)) == sorted(expected)


def test_tables_say_what_their_cells_belong_to() -> None:
    outline = Outline(made("en"))
    heads = outline.all("th")
    assert heads
    assert all(head["scope"] in {"col", "row"} for head in heads)
    tables = outline.all("table")
    captions = len(outline.all("caption"))
    assert captions + sum("aria-label" in table for table in tables) == len(tables)


def test_charts_carry_title_description_and_ids_of_their_own() -> None:
    outline = Outline(made("en"))
    charts = [svg for svg in outline.all("svg") if "aria-labelledby" in svg]
    assert len(charts) == 3
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for chart in charts:
        assert set(str(chart["aria-labelledby"]).split()) <= set(map(str, ids))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_html(sample("sd"), base_url=BASE) == write_html(sample("sd"), base_url=BASE)


def test_a_draft_says_so_above_everything() -> None:
    html = write_html(replace(sample("en"), draft="Draft 3 of edition 2"), base_url=BASE).decode()
    assert html.index('<p class="draft') < html.index("<h1")
    assert 'class="draft' not in made("en")


def test_a_finding_can_be_cited_and_its_answer_stands_beside_it() -> None:
    html = made("en")
    finding = html.index('<p class="finding" id="finding-1.2"><small>Finding 1.2</small>')
    assert finding < html.index("Answer: Public Health Engineering") < finding + 900


def test_a_sign_is_heard_as_a_word() -> None:
    assert '<span aria-hidden="true">+</span><span class="hide">helps</span>' in made("en")


def test_a_chapter_may_be_called_sources() -> None:
    chapter = Chapter("sources", "Where it comes from", (Text(("x",)),))
    html = write_html(replace(sample("en"), chapters=(chapter,)), base_url=BASE).decode()
    ids = [attributes["id"] for _, attributes in Outline(html).tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert 'href="#list-of-sources"' in html


def test_hostile_text_stays_text() -> None:
    html = write_html(hostile(), base_url=BASE).decode()
    outline = Outline(html)
    assert outline.all("script") == []
    assert html.count("<style>") == html.count("</style>") == 1


def test_a_very_long_word_does_not_break_the_page() -> None:
    html = write_html(with_blocks(Text((LONG_WORD,))), base_url=BASE).decode()
    assert LONG_WORD in html
    assert "overflow-wrap:break-word" in html


def test_three_hundred_rows_are_all_there() -> None:
    html = write_html(with_blocks(long_table()), base_url=BASE).decode()
    assert len(Outline(html).all("tr")) == 301


def test_an_empty_chapter_keeps_its_heading() -> None:
    assert '<h2 id="empty-title">Safety</h2>' in made("en")


def test_fragments_for_the_site_link_to_paths_on_the_site() -> None:
    html = blocks_html((long_table(2),), language="ur", level=3)
    assert 'href="/ur/observations/1/"' in html
    assert '<bdi dir="ltr">1.5</bdi>' in html


def test_a_missing_fonts_folder_says_what_to_run(tmp_path: object) -> None:
    with (
        override_settings(WEB_PARTS=tmp_path),
        pytest.raises(TypefaceProblem, match="make setup"),
    ):
        write_html(sample("en"), base_url=BASE)
