"""Whether the figures of a list hang together, and labels that changed places in a round.

Two labels whose figures were exchanged look right one by one. They are found where figures that
belong together (women, men, all, and the ratio of the two) fail in nearly every district of one
round and hold in nearly every one once the labels are exchanged back.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations

from kachehri.domains.evidence.kinds.lists import ListRecipe, Relation, Round
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .listed import Entry, PlaceNames, Series

_ = gettext_noop

NEARLY_ALL = 0.9
"""Share of places at which exchanged labels must come right, and at which a round fails as such."""

MANY = 0.5
"""Share of places that must fail before exchanged labels are looked for."""

FEWEST = 10
"""Places. A round of fewer says nothing about its labels."""

Bundle = tuple[Entry, ...]
"""The figures of one place under a relation's labels, in their order."""


def hundred(tolerance: float = 0.5) -> Callable[[tuple[float, ...]], bool]:
    """All shares of a whole are there: they add up to 100, or to nothing where nobody was asked."""
    return lambda values: abs(sum(values) - 100) <= tolerance or not any(values)


def whole(values: tuple[float, ...]) -> bool:
    """The first is the sum of the others, but for rounding to two places."""
    return abs(values[0] - sum(values[1:])) <= 0.0051 * len(values)


def at_least_parts(values: tuple[float, ...]) -> bool:
    """The first is not less than the others together, but for rounding."""
    return sum(values[1:]) - values[0] <= 0.0051 * len(values)


def parity(values: tuple[float, ...]) -> bool:
    """All, women, men, and women over men: the total lies between, the ratio is the ratio."""
    both, women, men, ratio = values
    between = min(women, men) - 0.02 <= both <= max(women, men) + 0.02
    if men == 0:
        return between
    return between and abs(women / men - ratio) <= 0.006 + 0.01 * (1 + women / men) / men


def marriage(values: tuple[float, ...]) -> bool:
    """Married before 15, married before 18, age at marriage in years."""
    before_15, before_18, age = values
    return before_15 <= before_18 and 14 <= age <= 30


def same_sum(first: int) -> Callable[[tuple[float, ...]], bool]:
    """The first so many and the others break the same whole down: they add up to the same."""
    return lambda values: abs(sum(values[:first]) - sum(values[first:])) <= 6


def apply(recipe: ListRecipe, rounds: Mapping[Round, dict[str, Series]]) -> list[Problem]:
    """Puts exchanged labels right, takes out what contradicts itself, and tells both."""
    problems: list[Problem] = []
    for where, labels in rounds.items():
        for relation in recipe.relations:
            if all(label in labels for label in relation.labels):
                problems += _Related(recipe, where, labels, relation).problems()
    return problems


@dataclass(frozen=True)
class _Related:
    """A relation in one round."""

    recipe: ListRecipe
    where: Round
    labels: dict[str, Series]
    relation: Relation

    def problems(self) -> Iterator[Problem]:
        bundles = self._bundles()
        wrong = [names for names, bundle in bundles.items() if not self._holds(bundle)]
        if not wrong:
            return
        if self.relation.movable and len(bundles) >= FEWEST and len(wrong) > MANY * len(bundles):
            order = self._order(bundles)
            if order is not None:
                yield from self._moved(order, bundles)
                bundles = self._bundles()
                wrong = [names for names, bundle in bundles.items() if not self._holds(bundle)]
        if not self.relation.says:
            return
        if self.relation.throughout and len(wrong) >= NEARLY_ALL * len(bundles):
            yield self._throughout(bundles)
            return
        for names in wrong:
            yield self._single(names, bundles[names])
            for label in self.relation.labels if self.relation.left_out else ():
                del self.labels[label][names]

    def _bundles(self) -> dict[PlaceNames, Bundle]:
        series = [self.labels[label] for label in self.relation.labels]
        shared = set(series[0]).intersection(*series[1:])
        return {
            names: tuple(one[names] for one in series) for names in series[0] if names in shared
        }

    def _holds(self, bundle: Bundle) -> bool:
        return self.relation.holds(tuple(entry.value for entry in bundle))

    def _order(self, bundles: dict[PlaceNames, Bundle]) -> tuple[int, ...] | None:
        """The one order of the first labels in which nearly all places come right, if any."""
        count = self.relation.movable
        best = [
            order
            for order in permutations(range(count))
            if sum(self._holds(_in_order(b, order)) for b in bundles.values())
            >= NEARLY_ALL * len(bundles)
        ]
        return best[0] if len(best) == 1 else None

    def _moved(
        self, order: tuple[int, ...], bundles: dict[PlaceNames, Bundle]
    ) -> Iterator[Problem]:
        names = self.relation.labels
        there = {index: self.labels[names[index]] for index in order}
        right = sum(self._holds(_in_order(bundle, order)) for bundle in bundles.values())
        for index, source in enumerate(order):
            self.labels[names[index]] = there[source]
            if index == source:
                continue
            key = _(
                "%(survey)s %(year)s: the figures under %(found)s are those of %(meant)s (they fit "
                "together so in %(right)s of %(all)s places). They were read as such"
            )
            params = {
                "survey": self.where.survey, "year": self.where.year, "found": names[source],
                "meant": names[index], "right": right, "all": len(bundles),
            }  # fmt: skip
            first = min(there[source].values())
            row, column = first.row, self.recipe.columns.label or first.column
            yield Problem("note", row, column, key, params, rule="shifted-columns")

    def _throughout(self, bundles: dict[PlaceNames, Bundle]) -> Problem:
        sums = sorted(sum(entry.value for entry in bundle) for bundle in bundles.values())
        params = {
            "survey": self.where.survey, "year": self.where.year, "all": len(bundles),
            "label": self.relation.labels[0], "least": f"{sums[0]:.2f}", "most": f"{sums[-1]:.2f}",
        }  # fmt: skip
        first = min(entry for bundle in bundles.values() for entry in bundle)
        row, column = first.row, self.recipe.columns.units or first.column
        say = self.relation.throughout
        return Problem("note", row, column, say, params, rule="unit-mislabelled")

    def _single(self, names: PlaceNames, bundle: Bundle) -> Problem:
        params = {
            "place": names[-1], "survey": self.where.survey, "year": self.where.year,
            "label": self.relation.labels[0],
            "figures": ", ".join(entry.text for entry in bundle),
            "lines": ", ".join(str(entry.row) for entry in bundle), "rows": len(bundle),
            "made": f"{sum(entry.value for entry in bundle):.2f}",
            "parts": f"{sum(entry.value for entry in bundle[1:]):.2f}",
        }  # fmt: skip
        kind = "row" if self.relation.left_out else "note"
        column = bundle[0].column
        return Problem(
            kind, bundle[0].row, column, self.relation.says, params, rule=self.relation.rule
        )


def _in_order(bundle: Bundle, order: tuple[int, ...]) -> Bundle:
    return (*(bundle[index] for index in order), *bundle[len(order) :])
