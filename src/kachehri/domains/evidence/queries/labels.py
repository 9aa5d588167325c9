"""What stands beside figures in a file: names of places, indicators, sources and breakdowns.

Found once for each, kept while the file is written, and handed to the database as small tables.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from kachehri.domains.evidence.rules import sdmx
from kachehri.domains.evidence.rules.dimensions import dim_key, known, parse
from kachehri.domains.places import queries as places

from .downloads import safe_cell
from .known import Known, KnownSource, KnownVersion
from .views import cite

LOOKUPS = {"p": "place_id", "v": "version_id", "s": "source_id", "d": "dim_key"}
"""The small tables and the column of figures that each explains."""

PLAIN_DIMENSIONS = ("sex", "residence", "age")
"""Breakdowns with a column of their own in a plain file; the others share one."""

ADMINISTRATIVE = {"country": "adm0", "province": "adm1", "district": "adm2", "taluka": "adm3"}
_PLACE = ("code", "name", "tier", *(f"{level}_{part}" for level in ADMINISTRATIVE.values()
                                    for part in ("code", "name")))  # fmt: skip
_VERSION = ("code", "name", "sector", "unit", "unit_sdmx", "number", "decimals", "comparable")
_SOURCE = ("code", "citation", "licence", "kind", "year")
_BREAKDOWN = (*PLAIN_DIMENSIONS, "other", "words")

Row = tuple[str | None, ...]


@dataclass
class Labels:
    """What was found so far, by id (breakdowns by their canonical form).

    With `harmless` no text is a formula.
    """

    harmless: bool
    known: Known
    with_levels: bool = False
    place: dict[int, Row] = field(default_factory=dict)
    version: dict[int, Row] = field(default_factory=dict)
    source: dict[int, Row] = field(default_factory=dict)
    breakdown: dict[str, Row] = field(default_factory=dict)

    def learn(
        self,
        place_ids: Collection[int],
        version_ids: Collection[int],
        source_ids: Collection[int],
        dim_keys: Collection[str],
    ) -> None:
        """Find what is new: places by a query or three, the rest mostly without."""
        if new := set(place_ids) - self.place.keys():
            self.place |= self._safe(self._place_rows(new))
        self.known = self.known.with_ids(version_ids, source_ids)
        for number in set(version_ids) - self.version.keys():
            self.version |= self._safe([(number, _version_row(self.known.versions[number]))])
        for number in set(source_ids) - self.source.keys():
            self.source |= self._safe([(number, _source_row(self.known.sources[number]))])
        for key in set(dim_keys) - self.breakdown.keys():
            self.breakdown[key] = self._safe([(key, _breakdown_row(key))])[key]

    def given(
        self,
        place_ids: Sequence[int],
        version_ids: Sequence[int],
        source_ids: Sequence[int],
        dim_keys: Sequence[str],
    ) -> tuple[str, list[object]]:
        """The small tables in SQL, and their contents."""
        parts = (
            _table("p", "bigint", _PLACE, place_ids, self.place),
            _table("v", "bigint", _VERSION, version_ids, self.version),
            _table("s", "bigint", _SOURCE, source_ids, self.source),
            _table("d", "text", (*_BREAKDOWN, *sdmx_columns()), dim_keys, self.breakdown),
        )
        return ", ".join(text for text, _params in parts), [p for _t, ps in parts for p in ps]

    def cited(self) -> tuple[tuple[str, str, str], ...]:
        """Code, citation and licence of each source, by code."""
        return tuple(
            sorted((row[0] or "", row[1] or "", row[2] or "") for row in self.source.values())
        )

    def _place_rows(self, ids: Collection[int]) -> Iterator[tuple[int, Row]]:
        found = places.by_ids(ids)
        above = _with_ancestors(found) if self.with_levels else {}
        for place_id, view in found.items():
            named = _levels(view, above) if self.with_levels else {}
            yield place_id, (view.code, view.name(), view.tier, *(named.get(c) for c in _PLACE[3:]))

    def _safe(self, rows: Iterable[tuple[Any, Row]]) -> dict[Any, Row]:
        make: Callable[[str], str] = safe_cell if self.harmless else str
        return {key: tuple(make(cell) if cell else None for cell in row) for key, row in rows}


def sdmx_columns() -> tuple[str, ...]:
    """The columns of the breakdowns' table that hold the codes of SDMX."""
    return tuple(f"sdmx_{code}" for code in known())


def _table(
    name: str, kind: str, columns: Sequence[str], keys: Sequence[Any], rows: Mapping[Any, Row]
) -> tuple[str, list[object]]:
    """A table of the rows of these keys: one array for each column."""
    found = [rows[key] for key in keys]
    arrays: list[object] = [list(keys), *([row[n] for row in found] for n in range(len(columns)))]
    types = ", ".join([f"%s::{kind}[]", *("%s::text[]" for _column in columns)])
    return f"{name}(key, {', '.join(columns)}) as (select * from unnest({types}))", arrays  # noqa: S608


def _levels(view: places.PlaceView, above: Mapping[int, places.PlaceView]) -> dict[str, str]:
    """Codes and names of a place and those above it, by administrative level."""
    named: dict[str, str] = {}
    one: places.PlaceView | None = view
    while one is not None:
        level = ADMINISTRATIVE.get(one.tier)
        if level and one.scheme_id is None:
            named |= {f"{level}_code": one.code, f"{level}_name": one.name()}
        one = above.get(one.parent_id or 0)
    return named


def _with_ancestors(found: Mapping[int, places.PlaceView]) -> dict[int, places.PlaceView]:
    """The places and all above them."""
    every = dict(found)
    missing = {view.parent_id for view in found.values() if view.parent_id} - every.keys()
    while missing:
        more = places.by_ids(missing)
        every |= more
        missing = {view.parent_id for view in more.values() if view.parent_id} - every.keys()
    return every


def _version_row(one: KnownVersion) -> Row:
    return (
        one.code, gettext(one.msgid), one.sector, one.unit, sdmx.unit_code(one.unit),
        str(one.number), str(one.decimals), one.group,
    )  # fmt: skip


def _source_row(one: KnownSource) -> Row:
    citation = cite(one.publisher, one.title, str(one.year), one.table, one.page)
    return (one.code, citation, one.licence, one.kind, str(one.year))


def _breakdown_row(key: str) -> Row:
    dims, declared = parse(key), known()
    plain = (dims.get(name) for name in PLAIN_DIMENSIONS)
    other = dim_key({name: value for name, value in dims.items() if name not in PLAIN_DIMENSIONS})
    words = (
        gettext(declared[name].values.get(value, value)) if name in declared else value
        for name, value in dims.items()
    )
    codes = (sdmx.value_code(name, dims.get(name, "")) for name in declared)
    return (*plain, other, ", ".join(words), *codes)
