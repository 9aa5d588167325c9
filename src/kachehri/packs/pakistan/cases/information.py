"""The request for information: what all five Acts share. A law fills in an `InformationLaw`.

From that are made: the kind of the request with its flow, clocks, letters and remedies; the clocks
of the internal review and of the commission; the grounds; the check-list.
"""

from dataclasses import dataclass

from kachehri.domains.cases.kinds import (
    CaseKind,
    Checklist,
    ChecklistItem,
    Field,
    Ground,
    Letter,
    Outcome,
    Remedy,
    Rung,
)
from kachehri.domains.cases.kinds.who import ANSWERING, APPLICANT, OFFICE
from kachehri.kernel.clocks import Citation, ClockRule, Extension, Limit
from kachehri.kernel.flows import Flow, Move
from kachehri.kernel.messages import gettext_noop

from .law_notes import NOTES
from .letters import COMMISSION_LETTER, REMINDER, REQUEST, REVIEW_LETTER
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
    TO_BODY,
    WITHDRAWN,
    asking,
    confirming,
    forward,
    ground_field,
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)

_ = gettext_noop

NO_SUCH_SECTION = _("The list in this Act was not at hand; the officer has to name the section.")


@dataclass(frozen=True)
class InformationLaw:
    """One Act. `code` is what scripts write; clocks are limits with their own citation.

    `review` is the clock of the internal review (None: the Act has none); with `review_first` the
    commission wants it first. `complaint_within` bounds the complaint to the commission.
    `sections` are those that letters name: request, answer, review, complaint, disclosure.
    """

    key: str
    code: str
    name: str
    act: str
    help: str
    cite: Citation
    answer: Limit
    urgent: Limit
    fees: str
    commission: ClockRule
    sections: dict[str, str]
    grounds: tuple[Ground, ...]
    disclosure: tuple[ChecklistItem, ...]
    extension: Extension | None = None
    review: ClockRule | None = None
    review_first: bool = False
    review_within: Limit | None = None
    complaint_within: Limit | None = None
    officer: str = ""
    applies_to: tuple[str, ...] = ()
    calendar: str = "pk"


OUTCOMES = (
    Outcome("given", _("All was given"), "full", needs_evidence=True),
    Outcome("given-in-part", _("A part was given"), "part", needs_evidence=True),
    Outcome("not-held", _("The office does not hold it"), "none"),
    Outcome("published", _("It is published already"), "full", needs_evidence=True),
)

LATER_STATES = (
    ASKED,
    state(
        "fee", _("Waiting for the fee"), _(
            "The office asks for a fee. The clock stands still until it is paid."
        ),
        "open", "waiting-citizen",
    ),
    state(
        "answered", _("Answered, says the office"), _(
            "The office says that it answered. Is it what you asked for?"
        ),
        "closed", "answered", "claimed",
    ),
    CONFIRMED,
    LAPSED,
    state(
        "contested", _("Contested"), _(
            "You said that this is not what you asked for. You can take it further."
        ),
        "open", "contested", "waiting-body",
    ),
    state(
        "refused", _("Refused"), _("The office said no, with a reason. You can take it further."),
        "closed", "end", "refused",
    ),
    state(
        "silent", _("No answer in time"),
        _("The time has passed without an answer. That counts as a no. You can take it further."),
        "open", "silent", "waiting-body",
    ),
    FURTHER,
    WITHDRAWN,
)  # fmt: skip
_BUSY = "sent contested silent"


def _extending(code: str) -> tuple[Move, ...]:
    """The office takes longer, where the law lets it."""
    return (
        move("extend", _("Take longer, as the law allows"), "sent",
             who=ANSWERING, asks="because", may="dispatch", extends=code, notices="longer",
             tags="extends"),
    )  # fmt: skip


def asking_flow(code: str, told: str, *, longer: bool = False) -> Flow:
    """The way of a request: the same under every Act; `code` is its clock, `told` its beginning.

    `longer` says whether the law knows an extension.
    """
    return Flow(
        (state("sent", _("New"), told, "open", "waiting-body"), *LATER_STATES),
        (
            forward("sent"),
            *asking("sent", "sent"),
            move("ask-fee", _("Ask for the fee"), "sent", "fee",
                who=OFFICE, asks="amount because", pauses=code, notices="fee", tags="asks-citizen"),
            move("fee-paid", _("The fee is paid"), "fee", "sent",
                who=ANSWERING | APPLICANT, may="proof", resumes=code, tags="citizen-answers"),
            *(_extending(code) if longer else ()),
            move("answer", _("Answer"), f"{_BUSY} refused further", "answered",
                who=ANSWERING, asks="outcome answer", may="proof dispatch", stops="*",
                starts="confirmation", notices="answered", tags="answers"),
            move("refuse", _("Refuse"), _BUSY, "refused",
                who=ANSWERING, asks="ground because", may="section dispatch", stops="*",
                notices="refused", tags="answers refuses"),
            move("fall-silent", _("The time has passed"), "sent contested", "silent",
                notices="silent", tags="by-clock"),
            *confirming("answered", "contested"),
            take_further("refused silent contested answered lapsed"),
            withdraw("sent asked fee answered contested silent"),
        ),
    )  # fmt: skip


