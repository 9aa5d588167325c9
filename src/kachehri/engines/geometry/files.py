"""Opening GeoJSON and TopoJSON as the world sends it: cut short, mislabelled, hostile.

What cannot be read raises `FileProblem`; a feature that makes no sense becomes a `Fault`.
"""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kachehri.engines.tables.files import FileProblem
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

LARGEST = 256 * 1024**2
"""Bytes, unpacked. All of Pakistan to the third level is 25 MB at full resolution."""

JSON = dict[str, Any]


@dataclass(frozen=True)
class Feature:
    """One feature: its number in the file from 1, properties, and geometry as it stands there."""

    number: int
    properties: Mapping[str, Any]
    geometry: Any


def read_json(path: Path) -> JSON:
    """The object that a file holds, plain or packed with gzip."""
    name = path.name
    try:
        found = json.loads(_bytes(path), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise FileProblem(_("%(name)s is not UTF-8 text, as JSON has to be"), name=name) from None
    except json.JSONDecodeError as error:
        say = _(
            "%(name)s is no valid JSON: line %(line)s, column %(column)s. "
            "Was it cut short? Fetch it again"
        )
        raise FileProblem(say, name=name, line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        say = _("%(name)s holds JSON that cannot be used (nested too deep, or no finite numbers)")
        raise FileProblem(say, name=name) from None
    if not isinstance(found, dict):
        raise FileProblem(_("%(name)s holds no JSON object"), name=name)
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise FileProblem(_("there is no file %(path)s"), path=str(path)) from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        say = _("%(name)s is damaged: it cannot be unpacked. Fetch it again")
        raise FileProblem(say, name=path.name) from None
    except PermissionError:
        raise FileProblem(_("%(path)s may not be read by this user"), path=str(path)) from None
    if len(data) > LARGEST:
        say = _("%(name)s is larger than %(most)s MB unpacked")
        raise FileProblem(say, name=path.name, most=LARGEST // 1024**2)
    return data


def features(found: JSON, name: str) -> Iterator[Feature]:
    """The features of a GeoJSON object, each with its number; those that are none with a null."""
    if found.get("type") != "FeatureCollection" or not isinstance(found.get("features"), list):
        raise FileProblem(_("%(name)s is no GeoJSON FeatureCollection"), name=name)
    for number, feature in enumerate(found["features"], 1):
        if isinstance(feature, dict) and isinstance(feature.get("properties"), dict):
            yield Feature(number, feature["properties"], feature.get("geometry"))
        else:
            yield Feature(number, {}, None)


def topology_features(found: JSON, layer: str, name: str) -> Iterator[Feature]:
    """The features of one layer of a TopoJSON object, their arcs put together to rings."""
    objects = found.get("objects")
    drawn = objects.get(layer) if isinstance(objects, dict) else None
    if found.get("type") != "Topology" or not isinstance(drawn, dict):
        say = _("%(name)s is no TopoJSON with the layer %(layer)s")
        raise FileProblem(say, name=name, layer=layer)
    arcs = _arcs(found, name)
    for number, one in enumerate(drawn.get("geometries") or (), 1):
        if isinstance(one, dict):
            yield Feature(number, one.get("properties") or {}, _untied(one, arcs))


Arc = list[list[float]]


def _arcs(found: JSON, name: str) -> list[Arc]:
    """Every arc in degrees: quantised ones are deltas from point to point."""
    try:
        move = found.get("transform")
        if not move:
            return [[[float(x), float(y)] for x, y, *_rest in arc] for arc in found["arcs"]]
        (scale_x, scale_y), (start_x, start_y) = move["scale"], move["translate"]
        arcs = []
        for arc in found["arcs"]:
            x = y = 0
            points = []
            for dx, dy, *_rest in arc:
                x, y = x + dx, y + dy
                points.append([x * scale_x + start_x, y * scale_y + start_y])
            arcs.append(points)
    except (KeyError, TypeError, ValueError):
        raise FileProblem(_("%(name)s: the arcs of the topology are damaged"), name=name) from None
    return arcs


def _untied(one: JSON, arcs: list[Arc]) -> JSON | None:
    """A GeoJSON geometry from a TopoJSON one; None where an arc is missing."""
    try:
        if one.get("type") == "Polygon":
            return {"type": "Polygon", "coordinates": _rings(one["arcs"], arcs)}
        if one.get("type") == "MultiPolygon":
            parts = [_rings(part, arcs) for part in one["arcs"]]
            return {"type": "MultiPolygon", "coordinates": parts}
    except (IndexError, KeyError, TypeError):
        return None
    return None


def _rings(rings: list[list[int]], arcs: list[Arc]) -> list[Arc]:
    """Rings from arcs; ~n is arc n backwards; a point shared by two arcs stands once."""
    made = []
    for ring in rings:
        points: Arc = []
        for at in ring:
            arc = arcs[at] if at >= 0 else arcs[~at][::-1]
            points.extend(arc[1:] if points else arc)
        made.append(points)
    return made
