"""What the team of a District Human Security Report writes down, in five phases and beside them.

The vocabulary is that of *Human Security in Theory and Practice* (UN Human Security Unit, 2009):
threats; needs, vulnerabilities and capacities; strategies of protection (from above) and
empowerment (from below); externalities between the dimensions with their mitigation;
participatory implementation; impact assessment.
"""

from .analysis import CAPACITY, NEED, THREAT
from .deciding import DISPUTE, RECOMMENDATION, RESPONSE, WORKSHOP
from .people import OFFICE, QUOTE, SESSION
from .strategies import EXTERNALITY, IMPACT, STEP, STRATEGY
from .texts import PROGRAMME, TEXT

RECORDS = (
    PROGRAMME, OFFICE,
    SESSION, QUOTE, THREAT,
    NEED, CAPACITY,
    STRATEGY, EXTERNALITY, RECOMMENDATION,
    STEP,
    IMPACT,
    TEXT, WORKSHOP, DISPUTE, RESPONSE,
)  # fmt: skip
"""Every kind, in the order in which a team meets them."""
