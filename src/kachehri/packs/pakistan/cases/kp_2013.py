"""Khyber Pakhtunkhwa: the Right to Information Act 2013."""

from kachehri.kernel.messages import gettext_noop

from . import law_parts as law
from .information import InformationLaw

_ = gettext_noop
ACT = _("Khyber Pakhtunkhwa Right to Information Act 2013")
CODE = "rti-kp-2013"
TEXT = "kpcode.kp.gov.pk/homepage/lawDetails/590 (list of sections)"
FAQ = "kprti.gov.pk/faqs"
ORDINANCE = _("From the ordinance of 2013; whether working days are meant was not read.")
HEADINGS = _("After the headings of the sections; their words were not read.")

KP = InformationLaw(
    key="rti-kp",
    code=CODE,
    name=_("Request for information (Khyber Pakhtunkhwa)"),
    act=ACT,
    help=_("Ask an office of the province of Khyber Pakhtunkhwa for a document."),
    cite=law.cited(ACT, "11", f"{FAQ}; {TEXT}"),
    answer=law.working(10),
    urgent=law.days(2),
    extension=law.longer(
        law.days(10),
        law.IN_WRITING,
        law.cited(ACT, "11", "free-ebooks.net, sheet on the ordinance of 2013", ORDINANCE),
    ),
    commission=law.commission_clock(CODE, law.days(60), law.cited(ACT, "23", FAQ)),
    officer=_("public information officer"),
    fees=_("The first 20 pages are free; poor people pay nothing (kprti.gov.pk/faqs)."),
    sections={"request": "7", "reminder": "11", "commission": "23", "disclosure": "5"},
    grounds=law.grounds(
        ACT,
        TEXT,
        {
            "15": "foreign security", "16": "crime", "17": "economy", "18": "policy",
            "19": "privacy", "20": "legal", "21": "commercial", "22": "third-party",
        },
        HEADINGS,
    ),
    disclosure=law.disclosure(
        "5",
        "duties directory rules decisions facts budget benefits officer report",
        "citizens-budget",
    ),
    applies_to=("khyber-pakhtunkhwa",),
    calendar="pk-kp",
)  # fmt: skip
