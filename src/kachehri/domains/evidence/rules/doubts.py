"""What is wrong with a list's figures as a whole: fractions, units, figures of other places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kachehri.domains.evidence.kinds.lists import ListRecipe, Meaning, Round
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .listed import Entry, Listed, PlaceNames, Series

_ = gettext_noop

SHARES = frozenset({"percent"})
FEWEST = 10
"""Figures. Fewer do not show whether a column holds fractions."""

ROUNDING = 1e-6
"""What a computer's own arithmetic may add to 100."""

ALIKE = 20
"""Figures of a round that must be the same, to the last digit, before two places are held for one.
"""

BEFORE_SPLIT = _("For this district together with places that are counted apart in other years.")
AFTER_SPLIT = _("Break in series: in earlier rounds this district had other borders.")

UNIT_MARKS = {"percent": {"%"}, "people": {"(000s)", ""}}
"""How a unit is printed in a list's column of units, where it is not left empty."""


@dataclass(frozen=True)
class Aims:
    """Unit and polarity of each indicator."""

    units: Mapping[str, str]
    polarities: Mapping[str, int]


def fractions(
    recipe: ListRecipe, rounds: Mapping[Round, dict[str, Series]], aims: Aims
) -> list[Problem]:
    """Turns percentages that a round stores as fractions into percentages, and tells it."""
    found = []
    for where, labels in rounds.items():
        for label, series in labels.items():
            if not _is_share(recipe, label, aims) or not _are_fractions(series):
                continue
            first = min(series.values())
            key = _(
                "%(survey)s %(year)s: %(label)s is called a percentage and stored as a fraction "
                "(%(text)s here; none of the %(all)s figures is above 1). Read times 100"
            )
            params = {
                "survey": where.survey, "year": where.year, "label": label, "text": first.text,
                "all": len(series),
            }  # fmt: skip
            found.append(
                Problem("note", first.row, first.column, key, params, rule="fraction-for-percent")
            )
            for names, entry in series.items():
                error = entry.error * 10_000 if entry.error is not None else None
                series[names] = entry._replace(value=entry.value * 100, error=error)
    return found


def _is_share(recipe: ListRecipe, label: str, aims: Aims) -> bool:
    return aims.units.get(recipe.meanings[label].indicator, "") in SHARES


