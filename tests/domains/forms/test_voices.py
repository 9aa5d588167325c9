"""Talks, consents and words: sealed, coded by place, quoted one by one, and taken back wholly."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests import talks as standard
from tests.talks import ALL, AT, HELD, Talks, code, quote, somebody
from tests.world import World

from kachehri.domains.forms.actions import (
    voices_leaving,
    voices_talks,
    voices_texts,
)
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Participant, Recording, Turn
from kachehri.domains.forms.queries import voices
from kachehri.domains.forms.queries import voices_quotes as quotes
from kachehri.domains.forms.queries import voices_words as words
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.engines.vault.keyring import KeyDestroyed

pytestmark = pytest.mark.django_db
OGG = b"OggS" + bytes(200)


@pytest.fixture
def talks(kept_world: World, settings: Any, tmp_path: Path) -> Talks:
    settings.FILES_ROOT = tmp_path / "files"
    return standard.build(kept_world)


def everything_in_the_database() -> str:
    """Each row of each table of forms and of the ledger's events, bytes in hex."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("forms_") or table == "ledger_event":
                cursor.execute(f'select row_to_json(t)::text from "{table}" t')  # noqa: S608
                found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def lies_open(text: str) -> bool:
    """Whether a text stands in the database as it is, or as bytes."""
    lying = everything_in_the_database()
    return text in lying or text.encode().hex() in lying


def test_a_transcript_is_kept_turn_by_turn_and_no_word_of_it_lies_open(talks: Talks) -> None:
    turns = talks.turns()
    assert [one.speaker for one in turns] == [None, 1, 2, 1, 3]
    assert (turns[2].words or "").split("\n")[1].strip() == "پھر بھی پیتے ہیں۔"
    assert turns[1].length == len(turns[1].words or "")
    assert lies_open("Made up: drinking water")
    assert not lies_open("نلکا")
    assert not lies_open("The tap")


def test_each_turn_has_a_key_of_its_own(talks: Talks) -> None:
    one, other = Turn.objects.order_by("id")[:2]
    ring = words.ring(words.TURNS)
    assert ring.key(one.pk) != ring.key(other.pk)
    with pytest.raises(ValueError, match="does not open"):
        ring.open(other.pk, bytes(one.nonce or b""), bytes(one.content or b""), words.WORDS)


def test_a_name_is_kept_only_of_who_agrees_to_be_named_and_sealed(talks: Talks) -> None:
    facts: dict[str, Any] = {"talk_id": talks.talk, "profile": {}, "how": "orally", "at": AT}
    with pytest.raises(VoiceProblem, match="nobody else"):
        voices_talks.add_participant(**facts, consents=ALL, name="Invented", by=talks.first)
    made = voices_talks.add_participant(
        **facts, consents=(*ALL, "name"), name="Invented Name", by=talks.first
    )
    assert not lies_open("Invented Name")
    person = next(one for one in voices.participants(talks.talk, names=True) if one.id == made)
    assert person.name == "Invented Name"


def test_nothing_is_written_down_of_who_does_not_agree_to_it(talks: Talks) -> None:
    with pytest.raises(VoiceProblem, match="Nothing is written down"):
        voices_talks.add_participant(
            talk_id=talks.talk, profile={}, consents=("quote",), how="orally", by=talks.first, at=AT
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"topics": {"en": " "}}, "topic"),
        ({"held_on": date(2027, 1, 1)}, "held_on"),
        ({"language": "xx"}, "language"),
        ({"minutes": 0}, "minutes"),
        ({"place_id": 0}, "place"),
    ],
)
def test_a_talk_that_cannot_be_says_which_field(
    talks: Talks, facts: dict[str, Any], field: str
) -> None:
    good: dict[str, Any] = {
        "place_id": talks.world.larkana.id,
        "kind": "interview",
        "topics": {"en": "x"},
        "held_on": HELD,
        "language": "sd",
    }
    with pytest.raises(VoiceProblem) as told:
        voices_talks.open_talk(**{**good, **facts}, by=talks.first, at=AT)
    assert field in told.value.problems


def test_a_translation_has_the_turns_and_speakers_of_its_original(talks: Talks) -> None:
    lines = standard.ENGLISH.split("\n")
    facts: dict[str, Any] = {
        "talk_id": talks.talk,
        "what": "translation",
        "language": "sd",
        "of": talks.text,
        "by": talks.first,
        "at": AT,
    }
    with pytest.raises(VoiceProblem, match="has 5 turns, the translation has 4"):
        voices_texts.add_text(**facts, text="\n".join(lines[:4]))
    with pytest.raises(VoiceProblem, match="Turn 5 is spoken by somebody else"):
        voices_texts.add_text(**facts, text="\n".join([*lines[:4], "2: x"]))
    with pytest.raises(VoiceProblem, match="There is a translation"):
        voices_texts.add_text(**facts | {"language": "en"}, text=standard.ENGLISH)


def test_words_that_may_tell_of_violence_close_the_talk_to_others(talks: Talks) -> None:
    before = voices.talk(talks.talk, talks.second)
    assert before is not None
    voices_texts.add_text(
        talk_id=talks.talk,
        what="notes",
        language="en",
        text="1: My husband beats me and I was raped.",
        by=talks.first,
        at=AT,
    )
    with pytest.raises(Refused):
        voices.talk(talks.talk, talks.second)
    assert voices.talk(talks.talk, talks.first) is not None


