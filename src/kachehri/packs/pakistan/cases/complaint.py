"""The complaint: a portal's promise and nobody's law, so its clock is a courtesy."""

from kachehri.domains.cases.kinds import CaseKind, Field, Letter, Outcome, Remedy, Rung
from kachehri.domains.cases.kinds.who import ANSWERING, OFFICE
from kachehri.kernel.clocks import Citation, ClockRule, Extension, Limit
from kachehri.kernel.flows import Flow
from kachehri.kernel.messages import gettext_noop

from .categories import CATEGORIES, RECEPTION
from .laws import LAWS
from .notices import COMMON_NOTICES
from .parts import (
    ASKED,
    BECAUSE,
    CONFIRMATION,
    CONFIRMED,
    DISPATCH,
    FURTHER,
    JOINED,
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
    forward,
    join,
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)

_ = gettext_noop

CUSTOM = Citation(
    law=_("No law sets this limit"),
    source="dnd.com.pk, April 2019",
    conflicts=_(
        "Press reports of the Pakistan Citizen’s Portal say 20 to 40 days, and that a complaint "
        "goes to the top on day 41. No order that says so was read."
    ),
)
SEEN = ClockRule(
    "complaint-seen", _("Time until somebody looks at it"), "courtesy",
    Limit(3, "working-days"), OWN_RULE,
)  # fmt: skip
ANSWERED = ClockRule(
    "complaint", _("Time to mend it"), "courtesy", Limit(20, "days"), CUSTOM,
    extension=Extension(Limit(20, "days"), _("The office says why it takes longer.")),
)  # fmt: skip
AGAIN = ClockRule(
    "complaint-again", _("Time to mend it after a no of the citizen"), "courtesy",
    Limit(10, "days"), OWN_RULE,
)  # fmt: skip

OUTCOMES = (
    Outcome("mended", _("Done"), "full", needs_evidence=True),
    Outcome("partly", _("Done in part"), "part", needs_evidence=True),
    Outcome("explained", _("Explained, nothing to mend"), "none"),
    Outcome("not-ours", _("Not the duty of any office"), "none"),
    Outcome("no-money", _("No money for it this year"), "none"),
)

STATES = (
    state(
        "new", _("New"), _("We passed it on. The office has not looked at it yet."),
        "open", "waiting-body",
    ),
    state("working", _("In hand"), _("The office works on it."), "open", "waiting-body"),
    ASKED,
    state(
        "done", _("Done, says the office"), _("The office says that it is done. Is that true?"),
        "closed", "answered", "claimed",
    ),
    CONFIRMED,
    LAPSED,
    state(
        "contested", _("Contested"),
        _("You said that it is not done. A higher officer has it now."),
        "open", "contested", "waiting-body",
    ),
    state(
        "refused", _("Turned down"), _("The office said no. You can take it further."),
        "closed", "end", "refused",
    ),
    FURTHER,
    JOINED,
    WITHDRAWN,
)  # fmt: skip

FLOW = Flow(
    STATES,
    (
        move("take-up", _("Take it in hand"), "new", "working",
            who=OFFICE, stops="complaint-seen", notices="taken-up"),
        forward("new working contested"),
        *asking("new working", "working", stops="complaint-seen"),
        move("extend", _("Say that it takes longer"), "working",
            who=OFFICE, asks="because", extends="complaint", notices="longer", tags="extends"),
        move("report-done", _("Report that it is done"), "new working contested", "done",
            who=ANSWERING, asks="outcome", may="because proof dispatch", stops="*",
            starts="confirmation", notices="done", tags="answers"),
        move("refuse", _("Turn it down"), "new working contested", "refused",
            who=ANSWERING, asks="outcome because", may="dispatch", stops="*",
            notices="refused", tags="answers refuses"),
        *confirming("done", "contested", "complaint-again"),
        take_further("new working asked contested refused lapsed"),
        join("new working"),
        withdraw("new working asked done contested"),
    ),
)  # fmt: skip

LETTERS = (
    Letter(
        "request", _("Complaint"),
        (
            _("I bring the following matter to your notice: %(words)s"),
            _("It happened at this place: %(place)s."),
            _(
                "No law that we know sets a limit for this answer. I ask you kindly to answer "
                "by %(due)s."
            ),
            _("Please write the number of this matter on your answer."),
        ),
    ),
    Letter(
        "reminder", _("Reminder of a complaint"),
        (
            _("On %(opened)s I wrote to you about this: %(title)s."),
            _("I asked for an answer by %(due)s and have none. I ask you to answer now."),
        ),
    ),
    Letter(
        "higher-officer", _("Complaint to a higher officer"),
        (
            _("On %(opened)s I brought this matter to %(body)s: %(title)s."),
            _("The office answered: %(answer)s"),
            _("This does not help me. I ask you to look at it yourself and to answer me."),
        ),
    ),
)  # fmt: skip

AFTER = frozenset({"refused", "silent", "contested", "answered"})

COMPLAINT = CaseKind(
    key="complaint",
    name=_("Complaint"),
    plural=_("Complaints"),
    help=_("Something is broken, missing or wrong, and an office should mend it."),
    flow=FLOW,
    clocks=(ANSWERED, SEEN, AGAIN, CONFIRMATION),
    opens_with=("complaint", "complaint-seen"),
    fields=(
        Field("since_when", _("Since when?"), help=_("As well as you know.")),
        Field("people", _("How many people does it touch?"), "number"),
        Field(
            "received", _("How were you received?"), "choices", choices=RECEPTION,
            help=_("Only if you went to an office about it."),
        ),
        outcome_field(OUTCOMES), BECAUSE, PROOF, DISPATCH, TO_BODY, QUESTION, REPLY, STILL_WRONG,
    ),
    categories=CATEGORIES,
    outcomes=OUTCOMES,
    remedies=(
        Remedy(
            "higher-officer", _("Ask a higher officer"), "internal-review", "head",
            "higher-officer", AFTER,
            OWN_RULE, fields={"law": "complaint"},
        ),
        *(
            Remedy(
                f"ask-papers-{law.key}", _("Ask for the papers about it"), law.key,
                "information-officer", "", AFTER, law.cite,
            )
            for law in LAWS
        ),
    ),
    letters=LETTERS,
    notices=COMMON_NOTICES,
    ladder=(
        Rung(Limit(0, "days"), "focal-person", "rung"),
        Rung(Limit(10, "days"), "head", "rung"),
        Rung(Limit(21, "days"), "head", "rung"),
    ),
)  # fmt: skip
