"""The catalogue of indicators: what each one means, in plain words, by subject.

Those of the District Human Security Report come first and keep their order. Of some no figure is
in any published file at hand: their definition says who would have it.
"""

from . import (
    births,
    census,
    earning,
    food,
    living,
    matters,
    money,
    perception,
    public,
    report,
    schools,
)

INDICATORS = (
    *report.PEOPLE, *earning.HOUSEHOLDS,
    *report.EDUCATION, *schools.SURVEYED, *schools.UNPUBLISHED, *schools.YOUTH,
    *report.HEALTH, *births.MOTHERS, *births.VACCINES, *births.ILLNESS, *births.SERVICE,
    *food.GROWTH, *food.INFANT_FOOD, *food.WEIGHT, *food.HUNGER,
    *report.HOMES, *living.WATER, *living.TOILETS, *living.HOMES, *living.ENVIRONMENT,
    *report.WORK, *earning.WORK, *earning.PROTECTION,
    *public.LAW, *public.CONFLICT, *public.CIVIC, *matters.MATTERS, *money.MONEY,
    *perception.PERCEPTION,
    *census.SCHOOLING, *census.LIMITATIONS, *census.HOMES,
)  # fmt: skip

__all__ = ["INDICATORS"]
