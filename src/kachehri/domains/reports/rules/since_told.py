"""What changed since the edition before, in words and tables: in the report and on its own page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.utils.translation import gettext, gettext_noop, ngettext

from kachehri.domains.evidence.kinds import UNITS
from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.evidence.rules.comparing import PERCENT_UNITS
from kachehri.domains.reports.kinds import Part
from kachehri.domains.reports.kinds.since import SinceLast
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Inline,
    Isolate,
    Items,
    Link,
    Matrix,
    Number,
    Rich,
    Subheading,
    Table,
    Text,
)
from kachehri.kernel.dates import format_date
from kachehri.kernel.numbers import format_number

from .evidenced_words import difference, noted, number
from .figures import Composer, Figures
from .since import WAYS, Earlier, Moved, Since, Way, compare
from .stated import Facts, Printed, Stated, address
from .words import sentence, spans

FIRST = gettext_noop("This is the first edition. There is none before it to compare with.")
NOTHING = gettext_noop("Nothing has changed since edition %(edition)s, launched on %(date)s.")
COMPARED = gettext_noop("Compared with edition %(edition)s, launched on %(date)s:")
CAPTIONS: Mapping[Way, str] = {
    "corrected": gettext_noop("Figures that were corrected"),
    "redefined": gettext_noop("Figures that are counted in another way now"),
    "newer": gettext_noop("Figures of a younger year"),
    "new": gettext_noop("Figures that are new in this edition"),
    "withdrawn": gettext_noop("Figures that this edition no longer states"),
}


@dataclass(frozen=True)
class Told:
    """A comparison with what is needed to tell it: both sets of facts, the day, the language."""

    earlier: Earlier
    now: Facts
    since: Since
    place: str
    language: str

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of indicators, translated, as they are called now."""
        known = {**self.earlier.facts.definitions, **self.now.definitions}
        return {code: gettext(one.name) for code, one in known.items()}

    @cached_property
    def places(self) -> Mapping[str, Mapping[str, str]]:
        """The names of places by language."""
        return {**self.earlier.facts.places, **self.now.places}

    def where(self, place: str) -> str | Isolate:
        """The name of a place; kept apart where it is not in the reader's language."""
        names = self.places.get(place, {})
        if self.language in names:
            return names[self.language]
        return Isolate(names.get("en", place), "en")


def since_last(part: SinceLast, figures: Figures, language: str) -> Iterator[Block]:
    """The part in a report; nothing while the edition's own facts are not known yet."""
    if figures.earlier is None:
        yield Text(sentence(FIRST, {}))
    elif figures.earlier.now is not None:
        if part.heading:
            yield Subheading(gettext(part.heading))
        on = figures.earlier.on
        yield from told(part, figures.earlier, figures.earlier.now, figures.place.key, on, language)


def told(
    part: SinceLast, earlier: Earlier, now: Facts, place: str, on: date, language: str
) -> Iterator[Block]:
    """The whole comparison in the language in force; figures of `place` stand first."""
    since = compare(earlier.facts, now, part, on)
    since = replace(since, unchanged=since.unchanged + earlier.alike)
    values: dict[str, Inline] = {
        "edition": str(earlier.number),
        "date": format_date(earlier.launched_on, language),
    }
    if since.is_nothing:
        yield Text(sentence(NOTHING, values))
        return
    this = Told(earlier, now, since, place, language)
    yield Text(sentence(COMPARED, values))
    yield Items(tuple(summary(this)))
    for way in WAYS:
        found = ordered(since.ways(way), place)
        if found:
            yield table(way, found[: part.most], len(found) - part.most, this)
    if since.redefined:
        yield definitions(this)


# The summary


def summary(this: Told) -> Iterator[Rich]:
    """One line for each way in which something changed."""
    since = this.since
    for way in WAYS:
        count = len(since.ways(way))
        if count:
            yield counted(LINES[way](count), count, this)
    same = since.unchanged
    line = ngettext("%(count)s figure is unchanged.", "%(count)s figures are unchanged.", same)
    yield counted(line, same, this)
    followed = since.recommendations
    yield from recommendations(gettext("New recommendations: %(names)s"), followed.added, this)
    yield from recommendations(gettext("Closed since: %(names)s"), followed.closed, this)
    yield from recommendations(gettext("Late: %(names)s"), followed.late, this)
    yield from recommendations(gettext("No longer recommended: %(names)s"), followed.gone, this)
    if since.chapters_new:
        yield chapters(gettext("New chapters: %(names)s"), since.chapters_new)
    if since.chapters_gone:
        yield chapters(gettext("Chapters that are gone: %(names)s"), since.chapters_gone)


LINES = {
    "corrected": lambda n: ngettext(
        "%(count)s figure was corrected.", "%(count)s figures were corrected.", n
    ),
    "redefined": lambda n: ngettext(
        "%(count)s figure is counted in another way now.",
        "%(count)s figures are counted in another way now.",
        n,
    ),
    "newer": lambda n: ngettext(
        "%(count)s figure is of a younger year.", "%(count)s figures are of a younger year.", n
    ),
    "new": lambda n: ngettext("%(count)s figure is new.", "%(count)s figures are new.", n),
    "withdrawn": lambda n: ngettext(
        "%(count)s figure is no longer stated.", "%(count)s figures are no longer stated.", n
    ),
}


