"""The rounds of household surveys as sources, one entry a round; none was compared with print."""

from dataclasses import replace
from datetime import date

from kachehri.domains.evidence.kinds import SourceKind
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

PBS = "Pakistan Bureau of Statistics"
LICENCE = "Compilation: MIT; figures of an official statistic"
PSLM_TITLE = "Pakistan Social and Living Standards Measurement Survey"
_COMPILED = _(
    "Read from a public compilation of district indicators (PakIndicators), not from the survey's "
    "own print. No sampling errors are given with it."
)
_POVERTY = _(
    "An estimate by a model from two surveys, not a direct measurement. Publisher to be checked."
)
_POVERTY_2018 = _(
    "Made by another method than the rounds before, and not to be set beside them. It comes with "
    "its error."
)
_MICS_YEAR = _(
    "Read from a public compilation (PakIndicators), which says 2010. The round that is known to "
    "us is of 2011: to be checked."
)

ROUNDS = (2004, 2006, 2008, 2010, 2012, 2014, 2019)
"""The first year of each district round of PSLM: July of it to June of the next."""


def span(year: int) -> str:
    """`2004-05`."""
    return f"{year}-{(year + 1) % 100:02}"


def _pslm(year: int) -> SourceKind:
    return SourceKind(
        code=f"pslm-{span(year)}", kind="survey", publisher=PBS,
        title=f"{PSLM_TITLE} {span(year)}", year=year + 1, table="District indicators",
        licence=LICENCE, note=_COMPILED, address="https://www.pbs.gov.pk", rank=40,
    )  # fmt: skip


def _poverty(year: int) -> SourceKind:
    return SourceKind(
        code=f"poverty-{span(year)}", kind="research",
        publisher="World Bank, from HIES and PSLM of the Pakistan Bureau of Statistics",
        title=f"District poverty by small area estimation, {span(year)}", year=year + 1,
        table="Poverty rate by district", licence=LICENCE,
        note=_POVERTY_2018 if year == 2018 else _POVERTY, address="https://www.pbs.gov.pk", rank=60,
    )  # fmt: skip


def _mics(code: str, where: str, when: str, year: int, note: str = _COMPILED) -> SourceKind:
    return SourceKind(
        code=code, kind="survey", publisher=f"Bureau of Statistics, {where}, with UNICEF",
        title=f"Multiple Indicator Cluster Survey {where} {when}", year=year,
        table="District indicators", licence=LICENCE, note=note,
        address="https://mics.unicef.org", rank=42,
    )  # fmt: skip


_WHOLE = _("The same round in a file of its own, with all its digits.")


def _whole(source: SourceKind) -> SourceKind:
    return replace(source, code=f"{source.code}-whole", note=_WHOLE, rank=source.rank - 1)


_NNS = SourceKind(
    code="nns-2018", kind="survey",
    publisher="Ministry of National Health Services, with Aga Khan University and UNICEF",
    title="National Nutrition Survey 2018", year=2018, table="District indicators",
    licence=LICENCE, note=_COMPILED, address="https://www.nhsrc.gov.pk", rank=44,
    collected_from=date(2018, 1, 1), collected_to=date(2018, 12, 31),
)  # fmt: skip
_SINDH = _mics("mics-sindh-2018-19", "Sindh", "2018-19", 2019)
SURVEY_SOURCES = (
    *(_pslm(year) for year in ROUNDS),
    *(_poverty(year) for year in (*ROUNDS[:-1], 2018)),
    _mics("mics-balochistan-2010", "Balochistan", "2010", 2010),
    _mics("mics-punjab-2011", "Punjab", "2011", 2011, _MICS_YEAR),
    _mics("mics-punjab-2014", "Punjab", "2014", 2014),
    _mics("mics-sindh-2014", "Sindh", "2014", 2014),
    _mics("mics-kp-2016-17", "Khyber Pakhtunkhwa", "2016-17", 2017),
    _mics("mics-punjab-2017-18", "Punjab", "2017-18", 2018),
    _SINDH,
    _mics("mics-kp-2019", "Khyber Pakhtunkhwa", "2019", 2019),
    _mics("mics-balochistan-2019-20", "Balochistan", "2019-20", 2020),
    _NNS,
    *map(_whole, (_pslm(2019), _poverty(2018), _NNS, _SINDH)),
    SourceKind(
        code="pbs-census-2017-provisional", kind="census", publisher=PBS,
        title="6th Population and Housing Census 2017: Provisional Results", year=2017,
        table="Population by district", licence=LICENCE,
        note=_("Provisional, and read from a public compilation, which dates it 2018."),
        address="https://www.pbs.gov.pk", rank=45,
    ),
)  # fmt: skip
