"""The appeal when a service with a limit was refused or did not come."""

from kachehri.domains.cases.kinds import CaseKind, Field, Outcome, Remedy
from kachehri.domains.cases.kinds.who import COMMISSION, DECIDING, OFFICE
from kachehri.kernel.clocks import Citation, ClockRule
from kachehri.kernel.flows import Flow
from kachehri.kernel.messages import gettext_noop

from .law_parts import days
from .letters import APPEAL, COMPLAINT_REMINDER, drafts
from .notices import COMMON_NOTICES
from .parts import (
    ANSWER,
    ASKED,
    BECAUSE,
    CONFIRMATION,
    CONFIRMED,
    DISPATCH,
    FURTHER,
    LAPSED,
    PROOF,
    QUESTION,
    REPLY,
    STILL_WRONG,
    WITHDRAWN,
    asking,
    confirming,
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)
from .reviews import LEGAL_HELP
from .services_kp import ACT as KP_ACT
from .services_punjab import ACT as PUNJAB_ACT

_ = gettext_noop

UNKNOWN_LENGTH = _(
    "Section 7 sets a limit for the appeal; how long it is was not found. We ask after 30 days."
)
AFTER = frozenset({"refused", "silent", "contested"})


def _clock(code: str, act: str, section: str = "7") -> ClockRule:
    return ClockRule(
        f"{code}/appeal", _("Decision of an appeal"), "courtesy", days(30),
        Citation(act, section, "", conflicts=UNKNOWN_LENGTH), silence="fall-silent",
        calendar="pk-punjab" if "punjab" in code else "pk-kp",
    )  # fmt: skip


def _commission(code: str, act: str) -> Remedy:
    return Remedy(
        "services-commission", _("Go to the services commission"), "service-appeal",
        "services-commission", "", AFTER, Citation(act, "17"),
        fields={"law": f"{code}-commission"}, where={"law": code},
    )  # fmt: skip


ORDERS = (
    Outcome("service-ordered", _("The office has to give it"), "full", needs_evidence=True),
    Outcome("given-meanwhile", _("The office gave it meanwhile"), "full", needs_evidence=True),
    Outcome("no-right", _("There is no right to it"), "none"),
)

FLOW = Flow(
    (
        state("filed", _("New"), _("The higher officer has your appeal."), "open", "waiting-body"),
        ASKED,
        state("hearing", _("Hearing fixed"), _("There is a hearing. Come if you can."),
              "open", "waiting-body"),
        state("decided", _("Disposed of by order"),
              _("There is an order. Did you get what it says?"), "closed", "answered", "claimed"),
        CONFIRMED,
        LAPSED,
        state("contested", _("Order not kept"),
              _("You said that the order was not kept. You can take it further."),
              "open", "contested", "waiting-body"),
        state("refused", _("Dismissed"), _("The appeal was turned down. You can take it further."),
              "closed", "end", "refused"),
        state("silent", _("No decision in time"), _("The time for the decision has passed."),
              "open", "silent", "waiting-body"),
        FURTHER,
        WITHDRAWN,
    ),
    (
        *asking("filed", "filed"),
        move("fix-hearing", _("Fix a hearing"), "filed hearing silent contested", "hearing",
             who=OFFICE | COMMISSION, asks="hearing_on", may="because", notices="heard"),
        move("order", _("Give an order"), "filed hearing silent contested", "decided",
             who=DECIDING, asks="outcome answer", may="fine compensation proof dispatch",
             stops="*", starts="confirmation", notices="decided", tags="answers"),
        move("dismiss", _("Dismiss it"), "filed hearing silent contested", "refused",
             who=DECIDING, asks="outcome because", may="proof dispatch", stops="*",
             notices="decided", tags="answers refuses"),
        move("fall-silent", _("The time has passed"), "filed hearing contested", "silent",
             notices="silent", tags="by-clock"),
        *confirming("decided", "contested"),
        take_further("refused silent contested lapsed"),
        withdraw("filed hearing asked decided contested silent"),
    ),
)  # fmt: skip

SERVICE_APPEAL = CaseKind(
    key="service-appeal",
    name=_("Appeal about a service"),
    plural=_("Appeals about a service"),
    help=_("A service was refused or did not come in time. A higher officer can order it."),
    flow=FLOW,
    clocks=(
        _clock("rtps-kp-2014", KP_ACT),
        _clock("rtps-kp-2014-commission", KP_ACT, "17"),
        _clock("rtps-punjab-2019", PUNJAB_ACT),
        _clock("rtps-punjab-2019-commission", PUNJAB_ACT, "17"),
        CONFIRMATION,
    ),
    opens_with=("{law}/appeal",),
    fields=(
        Field(
            "law", _("Under which law?"), "choice", required=True, is_public=True,
            choices={
                "rtps-kp-2014": KP_ACT, "rtps-kp-2014-commission": KP_ACT,
                "rtps-punjab-2019": PUNJAB_ACT, "rtps-punjab-2019-commission": PUNJAB_ACT,
            },
        ),
        Field("hearing_on", _("Day of the hearing"), "date", is_public=True),
        Field("fine", _("Fine for the officer, in rupees"), "money", is_public=True,
              help=_("The law says Rs 500 to 25,000 (not compared with the gazette).")),
        Field("compensation", _("Share for the citizen, in rupees"), "money", is_public=True,
              help=_("At most 70 percent of the fine (not compared with the gazette).")),
        outcome_field(ORDERS), ANSWER, BECAUSE, PROOF, DISPATCH, QUESTION, REPLY, STILL_WRONG,
    ),
    outcomes=ORDERS,
    remedies=(
        _commission("rtps-kp-2014", KP_ACT),
        _commission("rtps-punjab-2019", PUNJAB_ACT),
        LEGAL_HELP,
    ),
    letters=drafts(
        {"request": {"rtps-kp-2014": "6", "rtps-punjab-2019": "6"}},
        request=APPEAL, reminder=COMPLAINT_REMINDER,
    ),
    notices=COMMON_NOTICES,
    audience="program",
)  # fmt: skip
