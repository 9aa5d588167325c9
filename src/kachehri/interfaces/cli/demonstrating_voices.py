"""The made-up talks of a pack, for `kachehri pack load --demo`: kept, coded by two, quoted."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from kachehri.domains.forms.actions import (
    voices_codes,
    voices_coding,
    voices_knowledge,
    voices_quotes,
    voices_talks,
    voices_texts,
)
from kachehri.domains.forms.actions.voices_knowledge import Consent, Telling
from kachehri.domains.forms.actions.voices_quotes import Stretch
from kachehri.domains.forms.queries import voices
from kachehri.domains.forms.queries import voices_codes as known
from kachehri.domains.forms.queries.voices import TurnView
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor

from .demonstrating_matters import person

AGREED = ("keep", "record", "quote")


def write_voices(told: Any, *, at: datetime) -> int:
    """Write the made-up talks of a pack; return how many, 0 where there are some already."""
    setup = system_actor("setup", at)
    place = places.by_code(told.PLACE)
    if place is None or known.codebooks(setup):
        return 0
    content = tomllib.loads(told.TALKS.read_text(encoding="utf-8"))
    with transaction.atomic():
        writer = Writer(told, place, person("researcher", at), setup, at)
        writer.codebook(content["codebook"], content["code"])
        for one in content["talk"]:
            writer.talk(one)
        for one in content["knowledge"]:
            writer.knowledge(one)
    return len(content["talk"])


class Writer:
    """Writes talks one after the other: one person keeps them, another approves and codes again."""

    def __init__(
        self, told: Any, place: PlaceView, keeper: Actor, other: Actor, at: datetime
    ) -> None:
        self.fields: Sequence[str] = told.FIELDS
        self.place, self.keeper, self.other, self.at = place, keeper, other, at
        self.codes: dict[str, int] = {}
        self.book = 0

    def codebook(self, book: Mapping[str, Any], codes: Sequence[dict[str, Any]]) -> None:
        """The codebook with its codes; each names the one above it by its key."""
        self.book = voices_codes.make_codebook(
            **book, place_id=self.place.id, by=self.keeper, at=self.at
        )
        for one in codes:
            key, above = one.pop("key"), one.pop("above", "")
            self.codes[key] = voices_codes.write_code(
                codebook_id=self.book,
                parent_id=self.codes.get(above),
                **one,
                by=self.keeper,
                at=self.at,
            )

    def talk(self, one: Mapping[str, Any]) -> None:
        """One talk with its people, its three texts, what was coded and what is quoted."""
        talk = voices_talks.open_talk(
            place_id=self.place_of(one["place"]).id,
            kind=one["kind"],
            topics=one["topics"],
            held_on=(self.at - timedelta(days=one["days_ago"])).date(),
            minutes=one["minutes"],
            language=one["language"],
            guide=one["guide"],
            not_heard=one["not_heard"],
            is_made_up=True,
            by=self.keeper,
            at=self.at,
        )
        for line in one["people"]:
            voices_talks.add_participant(
                talk_id=talk,
                profile=dict(zip(self.fields, line.split(), strict=True)),
                consents=AGREED,
                how="orally",
                by=self.keeper,
                at=self.at,
            )
        texts = self.texts(talk, one)
        spoken = texts[one["language"]]
        for coder, marks in ((self.keeper, one["marks"]), (self.other, one["second"])):
            self.code(coder, marks, spoken)
        for quote in one["quote"]:
            self.quote(quote, texts, one["language"])

    def texts(self, talk: int, one: Mapping[str, Any]) -> dict[str, tuple[TurnView, ...]]:
        """The transcript and its translations, by language, as turns."""
        first = self.text(talk, one, one["language"], None)
        others = [code for code in ("en", "ur", "sd") if code != one["language"]]
        texts = {one["language"]: first} | {
            code: self.text(talk, one, code, first) for code in others
        }
        return {code: voices.turns(text) for code, text in texts.items()}

    def text(self, talk: int, one: Mapping[str, Any], language: str, of: int | None) -> int:
        """One text of a talk."""
        return voices_texts.add_text(
            talk_id=talk,
            what="translation" if of else "transcript",
            language=language,
            text=one[language],
            of=of,
            by=self.keeper,
            at=self.at,
        )

    def code(self, coder: Actor, marks: Sequence[Any], spoken: Sequence[TurnView]) -> None:
        """What one reader coded, said to be complete; nothing for who did not read it."""
        if not marks:
            return
        task = voices_coding.begin_coding(
            text_id=spoken[0].text_id, codebook_id=self.book, by=coder, at=self.at
        )
        for number, words, code in marks:
            where = stretch(spoken[number - 1], words)
            voices_coding.code_words(
                task_id=task,
                turn_id=where.turn_id,
                start=where.start,
                end=where.end,
                code_id=self.codes[code],
                by=coder,
                at=self.at,
            )
        voices_coding.end_coding(task_id=task, by=coder, at=self.at)

    def quote(
        self, one: Mapping[str, Any], texts: Mapping[str, Sequence[TurnView]], spoken: str
    ) -> None:
        """Words in each language, proposed by one and approved by the other."""
        found = {code: stretch(texts[code][one["turn"] - 1], one["words"][code]) for code in texts}
        made = voices_quotes.propose_quote(
            words_at=found.pop(spoken),
            translations=found.values(),
            dimension=one["dimension"],
            indicator=one.get("indicator", ""),
            place_id=self.place.id,
            shown=one["shown"],
            by=self.keeper,
            at=self.at,
        )
        voices_quotes.decide_quote(quote_id=made, approve=True, by=self.other, at=self.at)

    def knowledge(self, one: Mapping[str, Any]) -> None:
        """What an invented community knows, shared on its terms."""
        made = voices_knowledge.write_knowledge(
            place_id=self.place_of(one["place"]).id,
            sort=one["sort"],
            telling=Telling(one["titles"], one["words"], one["holder"]),
            consent=Consent(
                terms=one["terms"],
                how=one["how"],
                on=(self.at - timedelta(days=one["days_ago"])).date(),
                conditions=one["conditions"],
            ),
            is_made_up=True,
            by=self.keeper,
            at=self.at,
        )
        voices_knowledge.approve_knowledge(knowledge_id=made, by=self.other, at=self.at)

    def place_of(self, code: str) -> PlaceView:
        """A place by its code; the pack's own talks name only places that it has."""
        found = places.by_code(code)
        if found is None:
            raise LookupError(f"There is no place {code!r}.")
        return found


def stretch(turn: TurnView, words: str) -> Stretch:
    """Where words stand in a turn. Raises ValueError where they do not."""
    start = (turn.words or "").index(words)
    return Stretch(turn.id, start, start + len(words))
