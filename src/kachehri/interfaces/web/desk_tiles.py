"""What a person does with matters, as the ways on from the first page of the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.rules import (
    MAY_ANALYSE_ANYWHERE,
    MAY_CODE_ANYWHERE,
    MAY_MANAGE_ANYWHERE,
    MAY_READ_ANSWERS_ANYWHERE,
)
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import Refused
from kachehri.engines.access.roles import EDIT, KEEPER_ROLE
from kachehri.interfaces.web.at_desk import (
    COMMISSION,
    COUNTER,
    MODERATES,
    OFFICE,
    SUPERVISES,
)
from kachehri.kernel.rules import Holds, Rule, decide

TILES: tuple[tuple[Rule, str, Any, Any], ...] = (
    (
        OFFICE,
        "desk-matters",
        _("Matters of your office"),
        _("What is late, what is due today, what waits."),
    ),
    (
        SUPERVISES,
        "desk-ladder",
        _("Supervisor’s desk"),
        _("What climbed up to you, who carries how much, the worst clocks."),
    ),
    (
        OFFICE,
        "desk-answers",
        _("Texts for answers"),
        _("What your office writes again and again, in three languages."),
    ),
    (
        COMMISSION,
        "desk-commission",
        _("Before the commission"),
        _("Each matter with the request that it came from."),
    ),
    (
        COUNTER,
        "desk-counter",
        _("Counter"),
        _("Enter a matter for somebody, or find it when they come back."),
    ),
    (COUNTER, "desk-calls", _("Whom to call"), _("When it is safe, and who may answer.")),
    (
        COUNTER,
        "desk-organisation",
        _("Matters that organisations speak for"),
        _("Ask whether it was really done."),
    ),
    (
        COUNTER | OFFICE,
        "desk-hearings",
        _("Open hearings"),
        _("Call one, hold it, write its minutes."),
    ),
    (
        MODERATES,
        "desk-moderation",
        _("What the public may see"),
        _("Pass a text, or hide it with a reason."),
    ),
    (MODERATES, "desk-files", _("Files that wait"), _("Pass a copy, or hold it back.")),
    (
        MODERATES,
        "desk-pen",
        _("Holding pen"),
        _("What came in and belongs to no matter yet."),
    ),
    (
        EDIT,
        "desk-offices",
        _("Directory of offices"),
        _("Who answers there, how to reach them, what readers say is wrong."),
    ),
    (
        MAY_READ_ANSWERS_ANYWHERE,
        "desk-forms",
        _("Forms"),
        _("Add a questionnaire, try it, publish it, see what came in."),
    ),
    (
        MAY_ANALYSE_ANYWHERE,
        "desk-samples",
        _("Samples"),
        _("Draw whom to ask, weigh the answers, publish the figures."),
    ),
    (
        MAY_CODE_ANYWHERE,
        "desk-voices",
        _("Voices"),
        _("Interviews and focus groups: keep, code, and propose words for publication."),
    ),
    (
        MAY_MANAGE_ANYWHERE,
        "desk-field",
        _("Field work"),
        _("Who brings answers, how many, from where, and what looks odd."),
    ),
    (
        Holds(KEEPER_ROLE.name),
        "desk-tray",
        _("Locked tray"),
        _("What must not lie in the open. Every look is written down."),
    ),
)


def tiles(actor: Actor) -> list[dict[str, str]]:
    """The ways on for this person; those of rights that sleep lead to switching them on."""
    return [
        {"href": reverse(name), "title": str(title), "text": str(text)}
        for rule, name, title, text in TILES
        if _is_open(rule, actor)
    ]


def _is_open(rule: Rule, actor: Actor) -> bool:
    verdict = decide(rule, actor)
    return verdict.allowed or Refused(verdict).elevation_would_help
