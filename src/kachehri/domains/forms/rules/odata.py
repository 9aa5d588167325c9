"""A form as tables of OData, in Central's words: what there is, and an answer as a row of it."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote

from kachehri.engines.xforms.kinds import FormModel, Group, Part, Question

FIRST = "Submissions"
_EDM = {
    "integer": "Edm.Int64",
    "int": "Edm.Int64",
    "decimal": "Edm.Decimal",
    "range": "Edm.Decimal",
    "date": "Edm.Date",
    "today": "Edm.Date",
    "dateTime": "Edm.DateTimeOffset",
    "datetime": "Edm.DateTimeOffset",
    "start": "Edm.DateTimeOffset",
    "end": "Edm.DateTimeOffset",
    "geopoint": "Edm.GeographyPoint",
    "start-geopoint": "Edm.GeographyPoint",
    "geotrace": "Edm.GeographyLineString",
    "geoshape": "Edm.GeographyPolygon",
}
_NUMBERS = {"Edm.Int64", "Edm.Decimal"}
_UNSHOWN = {"note"}
BINARY = frozenset({"image", "audio", "video", "file", "audit", "background-audio"})
"""Questions whose answer is the name of a file."""


@dataclass(frozen=True)
class Leaf:
    """One question as a property. `kind` is its EDM type."""

    name: str
    path: str
    kind: str
    type: str = ""


@dataclass(frozen=True)
class Folder:
    """A group as a complex property."""

    name: str
    path: str
    parts: tuple["Shape", ...]


@dataclass(frozen=True)
class Link:
    """A repeat, which is a table of its own."""

    name: str
    path: str
    entity: "Entity"


Shape: TypeAlias = Leaf | Folder | Link


@dataclass(frozen=True)
class Entity:
    """A table: the form itself (`Submissions`) or one of its repeats (`Submissions.home.child`).

    `way` are the names that lead to it; `above` is the name of the table that it hangs from.
    """

    name: str
    path: str
    parts: tuple[Shape, ...]
    way: tuple[str, ...] = ()
    above: str = ""

    @property
    def key_above(self) -> str:
        """The property that holds the id of the row above."""
        return f"__{self.above.replace('.', '-')}-id"


def entity_of(model: FormModel) -> Entity:
    """The form as a table, with the tables of its repeats in it."""
    return Entity(FIRST, f"/{model.root.strip('/')}", _shapes(model.children, FIRST, ()))


def entities(first: Entity) -> Iterator[Entity]:
    """A table and all that hang from it."""
    yield first
    yield from _within(first.parts)


def _within(parts: Sequence[Shape]) -> Iterator[Entity]:
    for part in parts:
        if isinstance(part, Folder):
            yield from _within(part.parts)
        elif isinstance(part, Link):
            yield from entities(part.entity)


def _shapes(parts: Sequence[Part], above: str, way: tuple[str, ...]) -> tuple[Shape, ...]:
    shown = (one for one in parts if not (isinstance(one, Question) and one.type in _UNSHOWN))
    return tuple(_shape(one, above, way) for one in shown)


def _shape(part: Part, above: str, way: tuple[str, ...]) -> Shape:
    name = plain_name(part.name)
    if isinstance(part, Question):
        return Leaf(name, part.path, _EDM.get(part.type, "Edm.String"), part.type)
    deeper = (*way, name)
    if not _repeats(part):
        return Folder(name, part.path, _shapes(part.children, above, deeper))
    table = ".".join((FIRST, *deeper))
    inner = _shapes(part.children, table, deeper)
    return Link(name, part.path, Entity(table, part.path, inner, deeper, above))


def _repeats(part: Group) -> bool:
    return part.is_repeat


def plain_name(name: str) -> str:
    """A name that OData allows: letters, digits and `_`, no digit first."""
    made = re.sub(r"[^\w]", "_", name)
    return f"_{made}" if re.match(r"\d", made) else made


@dataclass(frozen=True)
class Way:
    """How rows are written: shapes of places as WKT or GeoJSON, repeats within or by link.

    `chosen` are the properties that were asked for (empty: all).
    """

    wkt: bool = False
    expand: bool = False
    chosen: frozenset[tuple[str, ...]] = field(default_factory=frozenset)

    def wants(self, *names: str) -> bool:
        """Whether a property, or something within it, was asked for."""
        if not self.chosen:
            return True
        return any(one[: len(names)] == names[: len(one)] for one in self.chosen)


ALL = Way()


def row(entity: Entity, values: Mapping[str, Any], root: str, way: Way = ALL) -> dict[str, Any]:
    """The answers of a submission (or of one repeat) as properties. `root` is its `__id`."""
    made: dict[str, Any] = {}
    _fill(made, entity.parts, values, _Here(root, root, f"{FIRST}('{quote(root)}')", way), ())
    return made


@dataclass(frozen=True)
class _Here:
    """Where a row stands: the submission, the row's own id, the address of what hangs from it."""

    root: str
    own: str
    address: str
    way: Way


