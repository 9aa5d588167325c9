"""Punjab: the Transparency and Right to Information Act 2013."""

from kachehri.kernel.messages import gettext_noop

from . import law_parts as law
from .information import InformationLaw

_ = gettext_noop
ACT = _("Punjab Transparency and Right to Information Act 2013")
CODE = "rti-punjab-2013"
TEXT = "lex-form.com (list of sections)"
STEPS = "rti.punjab.gov.pk/timeline_complaint"
ASKED = "rti.punjab.gov.pk/possible_actions; datastories.pk"
OVERRIDE = _(
    "The commission can set a ground aside where the public interest is greater. The words of the "
    "section were not read."
)

PUNJAB = InformationLaw(
    key="rti-punjab",
    code=CODE,
    name=_("Request for information (Punjab)"),
    act=ACT,
    help=_("Ask an office of the province of Punjab for a document."),
    cite=law.cited(ACT, "10", f"{ASKED}; {TEXT}"),
    answer=law.working(14),
    urgent=law.working(2),
    extension=law.longer(
        law.working(14),
        _("A search takes long, or a third party has to be asked; told in writing."),
        law.cited(ACT, "10", ASKED),
    ),
    review=law.review_clock(CODE, 14, "working-days", law.cited(ACT, "12", STEPS)),
    review_within=law.days(60),
    commission=law.commission_clock(
        CODE,
        law.working(30),
        law.cited(ACT, "6", STEPS),
        law.longer(law.working(30), _("60 working days at most."), law.cited(ACT, "6", STEPS)),
    ),
    officer=_("public information officer"),
    fees=_("A request on plain paper, free of charge; copies may cost."),
    sections=dict.fromkeys(("request", "reminder"), "10")
    | {"internal-review": "12", "commission": "6", "disclosure": "4"},
    grounds=law.grounds(
        ACT,
        "rti.punjab.gov.pk/info_seekers",
        {"13": "security foreign privacy legal commercial safety crime economy policy"},
        OVERRIDE,
    ),
    disclosure=law.disclosure(
        "4", "duties directory rules decisions budget benefits permits officer", "citizens-budget"
    ),
    applies_to=("punjab",),
    calendar="pk-punjab",
)
