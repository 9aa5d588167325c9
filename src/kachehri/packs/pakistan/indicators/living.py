"""Water, toilets, energy, homes, roads, the environment: as surveys ask people about them."""

from decimal import Decimal

from kachehri.domains.evidence.kinds import Indicator
from kachehri.kernel.messages import gettext_noop

from .declaring import PEOPLE, UNVERIFIED, again, number, share

_ = gettext_noop

_TODDLERS = _("Children aged 12 to 35 months")
_MICS = _("The same, as MICS counts.")
_NNS = _("The same, as the National Nutrition Survey counts.")
_WATER = {"sector": "water", "dimension": "health", "sdg_target": "6.1", "polarity": 1}
_TOILET = {"sector": "sanitation", "dimension": "environmental", "sdg_target": "6.2", "polarity": 1}


def _asked(code: str, name: str, definition: str, **more: object) -> Indicator:
    """What PSLM, MICS and the National Nutrition Survey each ask of the same people."""
    others = (again(2, code, "mics", _MICS, PEOPLE), again(3, code, "nns", _NNS, PEOPLE))
    return share(code, name, definition, PEOPLE, earlier=others, **more)


WATER = (
    _asked("water-improved-people", _("People with improved drinking water"),
           _("Share of people whose main source is piped water, a pump, a covered well or a "
             "filtration plant. It says nothing about quality."),
           target=Decimal(100), target_note=UNVERIFIED, **_WATER),
    _asked("water-piped-people", _("People with piped water"),
           _("Share of people whose main source is piped water."), **_WATER),
    _asked("water-improved-unpiped", _("Improved water that is not piped"),
           _("Share of people whose main source is improved, but not piped."),
           **{**_WATER, "polarity": 0}),
    _asked("water-within-30-minutes", _("Improved water within 30 minutes"),
           _("Share of people who fetch improved water and are back within 30 minutes."), **_WATER),
    _asked("water-hand-pump", _("Water from a hand pump"),
           _("Share of people whose main source is a hand pump."), **{**_WATER, "polarity": 0}),
    _asked("water-motor-people", _("Water from a motor pump"),
           _("Share of people whose main source is a motor pump."), **{**_WATER, "polarity": 0}),
    _asked("water-treated", _("Water treated before drinking"),
           _("Share of people in homes that treat their water."), **_WATER),
    share("water-treated-well", _("Water boiled, filtered or chlorinated"),
          _("Share of people in homes that treat their water in a way that helps."), PEOPLE,
          **_WATER),
    share("water-safe", _("Water without germs or arsenic"),
          _("Share of tested sources that are safe. It would come from the Council of Research in "
            "Water Resources."),
          _("Tested sources"), target=Decimal(100), target_note=UNVERIFIED, **_WATER),
    share("water-schemes-working", _("Water schemes that work"),
          _("Share of government water schemes that deliver. It would come from the public health "
            "engineering department."),
          _("Government water schemes"), **{**_WATER, "facet": "process"}),
)  # fmt: skip

_WASH = {**_TOILET, "dimension": "health"}
TOILETS = (
    _asked("toilet-improved", _("People with an improved toilet"),
           _("Share of people with a flush toilet to a sewer or a septic tank."),
           target=Decimal(100), target_note=UNVERIFIED, **_TOILET),
    _asked("toilet-sewer", _("Flush toilet to a sewer"),
           _("Share of people whose toilet flushes to a sewer."), **_TOILET),
    _asked("toilet-septic", _("Flush toilet to a septic tank"),
           _("Share of people whose toilet flushes to a septic tank."), **_TOILET),
    _asked("open-defecation", _("No toilet: people use the fields"),
           _("Share of people without any toilet."), target=Decimal(0), target_note=UNVERIFIED,
           **{**_TOILET, "polarity": -1}),
    share("toilet-shared", _("Toilet shared with other homes"),
          _("Share of people who share their toilet."), PEOPLE, **{**_TOILET, "polarity": -1}),
    share("toilet-toddlers", _("Small children who use a toilet"),
          _("Share of children who use the toilet."), _TODDLERS,
          earlier=(again(2, "toilet-toddlers", "2019",
                         _("Share of children whose stool goes into a toilet."), _TODDLERS),
                   again(3, "toilet-toddlers", "nns", _NNS, _TODDLERS)), **_WASH),
    share("stool-safe", _("Small children's stool disposed of safely"),
          _("Share whose stool goes into a toilet or is buried."), _TODDLERS, **_WASH),
    share("soap", _("Soap for washing hands"),
          _("Share of people in homes with soap for washing hands."), PEOPLE,
          earlier=(again(2, "soap", "place",
                         _("Share of people with water and soap at the place for washing hands."),
                         PEOPLE),
                   again(3, "soap", "nns", _NNS, PEOPLE)), **_WASH),
    share("washes-after-toilet", _("Hands washed after the toilet"),
          _("Share of people who say so."), PEOPLE, **_WASH),
    share("washes-after-child", _("Hands washed after cleaning a child"),
          _("Share of people who say so."), PEOPLE, **_WASH),
    share("washes-before-eating", _("Hands washed before eating"),
          _("Share of people who say so."), PEOPLE, **_WASH),
    share("washes-before-feeding", _("Hands washed before feeding a child"),
          _("Share of people who say so."), PEOPLE, **_WASH),
    share("washes-before-cooking", _("Hands washed before cooking"),
          _("Share of people who say so."), PEOPLE, **_WASH),
    share("waste-collected", _("Rubbish collected"),
          _("Share of homes whose rubbish is fetched. It would come from the local council."),
          PEOPLE, **{**_TOILET, "sdg_target": "11.6", "facet": "process"}),
)  # fmt: skip


