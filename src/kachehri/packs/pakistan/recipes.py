"""How published tables become figures: every recipe of the pack.

`kachehri import list -` names them.
"""

from kachehri.domains.evidence.kinds import AnyRecipe, CompactRecipe, Quotient
from kachehri.kernel.messages import gettext_noop

from .census_2017 import FAMILY_2017
from .census_2023 import FAMILY_2023
from .census_shares import (
    DISABILITY,
    DISTRICTS,
    EDUCATION,
    ENERGY,
    HOUSING,
    POPULATION,
    POPULATION_2017,
    SCHOOL_AGE,
    TOILETS,
    WATER,
)
from .money import PUBLIC_MONEY, SCHEMES
from .survey_lists import SURVEY_FAMILIES

_ = gettext_noop

CENSUS_FAMILIES = (FAMILY_2023, FAMILY_2017)
FIGURES = CompactRecipe("figures", _("Our own compact table: one line a figure"))

QUOTIENTS = (
    Quotient(
        "out-of-school-share", "out-of-school", "children-5-16", "pbs-census-2023-tables-12-and-13a"
    ),
)

_ALL: tuple[AnyRecipe, ...] = (
    *CENSUS_FAMILIES, EDUCATION, POPULATION, POPULATION_2017, SCHOOL_AGE, DISABILITY, HOUSING,
    ENERGY, WATER, TOILETS, DISTRICTS, PUBLIC_MONEY, SCHEMES, *SURVEY_FAMILIES, FIGURES,
)  # fmt: skip

RECIPES: dict[str, AnyRecipe] = {recipe.code: recipe for recipe in _ALL}
