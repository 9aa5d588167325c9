"""A promise made in a meeting, and an order of a court: both name a day of their own."""

from kachehri.domains.cases.kinds import CaseKind, Field, Outcome, Remedy, Rung
from kachehri.domains.cases.kinds.who import ANSWERING, SUPERVISOR
from kachehri.kernel.clocks import Citation, ClockRule, Limit
from kachehri.kernel.flows import Flow, Move, State
from kachehri.kernel.messages import gettext_noop

from .law_parts import days
from .letters import COMPLAINT_REMINDER, ORDER_LETTER, PROMISE_LETTER, drafts
from .notices import COMMON_NOTICES
from .parts import (
    BECAUSE,
    CONFIRMATION,
    CONFIRMED,
    DISPATCH,
    FURTHER,
    LAPSED,
    OWN_RULE,
    PROOF,
    STILL_WRONG,
    WITHDRAWN,
    confirming,
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)
from .reviews import LEGAL_HELP

_ = gettext_noop

AFTER = frozenset({"refused", "silent", "contested"})
COMPLAIN = Remedy(
    "complain", _("Complain about it"), "complaint", "focal-person", "", AFTER, OWN_RULE
)
OUTCOMES = (
    Outcome("kept", _("Done as it was said"), "full", needs_evidence=True),
    Outcome("partly", _("Done in part"), "part", needs_evidence=True),
    Outcome("impossible", _("It cannot be done"), "none"),
)
PROMISE_CLOCK = ClockRule(
    "promise", _("The day that was promised"), "charter", days(30),
    Citation(
        _("The promise itself"), "", _("What was said before the public, on the day that it says"),
        conflicts=_("Where no day was named, we ask after 30 days."),
    ),
    silence="fall-silent",
)  # fmt: skip
ORDER_CLOCK = ClockRule(
    "court-order", _("The day that the court set"), "statutory", days(30),
    Citation(
        _("The order of the court or tribunal"), _("the paragraph that sets the day"),
        _("The order; its copy lies with the matter"),
        conflicts=_("Where the order names no day, we ask after 30 days; that has no force."),
    ),
    silence="fall-silent",
)  # fmt: skip


def _states(first: State, contested: str, *more: State) -> tuple[State, ...]:
    return (
        first,
        state(
            "done", _("Done, says the office"), _("The office says that it is done. Is that true?"),
            "closed", "answered", "claimed",
        ),
        CONFIRMED,
        LAPSED,
        state("contested", _("Contested"), contested, "open", "contested", "waiting-body"),
        state(
            "refused", _("Not going to be done"),
            _("The office says that it cannot be done. You can take it further."),
            "closed", "end", "refused",
        ),
        state(
            "silent", _("The day has passed"),
            _("The day has passed, and nothing was reported. You can take it further."),
            "open", "silent", "waiting-body",
        ),
        *more,
        FURTHER,
        WITHDRAWN,
    )  # fmt: skip


def _moves(first: str, *more: Move) -> tuple[Move, ...]:
    return (
        move("report-done", _("Report that it is done"), f"{first} contested silent", "done",
             who=ANSWERING, asks="outcome", may="because proof dispatch", stops="*",
             starts="confirmation", notices="done", tags="answers"),
        move("refuse", _("Say that it cannot be done"), f"{first} contested silent", "refused",
             who=ANSWERING, asks="outcome because", may="dispatch", stops="*", notices="refused",
             tags="answers refuses"),
        move("fall-silent", _("The day has passed"), f"{first} contested", "silent",
             notices="silent", tags="by-clock"),
        *more,
        *confirming("done", "contested"),
        take_further("refused silent contested lapsed"),
        withdraw(f"{first} done contested silent"),
    )  # fmt: skip


DUE_ON = Field("due_on", _("By which day?"), "date", required=True, is_public=True)
ENDING = (outcome_field(OUTCOMES), BECAUSE, PROOF, DISPATCH, STILL_WRONG)

PROMISE = CaseKind(
    key="promise",
    name=_("Promise"),
    plural=_("Promises"),
    help=_("An officer or an elected person said before others that something will be done."),
    flow=Flow(
        _states(
            state("promised", _("Promised"), _("It was promised for a day."), "open",
                "waiting-body"
            ),
            _("You said that it was not kept. A higher officer has it now."),
        ),
        _moves("promised"),
    ),
    clocks=(PROMISE_CLOCK, CONFIRMATION),
    opens_with=("promise",),
    fields=(
        DUE_ON,
        Field("promised_by", _("Who promised it? (office or seat)"), is_public=True, most=200),
        Field("meeting", _("In which meeting?"), is_public=True, most=200),
        *ENDING,
    ),
    outcomes=OUTCOMES,
    remedies=(COMPLAIN,),
    letters=drafts(request=PROMISE_LETTER, reminder=COMPLAINT_REMINDER),
    notices=COMMON_NOTICES,
    ladder=(Rung(Limit(0, "days"), "head", "rung"), Rung(days(15), "head", "rung")),
    audience="counter",
)  # fmt: skip

ORDERED_BY = {
    "judgment": _("Judgment"),
    "interim": _("Order while the case runs"),
    "tribunal": _("Direction of a tribunal or ombudsman"),
    "suo-moto": _("Matter that a court took up by itself (suo moto)"),
    "strategic": _("Case for many people (strategic litigation)"),
    "commission": _("Order of a commission"),
}

COURT_ORDER = CaseKind(
    key="court-order",
    name=_("Order of a court"),
    plural=_("Orders of courts"),
    help=_("A court or tribunal told an office to do something by a day."),
    flow=Flow(
        _states(
            state("ordered", _("Ordered"), _("The office has to do it by a day."),
                  "open", "waiting-body"),
            _("You said that the order was not kept."),
            state("stayed", _("Held up by a higher court"),
                  _("A higher court holds it up. The clock stands still."), "open",
                      "waiting-court"
                  ),
            state("set-aside", _("Set aside"), _("A higher court took the order away."),
                  "closed", "end"),
        ),
        _moves(
            "ordered",
            move("stay", _("A higher court holds it up"), "ordered silent", "stayed",
                 who=ANSWERING | SUPERVISOR, asks="because", may="proof", pauses="court-order",
                 notices="step"),
            move("stay-ends", _("The hold-up ended"), "stayed", "ordered",
                 who=ANSWERING | SUPERVISOR, may="because proof", resumes="court-order",
                 notices="step"),
            move("set-aside", _("A higher court took it away"), "ordered stayed silent contested",
                 "set-aside", who=ANSWERING | SUPERVISOR, asks="because", may="proof", stops="*",
                 notices="step"),
        ),
    ),
    clocks=(ORDER_CLOCK, CONFIRMATION),
    opens_with=("court-order",),
    fields=(
        DUE_ON,
        Field("court", _("Which court or tribunal?"), required=True, is_public=True, most=200),
        Field("case_number", _("Number of the case"), is_public=True, most=120),
        Field("order_kind", _("What kind of order?"), "choice", choices=ORDERED_BY, is_public=True),
        *ENDING,
    ),
    outcomes=OUTCOMES,
    remedies=(LEGAL_HELP,),
    letters=drafts(request=ORDER_LETTER, reminder=COMPLAINT_REMINDER),
    notices=COMMON_NOTICES,
    ladder=(Rung(Limit(0, "days"), "head", "rung"), Rung(days(7), "head", "rung")),
    audience="counter",
)  # fmt: skip