def _fill(
    made: dict[str, Any],
    parts: Sequence[Shape],
    values: Mapping[str, Any],
    here: _Here,
    names: tuple[str, ...],
) -> None:
    for part in parts:
        deeper = (*names, part.name)
        if here.way.chosen and not here.way.wants(*deeper):
            continue
        if isinstance(part, Leaf):
            made[part.name] = said(part.kind, values.get(part.path), wkt=here.way.wkt)
        elif isinstance(part, Folder):
            inner: dict[str, Any] = {}
            _fill(inner, part.parts, values, here, deeper)
            made[part.name] = inner
        else:
            _hang(made, part, values, here)


def _hang(made: dict[str, Any], part: Link, values: Mapping[str, Any], here: _Here) -> None:
    made[f"{part.name}@odata.navigationLink"] = f"{here.address}/{'/'.join(part.entity.way)}"
    if here.way.expand:
        found = values.get(part.path)
        made[part.name] = list(rows_of(part.entity, found, here.root, here.own, here.way))


def rows_of(
    entity: Entity, found: Any, root: str, above: str, way: Way = ALL
) -> Iterator[dict[str, Any]]:
    """The rows of a repeat. Each has an id of its own, which stays the same at every reading."""
    for number, values in enumerate(found or ()):
        own = hashlib.sha256(f"{root}|{above}|{entity.path}|{number}".encode()).hexdigest()[:40]
        address = f"{FIRST}('{quote(root)}')"
        made = {"__id": own, entity.key_above: above}
        _fill(made, entity.parts, values, _Here(root, own, address, way), ())
        yield made


def of_table(
    entity: Entity, first: Entity, values: Mapping[str, Any], root: str, way: Way = ALL
) -> Iterator[dict[str, Any]]:
    """Every row of a repeat in one submission, also where the repeat lies within another."""
    yield from _deeper(first, entity, values, root, root, way)


def _deeper(
    at: Entity, wanted: Entity, values: Mapping[str, Any], root: str, above: str, way: Way
) -> Iterator[dict[str, Any]]:
    for inner in _hanging(at.parts):
        if inner.name == wanted.name:
            yield from rows_of(inner, values.get(inner.path), root, above, way)
        elif wanted.name.startswith(f"{inner.name}."):
            for number, one in enumerate(values.get(inner.path) or ()):
                own = hashlib.sha256(f"{root}|{above}|{inner.path}|{number}".encode())
                yield from _deeper(inner, wanted, one, root, own.hexdigest()[:40], way)


def _hanging(parts: Sequence[Shape]) -> Iterator[Entity]:
    """The tables that hang directly from these parts."""
    for part in parts:
        if isinstance(part, Folder):
            yield from _hanging(part.parts)
        elif isinstance(part, Link):
            yield part.entity


