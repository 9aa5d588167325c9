"""The only door to places: frozen read-models, and finding a place by its name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import get_language

from kachehri.kernel.scripts import fold

from .models import Lineage, Place, PlaceName

FALLBACK = "en"


@dataclass(frozen=True)
class NameView:
    """A name and how good it is: `sourced`, `transliterated` (ours, not checked) or `alias`."""

    text: str
    status: str
    source: str = ""


@dataclass(frozen=True)
class PlaceView:
    """One place with its names. `tile` is its (column, row) in the tile map of its parent, or None.

    `pcode` is None where no source gives a code; `valid_from` and `valid_to` are None where no
    source gives a day.
    """

    id: int
    thing_id: int
    key: str
    pcode: str | None
    tier: str
    names: Mapping[str, NameView]
    parent_id: int | None
    tile: tuple[int, int] | None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""
    aliases: tuple[str, ...] = ()
    sort_keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def name(self, language: str | None = None) -> str:
        """The name in a language (default: the one in force), else in English."""
        language = (language or get_language() or FALLBACK).split("-")[0]
        found = self.names.get(language) or self.names.get(FALLBACK)
        return found.text if found else self.key

    @property
    def code(self) -> str:
        """The P-code, or the key where there is none."""
        return self.pcode or self.key


@dataclass(frozen=True)
class LineageView:
    """One place was made from another. `on` is None where no source gives the day."""

    predecessor_id: int
    successor_id: int
    kind: str
    on: date | None
    source: str
    verified: bool


def tree(*, on: date | None = None) -> tuple[PlaceView, ...]:
    """Every place, parents before children (two queries).

    `on` keeps those that existed that day.
    """
    rows = Place.objects.all() if on is None else Place.objects.valid(on=on)
    return _views(rows.order_by("id"))


def by_pcode(pcode: str) -> PlaceView | None:
    """The place with this P-code."""
    return _one(Place.objects.filter(pcode=pcode))


def by_key(key: str) -> PlaceView | None:
    """The place with this key (`larkana`, `larkana-bakrani`)."""
    return _one(Place.objects.filter(key=key))


def by_code(code: str) -> PlaceView | None:
    """The place with this P-code or, where no source gives one, this key."""
    return by_pcode(code) or by_key(code)


def by_ids(ids: Iterable[int]) -> dict[int, PlaceView]:
    """Several places at once (two queries)."""
    return {view.id: view for view in _views(Place.objects.filter(id__in=list(ids)))}


def children(place_id: int, on: date | None = None) -> tuple[PlaceView, ...]:
    """The places directly below, in the order of the language in force."""
    rows = Place.objects.filter(parent_id=place_id)
    views = _views(rows if on is None else rows.valid(on=on))
    return in_order(views)


@dataclass(frozen=True)
class Family:
    """A place with the one above it and those directly below, in the order of the language."""

    place: PlaceView
    parent: PlaceView | None
    children: tuple[PlaceView, ...]


def family(key: str) -> Family | None:
    """The place with this key and its nearest kin (two queries)."""
    kin = Q(key=key) | Q(parent__key=key) | Q(children__key=key)
    views = _views(Place.objects.filter(kin).distinct().order_by("id"))
    place = next((view for view in views if view.key == key), None)
    if place is None:
        return None
    below = in_order(view for view in views if view.parent_id == place.id)
    parent = next((view for view in views if view.id == place.parent_id), None)
    return Family(place, parent, below)


def in_order(views: Iterable[PlaceView], language: str | None = None) -> tuple[PlaceView, ...]:
    """Sorted by name, in the alphabet of the language."""
    language = (language or get_language() or FALLBACK).split("-")[0]
    return tuple(sorted(views, key=lambda view: (view.sort_keys.get(language, b""), view.key)))


def ancestors(view: PlaceView, within: Iterable[PlaceView]) -> tuple[PlaceView, ...]:
    """From the parent up to the country, found in a tree that was already read."""
    known = {place.id: place for place in within}
    found = []
    parent = known.get(view.parent_id or 0)
    while parent is not None:
        found.append(parent)
        parent = known.get(parent.parent_id or 0)
    return tuple(found)


def lineage(place_id: int) -> tuple[LineageView, ...]:
    """What a place was made from, and what was made from it."""
    either = Q(predecessor_id=place_id) | Q(successor_id=place_id)
    fields = ("predecessor_id", "successor_id", "kind", "on", "source", "verified")
    rows = Lineage.objects.filter(either).order_by("id").values_list(*fields)
    return tuple(LineageView(*row) for row in rows)


def search(text: str, *, limit: int = 20) -> tuple[PlaceView, ...]:
    """Places of which a name or alias holds the text, in whichever script it was typed."""
    wanted = fold(text)
    if not wanted:
        return ()
    hits = PlaceName.objects.filter(search_key__contains=wanted).values_list(
        "place_id", "search_key", "status"
    )
    best: dict[int, tuple[bool, bool, bool, int]] = {}
    for place_id, key, status in hits:
        is_alias = status == PlaceName.Status.ALIAS
        rank = (key != wanted, is_alias, not key.startswith(wanted), len(key))
        best[place_id] = min(rank, best.get(place_id, rank))
    order = sorted(best, key=lambda place_id: (best[place_id], place_id))[:limit]
    views = by_ids(order)
    return tuple(views[place_id] for place_id in order)


def _one(rows: "Iterable[Place]") -> PlaceView | None:
    views = _views(rows)
    return views[0] if views else None


def _views(rows: Iterable[Place]) -> tuple[PlaceView, ...]:
    places = list(rows)
    names: dict[int, list[PlaceName]] = {place.id: [] for place in places}
    for name in PlaceName.objects.filter(place_id__in=names).order_by("id"):
        names[name.place_id].append(name)
    return tuple(_view(place, names[place.id]) for place in places)


def _view(place: Place, names: list[PlaceName]) -> PlaceView:
    proper = [name for name in names if name.status != PlaceName.Status.ALIAS]
    has_tile = place.tile_column is not None and place.tile_row is not None
    return PlaceView(
        id=place.id,
        thing_id=place.thing_id,
        key=place.key,
        pcode=place.pcode,
        tier=place.tier,
        names={name.language: NameView(name.text, name.status, name.source) for name in proper},
        parent_id=place.parent_id,
        tile=(place.tile_column or 0, place.tile_row or 0) if has_tile else None,
        valid_from=place.valid_from,
        valid_to=place.valid_to,
        source=place.source,
        aliases=tuple(name.text for name in names if name.status == PlaceName.Status.ALIAS),
        sort_keys={name.language: bytes(name.sort_key) for name in proper},
    )


@dataclass(frozen=True)
class Finder:
    """Finds places by folded names within their parents, in memory: for files with many rows."""

    places: Mapping[int, PlaceView]
    index: Mapping[tuple[str, str], tuple[int, ...]]

    def find(self, tier: str, name: str, within: PlaceView | None = None) -> PlaceView | None:
        """The one place of a tier with this name or alias below `within`.

        None for none or several.
        """
        ids = self.index.get((tier, fold(name)), ())
        fit = [self.places[i] for i in ids if within is None or self._lies_in(i, within.id)]
        return fit[0] if len(fit) == 1 else None

    def below(self, place: PlaceView, tier: str) -> tuple[PlaceView, ...]:
        """Every place of a tier below another."""
        return tuple(
            p for p in self.places.values() if p.tier == tier and self._lies_in(p.id, place.id)
        )

    def _lies_in(self, inner: int | None, outer: int) -> bool:
        while inner is not None:
            if inner == outer:
                return True
            inner = self.places[inner].parent_id
        return False


def finder() -> Finder:
    """Every place by tier and folded name (two queries)."""
    views = tree()
    index: dict[tuple[str, str], tuple[int, ...]] = {}
    for view in views:
        texts = [name.text for name in view.names.values()] + list(view.aliases)
        for folded in {fold(text) for text in texts}:
            index[view.tier, folded] = (*index.get((view.tier, folded), ()), view.id)
    return Finder({view.id: view for view in views}, index)
