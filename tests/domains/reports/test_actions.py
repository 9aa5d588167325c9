"""Building editions: once, whole, the same again, and only by those who may."""

import json

import pytest

from kachehri.domains.reports import actions, queries
from kachehri.domains.reports.models import Edition, EditionText
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.reading import Refused
from kachehri.engines.documents.blocks import Gap, to_json
from kachehri.engines.jobs import queries as jobs
from kachehri.engines.jobs.actions import run
from kachehri.engines.jobs.kinds import JobProblem
from kachehri.engines.ledger.models import Event
from tests import world as worlds

from .small import SMALL

pytestmark = pytest.mark.django_db
LATER = worlds.AT.replace(day=9)
KIND = SMALL.key


@pytest.fixture(autouse=True)
def _quick(settings, small):
    """A small report in one language, except in the tests that are about languages."""
    settings.LANGUAGES = [("en", "English")]


def in_every_language(settings):
    settings.LANGUAGES = [("en", "English"), ("ur", "Urdu"), ("sd", "Sindhi")]


def build(world, by=None, at=None, languages=("en",), formats=("html",)):
    return actions.build_edition(
        kind=KIND,
        place_id=world.larkana.id,
        by=by or world.reporter,
        at=at or world.at,
        languages=languages,
        formats=formats,
    )


def editor(world, covers=None):
    scope = None if covers is None else next(iter(covers))
    grant = GrantFact("editor", scope, covers)
    return Actor(world.setup.thing_id, "Made-up Editor", signed_in=True, grants=(grant,))


def built_events():
    return Event.objects.filter(verb="reports.built").count()


def test_the_first_edition_has_number_one_its_file_and_its_event(world):
    edition = build(world)
    file = edition.file("en", "html")
    assert (edition.number, edition.languages, file.name) == (
        1,
        ("en",),
        f"larkana-{KIND}-en.html",
    )
    assert file.path.stat().st_size == file.size
    assert built_events() == 1


def test_nothing_changed_means_the_same_edition_and_no_event(world):
    first = build(world)
    assert build(world, at=LATER) == first
    assert built_events() == 1


def test_another_figure_makes_another_draft_of_the_same_number_and_leaves_the_first_as_it_was(
    world,
):
    first = build(world)
    worlds.load([worlds.figure("PK713", "literacy-10", 51)])
    second = build(world, at=LATER)
    assert (second.number, second.revision, second.built_at) == (1, 2, LATER)
    assert queries.edition(first.id) == first
    assert queries.latest(KIND, world.larkana.id) == second


def test_a_figure_that_the_report_does_not_use_makes_no_new_edition(world):
    first = build(world)
    worlds.load([worlds.figure("shikarpur", "population-density", 7)])
    worlds.load([worlds.figure("PK71302", "adult-literacy-25", 7)])
    assert build(world, at=LATER).id == first.id


def test_a_file_that_was_lost_or_damaged_is_made_again_with_the_same_bytes(world):
    first = build(world).file("en", "html")
    content = first.path.read_bytes()
    first.path.write_bytes(b"damaged")
    assert build(world, at=LATER).file("en", "html") == first
    assert first.path.read_bytes() == content


def test_the_same_figures_give_the_same_document(world):
    first = build(world)
    document = queries.document(first.id, "en")
    Edition.objects.filter(pk=first.id).update(data_digest="of an older program")
    second = build(world)
    again = queries.document(second.id, "en")
    assert (second.number, second.revision) == (1, 2)
    said = json.dumps(to_json(again))
    assert said.replace("draft 2 of", "draft 1 of").replace("Draft 2 of", "Draft 1 of") == (
        json.dumps(to_json(document))
    )


def test_an_edition_speaks_every_language_whichever_files_were_asked_for(world, settings):
    in_every_language(settings)
    edition = build(world, languages=("ur",))
    assert edition.languages == ("en", "ur", "sd")
    assert [file.language for file in edition.files] == ["ur"]


def test_a_language_that_is_new_joins_the_same_edition(world, settings):
    first = build(world)
    in_every_language(settings)
    more = build(world, languages=("en", "ur"), at=LATER)
    assert (more.id, more.languages) == (first.id, ("en", "ur", "sd"))
    assert queries.document(more.id, "ur").made_on == queries.document(more.id, "en").made_on


