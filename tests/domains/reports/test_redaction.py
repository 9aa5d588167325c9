"""A quote whose consent is withdrawn after printing is nowhere any more, in no page or file."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kachehri.domains.reports import actions, queries
from kachehri.domains.reports.kinds import ChapterKind, Voices, register, report
from kachehri.domains.reports.models import EditionChapter, EditionText
from kachehri.domains.reports.queries import finding
from kachehri.domains.reports.rules.redacting import without
from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.documents.blocks import Box, Quote, Text, from_json, to_json
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.models import Job
from kachehri.engines.ledger.models import Event
from tests import world as worlds

from .small import SMALL

WORDS = "The made-up well gave bitter water all summer"
OTHER = "Another made-up voice speaks of the road"
KIND = replace(
    SMALL,
    key="made-up-voices",
    chapters=(*SMALL.chapters, ChapterKind("voices", "Voices", (Voices(),))),
)
LATER = worlds.AT.replace(day=9)


class TestTheStoredText:
    """`without` on the JSON of blocks."""

    def test_the_quote_gives_way_to_the_notice_wherever_it_stands(self):
        blocks = (Text(("before",)), Box("A box", (Quote((WORDS,), "a farmer", "17"),)))
        taken = from_json(without(to_json(blocks), "17", "gone"))
        assert taken == (Text(("before",)), Box("A box", (Text(("gone",)),)))

    def test_quotes_of_other_records_stay(self):
        blocks = (Quote((WORDS,), "a farmer", "171"), Quote((OTHER,), "a teacher"))
        assert from_json(without(to_json(blocks), "17", "gone")) == blocks


@pytest.fixture
def voices(kept_world, settings, tmp_path, monkeypatch):
    """Two quotes, the first printed in a launched edition and both in a draft after it."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.LANGUAGES = [("en", "English"), ("ur", "Urdu")]
    monkeypatch.setattr(actions.launching, "FORMATS", ("html", "docx"))
    register(KIND)
    yield kept_world
    del report._known[KIND.key]


def quote(world, words) -> int:
    content = {
        "dimension": "food",
        "words": {"en": words},
        "who": {"en": "a made-up farmer"},
        "consent": True,
    }
    return actions.write_record(
        kind="quote", place_id=world.larkana.id, content=content, by=world.setup, at=world.at
    )


def build(world, at=worlds.AT, formats=("html", "docx")):
    return actions.build_edition(
        kind=KIND.key, place_id=world.larkana.id, by=world.reporter, at=at, formats=formats
    )


def launch(world, edition):
    return actions.launch_edition(
        edition_id=edition.id,
        launched_on=worlds.AT.date(),
        review_on=date(2028, 1, 1),
        without_workshop_because="made up",
        by=world.reporter,
        at=world.at,
    )


def withdraw(world, number, by=None, at=LATER):
    actions.withdraw_consent(record_id=number, by=by or world.setup, at=at)


def work(world):
    """What a worker does with all that waits."""
    for job in Job.objects.filter(kind=actions.REMAKE, state="waiting").order_by("id"):
        jobs.run(job_id=job.pk, by=world.worker, clock=lambda: LATER)
        assert Job.objects.get(pk=job.pk).state == "done"


def text_of(path: Path) -> str:
    """All that can be read in a file, whatever its format."""
    if not zipfile.is_zipfile(path):
        return path.read_text()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as packed:
        return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def stored() -> str:
    chapters = EditionChapter.objects.values_list("content", flat=True)
    return f"{list(chapters)} {list(EditionText.objects.values_list('cover', flat=True))}"


@pytest.mark.django_db
def test_the_words_are_taken_out_of_every_edition_language_and_file(voices):
    first = quote(voices, WORDS)
    launched = launch(voices, build(voices))
    quote(voices, OTHER)
    draft = build(voices, LATER)
    assert {launched.number, draft.number} == {1, 2}
    for edition in (launched, draft):
        assert len(edition.files) == 4
        said = {one.format for one in edition.files if WORDS in text_of(one.path)}
        assert said == {"html", "docx"}
    withdraw(voices, first)

    assert WORDS not in stored()
    for edition in (launched, draft):
        now = queries.edition(edition.id)
        assert (now.files, now.redacted_on) == ((), LATER.date())
    work(voices)
    folder = launched.files[0].path.parents[2]
    assert [path for path in folder.rglob("*") if path.is_file() and WORDS in text_of(path)] == []
    for edition in (launched, draft):
        now = queries.edition(edition.id)
        assert len(now.files) == 4
        english = text_of(now.file("en", "docx").path)
        assert "words stood here. They were taken out on 9 November 2026" in english
    assert OTHER in text_of(queries.edition(draft.id).file("ur", "html").path)


@pytest.mark.django_db
def test_the_ledger_keeps_the_fingerprints_of_the_files_before_and_after(voices):
    number = quote(voices, WORDS)
    edition = build(voices, formats=("html",))
    before = {f"{one.language}.{one.format}": one.sha256 for one in edition.files}
    withdraw(voices, number)
    work(voices)
    after = {
        f"{one.language}.{one.format}": one.sha256 for one in queries.edition(edition.id).files
    }
    taken, made = Event.objects.filter(verb__in=["reports.redacted", "reports.remade"])
    assert {key: taken.refs[key] for key in before} == before
    assert made.refs == after
    assert before.keys() == after.keys()
    assert not set(before.values()) & set(after.values())
    assert WORDS not in str(taken.refs) + str(made.refs)


@pytest.mark.django_db
def test_who_printed_nothing_of_it_stays_as_it_was(voices):
    edition = build(voices, formats=("html",))
    number = quote(voices, WORDS)
    withdraw(voices, number)
    assert queries.edition(edition.id) == edition
    assert not Event.objects.filter(verb="reports.redacted").exists()


@pytest.mark.django_db
def test_taking_back_twice_does_nothing_more(voices):
    number = quote(voices, WORDS)
    build(voices, formats=("html",))
    withdraw(voices, number)
    withdraw(voices, number, at=LATER.replace(day=10))
    assert Event.objects.filter(verb="reports.redacted").count() == 1
    assert Job.objects.filter(kind=actions.REMAKE).count() == 1


@pytest.mark.django_db
def test_only_who_may_build_for_the_place_may_take_words_out(voices):
    number = quote(voices, WORDS)
    build(voices, formats=())
    with pytest.raises(Refused):
        actions.redact_editions(record_id=number, by=PUBLIC, at=LATER)
    assert WORDS in stored()


@pytest.mark.django_db
def test_the_next_edition_does_not_print_the_words_and_says_nothing_of_them(voices):
    number = quote(voices, WORDS)
    launch(voices, build(voices, formats=()))
    withdraw(voices, number)
    second = build(voices, LATER, formats=())
    assert second.number == 2
    assert WORDS not in stored()


@pytest.mark.django_db
def test_a_search_finds_none_of_the_words_however_soon_one_redaction_follows_another(voices):
    numbers = [quote(voices, WORDS), quote(voices, OTHER)]
    edition = build(voices, formats=())
    for number, word in zip(numbers, ("bitter", "road"), strict=True):
        assert finding.passages([queries.edition(edition.id)], ("en",), (word,))
        withdraw(voices, number)
        assert finding.passages([queries.edition(edition.id)], ("en",), (word,)) == ()
    assert queries.edition(edition.id).redactions == 2
