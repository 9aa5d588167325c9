"""What should be open to everybody about money, the local state and seats: three cards."""

from kachehri.domains.evidence.kinds import Card, Line, Section
from kachehri.kernel.messages import gettext_noop

from .money import COUNCILS, DEPARTMENTS, FUNCTIONS, HEADS, POWERS, RESERVED, SCHEME_FACTS

_ = gettext_noop

FINANCE = _("Finance department and the district accounts office")
LOCAL = _("Local government department")
SECRETARY = _("Secretary of the council")
OFFICE = _("Head of the department in the district")

SPENDING = Card(
    code="money",
    title=_("Public money"),
    intro=_(
        "What was estimated, released and spent in the district. Where no office has published a "
        "figure, the cell says so and who can be asked."
    ),
    sections=(
        Section(
            _("In all"),
            (
                Line(_("All public money"), "public-spending", FINANCE),
                Line(_("Money for hearing people"), "engagement-budget", FINANCE),
            ),
            across="stage",
        ),
        Section(
            _("What the money is for"),
            tuple(
                Line(label, "public-spending", FINANCE, {"function": code})
                for code, label in FUNCTIONS.items()
            ),
            across="stage",
        ),
        Section(
            _("By head of account"),
            tuple(
                Line(label, "public-spending", FINANCE, {"budget_head": code})
                for code, label in HEADS.items()
            ),
            across="stage",
        ),
    ),
    lists="scheme",
    lists_of="public-spending",
    facts=SCHEME_FACTS,
)

CAPACITY = Card(
    code="capacity",
    title=_("Strength of the local state"),
    intro=_(
        "Whether the offices have the people, the money and the powers that the law gives them."
    ),
    sections=(
        Section(
            _("Posts"),
            tuple(
                Line(label, "posts", OFFICE, {"department": code})
                for code, label in DEPARTMENTS.items()
            ),
            across="post",
        ),
        Section(
            _("Money from the province"),
            tuple(
                Line(label, "transfers", LOCAL, {"body": code}) for code, label in COUNCILS.items()
            ),
            across="transfer",
        ),
        Section(
            _("Money for hearing people"),
            (Line(_("All offices"), "engagement-budget", FINANCE),),
            across="stage",
        ),
        Section(
            _("Functions that the councils hold since the 18th Amendment"),
            tuple(
                Line(label, "functions-held", LOCAL, {"power": code})
                for code, label in POWERS.items()
            ),
        ),
    ),
)

SEATS = Card(
    code="seats",
    title=_("Seats kept for those who are left out"),
    intro=_("Seats that the law keeps in each council, and whether somebody sits in them."),
    sections=tuple(
        Section(
            council,
            tuple(
                Line(label, "reserved-seats", SECRETARY, {"body": body, "reserved_for": code})
                for code, label in RESERVED.items()
            ),
            across="post",
        )
        for body, council in COUNCILS.items()
    ),
)

CARDS = (SPENDING, CAPACITY, SEATS)
