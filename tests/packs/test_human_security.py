"""The chapters of the District Human Security Report, as declared."""

from kachehri.domains.evidence.kinds import DIMENSIONS
from kachehri.domains.reports.kinds import (
    Breakdown,
    ExternalityGrid,
    NeedsMatrix,
    Recommendations,
    Responses,
    SinceLast,
    Situation,
    Unpublished,
    Voices,
    Written,
)
from kachehri.domains.reports.rules.selects import inside
from kachehri.packs.pakistan.contents import EVIDENCE
from kachehri.packs.pakistan.reports import HUMAN_SECURITY
from kachehri.packs.pakistan.reports.security.seven import ALL_SEVEN, HEADLINES

CHAPTERS = {one.key: one for one in HUMAN_SECURITY.chapters}
ANNEXES = ("missing", "definitions", "surveys", "method", "answers")


def test_each_of_the_seven_sides_has_its_chapter_in_the_order_of_the_handbook():
    keys = [key for key in CHAPTERS if key in DIMENSIONS]
    assert keys == [
        "economic", "food", "health", "environmental", "personal", "community", "political",
    ]  # fmt: skip


def test_a_chapter_of_a_side_has_figures_voices_gaps_texts_of_editors_and_answers():
    for one in ALL_SEVEN:
        chapter = CHAPTERS[one.key]
        for part in (Situation, Voices, Unpublished, Responses):
            assert any(inside(chapter, part)), (one.key, part)
        assert {text.at for text in inside(chapter, Written)} == {"start", "end"}
        assert {text.chapter for text in inside(chapter, Written)} == {one.key}
        assert {part.chapter for part in inside(chapter, Responses)} == {one.key}


def test_no_small_group_of_a_religion_or_a_language_is_shown():
    least = {one.dimension: one.least for one in inside(CHAPTERS["people"], Breakdown)}
    assert least["religion"] >= 1000
    assert least["language"] >= 500


def test_headlines_are_declared_indicators_of_which_somebody_could_have_a_figure():
    known = {one.code for one in EVIDENCE.indicators}
    assert set(HEADLINES) <= known
    assert len(HEADLINES) == len(set(HEADLINES))


def test_answers_can_be_given_to_every_chapter_but_those_about_the_report_itself():
    answered = {one.chapter for one in inside(HUMAN_SECURITY, Responses) if one.chapter}
    assert set(CHAPTERS) - answered == {"about", "people", *ANNEXES}


def test_the_five_phases_and_what_changed_since_stand_in_the_report():
    for part in (SinceLast, NeedsMatrix, ExternalityGrid, Recommendations):
        assert any(inside(HUMAN_SECURITY, part))
    assert list(CHAPTERS)[-len(ANNEXES) :] == list(ANNEXES)
