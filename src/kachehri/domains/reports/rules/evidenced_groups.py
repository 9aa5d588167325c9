"""Groups of people beside each other, where figures are published for them; else who could.

Women and men, villages and towns are set against each other; ages, people with a limitation and
minorities are listed as they were counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.reports.kinds import Crossing, Evidenced, VulnerableGroups
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Finding,
    Gap,
    Inline,
    Isolate,
    Rich,
    Subheading,
    Table,
)

from .evidenced_reading import chosen
from .evidenced_words import (
    about,
    difference,
    headed,
    named,
    number,
    rounded,
    source,
    years,
)
from .figures import Figures
from .tables import source_line
from .words import say

ROUNDING = Decimal("0.5")
"""Percentage points by which rounding and small groups may move a whole past its parts."""


@dataclass(frozen=True)
class Sides:
    """Two groups that are set against each other: their keys, names, and what is said of them."""

    first: str
    second: str
    labels: tuple[str, str]
    sentence: str
    missing: str


SIDES: Mapping[Crossing, Sides] = {
    "sex": Sides(
        "sex=female",
        "sex=male",
        (gettext_noop("Women and girls"), gettext_noop("Men and boys")),
        gettext_noop(
            "Women and men are furthest apart in: %(name)s. Women and girls %(first)s, men and "
            "boys %(second)s (%(year)s)."
        ),
        gettext_noop("No figure for women and men apart is published for %(place)s."),
    ),
    "residence": Sides(
        "residence=rural",
        "residence=urban",
        (gettext_noop("Villages"), gettext_noop("Towns")),
        gettext_noop(
            "Villages and towns are furthest apart in: %(name)s. Villages %(first)s, towns "
            "%(second)s (%(year)s)."
        ),
        gettext_noop("No figure for villages and towns apart is published for %(place)s."),
    ),
}
LISTED: Mapping[Crossing, tuple[str, ...]] = {
    "age": ("age",),
    "disability": ("limitation",),
    "minority": ("religion", "nationality"),
}
HEADINGS: Mapping[Crossing, str] = {
    "sex": gettext_noop("Women and men"),
    "residence": gettext_noop("Villages and towns"),
    "age": gettext_noop("The young and the old"),
    "disability": gettext_noop("People with a disability"),
    "minority": gettext_noop("Minorities"),
}
UNTOLD: Mapping[Crossing, str] = {
    "age": gettext_noop("No figure by age is published for %(place)s."),
    "disability": gettext_noop("No figure on people with a disability is published for %(place)s."),
    "minority": gettext_noop("No figure on minorities is published for %(place)s."),
}
WOULD: Mapping[Crossing, str] = {
    "sex": gettext_noop("Every office that counts people, if it wrote down women and men apart."),
    "residence": gettext_noop("Surveys that are large enough for villages and towns apart."),
    "age": gettext_noop("The tables of the census by age, and surveys that print ages."),
    "disability": gettext_noop("The register of persons with a certificate, by kind and place."),
    "minority": gettext_noop("The tables of the census by religion, for the district as a whole."),
}


def groups(part: VulnerableGroups, figures: Figures, language: str) -> Iterator[Block]:
    """One section for each way of telling people apart."""
    for by in part.by:
        yield Subheading(gettext(HEADINGS[by]))
        if by in SIDES:
            yield from against(part, by, figures, language)
        else:
            yield from listed(part, by, figures, language)


# Two groups set against each other


@dataclass(frozen=True)
class Apart:
    """One indicator with the figures of both groups, of one source and period."""

    indicator: IndicatorView
    first: Shown
    second: Shown

    @property
    def gap(self) -> Decimal:
        """How far they are apart: in points for shares, else in parts of the larger."""
        one, other = rounded(self.first), rounded(self.second)
        if self.first.unit == "percent":
            return abs(one - other)
        return abs(one - other) / (max(abs(one), abs(other)) or 1)


def against(
    part: VulnerableGroups, by: Crossing, figures: Figures, language: str
) -> Iterator[Block]:
    """The widest gap in words, and a table of the widest ones."""
    sides = SIDES[by]
    found = pairs(part, sides, figures)
    if not found:
        yield Gap(say(sides.missing, figures, language), (gettext(WOULD[by]),))
        return
    widest = found[0]
    values: dict[str, Inline] = {
        "name": about(widest.indicator),
        "first": number(widest.first, language),
        "second": number(widest.second, language),
        "year": years(widest.first),
    }
    yield Finding(say(sides.sentence, figures, language, values))
    yield pairs_table(found[: part.most or None], part, by, figures, language)


def pairs(part: Evidenced, sides: Sides, figures: Figures) -> list[Apart]:
    """The rates that both groups have, the widest gap first, shares before the rest."""
    evidence, here = figures.known, figures.place.id
    found = []
    for one in chosen(part, evidence.catalogue):
        first = evidence.held.get((one.code, here, sides.first))
        second = evidence.held.get((one.code, here, sides.second))
        if not (first and second and first.is_same_fact(second) and one.can_be_ranked):
            continue
        if lies_between(evidence.held.get((one.code, here, "")), first, second):
            found.append(Apart(one, first, second))
    return sorted(found, key=lambda one: (one.first.unit != "percent", -one.gap))


def lies_between(whole: Shown | None, first: Shown, second: Shown) -> bool:
    """Whether the figure of all can be made of those of two groups, but for rounding.

    A source whose whole lies outside both contradicts itself: its groups are not compared.
    """
    if whole is None or not whole.is_same_fact(first) or whole.unit != "percent":
        return True
    low, high = sorted((first.value, second.value))
    return low - ROUNDING <= whole.value <= high + ROUNDING


def pairs_table(
    found: Sequence[Apart], part: Evidenced, by: Crossing, figures: Figures, language: str
) -> Table:
    """Both groups, and the distance between them."""
    first, second = (gettext(label) for label in SIDES[by].labels)
    rows = tuple(
        (
            named(one.indicator),
            Cell(number(one.first, language)),
            Cell(number(one.second, language)),
            Cell(difference(one.first, one.second, language)),
            Cell(years(one.first)),
            source(one.first),
        )
        for one in found
    )
    return Table(
        caption=headed(gettext("The widest gaps between groups"), part),
        columns=(
            Column(gettext("Indicator")),
            Column(first, numeric=True),
            Column(second, numeric=True),
            Column(gettext("Distance"), numeric=True),
            Column(gettext("Year")),
            Column(gettext("Source")),
        ),
        rows=rows,
        source=source_line(
            [figure for one in found for figure in (one.first, one.second)], figures
        ),
        note=(gettext("Distances between shares are percentage points."),),
    )


# Groups as they were counted


def listed(
    part: VulnerableGroups, by: Crossing, figures: Figures, language: str
) -> Iterator[Block]:
    """A table of the groups, everybody and women apart; or that nobody has counted them."""
    codes = {one.code for one in chosen(part, figures.known.catalogue)}
    found = [
        one
        for one in figures.known.split
        if one.concept in codes and not one.dims.keys().isdisjoint(LISTED[by])
    ]
    if not found:
        yield Gap(say(UNTOLD[by], figures, language), (gettext(WOULD[by]),))
        return
    largest = max((one for one in found if "sex" not in one.dims), key=size, default=None)
    if largest is not None and by != "age":
        yield Finding(most(largest, by, figures, language))
    yield groups_table(found, part, by, figures, language)


def size(one: Shown) -> tuple[bool, Decimal]:
    """Counts before shares, the largest last."""
    return one.unit != "percent", one.value


def most(one: Shown, by: Crossing, figures: Figures, language: str) -> Rich:
    """The largest group in words."""
    values: dict[str, Inline] = {
        "name": about(figures.known.catalogue[one.concept]),
        "group": group_name(one, by),
        "value": number(one, language),
        "year": years(one),
    }
    message = gettext_noop("%(name)s, the largest group: %(group)s, %(value)s (%(year)s).")
    return say(message, figures, language, values)


def group_name(one: Shown, by: Crossing) -> str | Isolate:
    """The words for a group; ages are written in figures."""
    for name in LISTED[by]:
        value = one.dims.get(name, "")
        declared = dimensions.known().get(name)
        if value and declared:
            label = declared.values.get(value, "")
            return gettext(label) if label else Isolate(value.replace("-", "\N{EN DASH}"), "en")
    return ""


def groups_table(
    found: Sequence[Shown], part: Evidenced, by: Crossing, figures: Figures, language: str
) -> Table:
    """One line a group; women and girls apart where they were counted apart."""
    everybody = [one for one in found if "sex" not in one.dims]
    women = {key_of(one): one for one in found if one.dims.get("sex") == "female"}
    rows = tuple(
        (
            Cell(group_name(one, by), figures.known.catalogue[one.concept].name),
            Cell(number(one, language)),
            Cell(number(women[key_of(one)], language)) if key_of(one) in women else Cell("", "–"),
            Cell(years(one)),
            source(one),
        )
        for one in sorted(everybody, key=order)
    )
    return Table(
        caption=headed(gettext("Groups as they were counted"), part),
        columns=(
            Column(gettext("Group")),
            Column(gettext("Everybody"), numeric=True),
            Column(gettext("Women and girls"), numeric=True),
            Column(gettext("Year")),
            Column(gettext("Source")),
        ),
        rows=rows,
        source=source_line(found, figures),
    )


def key_of(one: Shown) -> tuple[object, ...]:
    """The same group of the same indicator and period, whoever of it was counted."""
    dims = tuple(sorted(pair for pair in one.dims.items() if pair[0] != "sex"))
    return one.concept, one.period_start, one.source_code, dims


def order(one: Shown) -> tuple[str, int, str]:
    """By indicator; ages from the youngest, others as their codes stand."""
    age = one.dims.get("age", "").rstrip("+").partition("-")[0]
    return one.concept, int(age) if age.isdigit() else 0, one.dim_key