def said(kind: str, value: Any, *, wkt: bool = False) -> Any:
    """A value as JSON holds it. What does not fit its kind (a word in a number) stays as it is."""
    if value is None or value == "":
        return None
    if kind.startswith("Edm.Geography"):
        return shape_of(kind, points(value), wkt=wkt)
    if isinstance(value, list | tuple):
        return " ".join(str(one) for one in value)
    if kind in _NUMBERS or isinstance(value, bool):
        return value
    return str(value)


def points(value: Any) -> list[tuple[float, ...]]:
    """(latitude, longitude, altitude, accuracy) of each point, however the value keeps them."""
    if isinstance(value, str):
        pieces = (one.split() for one in value.split(";") if one.strip())
        try:
            return [tuple(float(number) for number in one) for one in pieces]
        except ValueError:
            return []
    if value and isinstance(value[0], int | float):
        value = [value]
    return [tuple(value) for value in value if value]


def shape_of(kind: str, found: Sequence[tuple[Any, ...]], *, wkt: bool = False) -> Any:
    """A point, a line or an area as GeoJSON, or as well-known text."""
    places = [_place(one) for one in found if len(one) >= 2]
    if not places:
        return None
    if kind == "Edm.GeographyPoint":
        return _point(found[0], places[0], wkt=wkt)
    name = "LineString" if kind == "Edm.GeographyLineString" else "Polygon"
    if wkt:
        inner = ",".join(" ".join(_short(n) for n in one) for one in places)
        return f"LINESTRING ({inner})" if name == "LineString" else f"POLYGON (({inner}))"
    accuracies = [one[3] if len(one) > 3 else None for one in found]
    lines: Any = places if name == "LineString" else [places]
    properties = {"accuracies": accuracies}
    return {"type": name, "coordinates": lines, "properties": properties}


def _point(found: tuple[Any, ...], place: list[float], *, wkt: bool) -> Any:
    if wkt:
        return f"POINT ({' '.join(_short(n) for n in place)})"
    made: dict[str, Any] = {"type": "Point", "coordinates": place}
    if len(found) > 3 and found[3] is not None:
        made["properties"] = {"accuracy": found[3]}
    return made


def _place(one: tuple[Any, ...]) -> list[float]:
    """Longitude first, as GeoJSON wants it."""
    place = [float(one[1]), float(one[0])]
    if len(one) > 2 and one[2] is not None:
        place.append(float(one[2]))
    return place


def _short(number: float) -> str:
    return format(number, ".12g")


@dataclass(frozen=True)
class FieldFact:
    """A question as Central's list of fields tells it."""

    path: str
    name: str
    type: str
    binary: bool | None = None
    selectMultiple: bool | None = None  # noqa: N815 - Central's word


def fields(model: FormModel) -> tuple[FieldFact, ...]:
    """Every group, repeat and question in order, its path without the root."""
    return tuple(_facts(model.children, len(model.root.strip("/")) + 1))


def _facts(parts: Sequence[Part], cut: int) -> Iterator[FieldFact]:
    for part in parts:
        name = plain_name(part.name)
        if isinstance(part, Group):
            yield FieldFact(part.path[cut:], name, "repeat" if part.is_repeat else "structure")
            yield from _facts(part.children, cut)
        elif part.type not in _UNSHOWN:
            yield FieldFact(
                part.path[cut:],
                name,
                _central_type(part.type),
                True if part.type in BINARY else None,
                True if part.type == "select_multiple" else None,
            )


def _central_type(type: str) -> str:
    edm = _EDM.get(type, "")
    known = {
        "Edm.Int64": "int",
        "Edm.Decimal": "decimal",
        "Edm.Date": "date",
        "Edm.DateTimeOffset": "dateTime",
        "Edm.GeographyPoint": "geopoint",
        "Edm.GeographyLineString": "geotrace",
        "Edm.GeographyPolygon": "geoshape",
    }
    return "binary" if type in BINARY else known.get(edm, "string")
