"""Balochistan: the Right to Information Act 2021."""

from kachehri.kernel.messages import gettext_noop

from . import law_parts as law
from .information import NO_SUCH_SECTION, InformationLaw

_ = gettext_noop
ACT = _("Balochistan Right to Information Act 2021")
CODE = "rti-balochistan-2021"
PRESS = "cyrilla.org 71ja2tafxwl; dawn.com 1660521; thenews.com.pk 1004434"
OTHER_LIMITS = _(
    "A newspaper wrote “14 to 28 days” (thefridaytimes.com, 5 March 2022). For life or liberty one "
    "source says two days, another two working days. Not compared with the gazette."
)
NOT_FORMED = _(
    "In August 2024 no commission had been formed (Dawn, through ANI). A guide says 30 to 60 days "
    "for all five Acts."
)
REVIEW = _("Whether the Act knows this step was not found; no law sets its limit.")

BALOCHISTAN = InformationLaw(
    key="rti-balochistan",
    code=CODE,
    name=_("Request for information (Balochistan)"),
    act=ACT,
    help=_("Ask an office of the province of Balochistan for a document."),
    cite=law.cited(ACT, "", PRESS, OTHER_LIMITS),
    answer=law.working(15),
    urgent=law.working(2),
    review=law.asked_again(CODE, law.cited(ACT, "", "", REVIEW)),
    commission=law.commission_clock(
        CODE, law.days(60), law.cited(ACT, "18", "cpdi-pakistan.org", NOT_FORMED)
    ),
    officer=_("public information officer"),
    fees=_("The commission sets the fees."),
    sections={"disclosure": "5"},
    grounds=law.grounds(
        ACT,
        "cyrilla.org",
        {"": "security foreign crime economy privacy legal commercial"},
        NO_SUCH_SECTION,
    ),
    disclosure=law.disclosure(
        "5", "duties rules budget officer", "directory benefits services report citizens-budget"
    ),
    applies_to=("balochistan",),
    calendar="pk-balochistan",
)