def _both(code: str, name: str, definition: str, **more: object) -> Indicator:
    """What PSLM and the National Nutrition Survey each ask."""
    return share(
        code, name, definition, PEOPLE, earlier=(again(2, code, "nns", _NNS, PEOPLE),), **more
    )


_ENERGY = {"sector": "energy", "dimension": "environmental", "sdg_target": "7.1", "polarity": 1}
_HOME = {"sector": "housing", "dimension": "environmental", "sdg_target": "11.1", "polarity": 1}
_ROAD = {"sector": "infrastructure", "dimension": "economic", "sdg_target": "9.1", "polarity": 1}
HOMES = (
    _both("electricity-people", _("People with electricity"),
          _("Share of people who use electricity for light or cooking."), target=Decimal(100),
          target_note=UNVERIFIED, **_ENERGY),
    _both("fuel-clean", _("Cooking with gas or electricity"),
          _("Share of people in homes that cook with gas or electricity."), target=Decimal(100),
          target_note=UNVERIFIED, **_ENERGY),
    number("power-cuts", _("Hours without power"),
           _("Hours a day without electricity. It would come from the electric supply company."),
           "hours", **{**_ENERGY, "polarity": -1}),
    _both("roof-improved", _("Roof of concrete or iron"),
          _("Share of people under a roof of concrete, cement or iron."), **_HOME),
    _both("walls-improved", _("Walls of brick or stone"),
          _("Share of people between walls of burnt brick, block or stone."), **_HOME),
    _both("roof-walls-improved", _("Solid roof and walls"),
          _("Share of people in a home of which both are improved."), **_HOME),
    share("crowded", _("Crowded homes"), _("Share of people in a crowded home."), PEOPLE,
          **{**_HOME, "polarity": -1}),
    number("people-a-room", _("People in a room"), _("Average number of people for each room."),
           "people_a_room", decimals=1, **{**_HOME, "polarity": -1}),
    number("people-a-bedroom", _("People in a bedroom"),
           _("Average number of people for each bedroom."), "people_a_room", decimals=1,
           **{**_HOME, "polarity": -1}),
    _both("home-owned", _("Own home"), _("Share of people who own their home."),
          **{**_HOME, "polarity": 0, "sdg_target": "1.4"}),
    _both("home-rented", _("Rented home"), _("Share of people who pay rent."),
          **{**_HOME, "polarity": 0, "sdg_target": "1.4"}),
    _both("home-other", _("Home neither owned nor rented"),
          _("Share of people who live rent-free or otherwise."),
          **{**_HOME, "polarity": 0, "sdg_target": "1.4"}),
    share("transport-nearby", _("Bus or van within 15 minutes"),
          _("Share of people who reach public transport within 15 minutes."), PEOPLE,
          **{**_ROAD, "sdg_target": "11.2"}),
    _both("mobile-phone", _("Home with a mobile phone"),
          _("Share of people in homes with a working mobile phone."),
          **{**_ROAD, "sdg_target": "5.b"}),
    share("internet", _("Use of the internet"),
          _("Share of people who used it in three months. It would come from PSLM."), PEOPLE,
          **{**_ROAD, "sdg_target": "17.8"}),
    share("villages-with-road", _("Villages with a paved road"),
          _("Share of villages with a paved road. It would come from the works department."),
          _("Villages"), facet="process", **_ROAD),
    number("paved-roads", _("Paved roads"),
           _("Kilometres of paved road. It would come from the works department."), "km",
           facet="process", **_ROAD),
)  # fmt: skip

_HARM = {"sector": "disaster", "dimension": "environmental", "polarity": -1, "sdg_target": "13.1"}
ENVIRONMENT = (
    number("disaster-affected", _("People affected by a disaster"),
           _("People whom a flood, heat or storm harmed. It would come from the disaster "
             "management authority."), "people", **_HARM),
    number("disaster-deaths", _("People killed by a disaster"),
           _("Deaths by flood, heat or storm. It would come from the disaster management "
             "authority."), "people", **_HARM),
    number("homes-destroyed", _("Homes destroyed"),
           _("Homes that a disaster destroyed or damaged. It would come from the disaster "
             "management authority."), "homes", **_HARM),
    number("displaced", _("People who had to leave home"),
           _("People displaced by a disaster or a feud. It would come from the deputy "
             "commissioner."), "people", **{**_HARM, "sdg_target": "10.7"}),
    number("heat-days", _("Days hotter than 45 degrees"),
           _("Days in a year. It would come from the Meteorological Department."), "days", **_HARM),
    share("waterlogged-land", _("Waterlogged or salty land"),
          _("Share of farm land. It would come from the drainage department."), _("Farm land"),
          **{**_HARM, "sdg_target": "15.3"}),
    number("disaster-plan", _("Disaster plan of the district"),
           _("1 where a plan of this year is published. It would come from the disaster "
             "management authority."), "places",
           **{**_HARM, "polarity": 1, "facet": "structure"}),
)  # fmt: skip
