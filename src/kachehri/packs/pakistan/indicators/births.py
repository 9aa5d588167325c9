"""Health: mothers, births, vaccination, illness, and what the health service reports."""

from decimal import Decimal

from kachehri.domains.evidence.kinds import Indicator
from kachehri.kernel.messages import gettext_noop

from .declaring import (
    AGED_12_23,
    MOTHERS_2,
    PEOPLE,
    UNDER_5,
    UNVERIFIED,
    WOMEN,
    again,
    number,
    share,
)

_ = gettext_noop

_UNDER_3 = _("Children under 3")
_NEWBORN = _("Children born in the last two years")
_ILL = _("Children under 5 with diarrhoea")
_AGED_2_4 = _("Children aged 24 to 59 months")
_GOOD = {"sector": "health", "dimension": "health", "polarity": 1}
_BAD = {**_GOOD, "polarity": -1}
_MUM = {**_GOOD, "sdg_target": "3.1"}
_CARE = {**_MUM, "facet": "process"}
_VACCINE = {**_GOOD, "sdg_target": "3.b", "facet": "process"}

MOTHERS = (
    share("births-skilled", _("Births helped by a trained person"),
          _("Share of births helped by a doctor, nurse, midwife or lady health visitor."),
          MOTHERS_2, target=Decimal(100), target_note=UNVERIFIED, **_MUM),
    share("antenatal-four", _("Four visits before birth"),
          _("Share of mothers with at least four visits before the birth."), MOTHERS_2, **_CARE),
    number("antenatal-visits", _("Visits before birth"),
           _("Average number of visits before the birth."), "visits", universe=MOTHERS_2,
           decimals=1, **_CARE),
    number("antenatal-checks", _("Checks made at visits before birth"),
           _("Average number of different checks at visits before the birth."), "visits",
           universe=MOTHERS_2, decimals=1, **_CARE),
    share("postnatal-care", _("Mothers seen within two days of birth"),
          _("Share of mothers whose health was checked within two days."), MOTHERS_2, **_CARE),
    share("newborn-care", _("Newborns seen within two days of birth"),
          _("Share of newborns who were checked within two days."), _NEWBORN, **_CARE),
    share("weighed-at-birth", _("Newborns weighed"), _("Share of newborns who were weighed."),
          _NEWBORN, **_CARE),
    share("normal-birth-weight", _("Normal weight at birth"),
          _("Share who weighed 2.5 to 4.5 kg, of those whose weight is known."), _NEWBORN, **_MUM),
    share("small-at-birth", _("Small at birth"),
          _("Share of newborns whom the mother calls smaller than average."), _NEWBORN,
          **{**_MUM, "polarity": -1}),
    share("skin-to-skin", _("Newborn laid on the mother's skin"),
          _("Share of mothers whose newborn was laid on their skin."), MOTHERS_2, **_CARE),
    share("cord-treated", _("Something put on the navel cord"),
          _("Share of newborns on whose cord something was put. The survey does not say what."),
          _NEWBORN, **{**_CARE, "polarity": 0}),
    share("calcium-in-pregnancy", _("Calcium in pregnancy"),
          _("Share of mothers who were given calcium."), MOTHERS_2, **_CARE),
    share("iron-in-pregnancy", _("Iron and folic acid in pregnancy"),
          _("Share of mothers who were given iron and folic acid."), MOTHERS_2, **_CARE),
    share("micronutrients-in-pregnancy", _("Micronutrients in pregnancy"),
          _("Share of mothers who were given other micronutrients."), MOTHERS_2, **_CARE),
    share("tetanus-in-pregnancy", _("Tetanus injection in pregnancy"),
          _("Share of mothers who had a tetanus injection."), MOTHERS_2, **_CARE),
    share("lady-health-worker", _("Visited by a lady health worker"),
          _("Share of mothers visited at home in pregnancy."), MOTHERS_2, **_CARE),
    number("age-at-first-birth", _("Age at first birth"), _("Average age of mothers."), "years",
           universe=WOMEN, decimals=1,
           earlier=(again(2, "age-at-first-birth", "nns",
                          _("Average age, as the National Nutrition Survey asked."), WOMEN),),
           **_MUM),
)  # fmt: skip

_YOUNGER = _("Share of children under 3 who had it by their first birthday.")
_AT_1 = _("Share of children who had it.")
_THRICE = _("Share of children who had all three doses.")
_ASKED_NNS = _("Share of children, as the National Nutrition Survey asked.")


def _dose(code: str, name: str) -> Indicator:
    """A vaccine of which MICS asked first about children under 3, then at 12 to 23 months."""
    first = again(2, code, "under-3", _YOUNGER, _UNDER_3)
    return share(code, name, _AT_1, AGED_12_23, earlier=(first,), **_VACCINE)


