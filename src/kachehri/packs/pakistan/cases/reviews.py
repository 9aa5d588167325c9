"""What follows a request: the internal review and the complaint to a commission.

Both are one kind for all five Acts: the fact `law` picks the clock and the remedy.
"""

from dataclasses import replace

from kachehri.domains.cases.kinds import CaseKind, Field, Outcome, Remedy, Rung
from kachehri.domains.cases.kinds.who import COMMISSION, DECIDING
from kachehri.kernel.clocks import Citation, ClockRule, Limit
from kachehri.kernel.flows import Flow, Move
from kachehri.kernel.messages import gettext_noop

from .information import OUTCOMES, asking_flow, commission_remedy
from .law_parts import asked_again, days
from .laws import LAWS
from .letters import COMMISSION_LETTER, COMPLAINT_REMINDER, REMINDER, REVIEW_LETTER, drafts
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
    OWN_RULE,
    PROOF,
    QUESTION,
    REPLY,
    STILL_WRONG,
    TO_BODY,
    WITHDRAWN,
    asking,
    confirming,
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)

_ = gettext_noop


def _which(laws: dict[str, str]) -> Field:
    """The law that the matter is under."""
    return Field(
        "law", _("Under which law?"), "choice", required=True, choices=laws, is_public=True
    )


REVIEWED = _which({law.code: law.act for law in LAWS if law.review} | {"complaint": _("Complaint")})
DECIDED = _which({law.code: law.act for law in LAWS})
GROUND = Field(
    "ground", _("Reason in the law"), "choice", is_public=True,
    choices={one.key: one.label for law in LAWS for one in law.grounds},
)  # fmt: skip
LEGAL_HELP = Remedy(
    "legal-help", _("Ask for free legal help"), "referral", "head", "",
    frozenset({"refused", "silent", "contested", "answered"}),
    Citation(
        _("Constitution of Pakistan"), "199", "",
        conflicts=_("A high court can be asked; whether it takes the matter, a lawyer has to say."),
    ),
)  # fmt: skip


def sections(key: str) -> dict[str, str]:
    """By law the section on which a letter stands, where it was found."""
    return {law.code: law.sections[key] for law in LAWS if key in law.sections}


REVIEW = CaseKind(
    key="internal-review",
    name=_("Internal review"),
    plural=_("Internal reviews"),
    help=_("The head of the office looks again at what an officer refused or did not answer."),
    flow=asking_flow("{law}/review", _("The head of the office has it.")),
    clocks=(
        *(replace(law.review, calendar=law.calendar) for law in LAWS if law.review),
        asked_again("complaint", OWN_RULE),
        CONFIRMATION,
    ),
    opens_with=("{law}/review",),
    fields=(
        REVIEWED,
        Field("amount", _("How much is the fee, in rupees?"), "money", is_public=True),
        Field("section", _("Section of the Act"), is_public=True),
        outcome_field(OUTCOMES), GROUND, ANSWER, BECAUSE, PROOF, DISPATCH, TO_BODY, QUESTION,
        REPLY, STILL_WRONG,
    ),
    outcomes=OUTCOMES,
    grounds=tuple(one for law in LAWS for one in law.grounds),
    remedies=(
        *(
            replace(commission_remedy(law), first="", where={"law": law.code})
            for law in LAWS
        ),
        LEGAL_HELP,
    ),
    letters=drafts(
        {"request": sections("internal-review"), "commission": sections("commission")},
        request=REVIEW_LETTER, reminder=REMINDER, commission=COMMISSION_LETTER,
    ),
    notices=COMMON_NOTICES,
    ladder=(Rung(Limit(0, "days"), "head", "rung"),),
    audience="program",
)  # fmt: skip

# The complaint to the commission: Sindh's way of notices; the others use as much as they need

CALL_REPORT = ClockRule(
    "rti-sindh-2016/call-report", _("Report of the office to the commission"), "courtesy", days(7),
    Citation(
        _("Practice of the Sindh Information Commission"), "", "A public program for its cases",
        conflicts=_("Seven days stand in a program, not in the Act."),
    ),
)  # fmt: skip
ORDERS = (
    Outcome("information-ordered", _("The office has to give it"), "full", needs_evidence=True),
    Outcome("given-meanwhile", _("The office gave it meanwhile"), "full", needs_evidence=True),
    Outcome("part-ordered", _("The office has to give a part"), "part", needs_evidence=True),
    Outcome("no-right", _("There is no right to it"), "none"),
    Outcome("too-late", _("The complaint came too late"), "none"),
)
_STEPS = "report-called noticed last-notice show-cause last-show-cause"
_OPEN = f"filed {_STEPS} reported hearing silent contested"
WAITS = ("open", "waiting-commission")

