"""The head of a row of a cross-table: which place, item, residence and breakdowns it speaks of.

Labels and places come again and again, so each spelling is looked up once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .cells import plain, quote
from .crosstab import Layout, Pairs, Problem, Units, header_key
from .messages import gettext_noop

_ = gettext_noop

Thing = TypeVar("Thing")


class Codes(Generic[Thing]):
    """Numbers things in the order in which they come."""

    def __init__(self) -> None:
        self.known: dict[Thing, int] = {}
        self.listed: list[Thing] = []

    def __call__(self, thing: Thing) -> int:
        """The number of a thing."""
        code = self.known.get(thing)
        if code is None:
            code = self.known[thing] = len(self.listed)
            self.listed.append(thing)
        return code


@dataclass(frozen=True, slots=True)
class Head:
    """Place, item, residence and breakdowns of a row by their numbers, and its line."""

    place: int
    item: int
    residence: int
    dims: int
    line: int

    @property
    def key(self) -> tuple[int, int, int, int]:
        """What may stand in a table only once."""
        return self.place, self.item, self.residence, self.dims


def residences(layout: Layout) -> list[str]:
    """The residences of a table, all first."""
    named = [cell.residence for cell in layout.cells]
    return list(dict.fromkeys(["", *named, *layout.residences.values()]))


@dataclass(frozen=True)
class _Labels:
    """A column of labels and what each stands for, spellings as in a header."""

    column: str
    at: int
    known: Mapping[str, str]

    def meaning(self, text: str) -> str | None:
        """What a label stands for; None for an unknown one."""
        key = header_key(plain(text))
        return next((code for name, code in self.known.items() if header_key(name) == key), None)


class HeadReader:
    """Reads heads, row by row, and keeps the places, items and breakdowns that it met."""

    def __init__(self, layout: Layout, positions: Mapping[str, int], width: int) -> None:
        self.layout, self.width = layout, width
        self.places: Codes[tuple[str, ...]] = Codes()
        self.items: Codes[str] = Codes()
        self.dims: Codes[Pairs] = Codes()
        self.residences = {code: at for at, code in enumerate(residences(layout))}
        self.dims(())
        self.place_at = [positions[column] for column in layout.places]
        self.unit_at = positions[layout.units.column] if layout.units else None
        self.only = [(positions[name], header_key(text)) for name, text in layout.only.items()]
        labels = {layout.item_column: layout.items, layout.residence_column: layout.residences}
        labels |= {one.column: one.labels for one in layout.dimensions}
        self.labels = [
            _Labels(column, positions[column], known) for column, known in labels.items() if column
        ]
        self.dimensions = {one.column: one.dimension for one in layout.dimensions}
        self._labels: dict[tuple[str, ...], tuple[int, int, int] | _Labels | None] = {}
        self._places: dict[tuple[str, ...], tuple[int, bool]] = {}
        self.notes: list[Problem] = []

    def read(self, line: int, cells: list[str]) -> Head | Problem | None:
        """The head of a row; None for a row that the layout does not ask for."""
        if len(cells) != self.width:
            key = _("this line has %(found)s cells and the header has %(wanted)s")
            params = {"found": len(cells), "wanted": self.width}
            return Problem("row", line, "", key, params, rule="cut-off")
        if any(header_key(cells[at]) != wanted for at, wanted in self.only):
            return None
        if "\ufffd" in "".join(cells):
            key = _(
                "this line holds characters that are not in the file's encoding. See --encoding"
            )
            return Problem("row", line, "", key, rule="encoding")
        place = self._place(line, cells)
        if place is None:
            column = self.layout.places[-1]
            return Problem("row", line, column, _("no place is named"), rule="name-damaged")
        return self._head(line, cells, place)

    def _head(self, line: int, cells: list[str], place: int) -> Head | Problem | None:
        texts = tuple([cells[one.at] for one in self.labels])
        if texts not in self._labels:
            self._labels[texts] = self._meaning(texts)
        found = self._labels[texts]
        if isinstance(found, _Labels):
            return self._unknown(found, line, cells)
        return Head(place, found[0], found[1], found[2], line) if found else None

    def _meaning(self, texts: Sequence[str]) -> tuple[int, int, int] | _Labels | None:
        """Item, residence and breakdowns; the column whose label is unknown; None for no item."""
        item, residence, dims = "", "", {}
        for labels, text in zip(self.labels, texts, strict=True):
            code = labels.meaning(text)
            if code is None:
                return labels
            if labels.column == self.layout.item_column:
                item = code
            elif labels.column == self.layout.residence_column:
                residence = code
            elif code:
                dims[self.dimensions[labels.column]] = code
        if self.layout.item_column and not item:
            return None
        pairs = tuple(sorted(dims.items()))
        return self.items(item), self.residences[residence], self.dims(pairs)

    def _unknown(self, labels: _Labels, line: int, cells: list[str]) -> Problem | None:
        if self.layout.others_ignored and labels.column == self.layout.item_column:
            return None
        say = _("%(label)s is not one of: %(known)s")
        params = {"label": quote(cells[labels.at]), "known": quote(", ".join(labels.known))}
        return Problem("row", line, labels.column, say, params, rule="label-unknown")

    def _place(self, line: int, cells: list[str]) -> int | None:
        """The number of the row's place; None where none is named."""
        texts = tuple([cells[at] for at in self.place_at])
        if self.unit_at is not None:
            texts = (*texts, cells[self.unit_at])
        if texts not in self._places:
            names, moved = self._named(tuple(map(plain, texts)))
            self._places[texts] = (self.places(names) if any(names) else -1, moved)
            if moved and any(names):
                self.notes.append(_moved(self.layout, line, texts, names))
        code = self._places[texts][0]
        return None if code < 0 else code

    def _named(self, texts: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
        """The names in their columns, and whether they stood in others."""
        units = self.layout.units
        if units is None:
            is_named = texts[-1] or self.layout.lowest_may_be_empty
            return (texts if is_named else ()), False
        names, unit = list(texts[:-1]), texts[-1]
        moved = _is_one_of(names[-1], units)
        if moved:
            names[-1], unit = unit, names[-1]
        if not names[-1]:
            return (), False
        if unit in units.added:
            names[-1] = f"{names[-1]} {units.added[unit]}"
        if unit in units.belongs:
            name, names[-1] = names[-1], ""
            names[self.layout.places.index(units.belongs[unit])] = name
            moved = True
        return tuple(names), moved


def _is_one_of(name: str, units: Units) -> bool:
    """Whether a word for a kind of place stands where a name should."""
    return name in units.words


def _moved(layout: Layout, line: int, texts: Sequence[str], names: Sequence[str]) -> Problem:
    """The message about a name in the wrong column."""
    units = layout.units
    column = layout.places[-1]
    at = max(index for index, name in enumerate(names) if name)
    params = {
        "text": quote(texts[len(names) - 1]),
        "unit": quote(texts[-1]),
        "name": names[at],
        "column": layout.places[at],
        "other": units.column if units else "",
    }
    if at < len(names) - 1:
        key = _("%(text)s (%(unit)s) stands in this column. It was read as %(name)s in %(column)s")
    else:
        key = _("%(text)s and %(unit)s stand in each other's columns. It was read as %(name)s")
    return Problem("note", line, column, key, params, rule="shifted-columns")
