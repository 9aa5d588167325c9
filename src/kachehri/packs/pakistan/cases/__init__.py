"""Matters with a clock: complaints, requests under the Acts, services, promises, orders."""

from .appeals import SERVICE_APPEAL
from .complaint import COMPLAINT
from .information import checklist, information_request
from .laws import LAWS
from .promises import COURT_ORDER, PROMISE
from .referral import REFERRAL
from .reviews import COMMISSION_COMPLAINT, REVIEW
from .service_laws import service
from .services_kp import KP_LAW
from .services_punjab import PUNJAB_LAW
from .services_sindh import SINDH_CHARTER

KINDS = (
    COMPLAINT,
    *(information_request(law) for law in LAWS),
    REVIEW,
    COMMISSION_COMPLAINT,
    *(service(law) for law in (KP_LAW, PUNJAB_LAW, SINDH_CHARTER)),
    SERVICE_APPEAL,
    PROMISE,
    COURT_ORDER,
    REFERRAL,
)
"""Every kind of matter, in the order in which a list shows them."""

CHECKLISTS = tuple(checklist(law) for law in LAWS)
"""What each Act wants to be public without a request."""
