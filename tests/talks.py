"""One standard focus group for every test of voices: made up, built by calling actions."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from kachehri.domains.forms.actions import (
    voices_codes,
    voices_coding,
    voices_quotes,
    voices_talks,
    voices_texts,
)
from kachehri.domains.forms.actions.voices_quotes import Stretch
from kachehri.domains.forms.queries import voices
from kachehri.domains.forms.queries.voices import TurnView
from kachehri.engines.access.actor import Actor, GrantFact
from kachehri.engines.ledger import actions as ledger
from tests.world import World

AT = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
HELD = date(2026, 11, 3)
SPOKEN = """Q: پینے کا پانی کہاں سے آتا ہے؟
1: نلکا دور ہے، میں صبح ایک گھنٹہ چلتی ہوں۔
2: گرمیوں میں پانی کڑوا ہو جاتا ہے۔
   پھر بھی پیتے ہیں۔
1: بچے اسکول دیر سے جاتے ہیں۔
3: ہمارے ہاں پانی ٹھیک ہے۔"""
ENGLISH = """Q: Where does your drinking water come from?
1: The tap is far, I walk an hour in the morning.
2: In summer the water turns bitter. We drink it all the same.
1: The children are late for school.
3: Our water is fine."""
ALL = ("keep", "record", "quote")


@dataclass(frozen=True)
class Talks:
    """What was built: a talk with six people, its text and translation, a codebook."""

    world: World
    first: Actor
    second: Actor
    talk: int
    people: tuple[int, ...]
    text: int
    translation: int
    book: int
    codes: dict[str, int] = field(default_factory=dict)

    def turns(self, text: int | None = None) -> tuple[TurnView, ...]:
        """The turns of the transcript, or of another text."""
        return voices.turns(text or self.text)


def somebody(
    at: datetime = AT, *, covers: frozenset[int] | None = None, role: str = "researcher"
) -> Actor:
    """Somebody with a role, everywhere or at the Things that are covered."""
    thing = ledger.register(kind="accounts.account", at=at)
    grant = GrantFact(role=role, covers=covers)
    return Actor(thing_id=thing.pk, name="Made up", signed_in=True, grants=(grant,))


def build(world: World, at: datetime = AT) -> Talks:
    """Build the talk in the database of the test."""
    first, second = somebody(at), somebody(at)
    dokri = world.talukas["Dokri"]
    talk = voices_talks.open_talk(
        place_id=dokri.id,
        kind="focus-group",
        topics={"en": "Made up: drinking water"},
        held_on=HELD,
        language="ur",
        is_made_up=True,
        by=first,
        at=at,
    )
    people = tuple(
        voices_talks.add_participant(
            talk_id=talk,
            profile={"sex": "female", "age": age, "work": "home"},
            consents=ALL,
            how="orally",
            by=first,
            at=at,
        )
        for age in ("30-44", "30-44", "18-29", "30-44", "30-44", "30-44")
    )
    text = voices_texts.add_text(
        talk_id=talk, what="transcript", language="ur", text=SPOKEN, by=first, at=at
    )
    translation = voices_texts.add_text(
        talk_id=talk, what="translation", language="en", text=ENGLISH, of=text, by=first, at=at
    )
    book = voices_codes.make_codebook(
        key="water", names={"en": "Water"}, place_id=world.larkana.id, by=first, at=at
    )
    codes = {
        name: voices_codes.write_code(codebook_id=book, names={"en": name}, by=first, at=at)
        for name in ("Distance", "Taste", "School")
    }
    return Talks(world, first, second, talk, people, text, translation, book, codes)


def stretch(turn: TurnView, words: str) -> Stretch:
    """Where words stand in a turn."""
    start = (turn.words or "").index(words)
    return Stretch(turn.id, start, start + len(words))


def code(talks: Talks, by: Actor, marks: list[tuple[int, str, str]], at: datetime = AT) -> int:
    """Code words of numbered turns, and say that it is complete; return the task."""
    task = voices_coding.begin_coding(text_id=talks.text, codebook_id=talks.book, by=by, at=at)
    turns = {one.number: one for one in talks.turns()}
    for number, words, name in marks:
        where = stretch(turns[number], words)
        voices_coding.code_words(
            task_id=task,
            turn_id=where.turn_id,
            start=where.start,
            end=where.end,
            code_id=talks.codes[name],
            by=by,
            at=at,
        )
    voices_coding.end_coding(task_id=task, by=by, at=at)
    return task


def quote(talks: Talks, *, approve: bool = True, at: datetime = AT) -> int:
    """Quote the first participant in two languages; approved by the other researcher."""
    spoken, english = talks.turns()[1], talks.turns(talks.translation)[1]
    made = voices_quotes.propose_quote(
        words_at=stretch(spoken, "نلکا دور ہے"),
        translations=[stretch(english, "The tap is far")],
        dimension="health",
        indicator="water-tap",
        place_id=talks.world.larkana.id,
        shown=("sex", "age"),
        by=talks.first,
        at=at,
    )
    if approve:
        voices_quotes.decide_quote(quote_id=made, approve=True, by=talks.second, at=at)
    return made
