"""Punjab: the Right to Public Services Act 2019. No notified list of services was found."""

from kachehri.domains.cases.kinds import Remedy
from kachehri.kernel.clocks import Citation
from kachehri.kernel.messages import gettext_noop

from .law_parts import days
from .service_laws import Service, ServiceLaw

_ = gettext_noop
ACT = _("Punjab Right to Public Services Act 2019")
CODE = "rtps-punjab-2019"
TEXT = "punjablaws.gov.pk/laws/2723.html"

PUNJAB_SERVICES = (
    Service("domicile", _("Domicile certificate"), "civic", days(8)),
    Service("birth-certificate", _("Birth certificate"), "civic", days(8)),
    Service("death-certificate", _("Death certificate"), "civic", days(8)),
    Service("marriage-registration", _("Registration of a marriage"), "civic", days(8)),
    Service("divorce-registration", _("Registration of a divorce"), "civic", days(8)),
    Service("character-certificate", _("Character certificate"), "law", days(8)),
    Service("fard", _("Copy of a land record (fard)"), "law", days(8)),
    Service("learner-permit", _("Learner’s driving permit"), "infrastructure", days(8)),
    Service("route-permit", _("Route permit"), "infrastructure", days(8)),
    Service("vehicle-registration", _("Registration of a vehicle"), "infrastructure", days(8)),
)

PUNJAB_LAW = ServiceLaw(
    key="service-punjab",
    code=CODE,
    name=_("Service with a limit (Punjab)"),
    act=ACT,
    help=_("A certificate or permit of an office of Punjab."),
    basis="charter",
    cite=Citation(
        ACT, "4", "thenews.com.pk 110635 (2016); zameen.com, e-Khidmat Markaz",
        f"http://{TEXT}",
        conflicts=_(
            "The Act comes into force for a service on the day that a notification says (section "
            "1(3)); no list of notified services was found. The 8 days are the promise of a "
            "service centre in 2016, and no limit of the law."
        ),
    ),
    services=PUNJAB_SERVICES,
    calendar="pk-punjab",
    applies_to=("punjab",),
    remedies=(
        Remedy(
            "appeal", _("Appeal to the appellate officer"), "service-appeal",
            "appellate-authority", "appeal", frozenset({"refused", "silent", "contested"}),
            Citation(
                ACT, "6", TEXT,
                conflicts=_(
                    "30 days are taken from the Act of Khyber Pakhtunkhwa, which has the same "
                    "plan; the words of this section were not read."
                ),
            ),
            within=days(30), fields={"law": CODE},
        ),
    ),
    sections=(("request", "4"), ("reminder", "5"), ("appeal", "6")),
)  # fmt: skip
