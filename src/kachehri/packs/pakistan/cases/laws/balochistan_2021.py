"""Balochistan: the Right to Information Act 2021."""

from kachehri.kernel.messages import gettext_noop

from ..information import NO_SUCH_SECTION, InformationLaw
from ..law_parts import asked_again, cited, commission_clock, days, disclosure, grounds, working

_ = gettext_noop
ACT = _("Balochistan Right to Information Act 2021")

BALOCHISTAN = InformationLaw(
    key="rti-balochistan",
    code="rti-balochistan-2021",
    name=_("Request for information (Balochistan)"),
    act=ACT,
    help=_("Ask an office of the province of Balochistan for a document."),
    cite=cited(
        ACT, "", "cyrilla.org 71ja2tafxwl; dawn.com 1660521; thenews.com.pk 1004434",
        _("A newspaper wrote “14 to 28 days” (thefridaytimes.com, 5 March 2022). Not compared with the gazette."),
    ),
    answer=working(15),
    urgent=working(2),
    review=asked_again(
        "rti-balochistan-2021",
        cited(ACT, "", "", _("Whether the Act knows this step was not found; no law sets its limit.")),
    ),
    commission=commission_clock(
        "rti-balochistan-2021", days(60),
        cited(ACT, "18", "cpdi-pakistan.org",
              _("In August 2024 no commission had been formed (Dawn, through ANI). A guide says 30 to 60 days for all five Acts.")),
    ),
    officer=_("public information officer"),
    fees=_("The commission sets the fees."),
    sections={"disclosure": "5"},
    grounds=grounds(
        ACT, "cyrilla.org",
        dict.fromkeys(("security", "foreign", "crime", "economy", "privacy", "legal", "commercial"), ""),
        NO_SUCH_SECTION,
    ),
    disclosure=disclosure("5", "duties directory rules budget officer", "benefits services report citizens-budget"),
    applies_to=("balochistan",),
)  # fmt: skip
