"""Sindh: what offices promise themselves. No Act on public services was found."""

from kachehri.domains.cases.kinds import Remedy
from kachehri.kernel.clocks import Citation
from kachehri.kernel.messages import gettext_noop

from .law_parts import days
from .parts import OWN_RULE
from .service_laws import Service, ServiceLaw

_ = gettext_noop
CHARTER = _("Promise of the office; no Act on public services was found for Sindh")
SPEECH = "nation.com.pk, 28 November 2024"
AFTER = frozenset({"refused", "silent", "contested"})

SINDH_SERVICES = (
    Service("domicile", _("Domicile certificate"), "civic", days(7), _("Deputy commissioner")),
    Service("prc", _("Certificate of permanent residence"), "civic", days(7),
            _("Deputy commissioner")),
    Service("inheritance-certificate", _("Inheritance certificate (revenue)"), "law", days(7)),
    Service("sale-certificate", _("Sale certificate"), "law", days(7)),
    Service("revenue-record", _("Other paper of the revenue office"), "law", days(7)),
)  # fmt: skip

SINDH_CHARTER = ServiceLaw(
    key="service-charter",
    code="charter-sindh",
    name=_("Service with a promise (Sindh)"),
    act=CHARTER,
    help=_("A certificate for which the office promised a limit. The promise is not a law."),
    basis="charter",
    cite=Citation(
        CHARTER, "", SPEECH,
        conflicts=_(
            "A minister said at the opening of e-services in Sukkur that applications made online "
            "take 7 days. Whether it holds for other districts and for paper was not found."
        ),
    ),
    services=SINDH_SERVICES,
    calendar="pk-sindh",
    applies_to=("sindh",),
    remedies=(
        Remedy(
            "complain", _("Complain about it"), "complaint", "focal-person", "", AFTER,
            OWN_RULE,
        ),
        Remedy(
            "ask-papers", _("Ask for the papers about it"), "rti-sindh", "information-officer",
            "", AFTER,
            Citation(_("Sindh Transparency and Right to Information Act 2016"), "10"),
        ),
    ),
)  # fmt: skip
