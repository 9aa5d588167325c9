"""A quote out of a talk stands beside the figure that it explains, and leaves with its speaker."""

from dataclasses import replace

import pytest

from kachehri.domains.forms.actions import voices_leaving
from kachehri.domains.reports import actions
from kachehri.domains.reports.kinds import ChapterKind, Voices, register, report
from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.engines.ledger.models import Event
from tests import talks as standard
from tests import world as worlds
from tests.talks import AT

from .small import SMALL

WORDS = "The tap is far"
SPOKEN = "نلکا دور ہے"
PARTS = (Voices("health", explaining=True), Voices("health"))
KIND = replace(
    SMALL,
    key="made-up-spoken",
    chapters=(*SMALL.chapters, ChapterKind("voices", "Voices", PARTS)),
)


@pytest.fixture
def talks(kept_world, settings, tmp_path):
    """A talk of which somebody's words explain how many have a tap."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.LANGUAGES = [("en", "English"), ("ur", "Urdu")]
    register(KIND)
    yield standard.build(kept_world)
    del report._known[KIND.key]


def build(talks, at=AT):
    return actions.build_edition(
        kind=KIND.key,
        place_id=talks.world.larkana.id,
        by=talks.world.reporter,
        at=at,
        formats=("html",),
    )


def chapter(edition, language="en"):
    return str(
        EditionChapter.objects.get(
            text__edition=edition.id, text__language=language, key="voices"
        ).content
    )


def test_the_words_stand_below_the_figure_that_they_explain(talks):
    standard.quote(talks)
    said = chapter(build(talks))
    assert "Somebody explains the figure" in said.partition(WORDS)[0]
    assert "30" in said.partition(WORDS)[0]
    assert "indicators/water-tap/" in said
    assert "a woman, 30 to 44 years, Focus group, Larkana, 2026, made up" in said
    assert said.count(WORDS) == 1


def test_each_language_prints_the_words_that_it_has(talks):
    standard.quote(talks)
    assert SPOKEN in chapter(build(talks), "ur")


def test_what_nobody_approved_is_not_printed(talks):
    standard.quote(talks, approve=False)
    assert WORDS not in chapter(build(talks))


def test_an_approved_quote_makes_the_last_draft_old(talks):
    place = talks.world.larkana
    before = digest(KIND, gather(KIND, place))
    made = standard.quote(talks)
    after = digest(KIND, gather(KIND, place))
    assert before != after
    voices_leaving.withdraw_quote(quote_id=made, by=talks.first, at=AT)
    assert digest(KIND, gather(KIND, place)) == before


def test_taken_back_words_leave_every_edition_and_its_files_and_the_next_one(talks):
    standard.quote(talks)
    edition = build(talks)
    voices_leaving.take_back(participant_id=talks.people[0], purpose="keep", by=talks.first, at=AT)
    for language, words in (("en", WORDS), ("ur", SPOKEN)):
        assert words not in chapter(edition, language)
    assert "They were taken out on" in chapter(edition)
    assert not EditionFile.objects.filter(edition=edition.id).exists()
    assert Edition.objects.get(pk=edition.id).redactions == 1
    assert Event.objects.filter(verb="reports.redacted").exists()
    later = build(talks, worlds.AT.replace(day=20))
    assert WORDS not in chapter(later)


def test_what_is_taken_back_by_somebody_who_builds_no_reports_leaves_them_all_the_same(talks):
    made = standard.quote(talks)
    edition = build(talks)
    keeper = standard.somebody(covers=frozenset({talks.world.talukas["Dokri"].thing_id}))
    voices_leaving.withdraw_quote(quote_id=made, by=keeper, at=AT)
    assert WORDS not in chapter(edition)
