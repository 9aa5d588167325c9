"""Punjab: the Transparency and Right to Information Act 2013."""

from kachehri.kernel.messages import gettext_noop

from ..information import InformationLaw
from ..law_parts import (
    cited,
    commission_clock,
    days,
    disclosure,
    grounds,
    longer,
    review_clock,
    working,
)

_ = gettext_noop
ACT = _("Punjab Transparency and Right to Information Act 2013")
SITE = "rti.punjab.gov.pk"

PUNJAB = InformationLaw(
    key="rti-punjab",
    code="rti-punjab-2013",
    name=_("Request for information (Punjab)"),
    act=ACT,
    help=_("Ask an office of the province of Punjab for a document."),
    cite=cited(ACT, "10", f"{SITE}/possible_actions; datastories.pk"),
    answer=working(14),
    urgent=working(2),
    extension=longer(
        working(14), _("A search takes long, or a third party has to be asked; told in writing."),
        cited(ACT, "10", f"{SITE}/possible_actions"),
    ),
    review=review_clock("rti-punjab-2013", 14, "working-days", cited(ACT, "12", f"{SITE}/timeline_complaint")),
    review_within=days(60),
    commission=commission_clock(
        "rti-punjab-2013", working(30), cited(ACT, "6", f"{SITE}/timeline_complaint"),
        longer(working(30), _("60 working days at most."), cited(ACT, "6", f"{SITE}/timeline_complaint")),
    ),
    officer=_("public information officer"),
    fees=_("A request on plain paper, free of charge; copies may cost."),
    sections={
        "request": "10", "reminder": "10", "internal-review": "12", "commission": "6",
        "disclosure": "4",
    },
    grounds=grounds(
        ACT, f"{SITE}/info_seekers",
        dict.fromkeys(
            ("security", "foreign", "privacy", "legal", "commercial", "safety", "crime", "economy", "policy"), "13"
        ),
        _("The commission can set a ground aside where the public interest is greater."),
    ),
    disclosure=disclosure("4", "duties directory rules decisions budget benefits permits officer report", "citizens-budget"),
    applies_to=("punjab",),
)  # fmt: skip
