"""Coding by place in the text, two coders, themes; quotes approved one by one."""

from pathlib import Path
from typing import Any

import pytest
from tests import talks as standard
from tests.talks import AT, Talks, code, quote, stretch
from tests.world import World

from kachehri.domains.forms.actions import (
    voices_coding,
    voices_leaving,
    voices_quotes,
    voices_texts,
)
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Coding
from kachehri.domains.forms.queries import voices, voices_codes, voices_export
from kachehri.domains.forms.queries import voices_quotes as quotes
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import Refused

pytestmark = pytest.mark.django_db
OGG = b"OggS" + bytes(200)


@pytest.fixture
def talks(kept_world: World, settings: Any, tmp_path: Path) -> Talks:
    settings.FILES_ROOT = tmp_path / "files"
    return standard.build(kept_world)


def test_a_quote_is_public_only_when_somebody_else_approved_it(talks: Talks) -> None:
    made = quote(talks, approve=False)
    assert quotes.published().quotes == ()
    with pytest.raises(Refused):
        voices_quotes.decide_quote(quote_id=made, approve=True, by=talks.first, at=AT)
    voices_quotes.decide_quote(quote_id=made, approve=True, by=talks.second, at=AT)
    (shown,) = quotes.published(place_id=talks.world.larkana.id).quotes
    assert shown.said("en") == ("The tap is far", "en")
    assert shown.said("sd") == ("نلکا دور ہے", "ur")
    assert shown.profile == {"sex": "female", "age": "30-44"}
    assert shown.is_made_up
    assert quotes.explains(["water-tap"]) == (shown,)


def test_a_quote_is_refused_with_a_reason(talks: Talks) -> None:
    made = quote(talks, approve=False)
    with pytest.raises(VoiceProblem, match="Write why"):
        voices_quotes.decide_quote(quote_id=made, approve=False, by=talks.second, at=AT)
    voices_quotes.decide_quote(
        quote_id=made, approve=False, because="Too near", by=talks.second, at=AT
    )
    assert quotes.published_one(made) is None


def test_who_stands_out_in_the_crowd_is_not_described(talks: Talks) -> None:
    turn = talks.turns()[4]
    made = voices_quotes.propose_quote(
        words_at=stretch(turn, "ٹھیک"),
        dimension="health",
        place_id=talks.world.larkana.id,
        shown=("age", "sex"),
        by=talks.first,
        at=AT,
    )
    view = quotes.quote(made, talks.first)
    assert view is not None
    assert view.profile == {"sex": "female"}


def test_a_quote_names_the_place_of_the_talk_or_one_around_it(talks: Talks) -> None:
    found = talks
    with pytest.raises(VoiceProblem, match="Choose the place of the talk"):
        voices_quotes.propose_quote(
            words_at=stretch(found.turns()[1], "نلکا"),
            dimension="health",
            place_id=found.world.talukas["Ratodero"].id,
            by=found.first,
            at=AT,
        )


def test_words_of_who_asked_or_who_does_not_agree_are_not_quoted(talks: Talks) -> None:
    asked, said = talks.turns()[0], talks.turns()[1]
    facts: dict[str, Any] = {
        "dimension": "health", "place_id": talks.world.larkana.id, "by": talks.first, "at": AT,
    }  # fmt: skip
    with pytest.raises(VoiceProblem, match="not those of who asked"):
        voices_quotes.propose_quote(words_at=stretch(asked, "پانی"), **facts)
    voices_leaving.take_back(participant_id=talks.people[0], purpose="quote", by=talks.first, at=AT)
    with pytest.raises(VoiceProblem, match="does not agree"):
        voices_quotes.propose_quote(words_at=stretch(said, "نلکا"), **facts)


def test_coding_names_places_in_the_text_and_not_words(talks: Talks) -> None:
    code(talks, talks.first, [(2, "نلکا دور ہے، ", "Distance")])
    (found,) = voices_codes.codings([voices_codes.tasks(talks.text)[0].id])
    turn = voices.turn(found.turn_id)
    assert turn is not None
    assert (turn.words or "")[found.start : found.end] == "نلکا دور ہے،"


