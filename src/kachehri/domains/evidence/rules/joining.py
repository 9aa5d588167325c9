"""Joining the rows of a published table to places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kachehri.domains.evidence.kinds import Recipe
from kachehri.domains.places.queries import Finder, PlaceView
from kachehri.kernel.crosstab import Number, Pairs, Problem
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.scripts import fold
from kachehri.kernel.summing import chosen
from kachehri.kernel.tabulating import Table

_ = gettext_noop

NOT_FOUND = "place-not-found"
LOWEST = "taluka"
TOWNS = "town"

Dims = tuple[str, str, str, Pairs]
"""Item, sex, residence and other breakdowns."""


@dataclass(frozen=True)
class Target:
    """Where a row belongs: its own place, if it is known here, and the district it feeds.

    `part` names the row's place among the parts of the district. `said` is what has to be said
    about a part that has no place of its own. `wholes` are all places that it is a part of, each
    with its name among their parts.
    """

    place: PlaceView | None
    district: PlaceView | None
    part: str = ""
    said: Problem | None = None
    wholes: tuple[tuple[PlaceView, str], ...] = ()


@dataclass(frozen=True)
class Located:
    """A row's place, or why there is none; and what has to be said about its name."""

    target: Target | Problem
    notes: tuple[Problem, ...] = ()


class Joiner:
    """Finds the places of a file's rows, and names each place that it cannot join once."""

    def __init__(self, recipe: Recipe, finder: Finder) -> None:
        self.recipe = recipe
        self.finder = finder
        self.targets: dict[tuple[str, ...], Target | Problem] = {}
        self.left: dict[tuple[str, ...], int] = {}
        self.notes: list[Problem] = []
        self._parts: dict[int, dict[str, str]] | None = None
        self.taken: dict[int, str] = {}
        self._named: dict[tuple[int, str], dict[str, PlaceView]] = {}

    def wants(self, names: tuple[str, ...], line: int) -> bool:
        """Whether a row belongs to a place of this installation."""
        if names not in self.targets:
            located = Walk(self, line).locate(names)
            found = located.target
            if isinstance(found, Target):
                found = replace(found, wholes=tuple(self._wholes(found)))
            self.targets[names] = found
            self.notes += located.notes
        target = self.targets[names]
        if isinstance(target, Target) and target.said is None:
            return True
        self.left[names] = self.left.get(names, 0) + 1
        return isinstance(target, Target)

    def problems(self) -> list[Problem]:
        """One problem for each place that could not be joined, with its number of rows.

        What lies outside is counted by its province.
        """
        outside: dict[str, list[Problem]] = {}
        found = list(self.notes)
        for names, target in self.targets.items():
            problem = target.said if isinstance(target, Target) else target
            if problem is None:
                continue
            said = replace(problem, params={**problem.params, "rows": self.left[names]})
            if said.kind == "outside":
                outside.setdefault(self._outside(names), []).append(said)
            else:
                found.append(said)
        return found + [_outside(name, alike) for name, alike in outside.items()]

    def _outside(self, names: tuple[str, ...]) -> str:
        """Under which name a place that lies outside is counted: its province; all towns as one."""
        has_towns = "town" in self.recipe.tiers and names[-1]
        return TOWNS if has_towns else next(filter(None, names))

    def parts(self, whole: PlaceView) -> Mapping[str, str]:
        """What the source counts in a place, and its names; empty where that is not known."""
        if self._parts is None:
            self._parts = self._all_parts()
        return self._parts.get(whole.id, {})

    def _all_parts(self) -> dict[int, dict[str, str]]:
        """The parts of districts; and, where the whole country is listed, of what is above them."""
        found: dict[int, dict[str, str]] = {}
        for key, names in self.recipe.parts.items():
            province, place = self._district(key)
            within: dict[str, str] = {key: key}
            if place is not None and self.is_fine:
                within = {part_of(self.finder, place, name): name for name in names}
                found.setdefault(place.id, {}).update(within)
                within = {f"{place.key}/{part}": name for part, name in within.items()}
            elif place is not None:
                within = {place.key: place.name("en")}
            # A province that is not known here is missing from the total of the country.
            above = self._above(province) if province or "/" not in key else self._countries()
            for whole in above:
                found.setdefault(whole.id, {}).update(within)
        return found

    def _countries(self) -> Iterator[PlaceView]:
        return (place for place in self.finder.places.values() if place.tier == "country")

    @property
    def is_fine(self) -> bool:
        """Whether the table goes below the district."""
        return LOWEST in self.recipe.tiers

    def _above(self, province: PlaceView | None) -> Iterator[PlaceView]:
        """A province and what is above it."""
        while province is not None:
            yield province
            province = self.finder.places.get(province.parent_id or 0)

    def _wholes(self, target: Target) -> Iterator[tuple[PlaceView, str]]:
        """The places that a row is a part of, as far as the source's parts of them are known."""
        district = target.district
        if district is not None:
            yield district, target.part
            part = f"{district.key}/{target.part}"
        elif target.place is not None and target.place.tier == "district" and not self.is_fine:
            district, part = target.place, target.place.key
        above = self.finder.places.get(district.parent_id or 0) if district else None
        for whole in self._above(above):
            if part in self.parts(whole):
                yield whole, part

    def made(self) -> Iterator[tuple[tuple[str, ...], PlaceView, str]]:
        """Rows by their names, with each whole that has to be made of them, and their part in it.

        What the table prints itself is not made.
        """
        targets = [(names, one) for names, one in self.targets.items() if isinstance(one, Target)]
        printed = {one.place.id for _names, one in targets if one.place is not None}
        for names, target in targets:
            for whole, part in target.wholes:
                if whole.id not in printed:
                    yield names, whole, part

    def named(self, within: PlaceView, tier: str) -> Mapping[str, PlaceView]:
        """The places below another by the proper names that they have, folded."""
        key = (within.id, tier)
        if key not in self._named:
            self._named[key] = {
                fold(name.text): place
                for place in self.finder.below(within, tier)
                for name in place.names.values()
            }
        return self._named[key]

    def _district(self, key: str) -> tuple[PlaceView | None, PlaceView | None]:
        """Province and district of a key of the recipe's parts; no province for a place's key."""
        province, _bar, name = key.rpartition("/")
        if not province:
            return None, self.finder.kept.by_key.get(name)
        within = self.finder.find("province", province)
        return within, self.finder.find("district", name, within) if within else None


