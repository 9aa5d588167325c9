"""Finding places by what a person types, in every scheme."""

from django.db.models import QuerySet, Value

from kachehri.domains.places.models import Place, PlaceName
from kachehri.kernel.scripts import fold, trigrams

from .trees import by_ids
from .views import PlaceView

LOOKED_AT = 400
"""Names that are ranked: a text that fits more is too short to say which is meant."""

SHORTEST_PART = 3
"""Letters that a text must have to be looked for at the beginning of any word of a name."""


def search(text: str, *, limit: int = 20) -> tuple[PlaceView, ...]:
    """Places of which a name or alias holds the text, in whichever script it was typed.

    Whole names first, then places of the administrative tree, then other schemes; names that begin
    with the text before those that hold it. Outside the administrative tree the text has to stand
    at the beginning of a word: the index of search keys finds names that begin with it, that of
    trigrams the others.
    """
    wanted = fold(text)
    if not wanted:
        return ()
    names = PlaceName.objects
    administrative = Place.objects.filter(scheme__isnull=True)
    ours = _rows(names.filter(place__in=administrative, search_key__contains=wanted), is_ours=True)
    begun = list(ours.union(_rows(names.filter(search_key__startswith=wanted)), all=True))
    first = {place_id for place_id, _key, _status, is_ours in begun if is_ours}
    hits = [(place_id, key, status) for place_id, key, status, _is_ours in begun]
    if sum(not row[3] for row in begun) < limit and len(wanted) >= SHORTEST_PART:
        holding = names.filter(trigrams__contains=_parts(wanted), search_key__contains=wanted)
        hits += [row[:3] for row in _rows(holding)]
    best: dict[int, tuple[bool, bool, bool, bool, int]] = {}
    for place_id, key, status in hits:
        is_alias = status == PlaceName.Status.ALIAS
        rank = (
            key != wanted,
            place_id not in first,
            is_alias,
            not key.startswith(wanted),
            len(key),
        )
        best[place_id] = min(rank, best.get(place_id, rank))
    order = sorted(best, key=lambda place_id: (best[place_id], place_id))[:limit]
    views = by_ids(order)
    return tuple(views[place_id] for place_id in order)


def _rows(
    names: QuerySet[PlaceName], *, is_ours: bool = False
) -> QuerySet[PlaceName, tuple[int, str, str, bool]]:
    """The first names with whether their places were looked for in the administrative tree."""
    rows = names.annotate(is_ours=Value(is_ours)).order_by("search_key", "id")
    return rows.values_list("place_id", "search_key", "status", "is_ours")[:LOOKED_AT]


def _parts(wanted: str) -> list[str]:
    """Trigrams that a name must have to hold the text: words may go on to the right."""
    *whole, last = wanted.split()
    ending = f"{last[-2:]} "
    parts = trigrams(last) - ({ending} if len(last) > 1 else {f" {last} "})
    return sorted(parts | frozenset().union(*map(trigrams, whole)))
