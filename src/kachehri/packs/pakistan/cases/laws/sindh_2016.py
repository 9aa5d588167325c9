"""Sindh: the Transparency and Right to Information Act 2016 (assent in April 2017)."""

from kachehri.kernel.messages import gettext_noop

from ..information import NO_SUCH_SECTION, InformationLaw
from ..law_parts import (
    asked_again,
    cited,
    commission_clock,
    days,
    disclosure,
    grounds,
    longer,
    working,
)

_ = gettext_noop
ACT = _("Sindh Transparency and Right to Information Act 2016")
PRESS = "thereporters.pk; mahitiadhikar.blogspot.com, December 2017"
URL = "https://bbshrrdb.gos.pk/downloads/STRIACT.pdf"

SINDH = InformationLaw(
    key="rti-sindh",
    code="rti-sindh-2016",
    name=_("Request for information (Sindh)"),
    act=ACT,
    help=_("Ask an office of the province of Sindh or of the district for a document."),
    cite=cited(
        ACT, "10", PRESS,
        _("A program for cases of the commission prints “Section 10 … twenty-one (21) working days”; the press wrote “15 days to one month” (dawn.com 1320231). Not compared with the gazette."),
        URL,
    ),
    answer=working(15),
    urgent=working(2),
    extension=longer(
        working(10), _("The officer says why in writing."),
        cited(ACT, "10", "dawn.com 1320231",
              _("The press wrote “to one month”; the length of 10 working days is from memory.")),
    ),
    review=asked_again(
        "rti-sindh-2016",
        cited(ACT, "", "A public program for cases of the commission",
              _("The review by the head of the department comes first; no source at hand gives a limit for it.")),
    ),
    review_first=True,
    commission=commission_clock(
        "rti-sindh-2016", days(45), cited(ACT, "13", "pakobserver.net; urdupoint.com 1709891")
    ),
    complaint_within=days(30),
    officer=_("designated official (grade 16 or above; the head of the office where there is none)"),
    fees=_("The request is free; copies may cost."),
    sections={"request": "10", "reminder": "10", "commission": "11", "disclosure": "6"},
    grounds=grounds(
        ACT, URL,
        dict.fromkeys(("security", "foreign", "crime", "economy", "policy", "privacy", "legal", "commercial", "safety"), ""),
        NO_SUCH_SECTION,
    ),
    disclosure=disclosure("6(1)", "duties directory rules decisions budget benefits permits officer", "services report citizens-budget"),
    applies_to=("sindh",),
)  # fmt: skip
