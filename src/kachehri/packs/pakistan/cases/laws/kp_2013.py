"""Khyber Pakhtunkhwa: the Right to Information Act 2013."""

from kachehri.kernel.messages import gettext_noop

from ..information import InformationLaw
from ..law_parts import cited, commission_clock, days, disclosure, grounds, longer, working

_ = gettext_noop
ACT = _("Khyber Pakhtunkhwa Right to Information Act 2013")
CODE = "kpcode.kp.gov.pk/homepage/lawDetails/590 (list of sections)"

KP = InformationLaw(
    key="rti-kp",
    code="rti-kp-2013",
    name=_("Request for information (Khyber Pakhtunkhwa)"),
    act=ACT,
    help=_("Ask an office of the province of Khyber Pakhtunkhwa for a document."),
    cite=cited(ACT, "11", "kprti.gov.pk/faqs"),
    answer=working(10),
    urgent=days(2),
    extension=longer(
        days(10), _("The officer says why in writing."),
        cited(ACT, "11", "Sheet on the ordinance of 2013",
              _("From the ordinance of 2013; whether working days are meant was not read.")),
    ),
    commission=commission_clock("rti-kp-2013", days(60), cited(ACT, "23", "kprti.gov.pk/faqs")),
    officer=_("public information officer"),
    fees=_("The first 20 pages are free; poor people pay nothing (kprti.gov.pk/faqs)."),
    sections={"request": "7", "reminder": "11", "commission": "23", "disclosure": "5"},
    grounds=grounds(
        ACT, CODE,
        {
            "foreign": "15", "security": "15", "crime": "16", "economy": "17", "policy": "18",
            "privacy": "19", "legal": "20", "commercial": "21", "third-party": "22",
        },
        _("After the headings of the sections; their words were not read."),
    ),
    disclosure=disclosure(
        "5", "duties directory rules decisions facts budget benefits officer report", "citizens-budget"
    ),
    applies_to=("khyber-pakhtunkhwa",),
)  # fmt: skip