VACCINES = (
    share("immunised-polio", _("Polio, three doses"), _THRICE, AGED_12_23,
          earlier=(again(2, "immunised-polio", "nns", _ASKED_NNS, AGED_12_23),), **_VACCINE),
    share("immunised-dpt", _("Diphtheria, whooping cough, tetanus: three doses"), _THRICE,
          AGED_12_23,
          earlier=(again(2, "immunised-dpt", "nns", _ASKED_NNS, AGED_12_23),), **_VACCINE),
    _dose("immunised-bcg", _("BCG against tuberculosis")),
    _dose("immunised-measles", _("Measles vaccine")),
    _dose("immunised-penta-1", _("Five-fold vaccine, first dose")),
    _dose("immunised-penta-2", _("Five-fold vaccine, second dose")),
    _dose("immunised-polio-birth", _("Polio at birth")),
    _dose("immunised-polio-1", _("Polio, first dose")),
    _dose("immunised-polio-2", _("Polio, second dose")),
    _dose("immunised-polio-3", _("Polio, third dose")),
)  # fmt: skip

_TWO_WEEKS = _("The same, of the last two weeks.")
ILLNESS = (
    share("diarrhoea-children", _("Children with diarrhoea"),
          _("Share of children who had diarrhoea in the last 30 days."), UNDER_5,
          earlier=(again(2, "diarrhoea-children", "mics", _TWO_WEEKS, UNDER_5),
                   again(3, "diarrhoea-children", "nns",
                         _("Diarrhoea in the last two weeks (National Nutrition Survey)."),
                         UNDER_5)), sdg_target="3.2", **_BAD),
    share("diarrhoea-ors", _("Diarrhoea treated with ORS"),
          _("Share of children with diarrhoea in the last 30 days who were given ORS."), _ILL,
          earlier=(again(2, "diarrhoea-ors", "mics", _TWO_WEEKS, _ILL),
                   again(3, "diarrhoea-ors", "nns",
                         _("ORS in the last two weeks (National Nutrition Survey)."), _ILL)),
          sdg_target="3.2", **_GOOD),
    share("diarrhoea-less-drink", _("Less to drink during diarrhoea"),
          _("Share of ill children who were given less to drink than usual."), _ILL,
          sdg_target="3.2", **_BAD),
    share("diarrhoea-less-food", _("Less to eat during diarrhoea"),
          _("Share of ill children who were given less to eat than usual."), _ILL,
          sdg_target="3.2", **_BAD),
    share("diarrhoea-treated", _("Treatment sought for diarrhoea"),
          _("Share of ill children for whom treatment was sought."), _ILL,
          sdg_target="3.2", **_GOOD),
    share("diarrhoea-zinc", _("Diarrhoea treated with zinc"),
          _("Share of ill children who were given zinc."), _ILL, sdg_target="3.2", **_GOOD),
    share("diarrhoea-antibiotics", _("Diarrhoea treated with antibiotics"),
          _("Share of ill children who were given antibiotics, which most do not need."), _ILL,
          **{**_GOOD, "polarity": 0}),
    share("breathing-illness", _("Children with an infection of the breath"),
          _("Share of children ill in the last two weeks."), UNDER_5, sdg_target="3.2", **_BAD),
    share("dewormed", _("Children treated against worms"),
          _("Share of children treated in the last six months."), UNDER_5, **_GOOD),
    share("vitamin-a", _("Children given vitamin A"),
          _("Share of children aged 6 to 59 months who were given vitamin A."), UNDER_5,
          earlier=(again(2, "vitamin-a", "nns",
                         _("In the last six months (National Nutrition Survey)."), UNDER_5),),
          sdg_target="2.2", **_GOOD),
    share("health-nearby", _("Clinic or hospital within 15 minutes"),
          _("Share of people who reach one within 15 minutes."), PEOPLE, sdg_target="3.8", **_GOOD),
    share("child-limitation", _("Young children with a functional difficulty"),
          _("Share of children with at least some difficulty in one of six functions."), _AGED_2_4,
          sector="disability", dimension="health", polarity=0, sdg_target="10.2"),
)  # fmt: skip

_S = {"dimension": "health", "sector": "health"}
SERVICE = (
    number("maternal-deaths", _("Mothers who died"),
           _("Deaths of mothers for each 100,000 births. It would come from the health department "
             "or a maternal mortality survey."),
           "per_100000", polarity=-1, sdg_target="3.1", target=Decimal(70),
           target_note=UNVERIFIED, **_S),
    number("under-5-deaths", _("Children who died before age 5"),
           _("Deaths for each 1,000 births. It would come from MICS."), "per_1000", polarity=-1,
           sdg_target="3.2", target=Decimal(25), target_note=UNVERIFIED, **_S),
    number("doctors", _("Doctors in government service"),
           _("Doctors for each 1,000 people. It would come from the district health office."),
           "per_1000", decimals=2, polarity=1, sdg_target="3.c", facet="process", **_S),
    share("clinics-with-medicine", _("Clinics with the essential medicines"),
          _("Share that had them on the day of the visit. It would come from the district health "
            "information system."),
          _("Government health facilities"), polarity=1, sdg_target="3.8", facet="process", **_S),
    number("malaria-cases", _("Malaria"),
           _("Confirmed cases for each 1,000 people. It would come from the district health "
             "information system."),
           "per_1000", decimals=1, polarity=-1, sdg_target="3.3", **_S),
    number("tuberculosis-cases", _("Tuberculosis"),
           _("Cases found for each 100,000 people. It would come from the tuberculosis programme."),
           "per_100000", polarity=0, sdg_target="3.3", **_S),
    number("dog-bites", _("Dog and snake bites treated"),
           _("Persons treated for a bite. It would come from hospitals."), "people", polarity=-1,
           **_S),
)  # fmt: skip
