"""Reading a file into figures by a recipe, without writing anything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kachehri.domains.evidence.kinds import (
    AnyRecipe,
    Batch,
    CompactRecipe,
    Figure,
    OneRecipe,
    OwnReader,
    Recipe,
    RecipeFamily,
)
from kachehri.domains.evidence.models import IndicatorConcept, Source
from kachehri.domains.evidence.rules.compact import LAYOUT, Known, compact_figures
from kachehri.domains.evidence.rules.tabling import tabled
from kachehri.domains.evidence.rules.withholding import released
from kachehri.domains.places import queries as places
from kachehri.engines.tables.files import FileProblem, TextTable, open_table
from kachehri.kernel.crosstab import Problem, match_header
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

Progress = Callable[[int], None]
"""Is told the number of lines read so far, now and then."""

_EVERY = 2000


def batches(
    recipe: AnyRecipe, path: Path, *, encoding: str | None = None, progress: Progress | None = None
) -> Iterator[Batch]:
    """The figures of a file in batches, with its problems and its number of rows.

    Reads the places, writes nothing. What must be withheld is still among them: the loader sees to
    it (`rules.withholding`).
    """
    if isinstance(recipe, RecipeFamily):
        recipe = member_for(recipe, path, encoding=encoding)
    if isinstance(recipe, OwnReader):
        yield from recipe.read(path, encoding)
        return
    with open_table(path, encoding=encoding) as table:
        if progress is not None:
            table = replace(table, rows=_watched(table, progress))
        for batch in _of_table(recipe, table):
            yield replace(batch, problems=_in_sheet(batch.problems, table.sheet))


def _of_table(recipe: CompactRecipe | Recipe, table: TextTable) -> Iterator[Batch]:
    if isinstance(recipe, CompactRecipe):
        yield Batch(*_read_compact(table))
        return
    units = dict(IndicatorConcept.objects.values_list("code", "unit"))
    finder = places.finder()
    yield from tabled(recipe, table.header, table.rows, finder, lambda one: units.get(one, ""))


def _in_sheet(problems: Sequence[Problem], sheet: str) -> Sequence[Problem]:
    """The problems with the sheet of the workbook in which they are."""
    return [replace(one, sheet=one.sheet or sheet) for one in problems] if sheet else problems


def member_for(family: RecipeFamily, path: Path, *, encoding: str | None = None) -> OneRecipe:
    """The member that reads this file: its columns are all there, and its name where two fit.

    Of several that fit, the one that asks for most. Raises `FileProblem` where none does.
    """
    with open_table(path, encoding=encoding) as table:
        header = table.header
    fits = [one for one in family.members if _fits(one, path, header)]
    if not fits:
        raise _none_fits(family, path, header)
    return max(fits, key=lambda one: _closeness(one, path))


def _none_fits(family: RecipeFamily, path: Path, header: list[str]) -> FileProblem:
    """Why no member reads the file: what the nearest one lacks, where at most half is missing."""
    wanted = [one.layout for one in family.members if isinstance(one, Recipe)]
    lacks = [(match_header(one, header)[1], one) for one in wanted]
    near = min(lacks, key=lambda one: len(one[0]) / len(one[1].columns()), default=None)
    if near is None or len(near[0]) * 2 > len(near[1].columns()):
        say = _("%(name)s is none of the tables that the recipe %(recipe)s knows")
        return FileProblem(say, name=path.name, recipe=family.code)
    say = _(
        "%(name)s is none of the tables that the recipe %(recipe)s knows. The nearest one has a "
        "column %(column)s: here it is missing, or there twice"
    )
    first = near[0][0]
    return FileProblem(say, name=path.name, recipe=family.code, column=first.column, row=first.row)


def _fits(recipe: OneRecipe, path: Path, header: list[str]) -> bool:
    if isinstance(recipe, OwnReader):
        return recipe.fits is not None and recipe.fits(path)
    layout = recipe.layout if isinstance(recipe, Recipe) else LAYOUT
    return not match_header(layout, header)[1]


def _closeness(recipe: OneRecipe, path: Path) -> tuple[bool, int]:
    """Whether the recipe knows such a name, and how many columns it asks for."""
    if not isinstance(recipe, Recipe):
        return True, 0
    return any(path.match(name) for name in recipe.files), len(recipe.layout.columns())


def read_figures(
    recipe: AnyRecipe, path: Path, *, encoding: str | None = None, progress: Progress | None = None
) -> tuple[list[Figure], list[Problem], int]:
    """The figures of a file as far as they may be kept, its problems and its number of rows.

    All at once, for whoever does not load them.
    """
    made: list[Figure] = []
    problems: list[Problem] = []
    rows = 0
    for batch in batches(recipe, path, encoding=encoding, progress=progress):
        made += batch.figures
        problems += batch.problems
        rows += batch.rows
    return may_be_kept(made), problems, rows


def may_be_kept(made: Sequence[Figure]) -> list[Figure]:
    """Figures without what the pack withholds of small groups (see `rules.withholding`)."""
    known = places.facts({figure.place for figure in made})
    tiers = {code: fact.tier for code, fact in known.items()}
    return released(made, tiers, dict(IndicatorConcept.objects.values_list("code", "unit")))


def _watched(table: TextTable, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    for line, cells in table.rows:
        if line % _EVERY == 0:
            progress(line)
        yield line, cells


def _read_compact(table: TextTable) -> tuple[list[Figure], list[Problem], int]:
    _positions, problems = match_header(LAYOUT, table.header)
    if problems:
        return [], problems, 0
    codes = {code for view in places.tree() for code in (view.key, view.pcode) if code}
    known = Known(
        frozenset(codes),
        dict(IndicatorConcept.objects.values_list("code", "unit")),
        frozenset(Source.objects.values_list("code", flat=True)),
    )
    made, found, rows = compact_figures(table.header, table.rows, known)
    return made, found if rows else [*found, _no_rows()], rows


def _no_rows() -> Problem:
    return Problem("file", 0, "", _("the file has a header and no rows under it"), rule="file")
