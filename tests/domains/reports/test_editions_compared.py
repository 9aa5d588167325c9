"""The second edition says what changed since the first: as its readers see it."""

from datetime import date, datetime

import pytest

from kachehri.domains.reports import actions, queries
from kachehri.domains.reports.models import Edition
from kachehri.domains.reports.rules import stated
from kachehri.engines.documents.blocks import Items, Matrix, Number, Table, Text
from tests import world as worlds

from .small import SMALL

pytestmark = pytest.mark.django_db
LATER = worlds.AT.replace(day=9)


@pytest.fixture(autouse=True)
def _quick(settings, monkeypatch, small):
    settings.LANGUAGES = [("en", "English")]
    monkeypatch.setattr(actions.launching, "FORMATS", ())


def build(world, at: datetime = worlds.AT):
    return actions.build_edition(
        kind=SMALL.key, place_id=world.larkana.id, by=world.reporter, at=at, formats=()
    )


def launch(world, edition, at: datetime = worlds.AT):
    return actions.launch_edition(
        edition_id=edition.id,
        launched_on=at.date(),
        review_on=date(2028, 1, 1),
        without_workshop_because="made up",
        by=world.reporter,
        at=at,
    )


def said(edition, language="en"):
    """The blocks of the chapter that compares."""
    return queries.chapter(edition.id, language, "since").chapter.blocks


def words(blocks) -> list[str]:
    bodies = [block.body for block in blocks if isinstance(block, Text)]
    bodies += [item for block in blocks if isinstance(block, Items) for item in block.items]
    return ["".join(one if isinstance(one, str) else one.text for one in body) for body in bodies]


def facts(edition):
    return stated.from_json(Edition.objects.get(pk=edition.id).facts)


def test_the_facts_of_an_edition_are_every_figure_that_it_leads_to(world):
    edition = build(world)
    found = facts(edition)
    values = {(one.concept, one.place, one.dims): one.value for one in found.figures}
    assert values["literacy-10", "larkana", ""] == 50
    assert values["literacy-10", world.talukas["Dokri"].key, "sex=female"] == 41
    assert len(values) == len(found.figures) == 5 * 3
    linked = {
        number.href
        for chapter in queries.document(edition.id, "en").chapters
        for block in chapter.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if isinstance(number := cell.content, Number)
    }
    assert linked == {one.href for one in found.figures}
    assert found.places[world.talukas["Dokri"].key]["en"] == "Dokri"
    assert set(found.definitions) == {"literacy-10", "population"}


def test_the_first_edition_says_that_there_is_none_before_it(world):
    [one] = words(said(build(world)))
    assert one == "This is the first edition. There is none before it to compare with."


def test_a_second_edition_tells_each_change_and_leads_to_the_figures(world):
    first = launch(world, build(world))
    worlds.load(
        [
            worlds.figure("PK713", "literacy-10", 52),
            worlds.figure("PK71302", "literacy-10", 60)
            | {"start": "2025-01-01", "end": "2026-01-01"},
        ],
        LATER,
    )
    second = build(world, LATER)
    assert (second.number, second.revision) == (2, 1)
    assert words(said(second)) == [
        "Compared with edition 1, launched on 1 November 2026:",
        "1 figure was corrected.",
        "1 figure is of a younger year.",
        "13 figures are unchanged.",
    ]
    corrected, newer = [block for block in said(second) if isinstance(block, Table)]
    [row] = corrected.rows
    assert [row[1].content, *(cell.content.text for cell in row[2:])] == [
        "Larkana",
        "50.0\N{NO-BREAK SPACE}%",
        "52.0\N{NO-BREAK SPACE}%",
        "+2.0",
    ]
    old, new = row[2].content.href, row[3].content.href
    assert old in {one.href for one in facts(first).figures}
    assert new in {one.href for one in facts(second).figures}
    assert row[4].content.href == f"{new}and/{old.removeprefix('observations/')}"
    [row] = newer.rows
    assert (row[1].content, row[3].content.value, row[3].note) == ("Dokri", "60.0", "2025")


def test_the_second_edition_is_compared_with_what_was_launched_and_not_with_its_own_drafts(world):
    launch(world, build(world))
    worlds.load([worlds.figure("PK713", "literacy-10", 52)], LATER)
    build(world, LATER)
    worlds.load([worlds.figure("PK713", "literacy-10", 53)], LATER)
    again = build(world, LATER)
    assert (again.number, again.revision) == (2, 2)
    [table] = [block for block in said(again) if isinstance(block, Table)]
    assert [(row[2].content.value, row[3].content.value) for row in table.rows] == [
        ("50.0", "53.0")
    ]


def test_launched_the_second_edition_says_the_same(world):
    launch(world, build(world))
    worlds.load([worlds.figure("PK713", "literacy-10", 52)], LATER)
    draft = build(world, LATER)
    before = said(draft)
    assert said(launch(world, draft, LATER)) == before


def test_another_definition_is_told_in_the_words_of_both(world):
    first = launch(world, build(world))
    row = Edition.objects.get(pk=first.id)
    row.facts["definitions"]["literacy-10"]["definition"] = "Who could sign their name."
    row.save()
    worlds.load([worlds.figure("PK713", "literacy-10", 52)], LATER)
    [matrix] = [block for block in said(build(world, LATER)) if isinstance(block, Matrix)]
    [(_name, (old, new))] = matrix.rows
    assert "Who could sign their name." in old[0]
    assert new != old


def test_a_long_list_is_cut_and_says_where_the_rest_stands(world, monkeypatch):
    launch(world, build(world))
    codes = ("PK713", *worlds.TALUKAS)
    worlds.load(
        [
            worlds.figure(place, "literacy-10", 20 + n, sex=sex)
            for n, place in enumerate(codes)
            for sex in ("", "female")
        ]
        + [worlds.figure(place, "population", 9000 + n) for n, place in enumerate(codes)],
        LATER,
    )
    second = build(world, LATER)
    [table] = [block for block in said(second) if isinstance(block, Table)]
    assert len(table.rows) == 12
    assert "".join(one if isinstance(one, str) else one.text for one in table.note) == (
        "3 more are listed here."
    )
    assert table.note[0].href == f"reports/{SMALL.key}/larkana/editions/2/since/"
    assert [row[1].content for row in table.rows[:3]] == ["Larkana"] * 3
