"""The compiled surveys: rounds, what hangs together, how places are spelt, and the recipes.

What is wrong in these files, and what is done about it: docs/guide/figures.md.
"""

from dataclasses import replace
from datetime import date

from kachehri.domains.evidence.kinds import Period, RecipeFamily
from kachehri.domains.evidence.kinds.lists import ListColumns, ListRecipe, Relation, Round
from kachehri.domains.evidence.queries.lists import list_reader
from kachehri.domains.evidence.rules import relations
from kachehri.kernel.messages import gettext_noop

from .indicators import INDICATORS
from .survey_columns import SINDH_COLUMNS
from .survey_labels import (
    ADULTS,
    BRANCHES,
    CENSUS,
    MARRIED,
    MICS,
    NNS,
    NOT_CARRIED,
    POVERTY,
    PSLM,
    STATUSES,
    YOUTH,
    meanings,
)
from .survey_sources import ROUNDS, span

_ = gettext_noop

_DEPENDENTS = ("dependents", "dependent-children", "dependent-elders")
_JOBS = (*STATUSES, *BRANCHES)
_OF_2019 = dict.fromkeys((*_DEPENDENTS, *_JOBS), 2) | {"child-labour-10-17": 3}
_NEW_WATER = dict.fromkeys(
    (
        "water-improved-people", "water-piped-people", "water-improved-unpiped", "toilet-improved",
        "toilet-sewer", "toilet-septic", "open-defecation",
    ),
    2,
)  # fmt: skip
_OF_NNS = dict.fromkeys(_DEPENDENTS, 3) | {
    "household-size-surveyed": 2, "water-within-30-minutes": 3,
}  # fmt: skip


def _year_from_july(year: int) -> Period:
    return Period(date(year, 7, 1), date(year + 1, 7, 1))


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year + 1, 1, 1))


def _pslm(year: int) -> Round:
    versions = {"child-labour-10-17": 2} if 2010 <= year <= 2014 else {}
    return Round(
        "PSLM", str(year), f"pslm-{span(year)}", _year_from_july(year),
        versions=_OF_2019 if year == 2019 else versions,
    )  # fmt: skip


def _poverty(year: int) -> Round:
    versions = {"poverty-rate": 2, "poor-people": 2} if year == 2018 else {}
    return Round(
        "HIES/PSLM", str(year), f"poverty-{span(year)}", _year_from_july(year), "model",
        versions=versions,
    )  # fmt: skip


def _mics(year: str, source: str, region: str, period: Period) -> Round:
    return Round(
        "MICS", year, source, period, regions=frozenset({region}),
        versions=_NEW_WATER if year in {"2019", "2020"} else {},
    )  # fmt: skip


POVERTY_2018 = _poverty(2018)
PSLM_2019 = _pslm(2019)
SINDH_2019 = _mics("2019", "mics-sindh-2018-19", "Sindh", _year_from_july(2018))
NNS_2018 = Round("NNS", "2018", "nns-2018", _year(2018), versions=_OF_NNS)


def _whole(one: Round) -> Round:
    """The same round out of a file of its own, which has all its digits: a source of its own."""
    return replace(one, source=f"{one.source}-whole", regions=frozenset())


KP = "Khyber Pakhtunkhwa"
LONG_ROUNDS = (
    *(_pslm(year) for year in ROUNDS),
    *(_poverty(year) for year in (*ROUNDS[:-1], 2018)),
    _mics("2010", "mics-balochistan-2010", "Balochistan", _year(2010)),
    _mics("2010", "mics-punjab-2011", "Punjab", _year(2011)),
    _mics("2014", "mics-punjab-2014", "Punjab", _year(2014)),
    _mics("2014", "mics-sindh-2014", "Sindh", _year(2014)),
    _mics("2016", "mics-kp-2016-17", KP, _year_from_july(2016)),
    _mics("2018", "mics-punjab-2017-18", "Punjab", _year_from_july(2017)),
    SINDH_2019,
    _mics("2019", "mics-kp-2019", KP, _year(2019)),
    _mics("2020", "mics-balochistan-2019-20", "Balochistan", _year_from_july(2019)),
    NNS_2018,
    Round("Census", "2018", "pbs-census-2017-provisional", _year(2017), "census", status="P"),
)

_SUM = _(
    "%(place)s, %(survey)s %(year)s: %(label)s and what it is made of say %(figures)s (lines "
    "%(lines)s): the parts make %(parts)s. Not used"
)
_MORE = _(
    "%(place)s, %(survey)s %(year)s: %(label)s and two of its parts say %(figures)s (lines "
    "%(lines)s): the parts make more, %(parts)s. Not used"
)
_HUNDRED = _(
    "%(place)s, %(survey)s %(year)s: %(label)s and the other shares of the same whole say "
    "%(figures)s (lines %(lines)s) and make %(made)s, not 100. Not used"
)
_NOT_OF_WORKERS = _(
    "%(survey)s %(year)s: %(label)s and the other shares of all workers make %(least)s to "
    "%(most)s, not 100, in %(all)s places: they are shares of all people of working age. Kept apart"
)
_PARITY = _(
    "%(place)s, %(survey)s %(year)s: %(label)s of all, women, men and the ratio say %(figures)s "
    "(lines %(lines)s), which cannot be. Not used"
)
_P = "(% of population)"
_SHARES = {
    "": "(% of total employment)",
    "female": ", female (% of female employment)",
    "male": ", male (% of male employment)",
}


