"""What the labels of the compiled surveys mean: the indicator, its definition, who is counted.

A meaning is written `indicator @2 sex=female x1000`: the definition's number (1 if none), the
breakdown, and what the printed figure is multiplied by.
"""

from collections.abc import Mapping
from decimal import Decimal

from kachehri.domains.evidence.kinds.lists import Meaning
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop


def meanings(table: Mapping[str, str]) -> dict[str, Meaning]:
    """Labels with what they mean, from their short form."""
    return {label: _meaning(text) for label, text in table.items()}


def _meaning(text: str) -> Meaning:
    indicator, *rest = text.split()
    version, scale, dims = 1, Decimal(1), {}
    for part in rest:
        if part.startswith("@"):
            version = int(part[1:])
        elif part.startswith("x"):
            scale = Decimal(part[1:])
        else:
            name, _sign, value = part.partition("=")
            dims[name] = value
    return Meaning(indicator, dims, version, scale)


def _by_sex(code: str, all_: str, female: str, male: str) -> dict[str, str]:
    return {all_: code, female: f"{code} sex=female", male: f"{code} sex=male"}


def _enrolled(code: str, kind: str, level: str, ages: str) -> dict[str, str]:
    word = kind.lower()
    start = f"{kind} school enrollment, {level} school, {ages} years old"
    return _by_sex(
        code, f"{start} (% {word})", f"{start}, female (% {word} female)",
        f"{start}, male (% {word} male)",
    )  # fmt: skip


def _job(code: str, name: str) -> dict[str, str]:
    return _by_sex(
        code, f"{name} (% of total employment)", f"{name}, female (% of female employment)",
        f"{name}, male (% of male employment)",
    )  # fmt: skip


YOUTH = (
    "Youth literacy, 15-24 years old (% of population aged 15-24)",
    "Youth literacy, 15-24 years old, female (% of women aged 15-24)",
    "Youth literacy, 15-24 years old male (% of men aged 15-24)",
    "Youth literacy gender parity index, 15-24 years old",
)
ADULTS = (
    "Adult literacy, 25 or more years old (% of population aged 25 or more)",
    "Adult literacy, 25 or more years old, female (% of women aged 25 or more)",
    "Adult literacy, 25 or more years old, male (% of men aged 25 or more)",
    "Adult literacy gender parity index, 25 or more years old",
)
STATUSES = {
    "work-wage": "Wage and salaried employment",
    "work-unpaid": "Unpaid employment",
    "work-own-farm": "Self-employment, agriculture",
    "work-own-business": "Self-employment, non-agriculture",
}
BRANCHES = {
    "work-farming": "Employment in agriculture",
    "work-industry": "Employment in industry",
    "work-services": "Employment services",
}
_JOBS = STATUSES | BRANCHES
_OCCUPANCY = "Occupancy, present occupancy status-"
_LABOUR = "Labor force participation rate"
_WORKING_AGE = "working age population, 15-64 years old"
_DONE = "Primary completion rate, 14-17 years old"

