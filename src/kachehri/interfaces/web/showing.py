"""How a figure reads: with its unit, its breakdown in words, in the reader's digits."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kachehri.domains.evidence.queries import IndicatorView, ObservationView, is_withheld
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.pagekit.reader import current
from kachehri.kernel.numbers import format_number, format_percent

PERCENTS = ("percent", "percent_a_year")


@dataclass(frozen=True)
class Figure:
    """One figure; `text` is empty where none is shown, `share` fills its bar (0-100).

    `note` says what to mind about the figure, or why there is none.
    """

    text: str = ""
    href: str = ""
    share: Decimal | None = None
    note: str = ""


NO_FIGURE = Figure()


def absent(about: IndicatorView, sex: str, tier: str) -> Figure:
    """No figure, with the reason where there never is one at such a place."""
    if is_withheld(indicator=about.code, unit=about.unit, sex=sex, tier=tier):
        return Figure(note=_("not shown: protects small groups"))
    return NO_FIGURE


def figure(view: ObservationView | None, end: Decimal | None = None) -> Figure:
    """The figure of a view, linked to its own page; `end` is where the scale of its bar ends."""
    if view is None or view.value is None:
        return NO_FIGURE
    share = view.value * 100 / end if end else None
    return Figure(value_text(view), reverse("observation", args=[view.id]), share, view.note)


def value_text(view: ObservationView) -> str:
    """Its number: percents with their sign, other units without (the heading says them)."""
    if view.value is None:
        return ""
    reader = current()
    if view.unit in PERCENTS:
        return format_percent(
            view.value, view.decimals, digits=reader.digits, language=reader.language
        )
    return format_number(view.value, view.decimals, digits=reader.digits, language=reader.language)


def isolated(text: str) -> str:
    """A number or a span of years in a sentence: kept from left to right, its sign at its end."""
    return f"\u2066{text}\u2069"


def breakdown(view: ObservationView) -> str:
    """Who is meant, in words; empty for everybody."""
    words = [
        {"female": _("women and girls"), "male": _("men and boys")}.get(view.sex, ""),
        {"rural": _("in villages"), "urban": _("in towns")}.get(view.residence, ""),
    ]
    return ", ".join(word for word in words if word)


def sex_label(sex: str) -> str:
    """The head of a column."""
    return {
        "": pgettext("sex", "All"),
        "female": _("Women and girls"),
        "male": _("Men and boys"),
    }[sex]


def residence_label(residence: str) -> str:
    """The head of a column."""
    return {"": pgettext("residence", "All"), "rural": _("Villages"), "urban": _("Towns")}[
        residence
    ]


def status_label(status: str) -> Any:
    """What a status of SDMX CL_OBS_STATUS means; empty for a normal figure."""
    return {
        "E": _("estimated"),
        "P": _("provisional"),
        "B": _("counted in another way than before"),
        "M": _("missing"),
    }.get(status, "")


def way_label(formula: str) -> str:
    """How a figure is worked out, in words; what no word is known for stays as it is written."""
    return {
        "100 × numerator ÷ denominator": _(
            "Those meant, divided by all who are counted, times 100"
        ),
        "numerator ÷ denominator": _("The first count, divided by the second"),
    }.get(formula, formula)


def derivation_label(derivation: str) -> str:
    """What was done to the figure after publication."""
    return {
        "published": _("As published, unchanged."),
        "share": _("A share worked out here from two published counts."),
        "sum": _("The counts of all parts of the district, added up here."),
        "share_of_sums": _("A share worked out here from counts of all parts, added up."),
    }.get(derivation, "")


def tier_label(tier: str) -> str:
    """What kind of place it is."""
    return {
        "country": _("Country"),
        "province": _("Province"),
        "division": _("Division"),
        "district": _("District"),
        "taluka": _("Taluka"),
        "union council": _("Union council"),
    }.get(tier, tier)


def part_label(place: PlaceView, whole: PlaceView) -> str:
    """The name of a part; with its tier where the whole has the same name (Larkana taluka)."""
    return place.name() if place.name() != whole.name() else with_tier(place)


def with_tier(place: PlaceView) -> str:
    """The name of a place and what kind of place it is, as a report writes it, too."""
    words = {
        "province": _("%(place)s province"),
        "division": _("%(place)s division"),
        "district": _("%(place)s district"),
        "taluka": _("%(place)s taluka"),
        "union council": _("%(place)s union council"),
    }
    return words.get(place.tier, "%(place)s") % {"place": place.name()}
