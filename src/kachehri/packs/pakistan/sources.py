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


def _announced(code: str, subject: str) -> SourceKind:
    return SourceKind(
        code=f"pbs-census-2023-{code}",
        kind="census",
        publisher=PBS,
        title="7th Population and Housing Census 2023: Announced Results",
        year=2023,
        table=subject,
        licence=FACTS,
        note=_("Read from a public compilation of the published tables (PakPC2023)."),
        address="https://www.pbs.gov.pk",
        rank=20,
    )


def _census_2017(code: str, subject: str) -> SourceKind:
    return SourceKind(
        code=f"pbs-census-2017-{code}",
        kind="census",
        publisher=PBS,
        title="6th Population and Housing Census 2017",
        year=2017,
        table=subject,
        licence=FACTS,
        note=_("Read from a public compilation of the published tables (PakPC2017)."),
        address="https://www.pbs.gov.pk",
        rank=20,
    )


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
    _census("2", "Urban localities by population"),
    _census("3", "Rural localities by population size"),
    _census("4", "Population by single year of age"),
    _census("5", "Population by selected age groups"),
    _census("6", "Population aged 15 and above by age and marital status"),
    _census("7", "Population by relationship to the head and marital status"),
    _census("8", "Population by age and relationship to the head"),
    _census("9", "Population by religion"),
    _census("10", "Population by age and nationality"),
    _census("11", "Population by mother tongue"),
    _census("13b", "Literacy, attainment and enrolment by class ages"),
    _census("17", "Disability and functional limitation by age"),
    _census("21", "Housing units by type: regular, institutional, homeless"),
    _census("25", "Tenure, ownership and rooms"),
    _census("26", "Structures by use"),
    _announced("divisions", "Households, population and growth by division"),
    _announced("country", "Households, population and growth by province"),
    _census_2017("districts", "Population by sex and area, district"),
    _census_2017("provinces", "Population by sex and area, province"),
    _census_2017("tehsils", "Population of tehsils, 1998 and 2017"),
    _census_2017("cities", "Population of the ten largest cities"),
    _census_2017("blocks", "Population and households by census block"),
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
)
