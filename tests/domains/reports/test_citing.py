"""Sources that a text names by `[[code]]`: found, linked, and said to be unknown where they are."""

from dataclasses import replace

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.evidence.actions import enter_publication
from kachehri.domains.evidence.kinds import SourceKind
from kachehri.domains.evidence.kinds.library import Publication
from kachehri.domains.reports.actions import write_record
from kachehri.domains.reports.kinds import ChapterKind
from kachehri.domains.reports.kinds.recorded import Written
from kachehri.domains.reports.queries.records import printed
from kachehri.domains.reports.rules.citing import Citation, codes, linked, unknown
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.figures import gather
from kachehri.engines.documents.blocks import Link
from kachehri.packs.pakistan.reports.profile import PROFILE_KIND
from tests import world as worlds

CITED = (Citation("made-up-2019", "Made-up 2019", "Made-up (2019): A study"),)


def test_a_citation_becomes_a_link_with_author_and_year():
    assert linked("As one study says [[made-up-2019]], girls leave.", CITED) == (
        "As one study says ",
        "(",
        Link("Made-up 2019", "sources/made-up-2019/"),
        ")",
        ", girls leave.",
    )


def test_a_code_that_nobody_knows_is_said_and_never_a_link():
    with override("en"):
        said = linked("See [[no-such-thing]].", CITED)
    assert said == ("See ", "(no source is called no-such-thing)", ".")
    assert unknown("See [[no-such-thing]] and [[made-up-2019]]", ["made-up-2019"]) == (
        "no-such-thing",
    )


@pytest.mark.parametrize("text", ["[[", "[[]]", "[[a b]]", "[made-up-2019]", "[[<script>]]"])
def test_what_is_no_citation_stays_as_it_was_written(text: str):
    assert linked(text, CITED) == (text,)


@given(st.lists(st.sampled_from(["made-up-2019", "other-1"])), st.text("ab [].,سنڌ", max_size=20))
def test_each_code_is_found_once_in_the_order_of_the_text(names: list[str], between: str):
    text = between.join(f"[[{name}]]" for name in names)
    if "[" not in between and "]" not in between:
        assert codes(text) == tuple(dict.fromkeys(names))


@given(st.text(max_size=60))
def test_a_text_without_citations_is_never_changed(text: str):
    if "[[" not in text:
        assert linked(text, CITED) == (text,)


def test_a_source_that_editors_cite_stands_in_the_list_of_the_report(world: worlds.World):
    code = enter_publication(
        publication=Publication(
            source=SourceKind(
                code="made-up-girls-2019",
                kind="thesis",
                publisher="Made-up University",
                title="Why girls leave school",
                year=2019,
                licence="made up for tests",
            ),
            authors="Made-up, Author",
        ),
        by=world.setup,
        at=world.at,
    )
    chapter = ChapterKind("people", "People", (Written("people", "start"),))
    kind = replace(PROFILE_KIND, front=(), chapters=(chapter,))
    content = {
        "chapter": "people",
        "at": "start",
        "words": {"en": f"Girls walk far [[{code}]], and nobody counts them."},
    }
    write_record(
        kind="text", place_id=world.larkana.id, content=content, by=world.setup, at=world.at
    )
    figures = gather(kind, world.larkana, printed(world.larkana.id, ["text"]))
    document = compose(kind, figures, "en", Cover(1, world.at.date()))
    assert [(one.code, one.text) for one in document.sources] == [
        (code, "Made-up, Author (2019): Why girls leave school. Made-up University")
    ]
