"""What stands before the chapters, and what the report is, how it was made and who was asked."""

from kachehri.domains.reports.kinds import (
    Changes,
    ChapterKind,
    Heading,
    KeyFigure,
    KeyFigures,
    Notice,
    Points,
    Says,
    Select,
    SinceLast,
    Words,
    Written,
)
from kachehri.kernel.messages import gettext_noop

from .findings import LITERACY_GAP, LITERACY_RANK, NO_TOILET
from .planning import ASKED
from .seven import ECONOMIC, FOOD, HEADLINES, HEALTH, PERSONAL

_ = gettext_noop

FRONT = (
    KeyFigures(
        (
            KeyFigure(Select("population"), _("people live in the district")),
            KeyFigure(Select("literacy-10"), _("of people aged 10 and older can read and write")),
            KeyFigure(Select("out-of-school"), _("children aged 5 to 16 are out of school")),
            KeyFigure(Select("stunted"), _("of small children are too short for their age")),
            KeyFigure(Select("births-in-facility"), _("of births are in a health facility")),
            KeyFigure(Select("toilet-none"), _("of homes have no toilet")),
        )
    ),
    Says(
        (
            LITERACY_GAP,
            LITERACY_RANK,
            *ECONOMIC.leads[:1],
            *FOOD.leads,
            *HEALTH.leads[:1],
            NO_TOILET,
            *PERSONAL.leads[:1],
        ),
        main=True,
        listed=True,
    ),
    Heading(_("What changed over the years")),
    SinceLast(),
    Changes(codes=HEADLINES, clear=True, most=8),
)

ABOUT = ChapterKind(
    "about",
    _("About this report"),
    (
        Heading(_("What it is for")),
        Words(
            _(
                "Human security asks what people need to live free from want, free from fear and "
                "in dignity. This report says what published figures tell about it in %(place)s "
                "district, taluka by taluka, and for women and men apart wherever they were "
                "counted apart. It also says what nobody has published."
            )
        ),
        Words(
            _(
                "It is written for the people of %(place)s and for those who decide about them: "
                "the councils, the offices, the organisations of the villages, and the press."
            )
        ),
        Heading(_("Seven sides of one life")),
        Words(
            _(
                "Security is more than the absence of war. A family is secure when it has work, "
                "food, health, a safe home, peace at the door, neighbours it can trust, and a say "
                "in what is decided. Each of these has a chapter. They hang together: who loses "
                "work eats less, and a child that is hungry does not learn."
            )
        ),
        Words(
            _(
                "The work goes through five phases: see the situation; find needs, weak points and "
                "strengths; choose ways to protect people and to make them stronger; carry them "
                "out together with those concerned; look at what came of it."
            )
        ),
        Written("about", "start"),
        *ASKED,
        Heading(_("How to read it")),
        Points(
            (
                _("Every number leads to its own page, which names the table that it came from."),
                _("A sum or a share made from a table's counts is marked there as made by us."),
                _("Where there is no figure, the report says so. An empty cell is never nought."),
                _("Differences are made from the figures as printed, so you can check them."),
                _("The sentences follow fixed rules from the figures. No opinion is added."),
                _(
                    "What people said, and what a team wrote down, carries the date, the kind of "
                    "meeting and how sure the team is."
                ),
            )
        ),
        Notice(
            _("Limits to keep in mind"),
            (
                _("The census asked; it did not test. Who can read is what the household said."),
                _("An improved source of water may still give water that is not safe to drink."),
                _("Surveys ask few homes in a district: small changes say little."),
                _("The figures were read from public compilations of the published tables."),
                _("Some figures are not shown below the district, to protect small groups."),
                _(
                    "People in a meeting speak for themselves. How many said a thing is never "
                    "turned into a share of the district."
                ),
            ),
        ),
        Written("about", "end"),
    ),
)
