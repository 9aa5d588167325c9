"""Parts that kinds of matters share: states, moves, fields, the clock of the confirmation."""

from kachehri.domains.cases.kinds import Field, Ground, Outcome
from kachehri.domains.cases.kinds.who import ANSWERING, APPLICANT, MODERATOR, OFFICE, SUPERVISOR
from kachehri.kernel.clocks import Citation, ClockRule, Limit
from kachehri.kernel.flows import Move, State
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

OWN_RULE = Citation(
    law=_("A rule of this website"),
    section="",
    source=_("Nobody’s legal duty: it says when we ask again."),
)
"""What a courtesy clock rests on."""

CONFIRMATION = ClockRule(
    code="confirmation",
    name=_("Time to say whether it is really done"),
    basis="courtesy",
    limit=Limit(30, "days"),
    cite=OWN_RULE,
    silence="lapse",
)
"""How long the citizen may take to confirm or contest."""


def state(key: str, label: str, told: str, *tags: str) -> State:
    """A state; `told` is what the citizen reads."""
    return State(key, label, told, frozenset(tags))


def move(key: str, label: str, sources: str, to: str = "", **rest: object) -> Move:
    """A move from `sources` (names with blanks between them); `tags` are written in the same way.

    What `asks`, `may`, `starts`, `stops`, `pauses`, `resumes`, `extends` and `notices` name is
    written so, too.
    """
    who = rest.pop("who", None)
    split = {name: tuple(str(value).split()) for name, value in rest.items()}
    tags = frozenset(split.pop("tags", ()))
    return Move(key, label, tuple(sources.split()), to, who=who, tags=tags, **split)  # type: ignore[arg-type]


# States

ASKED = state(
    "asked",
    _("Waiting for the citizen"),
    _("The office asks you something. Please answer."),
    "open", "waiting-citizen",
)  # fmt: skip
CONFIRMED = state(
    "confirmed", _("Confirmed"), _("You said that it is done."), "closed", "end", "confirmed"
)
LAPSED = state(
    "lapsed",
    _("Closed, not confirmed"),
    _("The office says that it is done. You did not say whether that is true."),
    "closed", "end", "answered",
)  # fmt: skip
JOINED = state(
    "joined",
    _("Joined to another matter"),
    _("Somebody told us the same before. Follow it under that number."),
    "closed", "end",
)  # fmt: skip
WITHDRAWN = state("withdrawn", _("Withdrawn"), _("You took it back."), "closed", "end", "withdrawn")
FURTHER = state(
    "further",
    _("Taken further"),
    _("You took it further. The next step has a number of its own."),
    "closed", "end", "further",
)  # fmt: skip

# Fields that moves ask for

QUESTION = Field("question", _("What do you ask the citizen?"), "words", most=1000)
REPLY = Field("reply", _("Your answer"), "words", most=4000)
BECAUSE = Field("because", _("Why?"), "words", most=2000, is_public=True)
TO_BODY = Field("to_body", _("Which office does it belong to?"), "body", is_public=True)
PROOF = Field(
    "proof",
    _("Proof"),
    "file",
    help=_("A photo or a paper that shows it."),
)
ANSWER = Field("answer", _("The answer"), "words", most=20000, is_public=True)
STILL_WRONG = Field("still_wrong", _("What is still not right?"), "words", most=4000)
DISPATCH = Field(
    "dispatch", _("Number of the office’s letter"), help=_("Diary or dispatch number, if any.")
)


def outcome_field(outcomes: tuple[Outcome, ...]) -> Field:
    """The choice of how it ended."""
    return Field(
        "outcome",
        _("How did it end?"),
        "choice",
        choices={one.key: one.label for one in outcomes},
        is_public=True,
    )


def ground_field(grounds: tuple[Ground, ...]) -> Field:
    """The choice of the reason in the law."""
    return Field(
        "ground",
        _("Reason in the law"),
        "choice",
        choices={one.key: one.label for one in grounds},
        is_public=True,
    )


# Moves that most kinds have; `busy` are the states in which the office works


def forward(busy: str) -> Move:
    """The matter belongs to another office. Its clocks run on: that is not the citizen's fault."""
    return move(
        "forward", _("Pass it on to another office"), busy,
        who=ANSWERING, asks="to_body", may="because dispatch", notices="passed-on", tags="forwards",
    )  # fmt: skip


def asking(busy: str, back: str, *, stops: str = "") -> tuple[Move, ...]:
    """The office asks, the citizen answers; the clocks stand still meanwhile.

    `stops` is a clock that ends with the asking, as that of the first look.
    """
    return (
        move(
            "ask", _("Ask the citizen"), busy, "asked",
            who=OFFICE, asks="question", stops=stops, pauses="*", notices="asked",
            tags="asks-citizen",
        ),
        move(
            "reply", _("Answer the office"), "asked", back,
            who=APPLICANT, asks="reply", resumes="*", notices="replied", tags="citizen-answers",
        ),
        move("go-on", _("Go on without an answer"), "asked", back, who=OFFICE, resumes="*"),
    )  # fmt: skip


def confirming(done: str, back: str, clock: str = "") -> tuple[Move, ...]:
    """The citizen says whether it is true. What is contested starts `clock` and goes higher."""
    return (
        move(
            "confirm", _("Yes, it is done"), f"{done} lapsed", "confirmed",
            who=APPLICANT, stops="confirmation", notices="confirmed", tags="confirms",
        ),
        move(
            "contest", _("No, it is not done"), f"{done} lapsed confirmed", back,
            who=APPLICANT, asks="still_wrong", stops="confirmation", starts=clock,
            notices="contested", tags="contests reopens",
        ),
        move(
            "lapse", _("Close it: the citizen did not say"), done, "lapsed",
            stops="confirmation", tags="by-clock",
        ),
    )  # fmt: skip


def withdraw(sources: str) -> Move:
    """The citizen takes it back."""
    return move(
        "withdraw", _("Take it back"), sources, "withdrawn",
        who=APPLICANT, may="because", stops="*", tags="withdraws",
    )  # fmt: skip


def join(sources: str) -> Move:
    """It is the same as another matter."""
    return move(
        "join", _("Join it to another matter"), sources, "joined",
        who=SUPERVISOR | MODERATOR, stops="*", notices="joined", tags="joins",
    )  # fmt: skip


def take_further(sources: str) -> Move:
    """The citizen uses a remedy."""
    return move(
        "go-further", _("Take it further"), sources, "further",
        who=APPLICANT, stops="*", tags="remedy",
    )  # fmt: skip
