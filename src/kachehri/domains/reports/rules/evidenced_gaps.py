"""How far a place is from its aim, its province and the best beside it, the largest gap first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.reports.kinds import Evidenced, Gaps
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Inline,
    Number,
    Rich,
    Subheading,
    Table,
    Text,
)
from kachehri.kernel.numbers import round_half_up

from .evidenced_reading import Evidence, chosen
from .evidenced_words import (
    about,
    amount,
    counted,
    difference,
    headed,
    named,
    noted,
    number,
    rounded,
    signed,
    years,
)
from .figures import Figures
from .tables import source_line
from .words import place_name, plain, say


@dataclass(frozen=True)
class Distances:
    """One indicator with what it falls short of; None where it does not, or nothing is known."""

    indicator: IndicatorView
    own: Shown
    aim: Decimal | None
    around: Shown | None
    best: Shown | None

    @property
    def widest(self) -> Decimal:
        """The largest distance, in points for shares, else in parts of the larger figure."""
        mine = rounded(self.own)
        known = [rounded(one) for one in (self.around, self.best) if one is not None]
        known += [] if self.aim is None else [self.aim]
        if self.own.unit == "percent":
            return max(abs(mine - one) for one in known)
        return max(abs(mine - one) / (max(abs(mine), abs(one)) or 1) for one in known)


def gaps(part: Gaps, figures: Figures, language: str) -> Iterator[Block]:
    """A finding and the table; or the word that nothing can be held against anything."""
    compared, behind = distances(part, figures.known)
    if not compared and part.quiet:
        return
    if part.heading:
        yield Subheading(gettext(part.heading))
    if not compared:
        message = gettext_noop(
            "No figure here has an aim, and no other district has the same figures to be held "
            "against."
        )
        yield Gap(say(message, figures, language))
        return
    yield Text(summary(part, figures, language, compared, behind))
    if behind:
        yield table(behind[: part.most or None], part, figures, language)


def distances(part: Evidenced, evidence: Evidence) -> tuple[list[Distances], list[Distances]]:
    """The indicators that can be held against something, and of these the ones that fall short.

    The largest gap first, shares before all others.
    """
    compared, behind = [], []
    for indicator in chosen(part, evidence.catalogue):
        own = evidence.total(indicator.code)
        if own is None or not indicator.polarity:
            continue
        found = against(indicator, own, evidence)
        if found is None:
            continue
        compared.append(found)
        short = shortfalls(found)
        if short is not None:
            behind.append(short)
    behind.sort(key=lambda one: (one.own.unit != "percent", -one.widest))
    return compared, behind


def against(indicator: IndicatorView, own: Shown, evidence: Evidence) -> Distances | None:
    """What a figure can be held against; None where there is nothing."""
    around = None
    if evidence.around != evidence.place and indicator.can_be_ranked:
        there = evidence.held.get((indicator.code, evidence.around.id, ""))
        around = there if there is not None and own.is_same_fact(there) else None
    best = best_of(indicator, evidence) if indicator.can_be_ranked else None
    if indicator.target is None and around is None and best is None:
        return None
    return Distances(indicator, own, indicator.target, around, best)


def best_of(indicator: IndicatorView, evidence: Evidence) -> Shown | None:
    """The best neighbour that has the same fact, the best peer where no borders are known.

    Of equals the first place.
    """
    beside = evidence.near or evidence.peers
    others = [one for one in evidence.alike.get(indicator.code, ()) if one.place_id in beside]
    key = indicator.polarity
    return max(others, key=lambda one: (rounded(one) * key, -one.place_id), default=None)


def shortfalls(found: Distances) -> Distances | None:
    """Only what the figure falls short of; None where it falls short of nothing."""
    mine, way = rounded(found.own), found.indicator.polarity

    def is_behind(other: Decimal) -> bool:
        return (mine - other) * way < 0

    aim = found.aim if found.aim is not None and is_behind(found.aim) else None
    around = found.around if found.around and is_behind(rounded(found.around)) else None
    best = found.best if found.best and is_behind(rounded(found.best)) else None
    if aim is None and around is None and best is None:
        return None
    return Distances(found.indicator, found.own, aim, around, best)


def summary(
    part: Evidenced,
    figures: Figures,
    language: str,
    compared: Sequence[Distances],
    behind: Sequence[Distances],
) -> Rich:
    """The widest gap in words, and how many fall short of their aim; or that there is no gap."""
    if not behind:
        message = gettext_noop(
            "No figure of %(place)s that can be held against an aim or another place falls short."
        )
        return say(message, figures, language)
    aims = [one for one in compared if one.aim is not None]
    said = widest(behind[0], figures, language)
    if not aims:
        return said
    short = [one for one in behind if one.aim is not None]
    values: dict[str, Inline] = {
        "all": counted(len(aims), "aims", part, figures, language),
        "short": counted(len(short), "short-of-aim", part, figures, language),
    }
    message = gettext_noop("Figures with an aim: %(all)s. Short of it: %(short)s.")
    return (*said, " ", *say(message, figures, language, values))


def widest(one: Distances, figures: Figures, language: str) -> Rich:
    """The widest gap: from the aim where that is the widest, else from another place."""
    values: dict[str, Inline] = {
        "name": about(one.indicator),
        "value": number(one.own, language),
        "year": years(one.own),
    }
    from_aim = abs(rounded(one.own) - one.aim) if one.aim is not None else Decimal(-1)
    other = max(
        filter(None, (one.best, one.around)),
        key=lambda there: abs(rounded(one.own) - rounded(there)),
        default=None,
    )
    if other is None or from_aim >= abs(rounded(one.own) - rounded(other)):
        message = gettext_noop(
            "The widest gap: %(name)s, %(value)s (%(year)s). The aim is %(aim)s."
        )
        return say(message, figures, language, values | {"aim": aim(one, language)})
    place = figures.known.others.get(other.place_id, figures.around)
    message = gettext_noop(
        "The widest gap: %(name)s, %(value)s (%(year)s). In %(other)s it is %(best)s."
    )
    more: dict[str, Inline] = {
        "other": place_name(place, language),
        "best": number(other, language),
    }
    return say(message, figures, language, values | more)


def table(behind: Sequence[Distances], part: Evidenced, figures: Figures, language: str) -> Table:
    """The figure, and beside each thing that it falls short of the distance."""
    has_aim = any(one.aim is not None for one in behind)
    has_around = any(one.around for one in behind)
    has_best = any(one.best for one in behind)
    best = gettext("Best neighbour") if figures.known.near else gettext("Best district")
    gap = gettext("Distance")
    columns = [
        Column(gettext("Indicator")),
        Column(plain((place_name(figures.place, language),)), numeric=True),
    ]
    for label, is_there in (
        (gettext("Aim"), has_aim),
        (plain((place_name(figures.around, language),)), has_around),
        (best, has_best),
    ):
        if is_there:
            columns += [Column(label, numeric=True), Column(gap, numeric=True)]
    rows = []
    for one in behind:
        line = [named(one.indicator), Cell(number(one.own, language), noted(one.own))]
        if has_aim:
            line += to_aim(one, language)
        if has_around:
            line += to_other(one.own, one.around, "", language)
        if has_best:
            place = figures.known.others.get(one.best.place_id) if one.best else None
            line += to_other(one.own, one.best, place.name(language) if place else "", language)
        rows.append(tuple(line))
    used = [f for one in behind for f in (one.own, one.around, one.best) if f is not None]
    return Table(
        caption=headed(gettext("The widest gaps"), part),
        columns=tuple(columns),
        rows=tuple(rows),
        source=source_line(used, figures),
        note=(gettext("Distances between shares are percentage points."),),
    )


NONE = (Cell("", "–"), Cell("", "–"))


def aim(one: Distances, language: str) -> Number:
    """What is aimed at; its page says who set it."""
    value = one.aim or Decimal(0)
    text = amount(value.normalize(), one.own.unit, None, language)
    return Number(text, f"{one.own.href}aim/", f"{value.normalize():f}")


def to_aim(one: Distances, language: str) -> tuple[Cell, Cell]:
    """The aim and the distance to it."""
    if one.aim is None:
        return NONE
    apart = rounded(one.own) - one.aim
    apart = round_half_up(apart, one.own.decimals)
    text = signed(apart, one.own.decimals, language)
    return Cell(aim(one, language)), Cell(Number(text, f"{one.own.href}aim/", str(apart)))


def to_other(own: Shown, other: Shown | None, name: str, language: str) -> tuple[Cell, Cell]:
    """The figure of another place, whose it is, and the distance to it."""
    if other is None:
        return NONE
    return Cell(number(other, language), name), Cell(difference(own, other, language))