def test_who_researches_elsewhere_reads_nothing(talks: Talks) -> None:
    stranger = somebody(covers=frozenset({talks.world.talukas["Ratodero"].thing_id}))
    with pytest.raises(Refused):
        voices.talk(talks.talk, stranger)
    assert voices.talks(stranger).talks == ()
    assert quotes.quotes(stranger).quotes == ()


def test_who_takes_everything_back_leaves_no_word_anywhere(talks: Talks) -> None:
    made = quote(talks)
    code(talks, talks.first, [(2, "نلکا", "Distance")])
    kept = voices_talks.add_recording(
        talk_id=talks.talk, name="talk.ogg", content=OGG, by=talks.first, at=AT
    )
    path = Path(settings.FILES_ROOT) / Recording.objects.get(pk=kept).path
    sealed = {
        one.pk: (one.nonce, one.content) for one in Turn.objects.filter(participant=talks.people[0])
    }
    told: list[Any] = []
    kinds.register_leaving(follow := lambda *what: told.append(what))
    try:
        left = voices_leaving.take_back(
            participant_id=talks.people[0], purpose="keep", by=talks.first, at=AT
        )
    finally:
        kinds._leaving.remove(follow)
    assert left == 1
    assert told == [([made], talks.first, AT)]
    assert quotes.published_one(made) is None
    for text in (talks.text, talks.translation):
        said = {one.number: one.words for one in talks.turns(text)}
        assert said[2] is said[4] is None
        assert None not in (said[3], said[5])
    assert not path.exists()
    assert voices.sound(kept, talks.first) is None
    person = Participant.objects.get(pk=talks.people[0])
    assert (person.profile, person.name, person.withdrawn_at) == ({}, None, AT)
    for number, (nonce, content) in sealed.items():
        with pytest.raises(KeyDestroyed):
            words.ring(words.TURNS).open(
                number, bytes(nonce or b""), bytes(content or b""), words.WORDS
            )


def test_an_old_backup_of_the_rows_brings_no_word_back(talks: Talks) -> None:
    before = list(Turn.objects.filter(participant=talks.people[0]))
    voices_leaving.take_back(participant_id=talks.people[0], purpose="keep", by=talks.first, at=AT)
    for row in before:
        row.save()
    assert [one.words for one in talks.turns() if one.speaker == 1] == [None, None]
    assert quotes.published().quotes == ()


def test_taking_back_twice_changes_nothing_more(talks: Talks) -> None:
    for _again in range(2):
        voices_leaving.take_back(
            participant_id=talks.people[0], purpose="keep", by=talks.first, at=AT
        )
    assert Event.objects.filter(verb="forms.words_erased").count() == 1


def test_words_that_somebody_else_repeats_are_taken_out_with_their_translation(
    talks: Talks,
) -> None:
    made = quote(talks)
    voices_leaving.take_out_turn(turn_id=talks.turns()[1].id, by=talks.first, at=AT)
    assert talks.turns()[1].words is None
    assert talks.turns(talks.translation)[1].words is None
    assert quotes.published_one(made) is None


def test_a_sound_is_sealed_judged_by_its_content_and_played_to_those_with_the_right(
    talks: Talks,
) -> None:
    with pytest.raises(VoiceProblem, match="not a sound"):
        voices_talks.add_recording(
            talk_id=talks.talk, name="a.ogg", content=b"MZ" + OGG, by=talks.first, at=AT
        )
    kept = voices_talks.add_recording(
        talk_id=talks.talk, name="a.exe", content=OGG, by=talks.first, at=AT
    )
    row = Recording.objects.get(pk=kept)
    assert b"OggS" not in (Path(settings.FILES_ROOT) / row.path).read_bytes()
    found = voices.sound(kept, talks.first)
    assert found is not None
    assert (found[0].content_type, found[1]) == ("audio/ogg", OGG)
    with pytest.raises(Refused):
        voices.sound(kept, somebody(role="analyst"))


def test_a_sound_is_kept_only_where_everybody_on_it_agreed(talks: Talks) -> None:
    voices_leaving.take_back(
        participant_id=talks.people[2], purpose="record", by=talks.first, at=AT
    )
    facts: dict[str, Any] = {"talk_id": talks.talk, "content": OGG, "by": talks.first, "at": AT}
    with pytest.raises(VoiceProblem, match="Participant 3"):
        voices_talks.add_recording(**facts, name="a.ogg")
    assert voices_talks.add_recording(**facts, name="a.ogg", heard=[1, 2])


def test_events_of_voices_hold_no_words(talks: Talks) -> None:
    quote(talks)
    for event in Event.objects.filter(verb__startswith="forms."):
        assert all(isinstance(one, int) or one.isascii() for one in event.refs.values())
        assert all(len(str(one)) < 30 for one in event.refs.values())


def test_a_clock_set_back_or_a_consent_given_again_counts_by_its_order(talks: Talks) -> None:
    person = talks.people[0]
    voices_leaving.take_back(participant_id=person, purpose="quote", by=talks.first, at=AT)
    voices_talks.record_consent(
        participant_id=person,
        purpose="quote",
        how="thumbprint",
        by=talks.first,
        at=AT - timedelta(days=9),
    )
    assert "quote" in voices.participants(talks.talk)[0].consents
