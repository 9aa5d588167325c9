"""The chapters of the District Human Security Report that show figures."""

from kachehri.domains.reports.kinds import (
    Change,
    ChapterKind,
    Difference,
    Extremes,
    Heading,
    PartsChart,
    PartsTable,
    PeersMap,
    Rank,
    Says,
    Select,
    Stated,
    TableColumn,
    YearsChart,
)
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

WOMEN, MEN = _("Women and girls"), _("Men and boys")
RURAL, URBAN = _("Villages"), _("Towns")


def _by_sex(concept: str) -> tuple[TableColumn, ...]:
    """Women first, so that they keep their colour where men are not counted."""
    return (
        TableColumn(Select(concept, sex="female"), WOMEN),
        TableColumn(Select(concept, sex="male"), MEN),
    )


def _by_residence(concept: str) -> tuple[TableColumn, ...]:
    return (
        TableColumn(Select(concept, residence="rural"), RURAL),
        TableColumn(Select(concept, residence="urban"), URBAN),
    )


LITERACY_GAP = Difference(
    Select("literacy-10", sex="male"),
    Select("literacy-10", sex="female"),
    more=_(
        "In %(place)s %(first)s of men and boys aged 10 and older can read and write, and "
        "%(second)s of women and girls: a gap of %(gap)s percentage points."
    ),
    less=_(
        "In %(place)s %(second)s of women and girls aged 10 and older can read and write, and "
        "%(first)s of men and boys: a gap of %(gap)s percentage points."
    ),
    same=_(
        "In %(place)s as many women and girls as men and boys aged 10 and older can read and "
        "write: %(first)s."
    ),
)
LITERACY_EXTREMES = Extremes(
    Select("literacy-10"),
    _(
        "More people can read and write in %(high_place)s (%(high)s) than in any other taluka, "
        "and fewest in %(low_place)s (%(low)s)."
    ),
)
NO_TOILET = Difference(
    Select("toilet-none", residence="rural"),
    Select("toilet-none", residence="urban"),
    more=_(
        "In the villages of %(place)s %(first)s of homes have no toilet, in the towns %(second)s."
    ),
    less=_(
        "In the towns of %(place)s %(second)s of homes have no toilet, in the villages %(first)s."
    ),
    same=_("In towns and villages of %(place)s alike, %(first)s of homes have no toilet."),
)
NO_KITCHEN = Extremes(
    Select("kitchen-none"),
    _(
        "Homes without a kitchen are most common in %(high_place)s (%(high)s) and least common in "
        "%(low_place)s (%(low)s)."
    ),
)
PEOPLE = Stated(
    _("%(people)s people live in %(place)s district, %(urban)s of them in towns."),
    {"people": Select("population"), "urban": Select("urban-share")},
)
LITERACY_RANK = Rank(
    Select("literacy-10"),
    _(
        "With %(value)s of people aged 10 and older who can read and write, %(place)s stands at "
        "place %(rank)s of the %(count)s districts of %(province)s, counted from the best."
    ),
)

PROFILE = ChapterKind(
    "people",
    _("The district and its people"),
    (
        Says(
            (
                PEOPLE,
                Stated(
                    _(
                        "Women and girls are %(women)s of them. An average home has %(size)s "
                        "people, and for every square kilometre of land there are %(density)s."
                    ),
                    {
                        "women": Select("female-share"),
                        "size": Select("household-size"),
                        "density": Select("population-density"),
                    },
                ),
                Extremes(
                    Select("population"),
                    _(
                        "Of its talukas %(high_place)s has the most people (%(high)s) and "
                        "%(low_place)s the fewest (%(low)s)."
                    ),
                ),
            ),
            main=True,
        ),
        PartsTable(
            _("People, land and homes in the talukas of %(place)s"),
            (
                TableColumn(Select("population"), _("People")),
                TableColumn(Select("population", sex="female"), WOMEN),
                TableColumn(Select("female-share"), _("Share of women and girls")),
                TableColumn(Select("urban-share"), _("In towns")),
                TableColumn(Select("area"), _("Square kilometres")),
                TableColumn(Select("population-density"), _("People a square kilometre")),
            ),
        ),
        PartsChart(
            Extremes(
                Select("urban-share"),
                _(
                    "Most people live in towns in %(high_place)s (%(high)s), and fewest in "
                    "%(low_place)s (%(low)s)"
                ),
            ),
            _("The share of people who live in towns, for each taluka of %(place)s."),
            _("People who live in towns, by taluka"),
            (TableColumn(Select("urban-share"), _("In towns")),),
        ),
    ),
)

