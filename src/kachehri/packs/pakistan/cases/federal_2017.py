"""Federal: the Right of Access to Information Act 2017."""

from kachehri.kernel.messages import gettext_noop

from . import law_parts as law
from .information import InformationLaw

_ = gettext_noop
ACT = _("Right of Access to Information Act 2017")
CODE = "rti-federal-2017"
TEXT = "lex-form.com (list of sections); na.gov.pk/uploads/documents/1507906039_943.pdf"
SECOND_HAND = _("From a second hand; the section was not read.")
URGENT = _("The three working days for life or liberty are from memory; a guide says two to three.")
NO_LIMIT = _("No source at hand gives a limit for this step.")
GUIDE = _("A guide says 30 to 60 days for all five Acts.")
LIST = _("Sections 7 and 16 hold the list; their words were not read.")

FEDERAL = InformationLaw(
    key="rti-federal",
    code=CODE,
    name=_("Request for information (federal)"),
    act=ACT,
    help=_("Ask a federal office for a document: NADRA, BISP, electricity, gas, railways."),
    cite=law.cited(ACT, "14", f"urdupoint.com 1289254; cpdi-pakistan.org; {TEXT}", URGENT),
    answer=law.working(10),
    urgent=law.working(3),
    extension=law.longer(
        law.working(10), law.IN_WRITING, law.cited(ACT, "14", "github.com (quoted)", SECOND_HAND)
    ),
    review=law.asked_again(CODE, law.cited(ACT, "", "", NO_LIMIT)),
    commission=law.commission_clock(
        CODE, law.days(60), law.cited(ACT, "17", "cpdi-pakistan.org", GUIDE)
    ),
    complaint_within=law.days(30),
    officer=_("designated official"),
    fees=_("The first 10 pages are free, then Rs 2 a page; nothing in advance (dawn.com 1502868)."),
    sections={"request": "11", "reminder": "14", "commission": "17", "disclosure": "5"},
    grounds=law.grounds(
        ACT, TEXT, {"7, 16": "security foreign crime economy privacy legal commercial"}, LIST
    ),
    disclosure=law.disclosure(
        "5(1)", "duties rules decisions budget benefits permits officer", "citizens-budget"
    ),
)