PSLM = {
    **_by_sex("youth-literacy-15-24", *YOUTH[:3]),
    YOUTH[3]: "youth-literacy-parity",
    **_by_sex("adult-literacy-25", *ADULTS[:3]),
    ADULTS[3]: "adult-literacy-parity",
    **_enrolled("gross-primary-6-10", "Gross", "primary", "6-10"),
    **_enrolled("gross-middle-11-13", "Gross", "middle", "11-13"),
    **_enrolled("net-primary-6-10", "Net", "primary", "6-10"),
    **_enrolled("net-middle-11-13", "Net", "middle", "11-13"),
    "Gross enrolment rate in primary gender parity index, 6-10 years old": "gross-primary-parity",
    "Gross enrolment rate in middle school gender parity index, 11-13 years old":
        "gross-middle-parity",
    "Net enrolment rate in primary gender parity index, 6-10 years old": "net-primary-parity",
    "Net enrolment rate in middle school gender parity index, 11-13 years old":
        "net-middle-parity",
    **_by_sex(
        "primary-completed-14-17", f"{_DONE} (% of population aged 14-17)",
        f"{_DONE}, girls (% of girls aged 14-17)", f"{_DONE}, boys (% of boys aged 14-17)",
    ),
    "Primary completion gender parity index, 14-17 years old": "primary-completed-parity",
    **_by_sex(
        "labour-force-15-64", f"{_LABOUR} (% of {_WORKING_AGE})",
        f"{_LABOUR}, female (% of female {_WORKING_AGE})",
        f"{_LABOUR}, male (% of male {_WORKING_AGE})",
    ),
    "Child labor (% of children aged 10-17)": "child-labour-10-17",
    **{label: text for code, name in _JOBS.items() for label, text in _job(code, name).items()},
    "Household dependency ratio": "dependents",
    "Household child dependency ratio": "dependent-children",
    "Household senior dependency ratio": "dependent-elders",
    "Household size": "household-size-surveyed",
    "Household members per room": "people-a-room",
    "Urban share of population (% of population)": "urban-share-surveyed",
    "Overcrowding (% of population)": "crowded",
    "Improved roof material (% of population)": "roof-improved",
    "Improved wall material (% of population)": "walls-improved",
    "Improved roof and wall material (% of population)": "roof-walls-improved",
    f"{_OCCUPANCY}owner (% of population)": "home-owned",
    f"{_OCCUPANCY}rented (% of population)": "home-rented",
    f"{_OCCUPANCY}other (% of population)": "home-other",
    "Access to electricity (% of population)": "electricity-people",
    "Reliance on clean fuels for cooking (% of population)": "fuel-clean",
    "Households' mobile phone ownership (% of population)": "mobile-phone",
    "Accessibility, transportation (% of population within 15 minutes to public transportation)":
        "transport-nearby",
    "Accessibility, health (% of population within 15 minutes to clinic/hospital)":
        "health-nearby",
    "Pregnant women receiving antenatal care "
    "(% of women aged 15-49 who gave birth in last 3 years)": "antenatal-care",
    "Assisted birth at healthcare facility (% of women aged 15-49 who gave birth in last 3 years)":
        "births-in-facility",
    "Immunization, fully immunized (% children 12-24 months)": "immunised-fully",
    "Immunization, polio three doses (% children 12-24 months)": "immunised-polio",
    "Immunization, DPT three doses (% children 12-24 months)": "immunised-dpt",
    "Immunization: diphtheria, pertussis, and tetanus - three doses (% children 12-24 months)":
        "immunised-dpt",
    "Diarrhea incidence (% of children under 5)": "diarrhoea-children",
    "Diarrhea Treatment with Oral Rehydration Salts "
    "(% of children under 5 who had diarrhea during a 30-day recall period)": "diarrhoea-ors",
    "Diarrhea treatment- ORS "
    "(% of children under 5 who had diarrhea during a 30-day recall period)": "diarrhoea-ors",
    "Open defecation (% of population)": "open-defecation",
    "Access to improved water within 30 minutes round trip": "water-within-30-minutes",
    "Access to improved drinking water (% of population)": "water-improved-people",
    "Access to piped water (% of population)": "water-piped-people",
    "Access to improved drinking water, excl. piped water (% of population)":
        "water-improved-unpiped",
    "Access to improved toilet facilities (% of population)": "toilet-improved",
    "Access to flush toilet connected to sewer (% of population)": "toilet-sewer",
    "Access to flush toilet connected to septic tank (% of population)": "toilet-septic",
}  # fmt: skip
"""PSLM. The last eight also stand for MICS of 2019 and 2020, whose rounds give them number 2."""

POVERTY = {
    "Poverty Rate (%)": "poverty-rate",
    "Number of poor (1,000s)": "poor-people x1000",
}
CENSUS = {"Population [Population Census 2017 – Provisional Results]": "population @0"}

_RANK = _("a rank says who is before whom, not how people live")
NOT_CARRIED = {
    "National poverty rank (N)": _RANK,
    "Provincial poverty rank (N)": _RANK,
}

_M15 = "Percentage of women age 20-24 years who were first married before age"
MARRIED = (
    f"{_M15} 15",
    f"{_M15} 18",
    "Average age at first marriage of women (married woman aged 15 to 49)",
)
_EPISODE = "diarrhea episode in the two weeks prior to the survey)"

