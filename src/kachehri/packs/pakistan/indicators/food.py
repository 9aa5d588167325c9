"""Food: how children grow, what infants are given, body weight, hunger, salt."""

from decimal import Decimal

from kachehri.domains.evidence.kinds import Indicator
from kachehri.kernel.messages import gettext_noop

from .declaring import INFANTS, PEOPLE, UNDER_5, UNVERIFIED, WOMEN, again, number, share

_ = gettext_noop

_UNDER_2 = _("Children under 2")
_TEENS = _("Boys and girls aged 10 to 19")
_GOOD = {"sector": "food", "dimension": "food", "sdg_target": "2.2", "polarity": 1}
_BAD = {**_GOOD, "polarity": -1}
_NNS = _("The same, measured by the National Nutrition Survey.")


def _growth(code: str, name: str, definition: str, **more: object) -> Indicator:
    """How children under 5 grow, measured by MICS and by the National Nutrition Survey."""
    second = again(2, code, "nns", _NNS, UNDER_5)
    return share(code, name, definition, UNDER_5, earlier=(second,), **_BAD, **more)


GROWTH = (
    _growth("stunted", _("Children too short for their age"),
            _("Share whose height is more than two standard deviations below the norm."),
            target_note=UNVERIFIED, target=Decimal(0)),
    _growth("wasted", _("Children too thin for their height"),
            _("Share whose weight for height is more than two standard deviations below the norm."),
            target_note=UNVERIFIED, target=Decimal(0)),
    _growth("underweight", _("Children too light for their age"),
            _("Share whose weight is more than two standard deviations below the norm.")),
    share("overweight-children", _("Children too heavy"),
          _("Share whose weight is more than two standard deviations above the norm."), UNDER_5,
          **_BAD),
)  # fmt: skip


def _given(code: str, name: str, definition: str, polarity: int) -> Indicator:
    """What infants were given the day before, by MICS and by the National Nutrition Survey."""
    second = again(2, code, "nns", _("The same (National Nutrition Survey)."), INFANTS)
    more = {**_GOOD, "polarity": polarity}
    return share(code, name, definition, INFANTS, earlier=(second,), **more)


INFANT_FOOD = (
    _given("breastfed-only", _("Infants given breast milk only"),
           _("Share who were given nothing else the day before."), 1),
    _given("infants-formula", _("Infants given powdered milk"),
           _("Share who were given powdered milk the day before."), -1),
    _given("infants-milk", _("Infants given other milk"),
           _("Share who were given animal milk the day before."), -1),
    _given("infants-water", _("Infants given water"),
           _("Share who were given plain water the day before."), -1),
    share("breastfed-first-hour", _("Breastfed within an hour of birth"),
          _("Share of newborns put to the breast within one hour."), _UNDER_2,
          earlier=(again(2, "breastfed-first-hour", "2019",
                         _("The same, as MICS asked from 2019 on."), _UNDER_2),
                   again(3, "breastfed-first-hour", "nns",
                         _("The same (National Nutrition Survey)."), _UNDER_2)), **_GOOD),
    share("breastfed-first-days", _("Breast milk only in the first three days"),
          _("Share of newborns who were given nothing else for three days."), _UNDER_2, **_GOOD),
    share("breastfed-ever", _("Ever breastfed"), _("Share of children ever breastfed."), _UNDER_2,
          **_GOOD),
    share("breastfed-at-1", _("Still breastfed at one year"),
          _("Share of children aged 12 to 15 months who are breastfed."), _UNDER_2, **_GOOD),
    share("breastfed-at-2", _("Still breastfed at two years"),
          _("Share of children near their second birthday who are breastfed."), _UNDER_2, **_GOOD),
    share("colostrum", _("Given the first milk"), _("Share of newborns given the first milk."),
          _UNDER_2, **_GOOD),
    share("prelacteal", _("Given something before the breast"),
          _("Share of newborns given something to drink before the breast."), _UNDER_2, **_BAD),
)  # fmt: skip

_THIN = _("Share with a body mass index below 18.5.")
_NORMAL = _("Share with a body mass index from 18.5 to 25.")
_HEAVY = _("Share with a body mass index from 25 to 30.")
_OBESE = _("Share with a body mass index above 30.")
WEIGHT = (
    share("women-underweight", _("Women too light"), _THIN, WOMEN, **_BAD),
    share("women-normal-weight", _("Women of normal weight"), _NORMAL, WOMEN, **_GOOD),
    share("women-overweight", _("Women too heavy"), _HEAVY, WOMEN, **_BAD),
    share("women-obese", _("Women much too heavy"), _OBESE, WOMEN, **_BAD),
    share("teens-underweight", _("Boys and girls too light"), _THIN, _TEENS, **_BAD),
    share("teens-normal-weight", _("Boys and girls of normal weight"), _NORMAL, _TEENS, **_GOOD),
    share("teens-overweight", _("Boys and girls too heavy"), _HEAVY, _TEENS, **_BAD),
    share("teens-obese", _("Boys and girls much too heavy"), _OBESE, _TEENS, **_BAD),
)  # fmt: skip

_HUNGER = {**_BAD, "sdg_target": "2.1"}
HUNGER = (
    share("food-insecure", _("Not sure of food"),
          _("Share of people in moderate or severe food insecurity."), PEOPLE, target=Decimal(0),
          target_note=UNVERIFIED, **_HUNGER),
    share("food-insecure-severe", _("Often without food"),
          _("Share of people in severe food insecurity."), PEOPLE, target=Decimal(0),
          target_note=UNVERIFIED, **_HUNGER),
    share("salt-iodised", _("Salt with iodine"),
          _("Share of people whose salt has at least 15 parts of iodine in a million."), PEOPLE,
          earlier=(again(2, "salt-iodised", "nns", _NNS, PEOPLE),
                   again(3, "salt-iodised", "any",
                         _("Share of tested households whose salt has any iodine."))), **_GOOD),
    number("flour-price", _("Price of wheat flour"),
           _("Rupees for 20 kg. It would come from the weekly prices of the Bureau of Statistics."),
           "rupees", sector="food", dimension="food", polarity=-1, sdg_target="2.c"),
    number("water-for-crops", _("Canal water that reached the tail"),
           _("Percent of its share that reached the end of the canal. It would come from the "
             "irrigation department."),
           "percent", sector="food", dimension="food", polarity=1, facet="process",
           sdg_target="2.4"),
)  # fmt: skip
