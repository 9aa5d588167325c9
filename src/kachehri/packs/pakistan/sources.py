"""Where the figures come from: publisher, title, year, table. One entry a table.

*Verified* means that the figures were compared with the publisher's own print. None is: they were
read from public compilations of the published tables, named in each note.
"""

from kachehri.domains.evidence.kinds import SourceKind
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

PBS = "Pakistan Bureau of Statistics"
CENSUS_TITLE = "7th Population and Housing Census 2023: Detailed Results"
FACTS = "Figures of an official statistic; the publisher states no licence"
CENSUS_NOTE = _(
    "Read from a public compilation of the published tables (PakPC2023). Totals of a "
    "district are the sums of its talukas. Transgender persons are in all totals and are "
    "not shown apart."
)
PSLM_NOTE = _(
    "Read from a public compilation of district indicators (PakIndicators). No sampling "
    "errors are given with it. The round of 2019-20 is left out: its columns are shifted "
    "in that compilation."
)


def _census(table: str, subject: str, note: str = CENSUS_NOTE, rank: int = 10) -> SourceKind:
    return SourceKind(
        code=f"pbs-census-2023-table-{table}",
        kind="census",
        publisher=PBS,
        title=CENSUS_TITLE,
        year=2023,
        table=f"Table {table.upper()}: {subject}",
        licence=FACTS,
        note=note,
        address="https://www.pbs.gov.pk",
        rank=rank,
    )


BUDGET_NOTE = _(
    "A budget paper of the province. It is published as a PDF; figures are typed in or read from a "
    "table that the department gives."
)


def _budget(first: int) -> tuple[SourceKind, SourceKind]:
    """The budget and the annual plan of the year from July of `first`."""
    year = f"{first}-{(first + 1) % 100:02d}"
    return (
        SourceKind(
            code=f"sindh-budget-{year}",
            kind="district_budget",
            publisher="Finance Department, Government of Sindh",
            title=f"Annual Budget {year}, demands for grants",
            year=first,
            licence=FACTS,
            note=BUDGET_NOTE,
            address="https://finance.gos.pk",
            rank=30,
        ),
        SourceKind(
            code=f"sindh-annual-plan-{year}",
            kind="development_plan",
            publisher="Planning and Development Department, Government of Sindh",
            title=f"Annual Development Programme {year}",
            year=first,
            licence=FACTS,
            note=BUDGET_NOTE,
            rank=30,
        ),
    )


BUDGETS = tuple(source for first in range(2020, 2026) for source in _budget(first))

SOURCES = (
    *BUDGETS,
    _census("1", "Area, population by sex, density, household size, growth"),
    SourceKind(
        code="pbs-census-2023-districts",
        kind="census",
        publisher=PBS,
        title="7th Population and Housing Census 2023: Announced Results",
        year=2023,
        table="Households, population and growth by district",
        licence=FACTS,
        note=_(
            "Read from a public compilation (PakPC2023). For Karachi East and Malir it differs by "
            "28,289 persons from the sum of their talukas in Table 1."
        ),
        address="https://www.pbs.gov.pk",
        rank=20,
    ),
    _census("12", "Literacy, enrolment and out-of-school children"),
    _census("13a", "Literacy, attainment and enrolment by age"),
    SourceKind(
        code="pbs-census-2023-tables-12-and-13a",
        kind="census",
        publisher=PBS,
        title=CENSUS_TITLE,
        year=2023,
        table="Table 12 over Table 13A",
        licence=FACTS,
        note=_(
            "Made here: the children out of school of Table 12, over the children of Table 13A."
        ),
        address="https://www.pbs.gov.pk",
        rank=30,
    ),
    _census(
        "16",
        "Disability and functional limitation",
        _(
            "Read from a public compilation of the published tables (PakPC2023). This table "
            "counts transgender persons with men, so men are not shown. The answers on "
            "*disability* differ so much from taluka to taluka (0.5 to 4.2 percent in Larkana) "
            "that only functional limitation is carried."
        ),
    ),
    _census("20", "Households by type of structure"),
    _census("22", "Source of light and cooking fuel, kitchens"),
    _census("23", "Source of drinking water"),
    _census("24", "Toilets and washrooms"),
    SourceKind(
        code="pslm-districts",
        kind="survey",
        publisher=PBS,
        title="Pakistan Social and Living Standards Measurement Survey, district rounds",
        year=2015,
        table="District indicators 2004-05 to 2014-15",
        licence="Compilation: MIT; figures of an official statistic",
        note=PSLM_NOTE,
        address="https://www.pbs.gov.pk",
        rank=40,
    ),
    SourceKind(
        code="hies-pslm-poverty",
        kind="survey",
        publisher="World Bank, from HIES and PSLM of the Pakistan Bureau of Statistics",
        title="District poverty rates by small area estimation",
        year=2015,
        table="Poverty rate by district, 2004-05 to 2014-15",
        licence="Compilation: MIT; figures of an official statistic",
        note=_(
            "An estimate by a model from two surveys, not a direct measurement. A later figure "
            "(2018) was made by another method and is left out. Publisher to be checked."
        ),
        rank=60,
    ),
)
