"""Federal: the Right of Access to Information Act 2017."""

from kachehri.kernel.messages import gettext_noop

from ..information import InformationLaw
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
ACT = _("Right of Access to Information Act 2017")
TEXT = "lex-form.com (list of sections); na.gov.pk/uploads/documents/1507906039_943.pdf"

FEDERAL = InformationLaw(
    key="rti-federal",
    code="rti-federal-2017",
    name=_("Request for information (federal)"),
    act=ACT,
    help=_("Ask a federal office for a document: NADRA, BISP, electricity, gas, railways."),
    cite=cited(ACT, "14", "urdupoint.com 1289254; cpdi-pakistan.org"),
    answer=working(10),
    urgent=working(3),
    extension=longer(
        working(10), _("The officer says why in writing."),
        cited(ACT, "14", "A public repository quotes it; not official",
              _("From a second hand; the section was not read.")),
    ),
    review=asked_again(
        "rti-federal-2017", cited(ACT, "", "", _("No source at hand gives a limit for this step."))
    ),
    commission=commission_clock(
        "rti-federal-2017", days(60),
        cited(ACT, "17", "cpdi-pakistan.org", _("A guide says 30 to 60 days for all five Acts.")),
    ),
    complaint_within=days(30),
    officer=_("designated official"),
    fees=_("The first 10 pages are free, then Rs 2 a page; nothing is paid in advance (dawn.com 1502868)."),
    sections={"request": "11", "reminder": "14", "commission": "17", "disclosure": "5"},
    grounds=grounds(
        ACT, TEXT,
        dict.fromkeys(("security", "foreign", "crime", "economy", "privacy", "legal", "commercial"), "7, 16"),
        _("Sections 7 and 16 hold the list; their words were not read."),
    ),
    disclosure=disclosure("5(1)", "duties rules decisions budget benefits permits officer", "citizens-budget"),
)  # fmt: skip
