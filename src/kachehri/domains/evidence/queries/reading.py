"""Reading a file into figures by a recipe, without writing anything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kachehri.domains.evidence.kinds import AnyRecipe, CompactRecipe, Figure, Recipe
from kachehri.domains.evidence.models import IndicatorConcept, Source
from kachehri.domains.evidence.rules.compact import LAYOUT, Known, compact_figures
from kachehri.domains.evidence.rules.joining import Joiner, gather
from kachehri.domains.evidence.rules.measuring import figures as measured
from kachehri.domains.evidence.rules.withholding import released
from kachehri.domains.places import queries as places
from kachehri.engines.tables.files import TextTable, open_table
from kachehri.kernel.crosstab import Problem, match_header, read
from kachehri.kernel.identities import check
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

Progress = Callable[[int], None]
"""Is told the number of lines read so far, now and then."""

_EVERY = 2000


def read_figures(
    recipe: AnyRecipe, path: Path, *, encoding: str | None = None, progress: Progress | None = None
) -> tuple[list[Figure], list[Problem], int]:
    """The figures of a file as far as they may be kept, its problems and its number of rows.

    Reads the places, writes nothing.
    """
    with open_table(path, encoding=encoding) as table:
        if progress is not None:
            table = replace(table, rows=_watched(table, progress))
        if isinstance(recipe, CompactRecipe):
            made, problems, rows = _read_compact(table)
            kept = may_be_kept(made)
            return kept, [*problems, *_withheld(len(made) - len(kept))], rows
        made, problems, rows = _read_published(recipe, table)
        return may_be_kept(made), problems, rows


def may_be_kept(made: Sequence[Figure]) -> list[Figure]:
    """Figures without what the pack withholds of small groups (see `rules.withholding`)."""
    tiers = {code: view.tier for view in places.tree() for code in (view.key, view.pcode) if code}
    return released(made, tiers, dict(IndicatorConcept.objects.values_list("code", "unit")))


def _withheld(count: int) -> list[Problem]:
    """A word to whoever typed such figures in; a published table always has some."""
    say = _(
        "%(count)s figures were left out: they would say something about a few persons in a small "
        "place. Leave them away below the district"
    )
    return [Problem("row", 0, "", say, {"count": count})] if count else []


def _watched(table: TextTable, progress: Progress) -> Iterator[tuple[int, list[str]]]:
    for line, cells in table.rows:
        if line % _EVERY == 0:
            progress(line)
        yield line, cells


def _read_published(recipe: Recipe, table: TextTable) -> tuple[list[Figure], list[Problem], int]:
    positions, problems = match_header(recipe.layout, table.header)
    if problems:
        return [], problems, 0
    joiner = Joiner(recipe, places.finder())
    reading = read(recipe.layout, table.rows, positions, len(table.header), joiner.wants)
    checked = check(recipe.layout, reading.numbers, reading.unreadable)
    spoiled = reading.unreadable | checked.doubtful
    made, doubts = measured(recipe, gather(joiner, checked.kept, spoiled), joiner.finder)
    found = [*reading.problems, *checked.problems, *doubts, *joiner.problems()]
    if not reading.rows:
        found.append(_no_rows())
    return made, found, reading.rows


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
    return Problem("file", 0, "", _("the file has a header and no rows under it"))
