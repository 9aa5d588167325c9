"""From numbers under places to figures.

Counts, ratios and printed figures, and the totals of districts.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from kachehri.domains.evidence.kinds import Count, Counts, Figure, Part, Printed, Ratio, Recipe
from kachehri.domains.places.queries import Finder, PlaceView
from kachehri.kernel.crosstab import ALL, Number, Pairs, Problem
from kachehri.kernel.messages import gettext_noop

from .joining import Dims, Gathered

_ = gettext_noop

SMALLEST_SHARE = Decimal("0.000001")
TOLERANCE = Decimal("0.0051")
"""How far a printed percentage may lie from the one that its own counts make.

Half of its last digit.
"""

MOST_NAMED = 10
"""Parts of a place that a message names."""

MOST_LINES = 12
"""Lines of a file that the address of a sum names one by one."""

Single = Count | Ratio | Printed
"""Measures that make one figure at a time."""

Parts = Callable[[PlaceView], Mapping[str, str]]
"""The parts of a district that the source counts, with their names."""

Lookup = Callable[[Part, str, str], tuple[Decimal, str] | None]
"""Value and cells of an item at a sex and residence."""


def figures(
    recipe: Recipe, gathered: Gathered, finder: Finder, parts: Parts
) -> tuple[list[Figure], list[Problem]]:
    """Every figure that the recipe makes for places and for districts whose parts are all there."""
    made: list[Figure] = []
    problems: list[Problem] = []
    codes = {place.key: place for place in finder.places.values()}
    for key, table in gathered.own.items():
        for outcome in _measured(recipe, codes[key], _from_table(table), "published"):
            (made if isinstance(outcome, Figure) else problems).append(outcome)  # type: ignore[arg-type]
    for key, tables in gathered.parts.items():
        wanted = parts(codes[key])
        missing = [name for part, name in wanted.items() if part not in tables]
        if missing or not wanted:
            problems.append(no_total(recipe, codes[key], missing))
            continue
        spoiled = frozenset(dims for district, dims in gathered.spoiled if district == key)
        lookup = _from_sum(tables, spoiled)
        for outcome in _measured(recipe, codes[key], lookup, "sum"):
            (made if isinstance(outcome, Figure) else problems).append(outcome)  # type: ignore[arg-type]
    return made, problems


def no_total(recipe: Recipe, district: PlaceView, missing: Collection[str]) -> Problem:
    """The message about a place of which a part is missing."""
    say = _("no total was made for %(district)s: the file has no usable rows for %(missing)s")
    names = sorted(missing)
    more = ["…"] if len(names) > MOST_NAMED else []
    named = ", ".join(names[:MOST_NAMED] + more) or "?"
    params = {"district": district.name("en"), "missing": named}
    return Problem("note", 0, recipe.layout.places[-1], say, params, rule="missing-row")


def _from_table(table: Mapping[Dims, Number]) -> Lookup:
    return _from_sum({"": table})


def _from_sum(
    tables: Mapping[str, Mapping[Dims, Number]], spoiled: frozenset[Dims] = frozenset()
) -> Lookup:
    """Adds up the parts.

    An empty cell counts as nothing, as the census prints it, if the part has the item at all. One
    spoiled cell in any part spoils the sum.
    """

    def look(part: Part, sex: str, residence: str) -> tuple[Decimal, str] | None:
        total, cells = Decimal(0), []
        wanted = (part.item, *_dims(part, sex, residence))
        if wanted in spoiled:
            return None
        for table in tables.values():
            found = table.get(wanted)
            if found is not None:
                total += found.value
                cells.append(found)
            elif (part.item, ALL, ALL, part.dims) not in table:
                return None
        return (total, cell_text(cells)) if cells else None

    return look


def cell_text(cells: Sequence[Number]) -> str:
    """Where numbers stand: `FEMALE_OVERALL@5001+5016`, the column and the lines of the file."""
    by_column: dict[str, list[int]] = {}
    for found in cells:
        by_column.setdefault(found.column, []).append(found.row)
    return " + ".join(address(column, rows) for column, rows in by_column.items())


def address(column: str, lines: Sequence[int]) -> str:
    """The column and the lines; of very many the first and the last, and how many they are."""
    if len(lines) <= MOST_LINES:
        return f"{column}@{'+'.join(map(str, lines))}"
    return f"{column}@{lines[0]}+…+{lines[-1]} ({len(lines)})"


def _dims(part: Part, sex: str, residence: str) -> tuple[str, str, Pairs]:
    return (
        sex if part.sex is None else part.sex,
        residence if part.residence is None else part.residence,
        part.dims,
    )


def _measured(
    recipe: Recipe, place: PlaceView, look: Lookup, derivation: str
) -> Iterator[Figure | Problem]:
    for measure in recipe.measures:
        if isinstance(measure, Counts):
            continue
        for sex in measure.sexes:
            for residence in measure.residences:
                outcome = _one(recipe, measure, place, look, (sex, residence, derivation))
                if outcome is not None:
                    yield outcome


def _one(
    recipe: Recipe, measure: Single, place: PlaceView, look: Lookup, how: tuple[str, str, str]
) -> Figure | Problem | None:
    """One measure at one sex and residence, or None where the source has no number for it."""
    sex, residence, derivation = how
    if isinstance(measure, Ratio):
        return _ratio(recipe, measure, place, look, how)
    found = look(measure.item, sex, residence)
    if found is None or (isinstance(measure, Printed) and derivation == "sum"):
        return None
    return _figure(recipe, measure, place, how, _text(found[0]), cell=found[1])


def _ratio(
    recipe: Recipe, measure: Ratio, place: PlaceView, look: Lookup, how: tuple[str, str, str]
) -> Figure | Problem | None:
    sex, residence, derivation = how
    above = [look(part, sex, residence) for part in measure.numerators]
    below = look(measure.denominator, sex, residence)
    known = [part for part in above if part is not None]
    if below is None or below[0] == 0 or len(known) < len(above):
        return None
    numerator = sum((part[0] for part in known), Decimal(0))
    value = share(numerator, below[0], measure.scale)
    cells = " + ".join(part[1] for part in known) + " / " + below[1]
    if measure.published and derivation == "published":
        printed = look(Part(measure.published), sex, residence)
        if printed is not None and abs(printed[0] - value) > TOLERANCE:
            return _disagrees(measure, printed, value)
    made = "share" if derivation == "published" else "share_of_sums"
    how = (sex, residence, made)
    figure = _figure(recipe, measure, place, how, _text(value), cell=cells)
    return replace(figure, numerator=_text(numerator), denominator=_text(below[0]))


def _disagrees(measure: Ratio, printed: tuple[Decimal, str], value: Decimal) -> Problem:
    column, _at, row = printed[1].partition("@")
    params = {"indicator": measure.indicator, "printed": f"{printed[0]:f}", "made": f"{value:.2f}"}
    key = _("%(indicator)s: the file prints %(printed)s and its own counts make %(made)s. Not used")
    rule = "total-does-not-add-up"
    if abs(printed[0] * 100 - value) <= 1:
        rule = "fraction-for-percent"
        key = _(
            "%(indicator)s: %(printed)s looks like a fraction; the counts make %(made)s percent. "
            "Multiply the column by 100"
        )
    return Problem("cell", int(row), column, key, params, rule=rule)


def share(numerator: Decimal, denominator: Decimal, scale: int = 100) -> Decimal:
    """`scale` times numerator over denominator, to six decimals. The denominator is not zero."""
    return (scale * numerator / denominator).quantize(SMALLEST_SHARE, rounding=ROUND_HALF_UP)


def _text(value: Decimal) -> str:
    return f"{value.quantize(SMALLEST_SHARE, rounding=ROUND_HALF_UP).normalize():f}"


def _figure(
    recipe: Recipe,
    measure: Single,
    place: PlaceView,
    how: tuple[str, str, str],
    value: str,
    *,
    cell: str,
) -> Figure:
    return Figure(
        place=place.code,
        indicator=measure.indicator,
        start=recipe.period.start,
        end=recipe.period.end,
        dims={name: text for name, text in (("sex", how[0]), ("residence", how[1])) if text},
        value=value,
        numerator="",
        denominator="",
        derivation=how[2],
        method=recipe.method,
        status=recipe.status,
        source=recipe.source,
        cell=cell,
        note=recipe.note,
    )