MICS = {
    "Access to improved drinking water - MICS (% of population)": "water-improved-people @2",
    "Access to piped water - MICS (% of population)": "water-piped-people @2",
    "Access to improved toilet facilities - MICS (% of population)": "toilet-improved @2",
    "Access to flush toilet connected to sewer - MICS (% of population)": "toilet-sewer @2",
    "Access to flush toilet connected to septic tank - MICS (% of population)": "toilet-septic @2",
    "Open defecation - MICS (% of population)": "open-defecation @2",
    "Access to hand pump (% of population)": "water-hand-pump @2",
    "Access to motorized pump (% of population)": "water-motor-people @2",
    "Treating water before drinking (% of population)": "water-treated @2",
    "Using soap for handwashing (% of population)": "soap",
    "Handwashing facility where water and soap or detergent are present (% of populat": "soap @2",
    "Using adequately iodized salt (% of population)": "salt-iodised",
    "Salt testing positive for any iodide/iodate among households in which salt was t":
        "salt-iodised @3",
    "Children given baby formula (% of children under 6 months)": "infants-formula",
    "Children given milk (% of children under 6 months)": "infants-milk",
    "Children given plain water (% of children under 6 months)": "infants-water",
    "Exclusive breastfeeding (% of children under 6 months)": "breastfed-only",
    "Exclusive breastfeeding, first 3 days after birth (% of children)": "breastfed-first-days",
    "First breastfeeding within 1 hour after birth (% of children)": "breastfed-first-hour @2",
    "Early initiation of breastfeeding (% of recent mothers)": "breastfed-first-hour",
    "Children left unattended (% of children under 5)": "children-left-alone",
    "Prevalence of stunting, height for age (% of children under 5)": "stunted",
    "Prevalence of underweight, weight for age (% of children under 5)": "underweight",
    "Prevalence of wasting, weight for height (% of children under 5)": "wasted",
    "Toilet use by children (% of children 12-35 months old)": "toilet-toddlers",
    "Stool disposal (% of children aged 12-35 months using toilet)": "toilet-toddlers @2",
    "Child registration (% of children aged under 5)": "birth-registered",
    "Child was registered (reported or recalled) (% of children aged under 5)":
        "birth-registered @2",
    MARRIED[0]: "married-before-15",
    MARRIED[1]: "married-before-18",
    MARRIED[2]: "age-at-marriage",
    "Women's marriage before age 15 (% of women aged 20-24)": "married-before-15",
    "Women's marriage before age 18 (% of women aged 20-24)": "married-before-18",
    "Assisted birth (% of births assisted by health professionals)": "births-skilled",
    "Assisted birth (% of ever-married women aged 15-49 with a live birth in the 2 years before "
    "the survey)": "births-skilled",
    "Average age at first birth of women": "age-at-first-birth",
    f"Diarrhea Treatment with Oral Rehydration Salts (% of children under 5 who had a {_EPISODE}":
        "diarrhoea-ors @2",
    "Diarrhea incidence (% of children under 5 who had diarrhea during a 2-week recal":
        "diarrhoea-children @2",
    "Diarrhea incidence (% of children under 5 who had diarrhea during a 2-week recall period)":
        "diarrhoea-children @2",
    "Diarrhea treatment (% of children under 5 who were given ORS during last diarrhe":
        "diarrhoea-ors @2",
    "Diarrhea treatment (% of children under 5 who were given less foods during last":
        "diarrhoea-less-food",
    "Diarrhea treatment (% of children under 5 who were given less liquid during last":
        "diarrhoea-less-drink",
    f"Diarrhea treatment- less than regular food (% of children under 5 who had a {_EPISODE}":
        "diarrhoea-less-food",
    f"Diarrhea treatment- less than regular liquid (% of children under 5 who had {_EPISODE}":
        "diarrhoea-less-drink",
    "Immunization, BCG (% of children age 12-23 months)": "immunised-bcg",
    "Immunization, BCG for Tuberculosis (% of children under 3)": "immunised-bcg @2",
    "Immunization, Penta-1 (% of children age 12-23 months)": "immunised-penta-1",
    "Immunization, Penta-1 (% of children under 3)": "immunised-penta-1 @2",
    "Immunization, Penta-2 (% of children age 12-23 months)": "immunised-penta-2",
    "Immunization, Penta-2 (% of children under 3)": "immunised-penta-2 @2",
    "Immunization, Polio at birth (% of children age 12-23 months)": "immunised-polio-birth",
    "Immunization, Polio at birth (% of children under 3)": "immunised-polio-birth @2",
    "Immunization, Polio-1 (% of children age 12-23 months)": "immunised-polio-1",
    "Immunization, Polio-2 (% of children age 12-23 months)": "immunised-polio-2",
    "Immunization, Polio-3 (% of children age 12-23 months)": "immunised-polio-3",
    "Immunization, Polio-first dose (% of children under 3)": "immunised-polio-1 @2",
    "Immunization, Polio-second dose (% of children under 3)": "immunised-polio-2 @2",
    "Immunization, Polio-third dose (% of children under 3)": "immunised-polio-3 @2",
    "Immunization, measles (% of children age 12-23 months)": "immunised-measles",
    "Immunization, measles (% of children under 3)": "immunised-measles @2",
    "Pregnant women receiving prenatal care (%)": "antenatal-care @2",
    "Pregnant women receiving prenatal care (% of ever-married women aged 15-49 with a live birth "
    "in the 2 years before the survey)": "antenatal-care @2",
    "Vitamin A supplementation coverage rate (% of children ages 6-59 months)": "vitamin-a",
}  # fmt: skip


