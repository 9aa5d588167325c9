"""Divisions, folds (which new district came out of which) and neighbours, from their files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kachehri.domains.places.kinds import DivisionRecipe, DraftShape
from kachehri.engines.geometry.files import JSON, Feature, read_json, topology_features
from kachehri.engines.geometry.shapes import ShapeProblem, shape_of
from kachehri.engines.tables.files import FileProblem
from kachehri.kernel.crosstab import Problem, plain
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Drawn:
    """An area of the topology. `division` is empty for a division itself."""

    row: int
    name: str
    division: str
    province: str
    shape: DraftShape | None


@dataclass(frozen=True)
class Fold:
    """A district that was made out of another. `earliest` is the first year that its note names."""

    row: int
    district: str
    into: str
    province: str
    note: str
    earliest: int | None


@dataclass
class DivisionFiles:
    """What the files say, and what is wrong with them."""

    divisions: list[Drawn] = field(default_factory=list)
    districts: list[Drawn] = field(default_factory=list)
    folds: list[Fold] = field(default_factory=list)
    neighbours: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0


def read_divisions(recipe: DivisionRecipe, path: Path) -> DivisionFiles:
    """What a folder or one of its files says. Raises FileProblem if nothing can be read."""
    found = DivisionFiles()
    for one in _files(recipe, path):
        said = read_json(one)
        if said.get("type") == "Topology":
            found.divisions += _drawn(found, recipe, said, recipe.layer, one.name)
            found.districts += _drawn(found, recipe, said, recipe.below, one.name)
        elif isinstance(said.get("folds"), list):
            found.folds += _folds(found, said["folds"], one.name)
        elif isinstance(said.get("neighbours"), dict):
            found.neighbours += _pairs(found, said["neighbours"], one.name)
        else:
            raise FileProblem(
                _("%(name)s holds neither a topology, nor folds, nor neighbours"), name=one.name
            )
    return found


def _files(recipe: DivisionRecipe, path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    names = (recipe.topology, recipe.folds, recipe.neighbours)
    files = [path / name for name in names if (path / name).is_file()]
    if not files:
        say = _("the folder %(path)s holds none of the files %(names)s")
        raise FileProblem(say, path=str(path), names=", ".join(names))
    return files


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return plain(value)[:120] if isinstance(value, str) else ""


def _wrong(
    found: DivisionFiles, file: str, row: int, column: str, key: str, **params: object
) -> None:
    rule = "missing-row" if column != "geometry" else "not-a-number"
    found.problems.append(Problem("row", row, column, key, params, file=file, rule=rule))


def _drawn(
    found: DivisionFiles, recipe: DivisionRecipe, said: JSON, layer: str, file: str
) -> list[Drawn]:
    made = []
    for feature in topology_features(said, layer, file):
        found.rows += 1
        name, province = (
            _text(feature.properties, "name"),
            _text(feature.properties, recipe.top_tier),
        )
        division = _text(feature.properties, recipe.layer_tier)
        if not name or not province or (layer == recipe.below and not division):
            say = _("an area of the layer %(layer)s lacks its name or the places above it")
            _wrong(found, file, feature.number, "name", say, layer=layer)
            continue
        shape = _shape(found, feature, file, name)
        made.append(Drawn(feature.number, name, division, province, shape))
    return made


def _shape(found: DivisionFiles, feature: Feature, file: str, name: str) -> DraftShape | None:
    try:
        shape = shape_of(feature.geometry)
    except ShapeProblem as problem:
        say = _("the boundary of %(name)s was left out: %(why)s")
        why = problem.key % problem.params
        _wrong(found, file, feature.number, "geometry", say, name=name, why=why)
        return None
    if shape.mended:
        say = _("the boundary of %(name)s was mended: %(why)s")
        found.problems.append(
            Problem(
                "note",
                feature.number,
                "geometry",
                say,
                {"name": name, "why": shape.mended},
                file=file,
            )
        )
    return DraftShape(shape.outline, shape.sketch, shape.point, shape.points)


def _folds(found: DivisionFiles, rows: list[Any], file: str) -> list[Fold]:
    made = []
    for row, said in enumerate(rows, 1):
        found.rows += 1
        values = said if isinstance(said, dict) else {}
        names = [_text(values, name) for name in ("district", "into", "province")]
        if not all(names):
            say = _("this fold lacks the district, the one that it came out of, or the province")
            _wrong(found, file, row, "district", say)
            continue
        note = values.get("note")
        note = plain(note) if isinstance(note, str) else ""
        years = [int(year) for year in _YEAR.findall(note)]
        made.append(Fold(row, names[0], names[1], names[2], note, min(years, default=None)))
    return made


def _pairs(found: DivisionFiles, said: Mapping[str, Any], file: str) -> list[tuple[str, str]]:
    made = []
    for row, (one, others) in enumerate(said.items(), 1):
        found.rows += 1
        if isinstance(others, list) and all(isinstance(other, str) for other in others):
            made += [(one, other) for other in others]
        else:
            _wrong(
                found, file, row, one[:40], _("the neighbours of %(name)s are no list"), name=one
            )
    return made
