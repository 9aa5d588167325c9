"""The theme of this report: schooling, in depth."""

from kachehri.domains.reports.kinds import (
    Change,
    ChapterKind,
    Difference,
    Extremes,
    Gaps,
    Heading,
    PartsChart,
    PartsTable,
    PeersAreaMap,
    Rank,
    Responses,
    Says,
    Select,
    Stated,
    SurveyFigures,
    TableColumn,
    Unpublished,
    Written,
    YearsChart,
)
from kachehri.kernel.messages import gettext_noop

from .dimensions import ASKED, FAR
from .findings import LITERACY_EXTREMES, LITERACY_GAP, LITERACY_RANK, by_sex

_ = gettext_noop

EDUCATION = ChapterKind(
    "education",
    _("In depth: education"),
    (
        Says((LITERACY_GAP, LITERACY_EXTREMES, LITERACY_RANK), main=True),
        Written("education", "start"),
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
            by_sex("literacy-10"),
        ),
        PeersAreaMap(
            Rank(
                Select("literacy-10"),
                _(
                    "In literacy %(place)s stands at place %(rank)s of the %(count)s districts "
                    "of %(province)s"
                ),
            ),
            _("Literacy of people aged 10 and older in each district of %(province)s."),
            _("Literacy of people aged 10 and older in the districts of %(province)s"),
            select=Select("literacy-10"),
            limits=(30, 40, 50, 60, 70),
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
            by_sex("youth-literacy-15-24"),
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
        Heading(FAR),
        Gaps(sectors=("education",), most=8),
        SurveyFigures(sectors=("education",), heading=ASKED),
        Unpublished(sectors=("education",), most=8),
        Written("education", "end"),
        Responses("education"),
    ),
)