def counted(message: str, count: int, this: Told) -> Rich:
    """A line with its count, which leads to the page where all of them stand."""
    text = format_number(count, language=this.language)
    return tuple(spans(message, {"count": Number(text, this.earlier.page, str(count))}))


def recommendations(message: str, found: Sequence[Printed], this: Told) -> Iterator[Rich]:
    """A line that names some recommendations; none for none."""
    if found:
        names: list[Inline] = []
        for one in found:
            names += ["; "] if names else []
            names.append(title(one, this.language))
        before, _, after = message.partition("%(names)s")
        yield (before, *names, after) if after else (before, *names)


def title(one: Printed, language: str) -> str:
    """What a record is called, in the reader's language where it has such a title."""
    return one.title.get(language) or one.title.get("en") or f"{one.kind} {one.id}"


def chapters(message: str, titles: Sequence[str]) -> Rich:
    """A line that names some chapters."""
    return (message % {"names": "; ".join(gettext(one) for one in titles)},)


# The tables


@dataclass(frozen=True)
class Line:
    """A line of a table: figures of one series that changed in one way, the oldest first."""

    moved: tuple[Moved, ...]

    @property
    def last(self) -> Moved:
        """The youngest of them, which is printed."""
        return self.moved[-1]


def ordered(found: Sequence[Moved], place: str) -> list[Line]:
    """The place itself before its parts and peers, totals before breakdowns; a series a line.

    What was corrected stands in a line of its own for each figure.
    """
    lines: dict[object, list[Moved]] = {}
    for n, one in enumerate(found):
        key = n if one.way == "corrected" else (address(one.figure), one.figure.group)
        lines.setdefault(key, []).append(one)
    made = [Line(tuple(some)) for some in lines.values()]
    return sorted(
        made, key=lambda one: (one.last.figure.place != place, one.last.figure.dims != "")
    )


def table(way: Way, shown: Sequence[Line], more: int, this: Told) -> Table:
    """What was stated before, what is stated now, the difference: as far as there are such."""
    columns = [Column(gettext("Indicator")), Column(gettext("Place"))]
    if way != "new":
        before = gettext("Edition %(edition)s") % {"edition": this.earlier.number}
        columns.append(Column(before, numeric=True))
    if way != "withdrawn":
        columns.append(Column(gettext("This edition"), numeric=True))
    if way in DIFFER:
        columns.append(Column(gettext("Difference"), numeric=True))
    return Table(
        caption=gettext(CAPTIONS[way]),
        columns=tuple(columns),
        rows=tuple(tuple(cells(one, this)) for one in shown),
        note=rest(more, this) if more > 0 else (),
    )


DIFFER: tuple[Way, ...] = ("corrected", "newer")
"""Where both figures are of one definition, and so can be subtracted."""


def cells(line: Line, this: Told) -> Iterator[Cell]:
    """The cells of a line; of several figures the youngest, with the years of all."""
    one, figure = line.last, line.last.figure
    yield Cell(
        Link(this.names.get(figure.concept, figure.concept), f"indicators/{figure.concept}/"),
        beside(figure),
    )
    yield Cell(this.where(figure.place))
    years = [figure] if len(line.moved) == 1 else [line.moved[0].figure, figure]
    if one.before:
        yield cell(one.before, this.language, years if one.now is None else [one.before])
    if one.now:
        yield cell(one.now, this.language, years if one.before is None else [one.now])
    if one.before and one.now and one.way in DIFFER:
        yield Cell(difference(one.now, one.before, this.language))


def cell(figure: Stated, language: str, years: Sequence[Stated]) -> Cell:
    """A figure with its years."""
    return Cell(number(figure, language), noted(*years))


def rest(more: int, this: Told) -> Rich:
    """How many lines are left out, and where they are."""
    message = ngettext("%(count)s more is listed here.", "%(count)s more are listed here.", more)
    return counted(message, more, this)


def beside(figure: Stated) -> str:
    """Of whom it is, and the unit where no sign says it."""
    words = []
    for name, value in dimensions.parse(figure.dims).items():
        declared = dimensions.known().get(name)
        label = declared.values.get(value, "") if declared else ""
        words.append(gettext(label) if label else value)
    if figure.unit not in PERCENT_UNITS and figure.unit != "ratio":
        words.append(gettext(UNITS.get(figure.unit, figure.unit)))
    return ", ".join(words)


def definitions(this: Told) -> Matrix:
    """What indicators counted before, and what they count now."""
    heads = (
        gettext("Indicator"),
        gettext("Edition %(edition)s") % {"edition": this.earlier.number},
        gettext("This edition"),
    )
    rows = tuple(
        (
            gettext(new.name),
            tuple(
                (" ".join(gettext(text) for text in (one.definition, one.universe) if text),)
                for one in (old, new)
            ),
        )
        for old, new in this.since.redefined
    )
    return Matrix(gettext("Indicators that are defined in another way now"), heads, rows)


COMPOSERS: Mapping[type[Part], Composer] = {SinceLast: since_last}
"""How the part becomes blocks."""