EDUCATION = ChapterKind(
    "education",
    _("Education"),
    (
        Says((LITERACY_GAP, LITERACY_EXTREMES, LITERACY_RANK), main=True),
        PartsChart(
            Extremes(
                Select("literacy-10", sex="female"),
                _(
                    "Women and girls read and write most often in %(high_place)s (%(high)s), and "
                    "least often in %(low_place)s (%(low)s)"
                ),
            ),
            _("Literacy of women and of men aged 10 and older, for each taluka of %(place)s."),
            _("People aged 10 and older who can read and write, by taluka and sex"),
            _by_sex("literacy-10"),
        ),
        PeersMap(
            Rank(
                Select("literacy-10"),
                _(
                    "In literacy %(place)s stands at place %(rank)s of the %(count)s districts "
                    "of %(province)s"
                ),
            ),
            _("Literacy of people aged 10 and older in each district of %(province)s."),
            _("Literacy of people aged 10 and older in the districts of %(province)s"),
            Select("literacy-10"),
            (30, 40, 50, 60, 70),
        ),
        Heading(_("Young people over the years")),
        Says(
            (
                Change(
                    Select("youth-literacy-15-24", sex="female"),
                    up=_(
                        "Among young women aged 15 to 24, literacy rose from %(first)s "
                        "(%(first_year)s) to %(last)s (%(last_year)s)."
                    ),
                    down=_(
                        "Among young women aged 15 to 24, literacy fell from %(first)s "
                        "(%(first_year)s) to %(last)s (%(last_year)s)."
                    ),
                    same=_(
                        "Among young women aged 15 to 24, literacy stayed at %(first)s from "
                        "%(first_year)s to %(last_year)s."
                    ),
                ),
            )
        ),
        YearsChart(
            Difference(
                Select("youth-literacy-15-24", sex="male"),
                Select("youth-literacy-15-24", sex="female"),
                more=_("In the latest survey young women stand %(gap)s points behind young men"),
                less=_("In the latest survey young men stand %(gap)s points behind young women"),
                same=_("In the latest survey young women and young men stand level"),
            ),
            _("Literacy of women and men aged 15 to 24 in %(place)s, survey by survey."),
            _("People aged 15 to 24 who can read, write and do simple sums, in percent"),
            _by_sex("youth-literacy-15-24"),
        ),
        Heading(_("Children out of school")),
        Says(
            (
                Stated(
                    _(
                        "%(children)s children aged 5 to 16 are out of school: %(share)s of all. "
                        "Of these %(never)s have never been to one."
                    ),
                    {
                        "children": Select("out-of-school"),
                        "share": Select("out-of-school-share"),
                        "never": Select("out-of-school-never"),
                    },
                ),
                Extremes(
                    Select("out-of-school-share"),
                    _(
                        "The share of children aged 5 to 16 who are out of school is highest in "
                        "%(high_place)s (%(high)s) and lowest in %(low_place)s (%(low)s)."
                    ),
                ),
            )
        ),
        PartsTable(
            _("Children out of school in the talukas of %(place)s"),
            (
                TableColumn(Select("out-of-school"), _("Out of school")),
                TableColumn(Select("out-of-school", sex="female"), _("Girls")),
                TableColumn(Select("out-of-school-share"), _("Share of all children")),
                TableColumn(Select("never-attended-5-16"), _("Never went")),
                TableColumn(Select("girls-in-primary"), _("Girls among primary pupils")),
            ),
        ),
    ),
)

WATER = ChapterKind(
    "water-and-sanitation",
    _("Drinking water and sanitation"),
    (
        Says(
            (
                NO_TOILET,
                Stated(
                    _(
                        "%(improved)s of homes use a source of water that the census counts as "
                        "improved; %(inside)s have it inside the home."
                    ),
                    {"improved": Select("water-improved"), "inside": Select("water-inside")},
                ),
            ),
            main=True,
        ),
        PartsChart(
            Extremes(
                Select("water-inside"),
                _(
                    "Water comes from inside the home most often in %(high_place)s (%(high)s), "
                    "and least often in %(low_place)s (%(low)s)"
                ),
            ),
            _("The share of homes with drinking water inside, for each taluka of %(place)s."),
            _("Homes with drinking water inside, by taluka"),
            (TableColumn(Select("water-inside"), _("Inside the home")),),
        ),
        PartsTable(
            _("Where homes in the talukas of %(place)s get their drinking water"),
            (
                TableColumn(Select("water-improved"), _("Improved source")),
                TableColumn(Select("water-tap"), _("Tap")),
                TableColumn(Select("water-motor"), _("Motor pump")),
                TableColumn(Select("water-well"), _("Well")),
                TableColumn(Select("water-filter"), _("Filtration plant")),
            ),
        ),
        PartsChart(
            Extremes(
                Select("toilet-none"),
                _(
                    "Homes without a toilet are most common in %(high_place)s (%(high)s), and "
                    "least common in %(low_place)s (%(low)s)"
                ),
            ),
            _("The share of homes without a toilet, in villages and towns of each taluka."),
            _("Homes without a toilet, in villages and towns"),
            _by_residence("toilet-none"),
        ),
    ),
)

HOMES = ChapterKind(
    "energy-and-homes",
    _("Energy and homes"),
    (
        Says(
            (
                Stated(
                    _(
                        "%(grid)s of homes light with electricity from the grid and %(solar)s "
                        "with solar panels."
                    ),
                    {"grid": Select("light-electricity"), "solar": Select("light-solar")},
                ),
                Stated(
                    _("%(gas)s of homes cook with piped gas and %(wood)s with firewood."),
                    {"gas": Select("fuel-gas"), "wood": Select("fuel-wood")},
                ),
                NO_KITCHEN,
            ),
            main=True,
        ),
        PartsChart(
            Extremes(
                Select("fuel-wood"),
                _(
                    "Most homes cook with firewood in %(high_place)s (%(high)s), and fewest in "
                    "%(low_place)s (%(low)s)"
                ),
            ),
            _("The share of homes that cook with firewood, for each taluka of %(place)s."),
            _("Homes that cook with firewood, by taluka"),
            (TableColumn(Select("fuel-wood"), _("Firewood")),),
        ),
        PartsTable(
            _("Light, fuel and building of homes in the talukas of %(place)s"),
            (
                TableColumn(Select("light-electricity"), _("Electric light")),
                TableColumn(Select("light-solar"), _("Solar light")),
                TableColumn(Select("fuel-gas"), _("Piped gas")),
                TableColumn(Select("fuel-wood"), _("Firewood")),
                TableColumn(Select("kitchen-none"), _("No kitchen")),
                TableColumn(Select("housing-kacha"), _("Mud or straw")),
            ),
        ),
    ),
)
