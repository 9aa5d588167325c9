"""How the catalogue is written: short forms for a share and for another definition."""

from kachehri.domains.evidence.kinds import Indicator, Version
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

DIVIDE = "100 × numerator ÷ denominator"
UNVERIFIED = _("Goal of the Sustainable Development Goals for 2030. Not verified.")

HOUSEHOLDS = _("All households with a regular home")
PEOPLE = _("All people")
AGED_10 = _("People aged 10 and older")
AGED_5_16 = _("Children aged 5 to 16")
UNDER_5 = _("Children under 5")
INFANTS = _("Children under 6 months")
AGED_12_23 = _("Children aged 12 to 23 months")
MOTHERS_3 = _("Women aged 15 to 49 who gave birth in the last three years")
MOTHERS_2 = _("Women aged 15 to 49 who gave birth in the last two years")
WOMEN = _("Women aged 15 to 49")
WORKERS = _("People aged 15 to 64 who work")
AGED_15_64 = _("People aged 15 to 64")


def share(code: str, name: str, definition: str, universe: str, **more: object) -> Indicator:
    """A percentage with one decimal."""
    fields = {"unit": "percent", "decimals": 1, **more}
    return Indicator(code=code, name=name, definition=definition, universe=universe, **fields)  # type: ignore[arg-type]


def counted(code: str, name: str, definition: str, universe: str = "", **more: object) -> Indicator:
    """A share made from two counts, which are shown with it."""
    return share(code, name, definition, universe, **{"formula": DIVIDE, **more})


def number(code: str, name: str, definition: str, unit: str, **more: object) -> Indicator:
    """A figure in a unit of its own."""
    return Indicator(code=code, name=name, definition=definition, unit=unit, **more)  # type: ignore[arg-type]


def again(count: int, code: str, by: str, definition: str, universe: str = "") -> Version:
    """Another definition of `code`: number `count`, of the survey or method `by`."""
    return Version(count, definition, universe, group=f"{code}-{by}")
