"""Reading a table by a mapping that somebody made, and the head of a table for making one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext

from kachehri.domains.evidence.kinds import PRIMARY, AnyRecipe, Batch, OwnReader, RecipeFamily
from kachehri.domains.evidence.kinds.mapping import TableMapping
from kachehri.domains.evidence.models import IndicatorConcept, SavedMapping, Source
from kachehri.domains.evidence.rules import recipes
from kachehri.domains.evidence.rules.compact import Known
from kachehri.domains.evidence.rules.mapped import FindPlace, Vocabulary, mapped_figures
from kachehri.domains.places import queries as places
from kachehri.engines.tables.files import FileProblem, TextTable, open_table
from kachehri.kernel.scripts import fold

from .reading import _fits as _fits_one

MAPPED = "mapping-"
"""With the name of a saved mapping, the code of its recipe."""

_SHOWN, _FIRST = 10, 8
_TIERS = ("district", "taluka", "province", "division", "country")


@dataclass(frozen=True)
class SavedMappingView:
    """A mapping that somebody saved by name."""

    name: str
    label: str
    mapping: TableMapping
    saved_at: datetime

    @property
    def code(self) -> str:
        """The code of its recipe."""
        return MAPPED + self.name


@dataclass(frozen=True)
class Head:
    """The top of a table. `recipes` are the codes of recipes whose columns are all there.

    `header` is the row of the header, `first` are the first rows as they stand, each with its line
    (1 for the one that is taken for the header unless somebody says another).
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sheets: tuple[str, ...]
    recipes: tuple[str, ...]
    header: int
    first: tuple[tuple[int, tuple[str, ...]], ...]


def saved_mappings() -> tuple[SavedMappingView, ...]:
    """Every saved mapping by name."""
    fields = ("name", "label", "mapping", "saved_at")
    rows = SavedMapping.objects.order_by("name").values_list(*fields)
    return tuple(
        SavedMappingView(name, label, TableMapping.from_json(kept), at)
        for name, label, kept, at in rows
    )


def recipe_for(code: str) -> AnyRecipe | None:
    """The recipe with this code: of a pack, or made from a saved mapping."""
    found = recipes.known().get(code)
    if found is not None or not code.startswith(MAPPED):
        return found
    row = SavedMapping.objects.filter(name=code.removeprefix(MAPPED)).first()
    return by_mapping(TableMapping.from_json(row.mapping), code, row.label) if row else None


def by_mapping(mapping: TableMapping, code: str = "mapping", label: str = "") -> OwnReader:
    """A mapping as a recipe."""
    return OwnReader(code, label, partial(_read, mapping))


def _read(mapping: TableMapping, path: Path, encoding: str | None) -> Iterator[Batch]:
    with opened(path, encoding, mapping.sheet, mapping.header) as table:
        yield Batch(*mapped_figures(mapping, table.header, table.rows, _vocabulary(mapping)))


@contextmanager
def opened(path: Path, encoding: str | None, sheet: str, header: int) -> Iterator[TextTable]:
    """An open table whose header stands in row `header` (0: the first that is not blank)."""
    with open_table(path, encoding=encoding, sheet=sheet) as table:
        if header <= 1:
            yield table
            return
        rows = table.rows
        line, cells = next(((n, row) for n, row in rows if n >= header), (0, []))
        yield replace(table, header=cells, rows=rows if line else iter(()))


def _vocabulary(mapping: TableMapping) -> Vocabulary:
    concepts = list(IndicatorConcept.objects.values_list("code", "name", "unit"))
    kinds = dict(Source.objects.values_list("code", "kind"))
    codes = {code for view in places.tree() for code in (view.key, view.pcode) if code}
    names = {fold(text): code for code, name, _unit in concepts for text in (name, gettext(name))}
    known = Known(frozenset(codes), {code: unit for code, _n, unit in concepts}, frozenset(kinds))
    methods = {code: method_of(kind) for code, kind in kinds.items()}
    return Vocabulary(known, names, _finder(mapping), methods)


def method_of(kind: str) -> str:
    """How figures of a kind of source are got, unless the table says otherwise."""
    if kind in PRIMARY:
        return "perception"
    return kind if kind in {"census", "survey"} else "admin"


def _finder(mapping: TableMapping) -> FindPlace:
    """Looks for a name in the mapping's tier, or in each in turn, below the mapping's place."""
    finder = places.finder()
    within = places.by_code(mapping.within) if mapping.within else None
    tiers = (mapping.tier,) if mapping.tier else _TIERS

    def find(text: str) -> str | None:
        found = (finder.find(tier, text, within) for tier in tiers)
        return next((place.code for place in found if place is not None), None)

    return find


def head_of_file(
    path: Path, *, encoding: str | None = None, sheet: str = "", header: int = 0
) -> Head:
    """The top of a file. Raises `FileProblem` for one that cannot be read."""
    with open_table(path, encoding=encoding, sheet=sheet) as table:
        first, sheets = [(1, table.header), *islice(table.rows, _SHOWN)][:_FIRST], table.sheets
    with opened(path, encoding, sheet, header) as table:
        rows = tuple(tuple(cells) for _line, cells in islice(table.rows, _SHOWN))
        columns = table.header
    fits = [code for code, recipe in recipes.known().items() if _fits(recipe, path, columns)]
    raw = tuple((line, tuple(cells)) for line, cells in first)
    return Head(tuple(columns), rows, sheets, tuple(fits), max(header, 1), raw)


def _fits(recipe: AnyRecipe, path: Path, columns: list[str]) -> bool:
    members = recipe.members if isinstance(recipe, RecipeFamily) else (recipe,)
    try:
        return any(_fits_one(member, path, columns) for member in members)
    except FileProblem:
        return False
