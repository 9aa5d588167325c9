"""Joining the rows of a published table to places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kachehri.domains.evidence.kinds import Recipe
from kachehri.domains.places.queries import Finder, PlaceView
from kachehri.kernel.crosstab import Key, Number, Problem
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

NOT_FOUND = "place-not-found"

Dims = tuple[str, str, str]
"""Item, sex, residence."""


@dataclass(frozen=True)
class Target:
    """Where a row belongs: its own place, if it is known here, and the district it feeds."""

    place: PlaceView | None
    district: PlaceView | None


class Joiner:
    """Finds the places of a file's rows, and names each place that it cannot join once."""

    def __init__(self, recipe: Recipe, finder: Finder) -> None:
        self.recipe = recipe
        self.finder = finder
        self.targets: dict[tuple[str, ...], Target | Problem] = {}
        self.left: dict[tuple[str, ...], int] = {}

    def wants(self, names: tuple[str, ...], line: int) -> bool:
        """Whether a row belongs to a place of this installation."""
        if names not in self.targets:
            self.targets[names] = locate(self.recipe, names, line, self.finder)
        if isinstance(self.targets[names], Target):
            return True
        self.left[names] = self.left.get(names, 0) + 1
        return False

    def problems(self) -> list[Problem]:
        """One problem for each place that could not be joined, with its number of rows."""
        return [
            replace(found, params={**found.params, "rows": self.left[names]})
            for names, found in self.targets.items()
            if isinstance(found, Problem)
        ]


@dataclass(frozen=True)
class Gathered:
    """Numbers by place: `own` by place key, `parts` by district key and the part's name."""

    own: Mapping[str, Mapping[Dims, Number]]
    parts: Mapping[str, Mapping[str, Mapping[Dims, Number]]]
    spoiled: frozenset[tuple[str, Dims]]


def gather(
    joiner: Joiner, numbers: Iterable[Number], spoiled: frozenset[Key] = frozenset()
) -> Gathered:
    """Put numbers under their places. All of them were wanted by the joiner.

    `spoiled` are cells that could not be used: no total of their district is made from the others.
    """
    own: dict[str, dict[Dims, Number]] = {}
    parts: dict[str, dict[str, dict[Dims, Number]]] = {}
    for number in numbers:
        target = joiner.targets[number.place]
        if not isinstance(target, Target):
            continue
        cell = (number.item, number.sex, number.residence)
        if target.place is not None:
            own.setdefault(target.place.key, {})[cell] = number
        if target.district is None:
            continue
        named = parts.setdefault(target.district.key, {})
        named.setdefault(_part_name(joiner.recipe, target.district, number), {})[cell] = number
    return Gathered(own, parts, frozenset(_spoiled(joiner, spoiled)))


def _spoiled(joiner: Joiner, keys: Iterable[Key]) -> Iterator[tuple[str, Dims]]:
    """The district of each spoiled cell, with its item, sex and residence."""
    for place, item, sex, residence in keys:
        target = joiner.targets[place]
        if isinstance(target, Target) and target.district is not None:
            yield target.district.key, (item, sex, residence)


def _part_name(recipe: Recipe, district: PlaceView, number: Number) -> str:
    """The name under which the recipe counts this part of a district."""
    wanted = number.place[-1].casefold()
    known = recipe.parts.get(district.key, ())
    return next((name for name in known if name.casefold() == wanted), number.place[-1])


def locate(recipe: Recipe, place: tuple[str, ...], line: int, finder: Finder) -> Target | Problem:
    """The place of a row: of a district, or of a taluka and the district that it feeds.

    A blank upper name is taken from the one below, if only one place fits.
    """
    names = dict(zip(recipe.tiers, place, strict=True))
    upper, middle, *lowest = recipe.tiers
    columns = recipe.layout.places
    province = finder.find(upper, names[upper]) if names[upper] else None
    if province is None and names[upper]:
        if names[upper].casefold() in {name.casefold() for name in recipe.elsewhere}:
            return _outside(place, line)
        key = _("%(name)s is not a province that this recipe knows (%(rows)s rows left out)")
        return Problem("place", line, columns[0], key, {"name": names[upper]}, rule=NOT_FOUND)
    district = finder.find(middle, names[middle], province)
    if district is None and province is None:
        return _outside(place, line)
    if district is None:
        return _unknown(line, columns[1], names[middle], names[upper])
    if not lowest:
        return Target(district, None)
    lower = lowest[0]
    own = finder.find(lower, names[lower], district)
    listed = {name.casefold() for name in recipe.parts.get(district.key, ())}
    if own is None and (finder.below(district, lower) or names[lower].casefold() not in listed):
        return _unknown(line, columns[2], names[lower], names[middle])
    return Target(own, district)


def _outside(place: tuple[str, ...], line: int) -> Problem:
    key = _("%(place)s lies outside this installation (%(rows)s rows were not needed)")
    params = {"place": " / ".join(filter(None, place))}
    return Problem("outside", line, "", key, params, rule=NOT_FOUND)


def _unknown(line: int, column: str, name: str, within: str) -> Problem:
    key = _(
        "there is no place %(name)s in %(within)s (%(rows)s rows were left out). "
        "Correct the name, or add it as an alias of the place"
    )
    return Problem("place", line, column, key, {"name": name, "within": within}, rule=NOT_FOUND)
