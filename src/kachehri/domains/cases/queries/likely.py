"""Matters nearby that may be the same, so that somebody can say *me too* instead."""

from kachehri.domains.cases.kinds import Filter
from kachehri.domains.cases.rules.likeness import ALIKE, alike
from kachehri.domains.places import queries as places

from .lists import near, newest
from .views import CaseView, Likely, seen, seen_by_public

MOST_COMPARED = 60


def nearby(
    place_id: int | None = None,
    category: str = "",
    *,
    point: tuple[float, float] | None = None,
    words: str = "",
    limit: int = 5,
) -> tuple[Likely, ...]:
    """Public open matters of the same place and category, the most alike first.

    `point` (longitude, latitude) names the place where no id does. Without words the newest ones.
    """
    place_id = place_id or (places.areas_at([point[0]], [point[1]])[0] if point else 0)
    if not place_id:
        return ()
    filter = Filter(place_id=place_id, category=category, is_open=True)
    rows = newest(near(filter), limit=MOST_COMPARED, is_public=True)
    found = [Likely(row, _likeness(row, words)) for row in seen_by_public(rows)]
    if words:
        found = [one for one in found if one.score >= ALIKE]
        found.sort(key=lambda one: -one.score)
    return tuple(found[:limit])


def duplicates(case: CaseView, limit: int = 8) -> tuple[Likely, ...]:
    """Open matters that may be the same as one, for staff: also those that are not public."""
    filter = Filter(place_id=case.place_id, category=case.category, is_open=True, kind=case.kind)
    rows = newest(filter, limit=MOST_COMPARED)
    words = f"{case.title} {case.words}"
    found = [
        Likely(seen(row, "authority"), _likeness(row, words))
        for row in rows
        if row.id != case.id and row.duplicate_of_id is None
    ]
    likely = sorted((one for one in found if one.score >= ALIKE), key=lambda one: -one.score)
    return tuple(likely[:limit])


def _likeness(row: CaseView, words: str) -> float:
    return round(alike(f"{row.title} {row.words}", words), 3) if words else 0.0