COMMISSION_STATES = (
    state("filed", _("New"), _("The commission has your complaint."), *WAITS),
    ASKED,
    state(
        "report-called", _("Report called for"), _("The commission asked the office for a report."),
        *WAITS,
    ),
    state("noticed", _("First notice"), _("The commission sent the office a notice."), *WAITS),
    state(
        "last-notice", _("Final notice"), _(
            "The commission sent the office a final notice."
        ), *WAITS
    ),
    state(
        "show-cause", _("Show cause"),
        _("The officer has to say why there should be no punishment."), *WAITS,
    ),
    state(
        "last-show-cause", _("Final show cause"), _("The officer has the last chance to explain."),
        *WAITS,
    ),
    state("reported", _("The report is in"), _("The office told the commission its side."), *WAITS),
    state("hearing", _("Hearing fixed"), _("There is a hearing. Come if you can."), *WAITS),
    state(
        "decided", _("Disposed of by order"),
        _("There is an order. Did you get what it says?"), "closed", "answered", "claimed",
    ),
    CONFIRMED,
    LAPSED,
    state(
        "contested", _("Order not kept"), _(
            "You said that the order was not kept. The commission knows."
        ),
        "open", "contested", "waiting-commission",
    ),
    state(
        "refused", _("Dismissed"), _("The commission said no. A court could still be asked."),
        "closed", "end", "refused",
    ),
    state(
        "silent", _("No decision in time"), _("The time for the decision has passed."),
        "open", "silent", "waiting-commission",
    ),
    FURTHER,
    WITHDRAWN,
)  # fmt: skip


def _step(key: str, label: str, sources: str, to: str, **rest: object) -> Move:
    """A step of the commission that the applicant is told of."""
    return move(key, label, sources, to, who=COMMISSION, notices="step", **rest)


COMMISSION_FLOW = Flow(
    COMMISSION_STATES,
    (
        *asking("filed", "filed"),
        _step("call-report", _("Call for a report"), "filed silent", "report-called",
              starts="{law}/call-report"),
        _step("notice", _("Send the first notice"), "filed report-called silent", "noticed",
              stops="{law}/call-report"),
        _step("final-notice", _("Send the final notice"), "noticed", "last-notice"),
        _step("repeat-notice", _("Repeat the final notice"), "last-notice", ""),
        _step("show-cause", _("Ask to show cause"), "noticed last-notice contested", "show-cause"),
        _step("final-show-cause", _("Ask to show cause for the last time"), "show-cause",
              "last-show-cause"),
        move("report-came", _("The report came"), _STEPS, "reported",
             who=DECIDING, may="answer proof dispatch", stops="{law}/call-report", notices="step"),
        move("fix-hearing", _("Fix a hearing"), f"filed {_STEPS} reported silent contested",
             "hearing", who=COMMISSION, asks="hearing_on", may="because", notices="heard"),
        move("adjourn", _("Adjourn the hearing"), "hearing",
             who=COMMISSION, asks="hearing_on because", notices="heard"),
        move("extend", _("Take longer, as the law allows"), "filed reported hearing",
             who=COMMISSION, asks="because", extends="{law}/commission", notices="longer",
             tags="extends"),
        move("order", _("Give an order"), _OPEN, "decided",
             who=DECIDING, asks="outcome answer", may="penalty proof dispatch", stops="*",
             starts="confirmation", notices="decided", tags="answers"),
        move("dismiss", _("Dismiss it"), _OPEN, "refused",
             who=DECIDING, asks="outcome because", may="proof dispatch", stops="*",
             notices="decided", tags="answers refuses"),
        move("fall-silent", _("The time has passed"), f"filed {_STEPS} reported hearing", "silent",
             notices="silent", tags="by-clock"),
        *confirming("decided", "contested"),
        take_further("refused silent contested lapsed"),
        withdraw(f"{_OPEN} asked decided"),
    ),
)  # fmt: skip

COMMISSION_COMPLAINT = CaseKind(
    key="commission-complaint",
    name=_("Complaint to the information commission"),
    plural=_("Complaints to the information commission"),
    help=_("An office refused information, or did not answer. The commission can order it."),
    flow=COMMISSION_FLOW,
    clocks=(
        *(replace(law.commission, calendar=law.calendar) for law in LAWS),
        CALL_REPORT,
        CONFIRMATION,
    ),
    opens_with=("{law}/commission",),
    fields=(
        DECIDED,
        Field("hearing_on", _("Day of the hearing"), "date", is_public=True),
        Field("penalty", _("Penalty for the officer"), "words", most=400, is_public=True),
        outcome_field(ORDERS), ANSWER, BECAUSE, PROOF, DISPATCH, QUESTION, REPLY, STILL_WRONG,
    ),
    outcomes=ORDERS,
    remedies=(LEGAL_HELP,),
    letters=drafts(
        {"request": sections("commission")},
        request=COMMISSION_LETTER, reminder=COMPLAINT_REMINDER,
    ),
    notices=COMMON_NOTICES,
    audience="program",
)  # fmt: skip