def _weights(who: str, code: str, dims: str = "") -> dict[str, str]:
    said = {
        "normal weight": "normal-weight", "obesity": "obese", "overweight": "overweight",
        "underweight": "underweight",
    }  # fmt: skip
    return {
        f"Prevalence of {label} among {who}": f"{code}-{end} {dims}".strip()
        for label, end in said.items()
    }


_TEENS = {
    **_weights("adolescents 10-19 years", "teens"),
    **_weights("adolescent boys 10-19 years", "teens", "sex=male"),
    **_weights("adolescent girls 10-19 years", "teens", "sex=female"),
}
_MISSPELT = {
    "Prevalence of obesity among adolescent girls 10-19 years":
        "Prevalence of obesity among adolescent girls 10-19 years:",
    "Prevalence of overweight among adolescents 10-19 years":
        "Prevalence of overweight among adolescents 10-19years",
}  # fmt: skip
_AGED_2_4 = "among children aged 24-59 months"
_HAND = "Handwashing"

NNS = {
    **_weights("women 15-49 years", "women"),
    **{_MISSPELT.get(label, label): text for label, text in _TEENS.items()},
    "Antibiotic treatment in the management of diarrhea": "diarrhoea-antibiotics",
    "Children ever breastfed": "breastfed-ever",
    "Colostrum feeding": "colostrum",
    "Continued breastfeeding at 1 year": "breastfed-at-1",
    "Continued breastfeeding at 2 years": "breastfed-at-2",
    "Deworming in children under 5": "dewormed",
    "Diarrhea incidence in children under 5": "diarrhoea-children @3",
    "Diarrhea treatment for children under 5": "diarrhoea-treated",
    f"Functional disability {_AGED_2_4}": "child-limitation",
    f"Difficulty in language/communication {_AGED_2_4}":
        "child-limitation limitation=communicating",
    f"Difficulty in self-care {_AGED_2_4}": "child-limitation limitation=self-care",
    f"Hearing disability {_AGED_2_4}": "child-limitation limitation=hearing",
    f"Remembering/concentrating {_AGED_2_4}": "child-limitation limitation=remembering",
    f"Seeing disability {_AGED_2_4}": "child-limitation limitation=seeing",
    f"Walking disability {_AGED_2_4}": "child-limitation limitation=walking",
    "Early initiation of breastfeeding": "breastfed-first-hour @3",
    "Infants under 6 months exclusively breastfed": "breastfed-only @2",
    "Infants under 6 months given baby formula": "infants-formula @2",
    "Infants under 6 months given milk": "infants-milk @2",
    "Infants under 6 months given plain water": "infants-water @2",
    "ORS diarrhea treatment for children under 5": "diarrhoea-ors @3",
    "Pre-lacteal feeding": "prelacteal",
    "Prevalence of acute respiratory infection on children under 5": "breathing-illness",
    "Prevalence of overweight among children under 5, weight for age": "overweight-children",
    "Prevalence of stunting among children under 5, height for age": "stunted @2",
    "Prevalence of underweight among children under 5, weight for age": "underweight @2",
    "Prevalence of wasting among children under 5, weight for height": "wasted @2",
    "Vitamin A supplementation for children under 5": "vitamin-a @2",
    "Zinc supplementation in the management of diarrhea for children under 5": "diarrhoea-zinc",
    "Urban share of population": "urban-share-surveyed @2",
    "Household members per bedroom": "people-a-bedroom",
    "Improved roof and wall material": "roof-walls-improved @2",
    "Improved roof material": "roof-improved @2",
    "Improved wall material": "walls-improved @2",
    f"{_OCCUPANCY}other": "home-other @2",
    f"{_OCCUPANCY}owner": "home-owned @2",
    f"{_OCCUPANCY}rented": "home-rented @2",
    "Moderate or severe food insecurity": "food-insecure",
    "Severe food insecurity": "food-insecure-severe",
    "Average age at first marriage of women": "age-at-marriage @2",
    "Women’s marriage before age 15 (% of women aged 20-24)": "married-before-15 @2",
    "Women’s marriage before age 18 (% of women aged 20-24)": "married-before-18 @2",
    "Boiling, chlorination, or filtering water before drinking": "water-treated-well",
    f"{_HAND} after defecating/using latrine": "washes-after-toilet",
    f"{_HAND} after handling feces/diapers": "washes-after-child",
    f"{_HAND} before eating": "washes-before-eating",
    f"{_HAND} before feeding a child": "washes-before-feeding",
    f"{_HAND} before preparing food": "washes-before-cooking",
    "Treating water before drinking": "water-treated @3",
    "Use of adequately iodized salt": "salt-iodised @2",
    "Use of soap for handwashing": "soap @3",
    "Age of women at first birth": "age-at-first-birth @2",
    "Assisted birth at a healthcare facility": "births-in-facility @2",
    "Average number of antenatal care checkups": "antenatal-visits",
    "Average number of controls made during antenatal care": "antenatal-checks",
    "Births with at least four antenatal care checkups": "antenatal-four",
    "Children below normal size at birth (self-report)": "small-at-birth",
    "Children weighed at birth": "weighed-at-birth",
    "Children with normal weight at birth": "normal-birth-weight",
    "Newborns receiving well-baby care within two days of birth": "newborn-care",
    "Postnatal care within two days of birth": "postnatal-care",
    "Pregnant women receiving antenatal care": "antenatal-care @3",
    "Skin to skin contact": "skin-to-skin",
    "Umbilical cord care": "cord-treated",
    "Women receiving calcium tablets during pregnancy": "calcium-in-pregnancy",
    "Women receiving iron folic acid during pregnancy": "iron-in-pregnancy",
    "Women receiving micronutrients during pregnancy": "micronutrients-in-pregnancy",
    "Women receiving tetanus shots during pregnancy": "tetanus-in-pregnancy",
    "Women visited by LHW": "lady-health-worker",
    "Population covered under social protection": "protected",
    "Access to electricity": "electricity-people @2",
    "Mobile phone ownership at the household level": "mobile-phone @2",
    "Reliance on clean fuels for cooking": "fuel-clean @2",
    "DPT immunization coverage among one-year-olds": "immunised-dpt @2",
    "Full immunization coverage among one-year-olds": "immunised-fully @2",
    "Polio immunization coverage among one-year-olds": "immunised-polio @2",
    "Access to flush toilet connected to septic tank": "toilet-septic @3",
    "Access to flush toilet connected to sewer": "toilet-sewer @3",
    "Access to hand pump": "water-hand-pump @3",
    "Access to improved drinking water": "water-improved-people @3",
    "Access to improved drinking water, excl. piped water": "water-improved-unpiped @3",
    "Access to improved toilet facilities": "toilet-improved @3",
    "Access to motorized pump": "water-motor-people @3",
    "Access to piped water": "water-piped-people @3",
    "Open defecation": "open-defecation @3",
    "Shared toilet": "toilet-shared",
    "Toilet disposal of stool of infants 12 to 35 months": "stool-safe",
    "Toilet use by infants 12 to 35 months": "toilet-toddlers @3",
}  # fmt: skip
"""The National Nutrition Survey. Labels that it shares with PSLM get their number by its round."""
