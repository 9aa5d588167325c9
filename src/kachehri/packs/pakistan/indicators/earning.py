"""Work, poverty, social protection, and who lives in a household."""

from decimal import Decimal

from kachehri.domains.evidence.kinds import Indicator
from kachehri.kernel.messages import gettext_noop

from .declaring import AGED_15_64, PEOPLE, UNDER_5, UNVERIFIED, WORKERS, again, number, share

_ = gettext_noop

_W = {"sector": "work", "dimension": "economic", "sdg_target": "8.5"}
_OF_ALL = _("The same, as a share of all people of working age (2019-20).")


def _job(code: str, name: str, definition: str, polarity: int = 0) -> Indicator:
    """A share of people at work; of the working age in the round of 2019-20."""
    second = again(2, code, "of-all", _OF_ALL, AGED_15_64)
    return share(code, name, definition, WORKERS, polarity=polarity, earlier=(second,), **_W)


WORK = (
    number("poor-people", _("People in poverty"),
           _("Estimated number of people below the national poverty line."), "people",
           universe=PEOPLE, polarity=-1,
           earlier=(again(2, "poor-people", "2018",
                          _("Estimated number, by the method of 2018: not to be set beside the "
                            "rounds before."), PEOPLE),),
           sector="work", dimension="economic", sdg_target="1.2"),
    _job("work-farming", _("Work in farming"), _("Share of workers in farming.")),
    _job("work-industry", _("Work in industry"), _("Share of workers in industry.")),
    _job("work-services", _("Work in services"), _("Share of workers in services.")),
    _job("work-wage", _("Paid work"), _("Share of workers with a wage or salary."), 1),
    _job("work-unpaid", _("Unpaid work"), _("Share of workers who help without pay."), -1),
    _job("work-own-farm", _("Work on one's own farm"),
         _("Share of workers who farm for themselves.")),
    _job("work-own-business", _("Work in one's own business"),
         _("Share of workers with a business of their own, not a farm.")),
    share("unemployed", _("Unemployment"),
          _("Share of the labour force that looks for work. It would come from the Labour Force "
            "Survey."), _("People in the labour force"), polarity=-1, **_W),
    number("day-wage", _("Day's wage of a labourer"),
           _("Rupees a day for unskilled work. It would come from the Bureau of Statistics."),
           "rupees", polarity=1, **_W),
    share("bonded-families", _("Families in debt bondage"),
          _("Share of farm families bound by debt. It would come from the labour department."),
          _("Farm families"), polarity=-1, **{**_W, "sdg_target": "8.7", "dimension": "personal"}),
    share("mpi-poor", _("Poor in several ways"),
          _("Share of people deprived in a third of 14 weighted indicators (national method of "
            "2019-20). It would come from the Planning Commission."), PEOPLE, polarity=-1,
          earlier=(again(2, "mpi-poor", "2016",
                         _("The method of 2016, with 15 indicators."), PEOPLE),),
          **{**_W, "sdg_target": "1.2"}),
    share("mpi-depth", _("How poor the poor are"),
          _("Average share of deprivations among the poor. It would come from the Planning "
            "Commission."), _("People poor in several ways"), polarity=-1,
          earlier=(again(2, "mpi-depth", "2016",
                         _("The method of 2016, with 15 indicators."),
                         _("People poor in several ways")),),
          **{**_W, "sdg_target": "1.2"}),
)  # fmt: skip

_S = {"sector": "protection", "dimension": "economic", "sdg_target": "1.3", "polarity": 1}
PROTECTION = (
    share("protected", _("People under social protection"),
          _("Share of people covered by at least one programme."), PEOPLE, **_S),
    number("bisp-families", _("Families with cash from BISP"),
           _("Families paid in a year. It would come from the Benazir Income Support Programme."),
           "households", facet="process", **_S),
    number("zakat-persons", _("People helped from zakat"),
           _("Persons helped in a year. It would come from the zakat council."), "people",
           facet="process", **_S),
    number("disability-certificates", _("Disability certificates issued"),
           _("Certificates in a year. It would come from the social welfare department."), "people",
           facet="process", **{**_S, "dimension": "personal"}),
    number("pensions-late", _("Days that a payment is late"),
           _("Days from the due day to the day of payment. It would come from the paying bank."),
           "days", facet="process", **{**_S, "polarity": -1}),
)  # fmt: skip

_H = {"sector": "people", "dimension": "context"}
_OTHER_BASE = _("The same, for each person aged 15 to 64 (2019-20).")


def _dependent(code: str, name: str, definition: str) -> Indicator:
    """A share of the members of a household; of those of working age in 2019-20."""
    others = (
        again(2, code, "per-worker", _OTHER_BASE),
        again(3, code, "nns", _("The same (National Nutrition Survey).")),
    )
    return number(code, name, definition, "ratio", decimals=2, polarity=0, earlier=others, **_H)


HOUSEHOLDS = (
    number("household-size-surveyed", _("Household size, by surveys"),
           _("People in an average household that a survey asked."), "persons_a_household",
           decimals=1,
           earlier=(again(2, "household-size-surveyed", "nns",
                          _("The same (National Nutrition Survey).")),), **_H),
    share("urban-share-surveyed", _("People in towns, by surveys"),
          _("Share of a survey's people who live in towns. It follows the sample, not a count."),
          PEOPLE,
          earlier=(again(2, "urban-share-surveyed", "nns",
                         _("The same (National Nutrition Survey)."), PEOPLE),), **_H),
    _dependent("dependents", _("Dependents in a household"),
               _("Members under 15 or over 64, as a share of all members.")),
    _dependent("dependent-children", _("Children in a household"),
               _("Members under 15, as a share of all members.")),
    _dependent("dependent-elders", _("Elders in a household"),
               _("Members over 64, as a share of all members.")),
    share("birth-registered", _("Births registered"),
          _("Share of children whose birth is registered."), UNDER_5, sector="civic",
          dimension="political", polarity=1, sdg_target="16.9", target=Decimal(100),
          target_note=UNVERIFIED,
          earlier=(again(2, "birth-registered", "told",
                         _("Registered, as shown or told (2019 on)."), UNDER_5),)),
)  # fmt: skip
