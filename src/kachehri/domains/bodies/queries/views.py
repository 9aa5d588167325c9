"""The read-models of bodies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from kachehri.domains.bodies.models import Body, Desk

FALLBACK = "en"


def in_language(texts: Mapping[str, str], language: str | None = None) -> str:
    """A text in a language (default: the one in force), else in English, else in any."""
    code = (language or get_language() or FALLBACK).split("-")[0]
    return texts.get(code) or texts.get(FALLBACK) or next(iter(texts.values()), "")


@dataclass(frozen=True)
class BodyView:
    """One body. `names` and `duties` are by language; `laws` are codes of laws that bind it."""

    id: int
    thing_id: int
    key: str
    kind: str
    tier: str
    place_id: int
    parent_id: int | None
    names: Mapping[str, str]
    duties: Mapping[str, str]
    sectors: tuple[str, ...]
    laws: tuple[str, ...]
    calendar: str
    website: str
    is_paper_only: bool
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None
    source: str
    verified_by: str
    verified_on: date | None

    def name(self, language: str | None = None) -> str:
        """The name in a language (default: the one in force), else in English."""
        return in_language(self.names, language)

    def duty(self, language: str | None = None) -> str:
        """What it does, in a language."""
        return in_language(self.duties, language)

    def existed(self, on: date) -> bool:
        """Whether it existed on a day, as far as is known."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or self.valid_to > on)

    @property
    def is_verified(self) -> bool:
        """Whether somebody has checked what stands here."""
        return self.verified_on is not None


@dataclass(frozen=True)
class DeskView:
    """A desk of a body; no categories: it takes all that no other desk takes."""

    id: int
    thing_id: int
    body_id: int
    key: str
    names: Mapping[str, str]
    categories: tuple[str, ...]
    is_closed: bool

    def name(self, language: str | None = None) -> str:
        """The name in a language (default: the one in force)."""
        return in_language(self.names, language)


BODY = (
    "id", "thing_id", "key", "kind", "tier", "place_id", "parent_id", "names", "duties", "sectors",
    "laws", "calendar", "website", "is_paper_only", "valid_from", "valid_to", "successor_id",
    "source", "verified_by", "verified_on",
)  # fmt: skip
DESK = ("id", "thing_id", "body_id", "key", "names", "categories", "is_closed")
LISTS = {"sectors", "laws", "categories"}


def body_views(rows: QuerySet[Body]) -> tuple[BodyView, ...]:
    """The read-models of bodies, in the order of the rows (one query)."""
    return tuple(BodyView(**_tuples(BODY, row)) for row in rows.values_list(*BODY))


def desk_views(rows: QuerySet[Desk]) -> tuple[DeskView, ...]:
    """The read-models of desks (one query)."""
    return tuple(DeskView(**_tuples(DESK, row)) for row in rows.values_list(*DESK))


def _tuples(names: Iterable[str], row: Iterable[Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if name in LISTS else value
        for name, value in zip(names, row, strict=True)
    }