def part_of(finder: Finder, district: PlaceView, name: str) -> str:
    """The name of a part of a district by which its spellings are the same."""
    own = finder.find(LOWEST, name, district)
    return own.key if own else fold(name)


class Walk:
    """From the names of a row to its place, from the province down."""

    def __init__(self, joiner: Joiner, line: int) -> None:
        self.joiner, self.line = joiner, line
        self.recipe, self.finder = joiner.recipe, joiner.finder
        self.notes: list[Problem] = []

    def locate(self, names: tuple[str, ...]) -> Located:
        """The place of a row, at the lowest tier that is named."""
        return Located(self._target(names), tuple(self.notes))

    def _target(self, names: tuple[str, ...]) -> Target | Problem:
        named = {self._tier(tier, name): name for tier, name in self._columns(names) if name}
        if "town" in named:
            return _lies_outside(names, self.line)
        if "country" in named:
            return self._own("country", named["country"], None, names)
        province = self._found("province", named.get("province", ""), None)
        if province is None and named.get("province"):
            return self._no_province(named["province"], names)
        if len(named) == 1 and "province" in named:
            return Target(province, None)
        if "district" not in named and "division" in named:
            name = self._proper(named, "division", province)
            return self._own("division", name, province, names)
        district = self._found("district", self._proper(named, "district", province), province)
        if district is None and province is None:
            return _lies_outside(names, self.line)
        if LOWEST not in named or (not district and "district" in named and self.recipe.parts):
            return Target(district, None) if district else self._unknown("district", names)
        return self._lowest(named[LOWEST], district, province, names)

    def _proper(self, named: Mapping[str, str], tier: str, province: PlaceView | None) -> str:
        """The name of a tier; that of the province where the file writes the same (`ICT`)."""
        name = named.get(tier, "")
        is_same = province is not None and name and name == named.get("province")
        return province.name("en") if province is not None and is_same else name

    def _columns(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        return zip(self.recipe.tiers, names, strict=True)

    def _tier(self, tier: str, name: str) -> str:
        return self.recipe.named.get(name.upper(), tier)

    def _own(
        self, tier: str, name: str, within: PlaceView | None, names: Sequence[str]
    ) -> Target | Problem:
        place = self._found(tier, name, within)
        if place is None and within is None and tier != "country":
            return _lies_outside(names, self.line)
        return Target(place, None) if place else self._unknown(tier, names)

    def _lowest(
        self,
        name: str,
        district: PlaceView | None,
        province: PlaceView | None,
        names: Sequence[str],
    ) -> Target | Problem:
        """A taluka; where the district is not known, one of that name in the province."""
        if district is None:
            own = self._found(LOWEST, name, province)
            return Target(own, None) if own else self._unknown("district", names)
        own = self._found(LOWEST, name, district)
        part = own.key if own else fold(name)
        if own is not None and self.joiner.taken.setdefault(own.id, name) != name:
            own, part = None, fold(name)
        part = part if own else self._mended_part(name, part, district)
        is_listed = part in self.joiner.parts(district)
        if own is None and not self.finder.below(district, LOWEST) and is_listed:
            return Target(None, district, part)
        if own is None:
            unknown = self._unknown(LOWEST, names, is_counted=is_listed)
            return Target(None, district, part, unknown) if is_listed else unknown
        return Target(own, district, part)

    def _found(self, tier: str, name: str, within: PlaceView | None) -> PlaceView | None:
        """The place of a name; the name is mended where letters were lost out of it."""
        if not name:
            return None
        mended = self._mended(tier, name, within)
        if mended is not None:
            return mended
        match = self.finder.match(tier, name, within)
        if match.place is not None and not match.is_certain:
            say = _("%(name)s was read as %(place)s")
            params = {"name": name, "place": match.place.name("en")}
            self._note(tier, say, params, "name-spelled")
        return match.place

    def _mended(self, tier: str, name: str, within: PlaceView | None) -> PlaceView | None:
        if within is None or fold(name) in self.joiner.named(within, tier):
            return None
        for lost, whole in self._whole_again(name):
            place = self.joiner.named(within, tier).get(whole)
            if place is not None:
                self._note_damage(tier, name, lost, place.name("en"))
                return place
        return None

    def _mended_part(self, name: str, part: str, district: PlaceView) -> str:
        """A part of the district without a place of its own, whose name lost letters."""
        parts = self.joiner.parts(district)
        for lost, whole in self._whole_again(name) if part not in parts else ():
            if whole in parts:
                self._note_damage(LOWEST, name, lost, parts[whole])
                return whole
        return part

    def _whole_again(self, name: str) -> Iterator[tuple[str, str]]:
        """What the name may have been before letters were lost, folded."""
        for lost in self.recipe.lost:
            for at in range(len(name) + 1):
                yield lost, fold(name[:at] + lost + name[at:])

    def _note_damage(self, tier: str, name: str, lost: str, whole: str) -> None:
        say = _("%(name)s has lost the letters %(lost)s. It was read as %(place)s")
        params = {"name": name, "lost": lost, "place": whole}
        self._note(tier, say, params, "name-damaged")

    def _note(self, tier: str, say: str, params: Mapping[str, str], rule: str) -> None:
        column = self._column(tier)
        self.notes.append(Problem("note", self.line, column, say, params, rule=rule))

    def _column(self, tier: str) -> str:
        columns = dict(zip(self.recipe.tiers, self.recipe.layout.places, strict=True))
        return columns.get(tier, self.recipe.layout.places[-1])

    def _no_province(self, name: str, names: Sequence[str]) -> Problem:
        if name.casefold() in {one.casefold() for one in self.recipe.elsewhere}:
            return _lies_outside(names, self.line)
        if name.casefold() in {one.casefold() for one in self.recipe.gone}:
            key = _("%(name)s is no province today: %(rows)s rows do not join the places of today")
            params = {"name": name}
            column = self._column("province")
            return Problem("place", self.line, column, key, params, rule="vintage-does-not-join")
        key = _("%(name)s is not a province that this recipe knows (%(rows)s rows left out)")
        column = self._column("province")
        return Problem("place", self.line, column, key, {"name": name}, rule=NOT_FOUND)

    def _unknown(self, tier: str, names: Sequence[str], *, is_counted: bool = False) -> Problem:
        at = self.recipe.tiers.index(tier) if tier in self.recipe.tiers else len(names) - 1
        above = next((name for name in reversed(names[:at]) if name), "")
        key = _(
            "there is no place %(name)s in %(within)s (%(rows)s rows were left out). "
            "Correct the name, or add it as an alias of the place"
        )
        if is_counted:
            key = _(
                "there is no place %(name)s in %(within)s: its %(rows)s rows were used only for "
                "the total of the district"
            )
        params = {"name": names[at], "within": above or "?"}
        return Problem("place", self.line, self._column(tier), key, params, rule=NOT_FOUND)


def _lies_outside(names: Sequence[str], line: int) -> Problem:
    params = {"place": " / ".join(filter(None, names))}
    return Problem("outside", line, "", "%(place)s", params, rule=NOT_FOUND)


def _outside(name: str, alike: Sequence[Problem]) -> Problem:
    """One line for all places of a province that this installation does not have."""
    key = _(
        "%(name)s: %(places)s places (%(rows)s rows) lie outside this installation. "
        "To have them, import cod-ab first"
    )
    if name == TOWNS:
        key = _("%(places)s towns (%(rows)s rows) are not among the places of this installation")
    rows = sum(int(str(one.params["rows"])) for one in alike)
    params = {"name": name, "places": len(alike), "rows": rows}
    return Problem("outside", alike[0].row, "", key, params, rule=NOT_FOUND)


@dataclass(frozen=True)
class Gathered:
    """Numbers by place: `own` by place key, `parts` by the key of the whole and the part's name."""

    own: Mapping[str, Mapping[Dims, Number]]
    parts: Mapping[str, Mapping[str, Mapping[Dims, Number]]]
    spoiled: frozenset[tuple[str, Dims]]


def gather(joiner: Joiner, table: Table, items: frozenset[str], dims: frozenset[Pairs]) -> Gathered:
    """Put the numbers of some items and breakdowns under their places.

    Cells that could not be used are spoiled: no total of their district is made from the others.
    """
    numbers, bad = chosen(table, items, dims)
    wholes = _wholes_by_names(joiner)
    own: dict[str, dict[Dims, Number]] = {}
    parts: dict[str, dict[str, dict[Dims, Number]]] = {}
    for number in numbers:
        target = joiner.targets[number.place]
        if not isinstance(target, Target):
            continue
        cell = (number.item, number.sex, number.residence, number.dims)
        if target.place is not None:
            own.setdefault(target.place.key, {})[cell] = number
        for whole, part in wholes.get(number.place, ()):
            parts.setdefault(whole, {}).setdefault(part, {})[cell] = number
    spoiled = {(whole, dims) for place, dims in bad for whole, _part in wholes.get(place, ())}
    return Gathered(own, parts, frozenset(spoiled))


def _wholes_by_names(joiner: Joiner) -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """For the names of a row, the keys of the wholes that are made of it, and its part in each."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for names, whole, part in joiner.made():
        found.setdefault(names, []).append((whole.key, part))
    return found
