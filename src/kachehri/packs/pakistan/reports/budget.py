"""The citizens' budget: what money was planned, released and spent, on what, in plain words."""

from kachehri.domains.reports.kinds import (
    ChapterKind,
    DefinitionsList,
    Heading,
    Notice,
    Points,
    ReportKind,
    Words,
)
from kachehri.domains.reports.kinds.published import (
    CardEntries,
    CardFinding,
    CardNumbers,
    CardSaid,
    CardTable,
)
from kachehri.kernel.messages import gettext_noop

from .closing import CLOSING

_ = gettext_noop

MONEY, CAPACITY = "money", "capacity"
ALL, PURPOSES, HEADS = range(3)
POSTS, TRANSFERS, HEARINGS, FUNCTIONS = range(4)

READING = ChapterKind(
    "words",
    _("How to read a budget"),
    (
        Words(
            _(
                "A budget is a promise about money that belongs to everybody. A year of the budget "
                "runs from July to June. Three figures tell whether the promise was kept."
            )
        ),
        Points(
            (
                _("Planned: what the assembly voted for, before the year begins."),
                _("Released: what the treasury really handed to the office in the year."),
                _("Spent: what the office paid out, as the accounts say after the year."),
            )
        ),
        Notice(
            _("What to look for"),
            (
                _("Released much below planned: the money did not come."),
                _("Spent much below released: the office could not use it, or did not say how."),
                _("A figure that is not published: ask the office that is named beside it."),
            ),
        ),
    ),
)

MONEY_IN_ALL = ChapterKind(
    "money",
    _("What the money is for"),
    (CardSaid(MONEY, PURPOSES), CardTable(MONEY, ALL), CardTable(MONEY, PURPOSES)),
)

SPENT_ON = ChapterKind(
    "spent-on",
    _("What it is spent on"),
    (
        Words(
            _(
                "The same money by the kind of expense: people, running costs, buildings, repairs. "
                "Where almost all goes to salaries, little is left to make the service work."
            )
        ),
        CardSaid(MONEY, HEADS),
        CardTable(MONEY, HEADS),
    ),
)

SCHEMES = ChapterKind(
    "schemes",
    _("What is to be built"),
    (
        Words(
            _(
                "The annual plan names each scheme: a road, a school, a drain. Go and look: a "
                "scheme that is paid for should stand where the plan says."
            )
        ),
        CardEntries(MONEY),
    ),
)

DECIDES = ChapterKind(
    "who-decides",
    _("Who decides over it"),
    (
        Words(
            _(
                "Most money of a district is decided in the province. What the district's own "
                "councils receive, and what they may decide, shows how near the decision is."
            )
        ),
        CardTable(CAPACITY, TRANSFERS),
        CardTable(CAPACITY, FUNCTIONS),
        CardTable(CAPACITY, HEARINGS),
        CardTable(CAPACITY, POSTS),
    ),
)

ASKING = ChapterKind(
    "asking",
    _("How to ask for what is not published"),
    (
        Points(
            (
                _("Write to the office that is named beside the empty cell. Keep a copy."),
                _("Name the figure as it stands here, the district and the year of the budget."),
                _("Ask for an answer in writing, and note the day on which you asked."),
                _("If no answer comes, take the copy to an open hearing or to your councillor."),
            )
        ),
        Heading(_("What each figure counts")),
        DefinitionsList(),
    ),
)

BUDGET = ReportKind(
    key="budget",
    name=_("Citizens' budget"),
    title=_("Citizens' budget: %(place)s"),
    subtitle=_("What public money was planned, released and spent in %(place)s district"),
    tier="district",
    within="province",
    whole=_("%(place)s district"),
    part=_("%(place)s taluka"),
    front=(CardFinding(MONEY), CardNumbers(MONEY, ALL)),
    chapters=(READING, MONEY_IN_ALL, SPENT_ON, SCHEMES, DECIDES, ASKING),
    colophon=CLOSING,
    brief=True,
)
"""Public money for those whose money it is."""