def _job(name: str, sex: str) -> str:
    return f"{name} {_SHARES[sex]}".replace(" ,", ",")


def _workers(sex: str) -> Relation:
    labels = tuple(_job(name, sex) for name in STATUSES.values())
    return Relation(labels, relations.hundred(5), says=_HUNDRED, throughout=_NOT_OF_WORKERS)


def _branches_by_sex() -> Relation:
    """Branches of work of women and of men: exchanged where they fit the other sex's statuses."""
    industry = BRANCHES["work-industry"]
    others = [BRANCHES["work-farming"], BRANCHES["work-services"]]
    women = [_job(name, "female") for name in (*others, *STATUSES.values())]
    men = [_job(name, "male") for name in (*others, *STATUSES.values())]
    labels = (_job(industry, "female"), _job(industry, "male"), *women, *men)

    def holds(values: tuple[float, ...]) -> bool:
        half = (len(values) - 2) // 2
        fits = relations.same_sum(len(others) + 1)
        return fits((values[0], *values[2 : 2 + half])) and fits((values[1], *values[2 + half :]))

    return Relation(labels, holds, movable=2)


def _enrolment(kind: str, level: str, ages: str) -> tuple[str, ...]:
    word, school = kind.lower(), " school" if level == "middle" else ""
    start = f"{kind} school enrollment, {level} school, {ages} years old"
    ratio = f"{kind} enrolment rate in {level}{school} gender parity index, {ages} years old"
    return (f"{start} (% {word})", f"{start}, female (% {word} female)",
            f"{start}, male (% {word} male)", ratio)  # fmt: skip


def _made_of(start: str, *parts: str, end: str = "") -> Relation:
    return Relation(tuple(f"{one}{end}" for one in (start, *parts)), relations.whole, says=_SUM)


_WATER = (
    "Access to improved drinking water", "Access to piped water",
    "Access to improved drinking water, excl. piped water",
)  # fmt: skip
_TOILETS = (
    "Access to improved toilet facilities", "Access to flush toilet connected to sewer",
    "Access to flush toilet connected to septic tank",
)  # fmt: skip
_HOUSEHOLD = (
    "Household dependency ratio", "Household child dependency ratio",
    "Household senior dependency ratio",
)  # fmt: skip
_OCCUPANCY = [f"Occupancy, present occupancy status-{one}" for one in ("owner", "rented", "other")]
RELATIONS = (
    *(
        Relation(labels, relations.parity, says=_PARITY, movable=4)
        for labels in (
            YOUTH, ADULTS, _enrolment("Gross", "primary", "6-10"),
            _enrolment("Gross", "middle", "11-13"), _enrolment("Net", "primary", "6-10"),
            _enrolment("Net", "middle", "11-13"),
        )
    ),
    Relation(MARRIED, relations.marriage, movable=3),
    _branches_by_sex(),
    *(_workers(sex) for sex in _SHARES),
    _made_of(*_WATER, end=f" {_P}"),
    _made_of(*_WATER),
    _made_of(*_TOILETS),
    *(
        Relation(
            tuple(f"{one}{end}" for one in _TOILETS), relations.at_least_parts, says=_MORE
        )
        for end in (f" {_P}", f" - MICS {_P}")
    ),
    _made_of(*_HOUSEHOLD),
    Relation(tuple(f"{one} {_P}" for one in _OCCUPANCY), relations.hundred(), says=_HUNDRED),
    Relation(tuple(_OCCUPANCY), relations.hundred(), says=_HUNDRED),
)  # fmt: skip

SPELLINGS = {
    "Central Karachi": "Karachi Central", "East Karachi": "Karachi East",
    "West Karachi": "Karachi West", "South Karachi": "Karachi South",
    "Korangi Karachi": "Korangi", "Malir Karachi": "Malir", "Karachi Korangi": "Korangi",
    "Karachi Malir": "Malir", "Qambar Shahdadkot": "Kambar Shahdadkot",
    "Shahdad Kot": "Kambar Shahdadkot", "Tando Muhmmad Khan": "Tando Muhammad Khan",
    "KP": KP, "Federal Capital": "Islamabad", "Sheerani": "Sherani", "Kachhi/ Bolan": "Kachhi",
    "Kech/Turbat": "Kech", "Malakand PA": "Malakand",
}  # fmt: skip
"""How these compilations write names that the tree writes otherwise."""

