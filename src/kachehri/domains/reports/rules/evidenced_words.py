"""How the parts that print evidence write a figure, a difference, a count and an indicator."""

from decimal import Decimal
from typing import Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext

from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS
from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.rules.comparing import PERCENT_UNITS
from kachehri.domains.reports.kinds import Evidenced
from kachehri.engines.documents.blocks import Cell, Isolate, Link, Number
from kachehri.kernel.numbers import MINUS, format_number, format_percent, round_half_up

from .figures import Figures
from .words import plain

EN_DASH = "\N{EN DASH}"
SMALL = Decimal("0.1")
"""A share below it is printed with two decimals."""


class Figure(Protocol):
    """What can be printed: an observation, or as much of it as a line shows."""

    @property
    def value(self) -> Decimal | None:
        """The number, in `unit`."""
        ...

    @property
    def unit(self) -> str:
        """A key of UNITS."""
        ...

    @property
    def decimals(self) -> int:
        """How many are printed."""
        ...

    @property
    def href(self) -> str:
        """The address of its own page."""
        ...

    @property
    def period(self) -> str:
        """`2023` or `2004-05`."""
        ...

    @property
    def source_code(self) -> str:
        """The code of its source."""
        ...


def rounded(figure: Figure) -> Decimal:
    """The value as it is printed: differences are made from these, and a reader can check them."""
    if figure.value is None:
        raise ValueError(f"{figure.href} has no value to print")
    return round_half_up(figure.value, figure.decimals)


def amount(value: Decimal, unit: str, decimals: int | None, language: str) -> str:
    """A value as it is read: percents carry their sign."""
    write = format_percent if unit in PERCENT_UNITS else format_number
    return write(value, decimals, language=language)


def number(figure: Figure, language: str) -> Number:
    """A figure, linked to its observation."""
    value = rounded(figure)
    return Number(amount(value, figure.unit, figure.decimals, language), figure.href, str(value))


def signed(value: Decimal, decimals: int, language: str) -> str:
    """A difference with its sign; percentage points without the percent sign."""
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return sign + format_number(abs(value), decimals, language=language)


def between(one: Figure, other: Figure) -> str:
    """The address of the page that shows two figures and what lies between them."""
    return f"{one.href}and/{other.href.removeprefix('observations/')}"


def difference(one: Figure, other: Figure, language: str, half: Decimal | None = None) -> Number:
    """How far the first is from the second, as printed; `half` is half the width of its interval.

    It leads to the page of both.
    """
    apart = rounded(one) - rounded(other)
    text = signed(apart, one.decimals, language)
    if half is not None:
        text += f" ± {format_number(half, one.decimals, language=language)}"
    return Number(text, between(one, other), str(apart))


def share(one: Figure, other: Figure) -> tuple[Decimal, int]:
    """The first as a share of the second in percent, and with how many decimals it is printed."""
    exact = 100 * rounded(one) / rounded(other)
    decimals = 1 if exact >= SMALL else 2
    return round_half_up(exact, decimals), decimals


def years(figure: Figure) -> Isolate:
    """The period of a figure by its years."""
    return Isolate(spelled(figure.period), "en")


def spelled(period: str) -> str:
    """A span of years with the dash of print."""
    return period.replace("-", EN_DASH)


def noted(*found: Figure) -> str:
    """The years of some figures as mere text, for the note of a cell."""
    return f" {EN_DASH} ".join(plain((years(one),)) for one in found)


def about(indicator: IndicatorView) -> Link:
    """The name of an indicator, linked to its page."""
    return Link(indicator.name, f"indicators/{indicator.code}/")


def named(indicator: IndicatorView) -> Cell:
    """The first cell of a line: the name, and the unit in words where no sign says it."""
    said = indicator.unit in PERCENT_UNITS or indicator.unit == "ratio"
    return Cell(about(indicator), "" if said else indicator.unit_label)


def source(figure: Figure) -> Cell:
    """The source of a figure by its code; the line below the table has it in full."""
    return Cell(Link(figure.source_code, f"sources/{figure.source_code}/"))


def counted(n: int, what: str, part: Evidenced, figures: Figures, language: str) -> Number:
    """A count, linked to the page that lists what was counted."""
    asked = [("dimension", part.dimension)] if part.dimension else []
    asked += [("sector", one) for one in part.sectors]
    asked += [("code", one) for one in part.codes]
    asked += [("without", one) for one in part.without]
    href = f"places/{figures.place.key}/counted/{what}/"
    return Number(
        format_number(n, language=language),
        href + (f"?{urlencode(asked)}" if asked else ""),
        str(n),
    )


def ranked(n: int, own: Figure, language: str) -> Number:
    """A rank or the number of those ranked, linked to the page with all of them in order."""
    return Number(format_number(n, language=language), f"{own.href}rank/", str(n))


def subject(part: Evidenced) -> str:
    """What a part is about, in words; empty for everything."""
    labels = [DIMENSIONS.get(part.dimension, "")] if part.dimension else []
    labels += [SECTORS.get(one, one) for one in part.sectors]
    return ", ".join(gettext(label) for label in labels if label)


def headed(caption: str, part: Evidenced) -> str:
    """A caption with the subject before it, where there is one."""
    words = subject(part)
    return f"{words} · {caption}" if words else caption
