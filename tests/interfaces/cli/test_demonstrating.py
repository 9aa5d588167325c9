"""The made-up records of `kachehri pack load --demo`."""

import tomllib

import pytest

from kachehri.domains.reports import queries
from kachehri.domains.reports.kinds import records as kinds
from kachehri.engines.accounts.queries import system_actor
from kachehri.interfaces.cli.demonstrating import write_demonstration
from kachehri.packs.pakistan import demonstration
from kachehri.packs.pakistan.records.choices import DIMENSIONS

LANGUAGES = ("en", "ur", "sd")
FILES = (*demonstration.RECORDS, *demonstration.ANSWERS)


def said() -> list[dict]:
    return [one for path in FILES for one in tomllib.loads(path.read_text("utf-8"))["record"]]


@pytest.fixture
def world(kept_world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    settings.LANGUAGES = [("en", "English")]
    return kept_world


@pytest.fixture
def written(world):
    from kachehri.domains.evidence.actions import declare
    from kachehri.packs.pakistan.contents import EVIDENCE

    setup = system_actor("setup", world.at)
    declare(indicators=EVIDENCE.indicators, sources=EVIDENCE.sources, by=setup, at=world.at)
    count = write_demonstration(demonstration, by=setup, at=world.at)
    return world, setup, count


def test_every_text_stands_in_three_languages():
    for one in said():
        kind = kinds.find(one["kind"])
        for field in kind.fields:
            if field.type == "words" and field.key in one:
                assert set(one[field.key]) == set(LANGUAGES), one


def test_every_dimension_has_threats_strategies_from_both_sides_voices_and_a_recommendation():
    for kind in ("threat", "strategy", "quote", "recommendation"):
        assert {one["dimension"] for one in said() if one["kind"] == kind} == set(DIMENSIONS)
    sides = {(one["dimension"], one["side"]) for one in said() if one["kind"] == "strategy"}
    assert len(sides) == 2 * len(DIMENSIONS)


def test_every_harm_names_what_is_done_against_it():
    harms = [one for one in said() if one["kind"] == "externality" and one["sign"] == "-"]
    assert harms
    assert all("mitigation" in one for one in harms)


def test_every_record_says_that_it_is_made_up_and_a_second_loading_adds_none(written):
    world, setup, count = written
    assert count == len(said())
    for kind in kinds.every():
        for record in queries.records.records(world.larkana.id, kinds=(kind.key,)):
            texts = [
                text
                for value in record.content.values()
                if isinstance(value, dict)
                for text in value.values()
                if isinstance(text, str)
            ]
            assert any("(made up)" in text for text in texts), record
            assert any("(فرضی)" in text for text in texts), record
    assert write_demonstration(demonstration, by=setup, at=world.at) == 0
    assert len(queries.records.records(world.larkana.id)) == count - 1  # one is a new version


def test_the_office_that_was_dissolved_names_who_took_over(written):
    world, _setup, _count = written
    offices = queries.records.records(world.larkana.id, kinds=("office",))
    gone = [one for one in offices if one.content.get("exists_until")]
    assert len(gone) == 1
    assert gone[0].content["successor"] in {one.id for one in offices}