OLDER = frozenset(
    {
        "Larkana", "Dadu", "Hyderabad", "Jacobabad", "Mirpur Khas", "Thatta", "Jhang",
        "Sheikhupura", "Mansehra", "Chagai", "Kharan", "Zhob", "Sibi", "Jaffarabad",
        "Bannu", "Dera Ismail Khan", "Kohat", "Lakki Marwat", "Peshawar", "Tank",
    }
)  # fmt: skip
"""Districts that kept their name when others were cut out of them, 2004 to 2013, or had a frontier
region beside them that the survey did not ask apart."""

FRONTIER = frozenset(
    {
        "FR Bannu", "FR Dera Ismail Khan", "FR Kohat", "FR Lakki Marwat", "FR Peshawar", "FR Tank",
    }
)  # fmt: skip
"""Frontier regions, until 2018: none of them is the district of the same name."""

GROSS = frozenset(label for label in PSLM if label.startswith("Gross school enrollment"))

_COLUMNS = ListColumns(
    places=("province", "district"), label="indicator", value="value", survey="source",
    year="year", units="units",
)  # fmt: skip
_ALL = meanings({**PSLM, **POVERTY, **CENSUS, **MICS, **NNS})
LONG = ListRecipe(
    code="district-indicators-list",
    label=_("District indicators 2004 to 2020, one list"),
    columns=ListColumns(
        places=("province", "district"), label="indicator", value="value", survey="source",
        year="year", units="units", direction="context",
    ),
    rounds=LONG_ROUNDS,
    meanings=_ALL,
    not_carried=NOT_CARRIED,
    relations=RELATIONS,
    spellings=SPELLINGS,
    older=OLDER,
    exceeding=GROSS,
)  # fmt: skip
PSLM_SHEET = ListRecipe(
    code="pslm-2019-sheet",
    label=_("PSLM 2019-20, districts (workbook)"),
    columns=_COLUMNS,
    rounds=(_whole(PSLM_2019),),
    meanings=meanings(PSLM),
    relations=RELATIONS,
    spellings=SPELLINGS,
    exceeding=GROSS,
)
NNS_SHEET = ListRecipe(
    code="nns-2018-sheet",
    label=_("National Nutrition Survey 2018, districts (workbook)"),
    columns=_COLUMNS,
    rounds=(_whole(NNS_2018),),
    meanings=meanings(NNS | {label: PSLM[label] for label in _HOUSEHOLD} | {
        "Household size": PSLM["Household size"],
        "Access to improved water within 30 minutes round trip": "water-within-30-minutes",
    }),
    relations=RELATIONS,
    spellings=SPELLINGS,
    strangers=FRONTIER,
)  # fmt: skip
_RATE = "Poverty Rate (%)"
_POOR = "povertyheadcount"
POVERTY_SHEET = ListRecipe(
    code="poverty-2018-sheet",
    label=_("District poverty 2018-19 with its error (workbook)"),
    columns=ListColumns(
        places=("Province", "District"), label="", value="", errors={_RATE: "msepovrate"}
    ),
    rounds=(_whole(POVERTY_2018),),
    meanings=meanings({_RATE: "poverty-rate", _POOR: "poor-people"}),
    wide={"povrate": _RATE, "povertyheadcount": _POOR},
    spellings=SPELLINGS,
    older=OLDER,
    strangers=FRONTIER,
)  # fmt: skip

SINDH_WHOLE = _whole(SINDH_2019)
_NO_SOURCE = ListColumns(places=("district",), label="indicator", value="value", year="year",
                         survey="source")  # fmt: skip
_SINDH_LABELS = {
    label: text
    for label, text in {**PSLM, **MICS}.items()
    if label in MICS or text.split()[0] in _NEW_WATER
}
MICS_LONG = ListRecipe(
    code="mics-sindh-long",
    label=_("MICS Sindh 2018-19, one line a figure"),
    columns=_NO_SOURCE,
    rounds=(SINDH_WHOLE,),
    meanings=meanings(_SINDH_LABELS),
    relations=RELATIONS,
    spellings=SPELLINGS,
)
MICS_WIDE = ListRecipe(
    code="mics-sindh-wide",
    label=_("MICS Sindh 2018-19, one line a district (Stata)"),
    columns=ListColumns(places=("ADM2_EN",), label="", value=""),
    rounds=(SINDH_WHOLE,),
    meanings=meanings(_SINDH_LABELS),
    relations=RELATIONS,
    wide=SINDH_COLUMNS,
    spellings=SPELLINGS,
)


def _family(code: str, label: str, *members: ListRecipe) -> RecipeFamily:
    return RecipeFamily(code, label, tuple(list_reader(one, INDICATORS) for one in members))


SURVEY_FAMILIES = (
    _family(
        "district-indicators",
        _("District indicators of PSLM, MICS, NNS and poverty, 2004 to 2020"),
        LONG, PSLM_SHEET, NNS_SHEET, POVERTY_SHEET,
    ),
    _family("mics-sindh", _("MICS Sindh 2018-19"), MICS_LONG, MICS_WIDE),
)  # fmt: skip
