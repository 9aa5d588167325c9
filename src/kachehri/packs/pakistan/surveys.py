"""The district rounds of a household survey, out of a public compilation in one long table."""

from collections.abc import Mapping
from datetime import date

from kachehri.domains.evidence.kinds import Part, Period, Printed, Recipe
from kachehri.kernel.crosstab import Cell, Layout
from kachehri.kernel.messages import gettext_noop

from .talukas import ELSEWHERE

_ = gettext_noop

_PSLM = {
    "youth-literacy-15-24": {
        "": "Youth literacy, 15-24 years old (% of population aged 15-24)",
        "female": "Youth literacy, 15-24 years old, female (% of women aged 15-24)",
        "male": "Youth literacy, 15-24 years old male (% of men aged 15-24)",
    },
    "adult-literacy-25": {
        "": "Adult literacy, 25 or more years old (% of population aged 25 or more)",
        "female": "Adult literacy, 25 or more years old, female (% of women aged 25 or more)",
        "male": "Adult literacy, 25 or more years old, male (% of men aged 25 or more)",
    },
    "net-primary-6-10": {
        "": "Net school enrollment, primary school, 6-10 years old (% net)",
        "female": "Net school enrollment, primary school, 6-10 years old, female (% net female)",
        "male": "Net school enrollment, primary school, 6-10 years old, male (% net male)",
    },
    "labour-force-15-64": {
        "": "Labor force participation rate (% of working age population, 15-64 years old)",
        "female": "Labor force participation rate, female "
        "(% of female working age population, 15-64 years old)",
        "male": "Labor force participation rate, male "
        "(% of male working age population, 15-64 years old)",
    },
    "child-labour-10-17": {"": "Child labor (% of children aged 10-17)"},
    "immunised-fully": {"": "Immunization, fully immunized (% children 12-24 months)"},
    "antenatal-care": {
        "": "Pregnant women receiving antenatal care "
        "(% of women  aged 15-49 who gave birth in last 3 years)"
    },
    "births-in-facility": {
        "": "Assisted birth at healthcare facility "
        "(% of women aged 15-49 who gave birth in last 3 years)"
    },
}
_POVERTY = {"poverty-rate": {"": "Poverty Rate (%)"}}
BREAK = _(
    "Break in series: between 2004-05 and 2006-07 the urban share that this survey shows "
    "for Larkana jumps from 19 to 41 percent. The district's borders may have changed."
)


def _round(
    year: int, survey: str, source: str, method: str, labels: Mapping[str, Mapping[str, str]]
) -> Recipe:
    """One round of a survey in the long table: July of its year to June of the next."""
    items = {
        label: f"{code}{sex}" for code, by_sex in labels.items() for sex, label in by_sex.items()
    }
    measures = tuple(
        Printed(code, Part(f"{code}{sex}", sex=""), sexes=(sex,), residences=("",))
        for code, by_sex in labels.items()
        for sex in by_sex
    )
    return Recipe(
        code=f"{source}-{year}",
        label=_("District indicators 2004 to 2014, one round"),
        source=source,
        period=Period(date(year, 7, 1), date(year + 1, 7, 1)),
        layout=Layout(
            places=("province", "district"),
            item_column="indicator",
            items=items,
            others_ignored=True,
            only={"year": f"{year}.0", "source": survey},
            cells=(Cell("value"),),
            percents=frozenset(items.values()),
        ),
        measures=measures,
        tiers=("province", "district"),
        elsewhere=ELSEWHERE,
        method=method,
        status="B" if year == 2006 else "A",
        note=BREAK if year == 2006 else "",
    )


ROUNDS = (2004, 2006, 2008, 2010, 2012, 2014)
SURVEYS = (
    *(_round(year, "PSLM", "pslm-districts", "survey", _PSLM) for year in ROUNDS),
    *(_round(year, "HIES/PSLM", "hies-pslm-poverty", "model", _POVERTY) for year in ROUNDS),
)
