"""A published cross-table as figures, in batches, by its recipe."""

from collections.abc import Iterable, Iterator
from itertools import islice

from kachehri.domains.evidence.kinds import Batch, Count, Figure, Part, Printed, Ratio, Recipe
from kachehri.domains.places.queries import Finder
from kachehri.kernel.crosstab import Pairs, Problem, match_header
from kachehri.kernel.identities import check
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.tabulating import Table, tabulate

from .counting import Units, counted, lost_totals
from .joining import Joiner, gather
from .measuring import figures as measured

_ = gettext_noop

BATCH = 10_000
"""Figures."""


def tabled(
    recipe: Recipe,
    header: list[str],
    rows: Iterable[tuple[int, list[str]]],
    finder: Finder,
    units: Units,
) -> Iterator[Batch]:
    """The figures of a table in batches; the first names every problem and the number of rows.

    A problem of kind `file` says that nothing could be read: no figures follow.
    """
    positions, problems = match_header(recipe.layout, header)
    if problems:
        yield Batch((), problems, 0)
        return
    joiner = Joiner(recipe, finder)
    read = tabulate(recipe.layout, rows, positions, len(header), joiner.wants)
    table = check(read)
    made, doubts = _single(recipe, table, joiner)
    found = [*table.problems, *doubts, *joiner.problems()]
    if not table.rows:
        found.append(
            Problem("file", 0, "", _("the file has a header and no rows under it"), rule="file")
        )
    yield Batch((), found, table.rows)
    if any(problem.kind == "file" for problem in found):
        return
    yield from _in_batches(made)
    yield from _in_batches(counted(recipe, table, joiner, units))


def _single(recipe: Recipe, table: Table, joiner: Joiner) -> tuple[list[Figure], list[Problem]]:
    """The figures that are made one at a time, and what they and the totals lack."""
    parts = list(_parts(recipe))
    items = frozenset(part.item for part in parts)
    dims: frozenset[Pairs] = frozenset(part.dims for part in parts)
    gathered = gather(joiner, table, items, dims)
    made, doubts = measured(recipe, gathered, joiner.finder, joiner.parts)
    doubts = [one for one in doubts if one.rule != "missing-row"]
    return made, [*doubts, *lost_totals(recipe, joiner)]


def _parts(recipe: Recipe) -> Iterator[Part]:
    """The items that single measures ask for."""
    for measure in recipe.measures:
        if isinstance(measure, Ratio):
            yield from (*measure.numerators, measure.denominator)
            if measure.published:
                yield Part(measure.published)
        elif isinstance(measure, Count | Printed):
            yield measure.item


def _in_batches(figures: Iterable[Figure]) -> Iterator[Batch]:
    left = iter(figures)
    while chunk := list(islice(left, BATCH)):
        yield Batch(chunk)
