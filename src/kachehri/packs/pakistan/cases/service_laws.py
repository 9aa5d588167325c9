"""Services with a limit: what the two Acts and a citizens' charter share.

A province writes its services down as a table of `Service`s; each becomes a category, by which it
is routed, and a clock of its own (`rtps-kp-2014/domicile`).
"""

from dataclasses import dataclass

from kachehri.domains.cases.kinds import CaseKind, Category, Field, Letter, Outcome, Remedy, Rung
from kachehri.domains.cases.kinds.who import ANSWERING, OFFICE
from kachehri.kernel.clocks import Basis, Citation, ClockRule, Limit, Stage
from kachehri.kernel.flows import Flow
from kachehri.kernel.messages import gettext_noop

from .law_notes import NOTES
from .letters import (
    APPEAL,
    CHARTER_REQUEST,
    COMPLAINT_REMINDER,
    SERVICE_REMINDER,
    SERVICE_REQUEST,
)
from .notices import COMMON_NOTICES
from .parts import (
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
    move,
    outcome_field,
    state,
    take_further,
    withdraw,
)

_ = gettext_noop


@dataclass(frozen=True)
class Service:
    """One service: its limit, who gives it (`officer`) and who hears the appeal.

    `stages` follow the limit; `said` is what other sources state; `source` only where it differs
    from that of the list.
    """

    key: str
    label: str
    sector: str
    limit: Limit
    officer: str = ""
    appeal_to: str = ""
    stages: tuple[Stage, ...] = ()
    said: str = ""
    source: str = ""


@dataclass(frozen=True)
class ServiceLaw:
    """A law or charter with its services; `remedies` follow a refusal or silence."""

    key: str
    code: str
    name: str
    act: str
    help: str
    basis: Basis
    cite: Citation
    services: tuple[Service, ...]
    calendar: str
    applies_to: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()


OUTCOMES = (
    Outcome("issued", _("Given"), "full", needs_evidence=True),
    Outcome("issued-in-part", _("Given in part"), "part", needs_evidence=True),
    Outcome("not-entitled", _("The person has no right to it"), "none"),
    Outcome("papers-missing", _("Papers are missing"), "none"),
)

STATES = (
    state(
        "applied", _("New"), _("Your application is with the office. Its clock runs."),
        "open", "waiting-body",
    ),
    ASKED,
    state(
        "ready", _("Ready, says the office"), _(
            "The office says that it is ready. Did you get it?"
        ),
        "closed", "answered", "claimed",
    ),
    CONFIRMED,
    LAPSED,
    state(
        "contested", _("Contested"), _(
            "You said that you did not get it. You can take it further."
        ),
        "open", "contested", "waiting-body",
    ),
    state(
        "refused", _("Refused"), _("The office said no. You can take it further."),
        "closed", "end", "refused",
    ),
    state(
        "silent", _("Not given in time"),
        _("The time has passed. You can take it further."),
        "open", "silent", "waiting-body",
    ),
    FURTHER,
    WITHDRAWN,
)  # fmt: skip
_BUSY = "applied contested silent"

FLOW = Flow(
    STATES,
    (
        forward("applied"),
        *asking("applied", "applied"),
        move("give-receipt", _("Give a receipt"), "applied", who=OFFICE, may="dispatch"),
        move("issue", _("Give what was asked for"), f"{_BUSY} refused", "ready",
            who=ANSWERING, asks="outcome", may="proof dispatch because", stops="*",
            starts="confirmation", notices="ready", tags="answers"),
        move("refuse", _("Refuse"), _BUSY, "refused",
            who=ANSWERING, asks="outcome because", may="dispatch", stops="*",
            notices="refused", tags="answers refuses"),
        move("fall-silent", _("The time has passed"), "applied contested", "silent",
            notices="silent", tags="by-clock"),
        *confirming("ready", "contested"),
        take_further("refused silent contested lapsed"),
        withdraw("applied asked ready contested silent"),
    ),
)  # fmt: skip


def cited(law: ServiceLaw, one: Service) -> Citation:
    """Where the limit of one service stands."""
    return Citation(
        law.act,
        law.cite.section,
        one.source or law.cite.source,
        law.cite.url,
        conflicts=one.said or law.cite.conflicts,
    )


def clocks(law: ServiceLaw) -> tuple[ClockRule, ...]:
    """One clock a service."""
    return tuple(
        ClockRule(
            f"{law.code}/{one.key}", one.label, law.basis, one.limit, cited(law, one),
            silence="fall-silent", stages=one.stages, calendar=law.calendar,
        )
        for one in law.services
    )  # fmt: skip


def letters(law: ServiceLaw) -> tuple[Letter, ...]:
    """The application, the reminder and the appeal, each with its section."""
    sections = dict(law.sections)
    texts = (
        (("request", SERVICE_REQUEST), ("reminder", SERVICE_REMINDER), ("appeal", APPEAL))
        if sections
        else (("request", CHARTER_REQUEST), ("reminder", COMPLAINT_REMINDER))
    )
    return tuple(
        Letter(key, title, paragraphs, sections.get(key, "")) for key, (title, paragraphs) in texts
    )


def service(law: ServiceLaw) -> CaseKind:
    """The kind of matter that an application for a service is."""
    return CaseKind(
        key=law.key,
        name=law.name,
        plural=_("Applications for a service"),
        help=law.help,
        flow=FLOW,
        clocks=(*clocks(law), CONFIRMATION),
        opens_with=(law.code + "/{category}",),
        fields=(
            Field("receipt", _("Number of the receipt"), help=_("If the office gave you one.")),
            outcome_field(OUTCOMES), BECAUSE, PROOF, DISPATCH, TO_BODY, QUESTION, REPLY,
            STILL_WRONG,
        ),
        categories=tuple(
            Category(one.key, one.label, one.sector, officer=one.officer, appeal_to=one.appeal_to)
            for one in law.services
        ),
        outcomes=OUTCOMES,
        remedies=law.remedies,
        letters=letters(law),
        notices=COMMON_NOTICES,
        ladder=(Rung(Limit(0, "days"), "head", "rung"),),
        is_public=True,
        applies_to=law.applies_to,
        law=law.code if law.basis == "statutory" else "",
        notes=NOTES.get(law.code, ()),
    )  # fmt: skip
