"""Matters with a clock: complaints, requests under the Acts, services, promises, orders."""

from .complaint import COMPLAINT
from .information import checklist, information_request
from .laws import LAWS

REQUESTS = tuple(information_request(law) for law in LAWS)
KINDS = (COMPLAINT, *REQUESTS)
"""Every kind of matter, in the order in which a list shows them."""

CHECKLISTS = tuple(checklist(law) for law in LAWS)
