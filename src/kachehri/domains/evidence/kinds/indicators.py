"""What is measured: indicators, and the words for their units, subjects and dimensions."""

from dataclasses import dataclass
from decimal import Decimal

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

UNITS = {
    "percent": _("percent"),
    "people": _("people"),
    "children": _("children"),
    "households": _("households"),
    "persons_a_household": _("people in a household"),
    "km2": _("square kilometres"),
    "people_a_km2": _("people in a square kilometre"),
    "percent_a_year": _("percent a year"),
    "ratio": _("to one"),
    "years": _("years"),
    "days": _("days"),
    "hours": _("hours"),
    "visits": _("visits"),
    "cases": _("cases"),
    "places": _("in number"),
    "homes": _("homes"),
    "km": _("kilometres"),
    "rupees": _("rupees"),
    "people_a_room": _("people in a room"),
    "per_1000": _("for each 1,000"),
    "per_10000": _("for each 10,000"),
    "per_100000": _("for each 100,000"),
}
SECTORS = {
    "people": _("People"),
    "education": _("Education"),
    "health": _("Health"),
    "water": _("Drinking water"),
    "sanitation": _("Toilets and washing"),
    "energy": _("Light and cooking"),
    "housing": _("Homes"),
    "disability": _("Disability"),
    "work": _("Work and income"),
    "food": _("Food"),
    "protection": _("Social protection"),
    "infrastructure": _("Roads and telephones"),
    "youth": _("Young people"),
    "law": _("Law and order"),
    "conflict": _("Local practices and conflict"),
    "disaster": _("Environment and disaster"),
    "civic": _("Civic and political life"),
    "money": _("Public money and the local state"),
}
DIMENSIONS = {
    "context": _("The district"),
    "economic": _("Economic security"),
    "food": _("Food security"),
    "health": _("Health security"),
    "environmental": _("Environmental security"),
    "personal": _("Personal security"),
    "community": _("Community security"),
    "political": _("Political security"),
}
FACETS = {
    "structure": _("what the state has undertaken"),
    "process": _("what the state does"),
    "outcome": _("how people live"),
}
"""Structure, process and outcome indicators (OHCHR, HR/PUB/12/5)."""


@dataclass(frozen=True)
class Version:
    """An earlier definition of an indicator; `group` is its own comparability group."""

    number: int
    definition: str
    universe: str = ""
    formula: str = ""
    group: str = ""


@dataclass(frozen=True)
class Indicator:
    """What is measured.

    `name`, `definition` and `universe` are English messages that gettext translates. `unit`,
    `sector` and `dimension` are keys of UNITS, SECTORS and DIMENSIONS. `polarity` 1: more is
    better, -1: less is better, 0: neither. `group` is the comparability group. `facet` is a key of
    FACETS; `target` is what is aimed at, in `unit`, and `target_note` says who set it.
    `earlier` are definitions under other numbers, by which figures of other sources were made.
    """

    code: str
    name: str
    sector: str
    dimension: str
    unit: str
    definition: str
    universe: str = ""
    decimals: int = 0
    polarity: int = 0
    sdg_target: str = ""
    formula: str = ""
    version: int = 1
    group: str = ""
    facet: str = "outcome"
    target: Decimal | None = None
    target_note: str = ""
    earlier: tuple[Version, ...] = ()
