"""Somebody is sent to a service: found in the directory, handed over, and seen to arrive.

Not for what must stay secret (violence, protection): the locked tray takes that.
"""

from kachehri.domains.cases.kinds import CaseKind, Category, Field, Outcome, Remedy
from kachehri.domains.cases.kinds.who import ANSWERING, APPLICANT, OFFICE
from kachehri.kernel.clocks import ClockRule
from kachehri.kernel.flows import Flow
from kachehri.kernel.messages import gettext_noop

from .law_parts import days
from .letters import REFERRAL_LETTER, drafts
from .notices import COMMON_NOTICES
from .parts import (
    BECAUSE,
    CONFIRMATION,
    CONFIRMED,
    DISPATCH,
    FURTHER,
    LAPSED,
    OWN_RULE,
    STILL_WRONG,
    TO_BODY,
    WITHDRAWN,
    confirming,
    forward,
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)

_ = gettext_noop

HAND_OVER = ClockRule(
    "referral", _("Time until the person arrives"), "courtesy", days(7), OWN_RULE,
    silence="fall-silent",
)  # fmt: skip
OUTCOMES = (
    Outcome("arrived", _("The person came and was helped"), "full"),
    Outcome("arrived-no-help", _("The person came and could not be helped"), "none"),
    Outcome("no-place", _("No place, or not for this person"), "none"),
)

FLOW = Flow(
    (
        state("sent", _("New"), _("The service has your name and expects your call."),
              "open", "waiting-body"),
        state("expected", _("Expected"), _("The service expects you. Please go there."),
              "open", "waiting-citizen"),
        state("arrived", _("Arrived, says the service"),
              _("The service says that you came. Were you helped?"),
              "closed", "answered", "claimed"),
        CONFIRMED,
        LAPSED,
        state("contested", _("Not helped"), _("You said that you were not helped."),
              "open", "contested", "waiting-body"),
        state("refused", _("No place"), _("The service cannot take you. We can look for another."),
              "closed", "end", "refused"),
        state("silent", _("Nobody came"), _("You have not been there yet, as far as we know."),
              "open", "silent", "waiting-citizen"),
        FURTHER,
        WITHDRAWN,
    ),
    (
        move("expect", _("We expect the person"), "sent silent", "expected",
             who=OFFICE, may="because", notices="step"),
        forward("sent"),
        move("came", _("The person came"), "sent expected silent contested", "arrived",
             who=ANSWERING, asks="outcome", may="because", stops="*", starts="confirmation",
             notices="done", tags="answers"),
        move("no-place", _("We cannot take the person"), "sent expected silent contested",
             "refused", who=ANSWERING, asks="outcome because", stops="*", notices="refused",
             tags="answers refuses"),
        move("here", _("I was there"), "sent expected silent", "confirmed",
             who=APPLICANT, stops="*", tags="confirms"),
        move("fall-silent", _("Nobody came in time"), "sent expected contested", "silent",
             tags="by-clock"),
        *confirming("arrived", "contested"),
        take_further("refused silent contested lapsed"),
        withdraw("sent expected silent contested arrived"),
    ),
)  # fmt: skip

SERVICES = (
    Category("legal-aid", _("Free legal help"), "law"),
    Category("health-service", _("Hospital, clinic or medicine"), "health"),
    Category("disability-service", _("Help with a disability"), "disability"),
    Category("cash-service", _("Cash support (BISP, zakat, pension)"), "protection"),
    Category("training", _("Training and work"), "work"),
    Category("schooling", _("School"), "education"),
    Category("registration", _("Identity card, birth or death certificate"), "civic"),
    Category("other", _("Something else"), "civic"),
)

REFERRAL = CaseKind(
    key="referral",
    name=_("Referral to a service"),
    plural=_("Referrals to a service"),
    help=_("Somebody is sent to a service that can help, and we ask whether they arrived."),
    flow=FLOW,
    clocks=(HAND_OVER, CONFIRMATION),
    opens_with=("referral",),
    fields=(
        Field("consent", _("The person agrees that we pass on their name"), "yes", required=True),
        Field("needs", _("What do they need there?"), "words", most=1000,
              help=_("For example: a ramp, a woman to speak to, their language.")),
        outcome_field(OUTCOMES), BECAUSE, DISPATCH, TO_BODY, STILL_WRONG,
    ),
    categories=SERVICES,
    outcomes=OUTCOMES,
    remedies=(
        Remedy(
            "another-service", _("Look for another service"), "referral", "head", "",
            frozenset({"refused", "silent", "contested"}), OWN_RULE,
        ),
        Remedy(
            "complain", _("Complain about it"), "complaint", "focal-person", "",
            frozenset({"refused", "contested"}), OWN_RULE,
        ),
    ),
    letters=drafts(request=REFERRAL_LETTER),
    notices=COMMON_NOTICES,
    is_public=False,
)  # fmt: skip
