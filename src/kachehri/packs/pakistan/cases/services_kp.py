"""Khyber Pakhtunkhwa: the Right to Public Services Act 2014 and what was notified under it."""

from kachehri.domains.cases.kinds import Remedy
from kachehri.kernel.clocks import Citation, Limit, Stage
from kachehri.kernel.messages import gettext_noop

from .law_parts import days
from .service_laws import Service, ServiceLaw

_ = gettext_noop
ACT = _("Khyber Pakhtunkhwa Right to Public Services Act 2014")
CODE = "rtps-kp-2014"
LIST = "nature-pakistan.blogspot.com, July 2017 (list of 16 services)"
BOTH = f"{LIST}; dawn.com 1127203"
LATER = "dailytimes.com.pk 995535, September 2022"
SAME_DAY = Limit(0, "same-day")
AT_ONCE = Limit(0, "at-once")
UNION = (_("Secretary of the union council"), _("Assistant Director Local Government"))
VILLAGE = (_("Secretary of the village council"), _("Assistant Director Local Government"))
TOWN = (_("Tehsil officer (infrastructure)"), _("Tehsil municipal officer"))
TRANSPORT = (_("Director Transport, or an assistant commissioner"), _("Secretary Transport"))
HOSPITAL = _("Medical superintendent, or the district health officer")
PRESS_2014 = _("Before the list was made, dawn.com 1087928 wrote: in 24 hours.")
UP_TO = _("The newspaper gives a span; the longest limit stands here.")

KP_SERVICES = (
    Service("fir", _("Police report (FIR)"), "law", AT_ONCE, _("Station house officer"),
            _("District police officer"), said=PRESS_2014, source=BOTH),
    Service("domicile", _("Domicile certificate"), "civic", days(10),
            _("Additional deputy commissioner"), _("Deputy commissioner"), source=BOTH),
    Service("fard", _("Copy of a land record (fard)"), "law", days(7), _("Patwari"),
            _("Deputy commissioner"), source=BOTH),
    Service("birth-certificate", _("Birth certificate"), "civic", days(2), *UNION,
            said=PRESS_2014, source=BOTH),
    Service("death-certificate", _("Death certificate"), "civic", days(2), *UNION,
            said=PRESS_2014, source=BOTH),
    Service("building-plan", _("Building plan of a home"), "housing", days(30),
            _("Assistant municipal officer"), _("Chief municipal officer"), source=BOTH),
    Service("outpatient", _("Treatment in a hospital (outpatients)"), "health",
            Limit(2, "hours"), _("Medical officer"), HOSPITAL),
    Service("emergency", _("Treatment in an emergency"), "health", Limit(30, "minutes"),
            _("Casualty medical officer"), HOSPITAL),
    Service("drug-licence", _("Licence to sell medicine"), "health", days(10),
            _("Drug inspector"), _("District health officer")),
    Service("learner-permit", _("Learner’s driving permit"), "infrastructure", SAME_DAY,
            *TRANSPORT),
    Service("driving-licence", _("Driving licence"), "infrastructure", SAME_DAY, *TRANSPORT),
    Service("licence-renewal", _("Renewal of a driving licence"), "infrastructure", SAME_DAY,
            *TRANSPORT),
    Service("arms-licence", _("Arms licence"), "law", days(7), _("Deputy commissioner"),
            _("Commissioner"), stages=(Stage(_("Check by the police"), days(15)),)),
    Service("marriage-registration", _("Registration of a marriage"), "civic", days(3), *VILLAGE,
            source=LATER),
    Service("divorce-registration", _("Registration of a divorce"), "civic", days(15), *VILLAGE,
            said=UP_TO, source=LATER),
    Service("water-pipe", _("Repair of a drinking water pipe"), "water", days(7), *TOWN,
            said=UP_TO, source=LATER),
    Service("cleaning", _("Cleaning and rubbish"), "sanitation", days(3), *TOWN, source=LATER),
    Service("street-light-repair", _("Repair of a street light"), "energy", days(7), *TOWN,
            said=UP_TO, source=LATER),
    Service("trade-licence", _("Trade licence for a small shop"), "work", days(10), *TOWN,
            source=LATER),
)  # fmt: skip

APPEAL_CITE = Citation(ACT, "6", "ghag.pk", conflicts=_("The section was not read in the gazette."))
AFTER = frozenset({"refused", "silent", "contested"})

KP_LAW = ServiceLaw(
    key="service-kp",
    code=CODE,
    name=_("Service with a limit (Khyber Pakhtunkhwa)"),
    act=ACT,
    help=_("A certificate, licence or treatment for which the law sets a limit."),
    basis="statutory",
    cite=Citation(
        ACT, "4", LIST,
        conflicts=_(
            "Eighty services are notified now (kprts.gov.pk); those listed here were found in "
            "newspapers. Not compared with the gazette."
        ),
    ),
    services=KP_SERVICES,
    calendar="pk-kp",
    applies_to=("khyber-pakhtunkhwa",),
    remedies=(
        Remedy(
            "appeal", _("Appeal to the appellate officer"), "service-appeal",
            "appellate-authority", "appeal", AFTER, APPEAL_CITE, within=days(30),
            fields={"law": CODE},
        ),
        Remedy(
            "services-commission", _("Go to the services commission directly"), "service-appeal",
            "services-commission", "appeal", AFTER, Citation(ACT, "24", "wde.org.pk/article/45"),
            fields={"law": f"{CODE}-commission"},
        ),
    ),
    sections=(("request", "4"), ("reminder", "5"), ("appeal", "6")),
)  # fmt: skip
