"""The vocabulary of talks with people: what they are called, what people agree to, who they are."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from kachehri.engines.access.actor import Actor
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

TALKS: Mapping[str, str] = {
    "interview": _("Interview"),
    "semi-structured": _("Interview with a guide"),
    "focus-group": _("Focus group"),
    "key-informant": _("Talk with somebody who knows the matter"),
    "oral-history": _("Life story"),
    "observation": _("Observation"),
    "hearing": _("Open hearing"),
    "workshop": _("Workshop"),
}
"""How a talk was held."""

PURPOSES: Mapping[str, str] = {
    "keep": _("Their words may be written down, kept and studied"),
    "record": _("The sound may be kept"),
    "quote": _("Their words may be published, without the name"),
    "name": _("Their name may stand beside their words"),
    "contact": _("They may be asked again"),
}
"""What somebody agrees to, one by one."""

HOW: Mapping[str, str] = {
    "orally": _("said so"),
    "in-writing": _("signed"),
    "thumbprint": _("gave a thumbprint"),
    "guardian": _("a parent or guardian agreed, and so did they"),
}
"""How consent was given."""

TEXTS: Mapping[str, str] = {
    "transcript": _("Transcript"),
    "translation": _("Translation"),
    "notes": _("Notes"),
}
LANGUAGES: Mapping[str, str] = {
    "en": _("English"),
    "ur": _("Urdu"),
    "sd": _("Sindhi"),
    "skr": _("Saraiki"),
    "bal": _("Balochi"),
    "brh": _("Brahui"),
    "pa": _("Punjabi"),
    "ps": _("Pashto"),
}
"""What is spoken and written in talks."""

KNOWLEDGE: Mapping[str, str] = {
    "water": _("Water and floods"),
    "weather": _("Weather and seasons"),
    "farming": _("Fields, animals and seed"),
    "health": _("Care and healing"),
    "craft": _("Building and crafts"),
    "peace": _("Settling quarrels"),
    "story": _("Stories, songs and places"),
}
"""What a community's own knowledge is about."""

TERMS: Mapping[str, str] = {
    "kept": _("Kept for the community; nobody else reads it"),
    "community": _("People of the place may read it, at the office that keeps it"),
    "public": _("Everybody may read it, with the name of who holds it"),
}
CONDITIONS: Mapping[str, str] = {
    "named": _("Always with the name of who holds it"),
    "not-sold": _("Not to be sold, and nothing made of it to be sold"),
    "ask-first": _("Ask again before each new use"),
    "share-gain": _("Who gains from it shares with the community"),
    "season": _("Only to be told in its season"),
}
"""What the holder of knowledge may ask of everybody who uses it."""


@dataclass(frozen=True)
class ProfileField:
    """Something that is known of who took part. `rare` values never stand beside a quote."""

    key: str
    label: str
    choices: Mapping[str, str]
    rare: frozenset[str] = frozenset()


_profile: dict[str, ProfileField] = {}


def register_profile(*fields: ProfileField) -> None:
    """Make the fields of a profile known. Another one of a known key is a ValueError."""
    for one in fields:
        if _profile.setdefault(one.key, one) != one:
            raise ValueError(f"Two fields of a profile are called {one.key!r}.")


def profile() -> tuple[ProfileField, ...]:
    """Every known field in the order of registration."""
    return tuple(_profile.values())


Leaving: TypeAlias = Callable[[Collection[int], Actor, datetime], object]
"""Told which quotes are no longer to be read anywhere, by whom and when."""
_leaving: list[Leaving] = []


def register_leaving(follow: Leaving) -> None:
    """Have something done in the transaction that takes published quotes back, once each."""
    if follow not in _leaving:
        _leaving.append(follow)


def leaving() -> tuple[Leaving, ...]:
    """What is to be done when quotes are taken back."""
    return tuple(_leaving)


class VoiceProblem(ValueError):
    """Something about a talk that cannot be done: problems by field, in the reader's language."""

    def __init__(self, problems: Mapping[str, Any] | str) -> None:
        self.problems = {"": problems} if isinstance(problems, str) else dict(problems)
        super().__init__("; ".join(str(one) for one in self.problems.values()))


@dataclass(frozen=True)
class NewTurn:
    """What one person said in one go. `participant` is a number, None for whoever asked."""

    participant: int | None
    words: str
