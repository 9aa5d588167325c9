"""Sindh: the Transparency and Right to Information Act 2016 (assent in April 2017)."""

from kachehri.kernel.messages import gettext_noop

from . import law_parts as law
from .information import NO_SUCH_SECTION, InformationLaw

_ = gettext_noop
ACT = _("Sindh Transparency and Right to Information Act 2016")
CODE = "rti-sindh-2016"
PRESS = "thereporters.pk; mahitiadhikar.blogspot.com, December 2017"
TEXT = "https://bbshrrdb.gos.pk/downloads/STRIACT.pdf"
OTHER_LIMITS = _(
    "A program for cases of the commission prints “Section 10 … twenty-one (21) working days”; the "
    "press wrote “15 days to one month” (dawn.com 1320231). The two working days for life "
    "or liberty are from memory. Not compared with the gazette."
)
LONGER = _("The press wrote “to one month”; the length of 10 working days is from memory.")
REVIEW = _("The head of the department looks again first; no source at hand gives a limit for it.")

SINDH = InformationLaw(
    key="rti-sindh",
    code=CODE,
    name=_("Request for information (Sindh)"),
    act=ACT,
    help=_("Ask an office of the province of Sindh or of the district for a document."),
    cite=law.cited(ACT, "10", PRESS, OTHER_LIMITS, TEXT),
    answer=law.working(15),
    urgent=law.working(2),
    extension=law.longer(
        law.working(10), law.IN_WRITING, law.cited(ACT, "10", "dawn.com 1320231", LONGER)
    ),
    review=law.asked_again(
        CODE, law.cited(ACT, "", "A public program for cases of the commission", REVIEW)
    ),
    review_first=True,
    commission=law.commission_clock(
        CODE, law.days(45), law.cited(ACT, "13", "pakobserver.net; urdupoint.com 1709891")
    ),
    complaint_within=law.days(30),
    officer=_("designated official, of grade 16 or above; the head of the office if there is none"),
    fees=_("The request is free; copies may cost."),
    sections={"request": "10", "reminder": "10", "commission": "11", "disclosure": "6"},
    grounds=law.grounds(
        ACT,
        TEXT,
        {"": "security foreign crime economy policy privacy legal commercial safety"},
        NO_SUCH_SECTION,
    ),
    disclosure=law.disclosure(
        "6(1)",
        "duties directory rules decisions budget benefits permits officer",
        "services report citizens-budget",
    ),
    applies_to=("sindh",),
    calendar="pk-sindh",
)
