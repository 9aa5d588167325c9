"""Putting many places, names and boundaries into the database at once, by COPY."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid4

from django.db import connection
from django.utils.text import slugify

from kachehri.domains.places.models import Boundary, Neighbour, PlaceName, TreeMark
from kachehri.engines.access.actions import nest_leaves
from kachehri.engines.ledger.actions import register_many
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.scripts import fold, sort_key, trigrams


@dataclass(frozen=True)
class PlacesOutcome:
    """What came of a file of places.

    `added` and `changed` count places; with `dry_run` those that would be. Problems of kind `note`
    cost nothing, every other one says what was left out.
    """

    recipe: str
    file: str
    rows: int
    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]
    dry_run: bool = False

    @property
    def left_out(self) -> tuple[Problem, ...]:
        """The problems that cost something."""
        return tuple(p for p in self.problems if p.kind not in {"note", "outside"})


@dataclass(frozen=True)
class NewName:
    """A name to write. A code is found by its beginning only and needs no trigrams."""

    text: str
    status: str
    source: str = ""
    language: str = "en"
    is_code: bool = False

    @classmethod
    def alias(cls, text: str, source: str) -> "NewName":
        """A further spelling."""
        return cls(text, PlaceName.Status.ALIAS.value, source)

    @classmethod
    def proper(cls, text: str, source: str) -> "NewName":
        """The name that a source gives."""
        return cls(text, PlaceName.Status.SOURCED.value, source)


@dataclass(frozen=True)
class NewPlace:
    """A place to write. `parent` is its id and `around` its Thing, None to leave it un-nested."""

    key: str
    tier: str
    names: tuple[NewName, ...]
    parent: int | None
    around: int | None
    source: str
    scheme: int | None = None
    pcode: str | None = None
    valid_to: date | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class Written:
    """The ids that a place was given."""

    id: int
    thing: int


_PLACE = (
    "COPY places_place (id, thing_id, key, pcode, tier, scheme_id, parent_id, valid_to, longitude,"
    " latitude, source) FROM STDIN"
)
_NAME = (
    "COPY places_placename (place_id, language, text, status, source, search_key, sort_key,"
    " trigrams) FROM STDIN"
)


@dataclass
class Keys:
    """Keys that are taken, and new ones made from names."""

    taken: set[str] = field(default_factory=set)

    def made(self, *candidates: str) -> str:
        """The first key of the candidates that is free, made to fit an address."""
        for text in candidates:
            key = slugify(text)[:80].strip("-")
            if key and key not in self.taken:
                self.taken.add(key)
                return key
        raise ValueError(f"no free key among {candidates}")


class Copier:
    """Writes many rows at once. Places belong to one moment, `at`."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    @staticmethod
    def take_turn() -> None:
        """Wait until no other transaction loads places; this one holds the turn until its end."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('places.load'))")

    def places(self, places: Sequence[NewPlace]) -> list[Written]:
        """Write places whose parents are there already; their ids, in the same order."""
        if not places:
            return []
        things = register_many(kind="places.place", count=len(places), at=self.at)
        made = [Written(*pair) for pair in zip(_ids(len(places)), things, strict=True)]
        _copy(_PLACE, (_place_row(one, ids) for one, ids in zip(places, made, strict=True)))
        self.names(
            (ids.id, name) for one, ids in zip(places, made, strict=True) for name in one.names
        )
        nested = [
            (ids.thing, one.around) for one, ids in zip(places, made, strict=True) if one.around
        ]
        if nested:
            nest_leaves(pairs=[(inner, around) for inner, around in nested if around])
        return made

    @staticmethod
    def names(names: Iterable[tuple[int, NewName]]) -> None:
        """Write names of places by the id of the place."""
        rows = [_name_row(place, name) for place, name in names]
        if rows:
            _copy(_NAME, rows)

    @staticmethod
    def neighbours(pairs: set[tuple[int, int]], source: str) -> set[int]:
        """Write pairs of neighbours (both directions) that are new; the places that gained one."""
        there = set(Neighbour.objects.values_list("place_id", "other_id"))
        fresh = sorted(pairs - there)
        Neighbour.objects.bulk_create(
            Neighbour(place_id=one, other_id=other, source=source) for one, other in fresh
        )
        return {one for one, _other in fresh}

    @staticmethod
    def boundaries(rows: Sequence[Boundary]) -> None:
        """Write boundaries; one of the same place and vintage is replaced."""
        Boundary.objects.bulk_create(
            rows,
            batch_size=200,
            update_conflicts=True,
            unique_fields=["place", "vintage"],
            update_fields=["source", "outline", "sketch"],
        )
        if rows:
            TreeMark.objects.update(mark=uuid4())


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('places_place', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _place_row(one: NewPlace, ids: Written) -> tuple[object, ...]:
    x, y = one.point or (None, None)
    return (
        ids.id, ids.thing, one.key, one.pcode, one.tier, one.scheme, one.parent, one.valid_to, x, y,
        one.source,
    )  # fmt: skip


def _name_row(place: int, name: NewName) -> tuple[object, ...]:
    parts = [] if name.is_code else sorted(trigrams(name.text))
    key = sort_key(name.text, name.language)
    return (
        place, name.language, name.text, name.status, name.source, fold(name.text), key, parts,
    )  # fmt: skip


def _copy(statement: str, rows: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
