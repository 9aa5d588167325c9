"""The read-models of places, and making them from rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from kachehri.domains.places.models import PlaceName, PlaceQuerySet

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
    source gives a day. `scheme_id` is None for the administrative tree. `point` is (longitude,
    latitude) in degrees, WGS 84, or None.
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
    scheme_id: int | None = None
    point: tuple[float, float] | None = None

    def name(self, language: str | None = None) -> str:
        """The name in a language (default: the one in force), else in English."""
        language = (language or get_language() or FALLBACK).split("-")[0]
        found = self.names.get(language) or self.names.get(FALLBACK)
        return found.text if found else self.key

    @property
    def code(self) -> str:
        """The P-code, or the key where there is none."""
        return self.pcode or self.key

    def existed(self, on: date) -> bool:
        """Whether it existed on a day, as far as is known."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or self.valid_to > on)


def in_order(views: Iterable[PlaceView], language: str | None = None) -> tuple[PlaceView, ...]:
    """Sorted by name, in the alphabet of the language."""
    language = (language or get_language() or FALLBACK).split("-")[0]
    return tuple(sorted(views, key=lambda view: (view.sort_keys.get(language, b""), view.key)))


_COLUMNS = (
    "id", "thing_id", "key", "pcode", "tier", "parent_id", "tile_column", "tile_row",
    "valid_from", "valid_to", "source", "scheme_id", "longitude", "latitude",
)  # fmt: skip
_NAMES = ("place_id", "language", "text", "status", "source", "sort_key")


def views_of(rows: PlaceQuerySet) -> tuple[PlaceView, ...]:
    """The read-models of places, in the order of the rows (two queries)."""
    places = list(rows.values_list(*_COLUMNS))
    names: dict[int, list[tuple[str, str, str, str, bytes]]] = {row[0]: [] for row in places}
    found = PlaceName.objects.filter(place_id__in=list(names)).order_by("id")
    for place_id, *name in found.values_list(*_NAMES):
        names[place_id].append((name[0], name[1], name[2], name[3], bytes(name[4])))
    return tuple(_view(row, names[row[0]]) for row in places)


def one_of(rows: PlaceQuerySet) -> PlaceView | None:
    """The first of them."""
    views = views_of(rows[:1])
    return views[0] if views else None


def _view(row: tuple[object, ...], names: list[tuple[str, str, str, str, bytes]]) -> PlaceView:
    place = dict(zip(_COLUMNS, row, strict=True))
    tile = (place.pop("tile_column"), place.pop("tile_row"))
    point = (place.pop("longitude"), place.pop("latitude"))
    alias = PlaceName.Status.ALIAS.value
    proper = [name for name in names if name[2] != alias]
    return PlaceView(
        **place,  # type: ignore[arg-type]
        names={name[0]: NameView(name[1], name[2], name[3]) for name in proper},
        tile=None if None in tile else tile,  # type: ignore[arg-type]
        aliases=tuple(name[1] for name in names if name[2] == alias),
        sort_keys={name[0]: name[4] for name in proper},
        point=None if None in point else point,  # type: ignore[arg-type]
    )
