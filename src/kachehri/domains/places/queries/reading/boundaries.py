"""Administrative areas by P-code, from a folder of files or a single one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kachehri.domains.places.kinds import BoundaryRecipe, Draft, DraftShape
from kachehri.engines.geometry.files import features, read_json
from kachehri.engines.geometry.shapes import ShapeProblem, shape_of
from kachehri.engines.tables.files import FileProblem, open_table
from kachehri.kernel.crosstab import Problem, plain
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

NO_GEOMETRY = object()
"""A file that draws nothing, beside a feature whose geometry is missing."""

_NOTHING = {"", "<null>", "null", "none", "nan"}


@dataclass
class Gathering:
    """What the files say so far: a draft for each P-code, and what is wrong."""

    recipe: BoundaryRecipe
    drafts: dict[str, Draft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0

    def wrong(
        self, kind: str, draft: Draft, column: str, rule: str, key: str, **params: object
    ) -> None:
        """Note what is wrong in a row."""
        self.problems.append(
            Problem(kind, draft.row, column, key, params, file=draft.file, rule=rule)
        )


def read_boundaries(recipe: BoundaryRecipe, path: Path) -> Gathering:
    """Every area of a file, or of all files of a folder: drafts, the higher levels first.

    A P-code that several files describe is one area: the outline with the most corners counts.
    Raises FileProblem for a single file that cannot be read; in a folder that is a problem.
    """
    found = Gathering(recipe)
    for one in _files(path):
        try:
            _read_file(found, one)
        except FileProblem as problem:
            if one == path:
                raise
            found.problems.append(
                Problem("file", 0, "", problem.key, problem.params, file=one.name, rule="file")
            )
    order = {tier: level for level, tier in enumerate(recipe.tiers)}
    ordered = sorted(found.drafts.values(), key=lambda draft: (order[draft.tier], draft.pcode))
    found.drafts = {draft.pcode: draft for draft in ordered}
    return found


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    known = (".geojson", ".json", ".csv", ".gz", ".xlsx")
    files = sorted(one for one in path.iterdir() if one.name.lower().endswith(known))
    if not files:
        raise FileProblem(_("the folder %(path)s holds no file that can be read"), path=str(path))
    return files


def _read_file(found: Gathering, path: Path) -> None:
    seen: set[str] = set()
    for row, values, geometry in _rows(path, found.recipe):
        found.rows += 1
        draft = _draft(found, path.name, row, values)
        if draft is None:
            continue
        if draft.pcode in seen:
            say = _("the P-code %(pcode)s stands there twice; the first counts")
            found.wrong("row", draft, "", "duplicate-key", say, pcode=draft.pcode)
            continue
        seen.add(draft.pcode)
        _join(found, _with_shape(found, draft, geometry))


def _rows(path: Path, recipe: BoundaryRecipe) -> Iterator[tuple[int, Mapping[str, Any], Any]]:
    """Rows of a table or features, each with its number, its values and its geometry.

    Raises FileProblem for a table without any column of P-codes: it is about something else.
    """
    if path.name.lower().removesuffix(".gz").endswith(("json", "geojson")):
        for feature in features(read_json(path), path.name):
            yield feature.number, feature.properties, feature.geometry
        return
    with open_table(path) as table:
        columns = [recipe.pcode_column.format(n=n) for n in range(len(recipe.tiers))]
        if not set(columns) & set(table.header):
            say = _("%(name)s has no column of P-codes. One of these is needed: %(columns)s")
            raise FileProblem(say, name=path.name, columns=", ".join(columns))
        for row, cells in table.rows:
            yield row, dict(zip(table.header, cells, strict=False)), NO_GEOMETRY


def _text(values: Mapping[str, Any], column: str) -> str:
    text = plain(str(values.get(column) or ""))
    return "" if text.casefold() in _NOTHING else text


def _draft(found: Gathering, name: str, row: int, values: Mapping[str, Any]) -> Draft | None:
    """What a row says of the lowest level that it names; None where it cannot be used."""
    recipe = found.recipe
    codes = [_text(values, recipe.pcode_column.format(n=n)) for n in range(len(recipe.tiers))]
    level = max((n for n, code in enumerate(codes) if code), default=-1)
    draft = Draft("", "", "", None, name, row)
    if level < 0:
        column = recipe.pcode_column.format(n=0)
        found.wrong("row", draft, column, "missing-row", _("there is no P-code in this row"))
        return None
    column = recipe.name_column.format(n=level)
    draft = replace(
        draft,
        tier=recipe.tiers[level],
        name=_text(values, column),
        pcode=codes[level],
        parent=codes[level - 1] if level else None,
        aliases=tuple(
            filter(None, (_text(values, c.format(n=level)) for c in recipe.alias_columns))
        ),
        valid_to=_day(_text(values, recipe.ended_column)),
        point=_point(values, recipe.point_columns),
    )
    return draft if _is_usable(found, draft, column, level) else None


def _is_usable(found: Gathering, draft: Draft, column: str, level: int) -> bool:
    if not draft.name or "\ufffd" in draft.name or len(draft.name) > 120:
        say = _("the name of %(pcode)s is missing or damaged: “%(name)s”")
        found.wrong(
            "row", draft, column, "name-damaged", say, pcode=draft.pcode, name=draft.name[:40]
        )
        return False
    is_code = draft.pcode.startswith(found.recipe.prefix) and draft.pcode.isalnum()
    if not is_code or len(draft.pcode) > 20:
        say = _("“%(pcode)s” is no P-code of this country")
        column = found.recipe.pcode_column.format(n=level)
        found.wrong("row", draft, column, "label-unknown", say, pcode=draft.pcode[:40])
        return False
    if (draft.parent is None and level) or not draft.pcode.startswith(draft.parent or ""):
        say = _("the P-code %(pcode)s does not begin with that of the place above, “%(parent)s”")
        column = found.recipe.pcode_column.format(n=level - 1)
        found.wrong(
            "row", draft, column, "label-unknown", say, pcode=draft.pcode, parent=draft.parent or ""
        )
        return False
    return True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _point(values: Mapping[str, Any], columns: tuple[str, str]) -> tuple[float, float] | None:
    try:
        x, y = (float(_text(values, column)) for column in columns)
    except ValueError:
        return None
    return (round(x, 6), round(y, 6)) if abs(x) <= 180 and abs(y) <= 90 else None


def _with_shape(found: Gathering, draft: Draft, geometry: Any) -> Draft:
    """The draft with its outline; a geometry that is none is a problem, the place stays."""
    if geometry is NO_GEOMETRY:
        return draft
    try:
        shape = shape_of(geometry)
    except ShapeProblem as problem:
        say = _("the boundary of %(pcode)s was left out: %(why)s")
        why = problem.key % problem.params
        found.wrong("cell", draft, "geometry", "not-a-number", say, pcode=draft.pcode, why=why)
        return draft
    if shape.mended:
        say = _("the boundary of %(pcode)s was mended: %(why)s")
        found.wrong("note", draft, "geometry", "", say, pcode=draft.pcode, why=shape.mended)
    made = DraftShape(shape.outline, shape.sketch, shape.point, shape.points)
    return replace(draft, shape=made)


def _join(found: Gathering, draft: Draft) -> None:
    """Add what one file says to what earlier ones said of the same P-code."""
    there = found.drafts.get(draft.pcode)
    if there is None:
        found.drafts[draft.pcode] = draft
        return
    if (there.name, there.parent) != (draft.name, draft.parent):
        say = _("%(file)s calls %(pcode)s “%(other)s”, this file “%(name)s”; the first counts")
        found.wrong(
            "note", draft, "", "duplicate-differs", say,
            file=there.file, pcode=draft.pcode, other=there.name, name=draft.name,
        )  # fmt: skip
    finer = max((there.shape, draft.shape), key=_fineness)
    found.drafts[draft.pcode] = replace(
        there,
        aliases=tuple(dict.fromkeys([*there.aliases, *draft.aliases])),
        valid_to=there.valid_to or draft.valid_to,
        point=there.point or draft.point,
        shape=finer,
    )


def _fineness(shape: DraftShape | None) -> tuple[int, bytes]:
    """By the number of corners; of two with as many one is always the finer."""
    return (shape.points, shape.outline) if shape else (0, b"")
