"""Census 2023, Tables 12 to 17: schooling and functional limitation, by age."""

from collections.abc import Mapping
from dataclasses import replace

from kachehri.domains.evidence.kinds import Count, Counts, Part, Ratio, Recipe
from kachehri.kernel.crosstab import Cell, Layout, Share, Sum
from kachehri.kernel.messages import gettext_noop

from . import census_labels as labels
from . import census_shares as shares
from .census_shares import AREAS
from .census_tables import ALL_FOUR, HERE, PEOPLE, TALUKA, aged, crossed, table, without_counts

_ = gettext_noop

LEVELS = {
    "primary": "primary", "middle": "middle", "matric": "matric",
    "intermediate": "intermediate", "graduation": "degree",
}  # fmt: skip
ENROLLED = tuple(Counts("enrolled", item, {"school_level": code}) for item, code in LEVELS.items())
FROM_5, FROM_10, CHILDREN = {"age": "5+"}, {"age": "10+"}, {"age": "5-16"}

T12 = replace(
    table("12", _("Census 2023, Table 12: literacy, enrolment, children out of school")),
    layout=replace(
        shares.EDUCATION.layout,
        units=HERE,
        shares=(Share("literate_percent", "literate_10", "people_10"),),
    ),
    measures=(
        *without_counts(shares.EDUCATION),
        *ENROLLED,
        *(Counts(f"enrolled-{code}", code) for code in ("primary", "middle", "matric")),
        Counts("population", "people_5", FROM_5),
        Counts("population", "people_10", FROM_10),
        Counts("literate", "literate_10", FROM_10),
        Counts("attended-school", "attended", FROM_5),
        Counts("never-in-school", "never", FROM_5),
        Counts("never-in-school", "never_5_16", CHILDREN),
        Counts("left-school", "left", CHILDREN),
        Counts("out-of-school", "out_of_school"),
        Counts("completed-primary", "primary_completed", FROM_5),
    ),
)

_ITEMS = {
    "Population": "people", "Literate": "literate", "Literate %": "literate_percent",
    "Ever Attended": "attended", "Never to School (all)": "never",
    "Primary Completed": "primary_completed", "Enrolment Primary": "primary",
    "Enrolment Middle": "middle", "Enrolment Matric": "matric",
    "Enrolment Intermidiate": "intermediate", "Enrolment Graduation above": "graduation",
    "Enrolment Graduation ab": "graduation", "Enrolment Graduation ab  -": "graduation",
}  # fmt: skip
_OF_CHILDREN = (("age", "5-16"),)


def _schooling(number: str, label: str, files: str, known: Mapping[str, str]) -> Recipe:
    """Tables 13A and 13B: the same questions by two sets of ages."""
    return table(
        number,
        label,
        replace(
            crossed(TALUKA, *ALL_FOUR, dimensions=(aged("AGE_BRACKET", known),)),
            item_column="VARS",
            items=_ITEMS,
            percents=frozenset({"literate_percent"}),
            sums=(Sum("people", ("attended", "never")),),
            shares=(Share("literate_percent", "literate", "people"),),
        ),
        (
            *PEOPLE,
            *ENROLLED,
            Counts("literate", "literate"),
            Counts("literacy-rate", "literate_percent"),
            Counts("attended-school", "attended"),
            Counts("never-in-school", "never"),
            Counts("completed-primary", "primary_completed"),
        ),
        files=(files,),
    )


def _with_children(recipe: Recipe) -> Recipe:
    """With the figures of school-age children of the report."""
    made = tuple(
        replace(
            one,
            numerators=tuple(replace(part, dims=_OF_CHILDREN) for part in one.numerators),
            denominator=Part("people", dims=_OF_CHILDREN),
        )
        for one in shares.SCHOOL_AGE.measures
        if isinstance(one, Ratio)
    )
    children = Count("children-5-16", Part("people", dims=_OF_CHILDREN), sexes=shares.BOTH_SEXES)
    return replace(recipe, measures=(*recipe.measures, children, *made))


T13A = _with_children(
    _schooling("13a", _("Census 2023, Table 13A: schooling by age"), "*13A*", labels.SCHOOL_AGES_A)
)
T13B = _schooling(
    "13b", _("Census 2023, Table 13B: schooling by class ages"), "*13B*", labels.SCHOOL_AGES_B
)

LIMITED = {"Population": "people", "Disability": "disabled", "Functional limitation": "limited"}
_KINDS = {label: f"limited_{code}" for label, code in labels.LIMITATIONS.items()}
_LIMITED_COUNTS = (
    *PEOPLE,
    Counts("limited-people", "limited"),
    Counts("disabled-people", "disabled"),
    *(
        Counts("limited-people", f"limited_{code}", {"limitation": code})
        for code in labels.LIMITATIONS.values()
    ),
)
T16 = table(
    "16",
    _("Census 2023, Table 16: functional limitation"),
    replace(
        crossed(TALUKA, "", "male", "female"),
        item_column="DISAB_FUNC_LIM",
        items={**LIMITED, **_KINDS},
    ),
    (*without_counts(shares.DISABILITY), *_LIMITED_COUNTS),
)
T17 = table(
    "17",
    _("Census 2023, Table 17: functional limitation by age"),
    Layout(
        places=TALUKA,
        item_column="DISAB_FUNC_LIM",
        items={**LIMITED, **_KINDS},
        dimensions=(aged("AGE_GROUP", labels.LIMITED_AGES),),
        cells=tuple(Cell(area, residence=code) for area, code in AREAS.items()),
        units=HERE,
    ),
    _LIMITED_COUNTS,
)

SCHOOLING = (T12, T13A, T13B, T16, T17)