def test_an_editor_builds_for_the_place_that_the_grant_covers_and_for_no_other(world):
    assert build(world, by=editor(world, frozenset({world.larkana.thing_id}))).number == 1
    with pytest.raises(Refused):
        build(world, by=editor(world, frozenset({world.setup.thing_id})))
    with pytest.raises(Refused):
        build(world, by=PUBLIC)


def test_a_kind_or_place_that_there_is_not_is_named(world):
    with pytest.raises(JobProblem, match="“weather”"):
        actions.build_edition(
            kind="weather", place_id=world.larkana.id, by=world.reporter, at=world.at
        )
    with pytest.raises(JobProblem, match="0"):
        actions.build_edition(kind=KIND, place_id=0, by=world.reporter, at=world.at)


def test_a_taluka_has_no_report_of_a_district(world):
    with pytest.raises(JobProblem, match="Dokri"):
        actions.build_edition(
            kind=KIND,
            place_id=world.talukas["Dokri"].id,
            by=world.reporter,
            at=world.at,
        )


def test_a_full_disk_leaves_no_half_file_and_the_next_run_completes_the_edition(world, monkeypatch):
    def full(_path, _data):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(actions.storing, "put", full)
        with pytest.raises(OSError, match="No space"):
            build(world)
    assert queries.latest(KIND, world.larkana.id).files == ()
    assert build(world).file("en", "html").path.exists()


def test_a_district_without_figures_gets_a_report_that_says_so(world, db):
    from kachehri.domains.places import queries as places

    shikarpur = places.by_key("shikarpur")
    edition = actions.build_edition(
        kind="human-security",
        place_id=shikarpur.id,
        by=world.reporter,
        at=world.at,
        languages=("en",),
        formats=("html",),
    )
    document = queries.document(edition.id, "en")
    assert {number.value for number in document.front[0].numbers} == {""}
    gaps = [
        block
        for chapter in document.chapters
        if chapter.key != "missing"
        for block in chapter.blocks
        if isinstance(block, Gap)
    ]
    assert len(gaps) > 5


def test_an_editor_asks_on_the_desk_and_a_worker_builds(world, settings, monkeypatch):
    monkeypatch.setattr(
        actions.build_edition,
        "__kwdefaults__",
        actions.build_edition.__kwdefaults__ | {"languages": ("en",), "formats": ("html",)},
    )
    by = editor(world)
    number = actions.ask_for_edition(kind=KIND, place_id=world.larkana.id, by=by, at=world.at)
    run(job_id=number, by=world.worker, clock=lambda: world.at)
    job = jobs.job(by, number)
    assert (job.state, job.percent, job.result["number"]) == ("done", 100, 1)


def test_whoever_may_not_build_may_not_ask(world):
    with pytest.raises(Refused):
        actions.ask_for_edition(kind=KIND, place_id=world.larkana.id, by=PUBLIC, at=world.at)


class TestReading:
    @pytest.fixture
    def edition(self, world):
        return build(world, formats=())

    def test_a_chapter_is_one_query_with_its_neighbours(self, edition, django_assert_num_queries):
        with django_assert_num_queries(1):
            view = queries.chapter(edition.id, "en", "reading")
        assert view.chapter.title == "Reading"
        assert (view.before.key, view.after.key) == ("since", "meaning")

    def test_the_latest_edition_is_one_query(self, edition, world, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert queries.latest(KIND, world.larkana.id) == edition

    def test_the_cover_lists_every_chapter(self, edition):
        cover = queries.cover(edition.id, "en")
        whole = queries.document(edition.id, "en")
        assert [one.key for one in cover.contents] == [one.key for one in whole.chapters]
        assert cover.document.front == whole.front
        assert cover.document.chapters == ()

    @pytest.mark.parametrize(("language", "key"), [("en", "weather"), ("ur", "reading")])
    def test_what_is_not_there_is_none(self, edition, language, key):
        assert queries.chapter(edition.id, language, key) is None
        assert queries.cover(edition.id, "ur") is None
        assert queries.document(edition.id, "ur") is None
        assert queries.latest(KIND, 0) is None

    def test_the_first_and_the_last_chapter_have_one_neighbour(self, edition):
        assert queries.chapter(edition.id, "en", "since").before is None
        assert queries.chapter(edition.id, "en", "meaning").after is None

    def test_editions_are_listed_the_youngest_first(self, edition, world):
        worlds.load([worlds.figure("PK713", "literacy-10", 51)])
        second = build(world, at=LATER, formats=())
        assert [one.revision for one in queries.editions(KIND)] == [2, 1]
        assert queries.newest() == (second,)
        assert EditionText.objects.count() == 2