def _are_fractions(series: Series) -> bool:
    values = sorted(entry.value for entry in series.values())
    return len(values) >= FEWEST and values[-1] <= 1 and values[len(values) // 2] > 0.02


def impossible(
    recipe: ListRecipe, rounds: Mapping[Round, dict[str, Series]], aims: Aims
) -> list[Problem]:
    """Takes out percentages above 100 and figures below zero, and tells them."""
    found = []
    for labels in rounds.values():
        for label, series in labels.items():
            most = 100 if _is_share(recipe, label, aims) else float("inf")
            most = float("inf") if label in recipe.exceeding else most
            for names, entry in [*series.items()]:
                if 0 <= entry.value <= most + ROUNDING:
                    continue
                found.append(_impossible(entry, label, names))
                del series[names]
    return found


def _impossible(entry: Entry, label: str, names: PlaceNames) -> Problem:
    below = entry.value < 0
    key = _("%(place)s: %(label)s is %(text)s, below zero. Not used")
    if not below:
        key = _("%(place)s: %(label)s is %(text)s, more than 100 percent. Not used")
    params = {"place": names[-1], "label": label, "text": entry.text}
    rule = "below-zero" if below else "above-100"
    return Problem("cell", entry.row, entry.column, key, params, rule=rule)


def units(recipe: ListRecipe, listed: Listed, aims: Aims) -> Iterator[Problem]:
    """Labels whose column of units says something else than their definition."""
    for label, (printed, row) in listed.units.items():
        unit = _unit(recipe, label, aims)
        if not unit or printed in UNIT_MARKS.get(unit, {""}):
            continue
        key = _("%(label)s: the list says %(printed)s, and by its definition the unit is %(unit)s")
        params = {"label": label, "printed": printed or "''", "unit": unit}
        yield Problem("note", row, recipe.columns.units, key, params, rule="unit-mislabelled")


def _unit(recipe: ListRecipe, label: str, aims: Aims) -> str:
    meaning = recipe.meanings.get(label)
    return aims.units.get(meaning.indicator, "") if meaning else ""


def directions(recipe: ListRecipe, listed: Listed, aims: Aims) -> Iterator[Problem]:
    """Labels that the list calls good where more of them is worse, or the other way round."""
    for label, (printed, row) in listed.directions.items():
        said = {"positive": 1, "negative": -1}.get(printed.casefold(), 0)
        meaning = recipe.meanings.get(label)
        ours = aims.polarities.get(meaning.indicator, 0) if meaning else 0
        if said * ours >= 0:
            continue
        key = _("%(label)s: the list calls more of it %(printed)s. Not followed")
        params = {"label": label, "printed": printed}
        yield Problem("note", row, recipe.columns.direction, key, params, rule="direction-wrong")


Printed = tuple[tuple[str, float], ...]
"""All figures of a place in a round: label and value."""


@dataclass(frozen=True)
class Copies:
    """Places of a round that carry the very same figures: `kept` is the one that they are of."""

    where: Round
    names: tuple[PlaceNames, ...]
    kept: PlaceNames | None
    figures: int


def copies(recipe: ListRecipe, rounds: Mapping[Round, dict[str, Series]]) -> list[Copies]:
    """Places whose figures of a round are all the same, to the last digit.

    Such a survey asked in one district; a compilation of today's districts prints its figures for
    each part. They are the figures of the one that kept the name (`recipe.older`), of none
    otherwise.
    """
    found = []
    for where, labels in rounds.items():
        alike: dict[Printed, list[PlaceNames]] = {}
        for names, printed in _by_place(labels).items():
            alike.setdefault(tuple(printed), []).append(names)
        for figures, group in alike.items():
            if len(group) > 1 and _tells(figures):
                older = [names for names in group if names[-1] in recipe.older]
                kept = older[0] if len(older) == 1 else None
                found.append(Copies(where, tuple(group), kept, len(figures)))
    return found


def _tells(figures: Printed) -> bool:
    """Whether so many figures, or one so large, cannot be alike by chance."""
    largest = max(value for _label, value in figures)
    return len(figures) >= ALIKE or largest >= 1000 or (len(figures) == 2 and largest >= 10)


def _by_place(labels: Mapping[str, Series]) -> dict[PlaceNames, list[tuple[str, float]]]:
    found: dict[PlaceNames, list[tuple[str, float]]] = {}
    for label in sorted(labels):
        for names, entry in labels[label].items():
            found.setdefault(names, []).append((label, entry.value))
    return found


def take_out(
    recipe: ListRecipe, rounds: Mapping[Round, dict[str, Series]], found: list[Copies]
) -> list[Problem]:
    """Takes the figures of a place that did not exist yet out of its round, and tells it."""
    problems = []
    for copy in found:
        labels = rounds[copy.where]
        for names in copy.names:
            if names == copy.kept:
                continue
            rows = [series.pop(names) for series in labels.values() if names in series]
            others = [other[-1] for other in copy.names if other != names]
            key = _(
                "%(survey)s %(year)s: all %(rows)s figures of %(place)s are those of %(others)s. "
                "They were one district then, and the figures are not of this part. Not used"
            )
            params = {
                "survey": copy.where.survey, "year": copy.where.year, "rows": len(rows),
                "place": names[-1], "others": ", ".join(others),
            }  # fmt: skip
            column = recipe.columns.places[-1]
            row = min(entry.row for entry in rows)
            problems.append(Problem("row", row, column, key, params, rule="vintage-does-not-join"))
    return problems


def breaks(
    recipe: ListRecipe, found: list[Copies]
) -> dict[tuple[Round, PlaceNames], tuple[str, str]]:
    """Status and note of figures that stand before or just after a district was divided."""
    marks: dict[tuple[Round, PlaceNames], tuple[str, str]] = {}
    for copy in found:
        if copy.kept is not None:
            marks[copy.where, copy.kept] = ("A", BEFORE_SPLIT)
    for where, names in [*marks]:
        later = _next(recipe, where)
        if later is not None and (later, names) not in marks:
            marks[later, names] = ("B", AFTER_SPLIT)
    return marks


def _next(recipe: ListRecipe, where: Round) -> Round | None:
    """The round of the same survey that follows."""
    same = [
        one for one in recipe.rounds if one.survey == where.survey and one.regions == where.regions
    ]
    later = [one for one in same if one.period.start > where.period.start]
    return min(later, key=lambda one: one.period.start, default=None)


def meaning_in(meaning: Meaning, where: Round) -> int:
    """The number of the definition that holds in a round."""
    return where.versions.get(meaning.indicator, meaning.version)
