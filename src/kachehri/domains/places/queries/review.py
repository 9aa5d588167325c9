"""The review queue of names that no place has, and the names that places have learned."""

from dataclasses import dataclass
from datetime import datetime

from kachehri.domains.places.models import PlaceName, UnmatchedName
from kachehri.domains.places.rules import REVIEWED

from .trees import by_ids
from .views import PlaceView


@dataclass(frozen=True)
class UnmatchedGuess:
    """A place that a waiting name may mean; `reason` as in `Match`."""

    place: PlaceView
    score: float
    reason: str


@dataclass(frozen=True)
class UnmatchedView:
    """A name of a file that no place has. `within` is where it was sought, None for anywhere.

    `answer` None with `settled_at`: a person said that it is none of ours.
    """

    id: int
    text: str
    tier: str
    within: PlaceView | None
    seen_in: str
    rows: int
    guesses: tuple[UnmatchedGuess, ...]
    first_seen: datetime
    answer: PlaceView | None
    settled_at: datetime | None


@dataclass(frozen=True)
class AliasView:
    """A further spelling of a place. `is_learned`: a person taught it, and can take it back."""

    id: int
    text: str
    language: str
    place_id: int
    source: str
    is_learned: bool


def unmatched(
    *, after: int = 0, limit: int = 50, settled: bool = False
) -> tuple[UnmatchedView, ...]:
    """A page of names that wait (or are settled), in the order in which they came."""
    rows = UnmatchedName.objects.filter(pk__gt=after, settled_at__isnull=not settled)
    return _views(list(rows.order_by("pk")[:limit]))


def unmatched_one(unmatched_id: int) -> UnmatchedView | None:
    """One name of the queue."""
    views = _views(list(UnmatchedName.objects.filter(pk=unmatched_id)))
    return views[0] if views else None


def unmatched_count() -> int:
    """How many names wait."""
    return UnmatchedName.objects.filter(settled_at__isnull=True).count()


def _views(rows: list[UnmatchedName]) -> tuple[UnmatchedView, ...]:
    ids = {row.within_id for row in rows} | {row.answer_id for row in rows}
    ids |= {guess["place"] for row in rows for guess in row.guesses}
    known = by_ids(one for one in ids if one is not None)
    return tuple(
        UnmatchedView(
            row.pk,
            row.text,
            row.tier,
            known.get(row.within_id or 0),
            row.seen_in,
            row.rows,
            tuple(
                UnmatchedGuess(known[guess["place"]], guess["score"], guess["reason"])
                for guess in row.guesses
                if guess["place"] in known
            ),
            row.first_seen,
            known.get(row.answer_id or 0),
            row.settled_at,
        )
        for row in rows
    )


def aliases(place_id: int) -> tuple[AliasView, ...]:
    """The further spellings of a place."""
    rows = PlaceName.objects.filter(place_id=place_id, status=PlaceName.Status.ALIAS)
    return tuple(
        AliasView(
            row.pk,
            row.text,
            row.language,
            row.place_id,
            row.source,
            row.source.startswith(REVIEWED),
        )
        for row in rows.order_by("pk")
    )