def answer_clock(law: InformationLaw) -> ClockRule:
    """The clock of the answer."""
    return ClockRule(
        code=law.code,
        name=_("Answer to a request for information"),
        basis="statutory",
        limit=law.answer,
        cite=law.cite,
        urgent=law.urgent,
        extension=law.extension,
        silence="fall-silent",
        calendar=law.calendar,
    )


_AFTER = frozenset({"refused", "silent", "contested", "answered"})


def remedies(law: InformationLaw) -> tuple[Remedy, ...]:
    """What may follow a refusal, silence or a poor answer: the review, the commission."""
    fields = {"law": law.code}
    found = []
    if law.review:
        found.append(
            Remedy(
                "internal-review", _("Ask the head of the office to look again"),
                "internal-review", "head", "internal-review", _AFTER, law.review.cite,
                within=law.review_within, fields=fields,
            )
        )  # fmt: skip
    return (*found, commission_remedy(law))


def commission_remedy(law: InformationLaw) -> Remedy:
    """The complaint to the commission."""
    return Remedy(
        "commission", _("Complain to the information commission"),
        "commission-complaint", "information-commission", "commission", _AFTER,
        law.commission.cite, within=law.complaint_within,
        first="internal-review" if law.review and law.review_first else "",
        fields={"law": law.code},
    )  # fmt: skip


def letters(law: InformationLaw) -> tuple[Letter, ...]:
    """The four letters, each with the section that it stands on."""
    drafts = (
        ("request", REQUEST), ("reminder", REMINDER),
        ("internal-review", REVIEW_LETTER), ("commission", COMMISSION_LETTER),
    )  # fmt: skip
    return tuple(
        Letter(key, title, paragraphs, law.sections.get(key, ""))
        for key, (title, paragraphs) in drafts
        if key != "internal-review" or law.review
    )


def information_request(law: InformationLaw) -> CaseKind:
    """The kind of matter that a request under an Act is."""
    return CaseKind(
        key=law.key,
        name=law.name,
        plural=_("Requests for information"),
        help=law.help,
        flow=asking_flow(
            law.code,
            _("Your request is with the information officer."),
            longer=law.extension is not None,
        ),
        clocks=(answer_clock(law), CONFIRMATION),
        opens_with=(law.code,),
        fields=(
            Field("years", _("For which time?"), help=_("For example: the year 2025.")),
            Field("form", _("In which form do you want it?"), "choice", choices=FORMS),
            Field("life", _("Is somebody’s life or liberty at stake?"), "yes", help=_(
                "Then the law sets a shorter limit."
            )),
            Field("amount", _("How much is the fee, in rupees?"), "money", is_public=True),
            Field("section", _("Section of the Act"), is_public=True),
            outcome_field(OUTCOMES), ground_field(law.grounds), ANSWER, BECAUSE, PROOF,
            DISPATCH, TO_BODY, QUESTION, REPLY, STILL_WRONG,
        ),
        outcomes=OUTCOMES,
        grounds=law.grounds,
        remedies=remedies(law),
        letters=letters(law),
        notices=COMMON_NOTICES,
        ladder=(Rung(Limit(0, "days"), "head", "rung"),),
        applies_to=law.applies_to,
        law=law.code,
        fees=law.fees,
        officer=law.officer,
        notes=NOTES.get(law.code, ()),
    )  # fmt: skip


FORMS = {
    "paper": _("A copy on paper"),
    "file": _("A file"),
    "look": _("I come and look at it"),
}


def checklist(law: InformationLaw) -> Checklist:
    """What the Act wants to be public without a request."""
    return Checklist(
        key=f"{law.code}-disclosure",
        name=_("What the office has to publish by itself"),
        law=law.code,
        items=law.disclosure,
        cite=Citation(
            law=law.act,
            section=law.sections.get("disclosure", ""),
            source=law.cite.source,
            conflicts=_("From summaries and guides; the section was not read in the gazette."),
        ),
    )