def test_nobody_codes_for_another_and_not_after_the_end(talks: Talks) -> None:
    task = code(talks, talks.first, [])
    turn = talks.turns()[1]
    facts: dict[str, Any] = {
        "task_id": task, "turn_id": turn.id, "start": 0, "end": 4, "code_id": talks.codes["Taste"],
        "at": AT,
    }  # fmt: skip
    with pytest.raises(VoiceProblem, match="somebody else"):
        voices_coding.code_words(**facts, by=talks.second)
    with pytest.raises(VoiceProblem, match="complete"):
        voices_coding.code_words(**facts, by=talks.first)


def test_a_coder_sees_the_other_one_only_when_both_are_done(talks: Talks) -> None:
    code(talks, talks.first, [])
    voices_coding.begin_coding(text_id=talks.text, codebook_id=talks.book, by=talks.second, at=AT)
    one, other = voices_codes.tasks(talks.text)
    assert not voices_codes.may_see(one, [one, other], talks.second.thing_id)
    assert voices_codes.may_see(one, [one, other], talks.first.thing_id)
    voices_coding.end_coding(task_id=other.id, by=talks.second, at=AT)
    both = voices_codes.tasks(talks.text)
    assert voices_codes.may_see(both[0], both, talks.second.thing_id)


def test_a_coder_who_still_reads_takes_no_other_ones_codes_out(talks: Talks) -> None:
    code(talks, talks.first, [(2, "نلکا دور ہے", "Distance")])
    voices_coding.begin_coding(text_id=talks.text, codebook_id=talks.book, by=talks.second, at=AT)

    def taken(by: Actor) -> int:
        made = voices_export.project(talks.book, [talks.talk], by)
        assert made is not None
        return sum(len(source.selections) for source in made.sources)

    assert taken(talks.second) == 0
    assert taken(talks.first) == 1
    voices_coding.end_coding(task_id=voices_codes.tasks(talks.text)[1].id, by=talks.second, at=AT)
    assert taken(talks.second) == 1


def test_two_coders_and_their_agreement(talks: Talks) -> None:
    code(talks, talks.first, [(2, "نلکا دور ہے", "Distance"), (4, "بچے اسکول", "School")])
    code(talks, talks.second, [(2, "نلکا دور ہے", "Distance"), (3, "کڑوا", "Taste")])
    found = voices_codes.agreement(*voices_codes.tasks(talks.text))
    by_code = {one.code_id: one for one in found.codes}
    assert by_code[talks.codes["Distance"]].text.alpha == 1
    assert by_code[talks.codes["Distance"]].kappa == 1
    assert by_code[talks.codes["School"]].text.both == 0
    assert found.turns == 5
    assert 0 < (found.alpha or 0) < 1


def test_a_corrected_turn_keeps_its_codes_where_the_words_stayed(talks: Talks) -> None:
    code(talks, talks.first, [(2, "دور", "Distance")])
    turn = talks.turns()[1]
    voices_texts.correct_turn(turn_id=turn.id, text=f"اچھا، {turn.words}", by=talks.first, at=AT)
    (found,) = voices_codes.codings([voices_codes.tasks(talks.text)[0].id])
    new = talks.turns()[1]
    assert (new.words or "")[found.start : found.end] == "دور"
    assert new.length == len(new.words or "")
    voices_texts.correct_turn(turn_id=turn.id, text="xyz", by=talks.first, at=AT)
    assert not Coding.objects.exists()


def test_published_words_are_not_corrected_unseen(talks: Talks) -> None:
    quote(talks)
    with pytest.raises(VoiceProblem, match="published"):
        voices_texts.correct_turn(turn_id=talks.turns()[1].id, text="other", by=talks.first, at=AT)


def test_themes_count_people_by_place_and_group(talks: Talks) -> None:
    marks = [(2, "نلکا", "Distance"), (4, "بچے", "Distance"), (3, "کڑوا", "Taste")]
    code(talks, talks.first, marks)
    code(talks, talks.second, marks)
    themes = {one.code_id: one for one in voices_codes.themes(talks.book, talks.first)}
    distance = themes[talks.codes["Distance"]]
    assert (distance.people, distance.talks) == (1, 1)
    assert distance.groups["sex", "female"] == 1
    assert distance.places == {talks.world.talukas["Dokri"].id: 1}
    voices_leaving.take_back(participant_id=talks.people[0], purpose="keep", by=talks.first, at=AT)
    left = voices_codes.themes(talks.book, talks.first)
    assert talks.codes["Distance"] not in {one.code_id for one in left}
