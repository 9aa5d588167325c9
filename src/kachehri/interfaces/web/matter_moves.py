"""The moves that a person may make in a matter, and what each of them asks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases.kinds import CaseKind, Field
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.cases.rules import seeing
from kachehri.engines.access.actor import Actor
from kachehri.interfaces.web.asked import Around, Option, Question, questions
from kachehri.kernel.clocks import Citation
from kachehri.kernel.flows import Move
from kachehri.kernel.rules import decide

GROUNDS = ("ground", "grounds")
OUTCOMES = ("outcome", "outcomes")
GRAVE = frozenset({"refuses", "withdraws"})
MAIN = frozenset({"answers", "confirms"})
ELSEWHERE = (("joins", "desk-join"), ("remedy", "desk-remedies"))
"""Moves that have a page of their own: they touch a second matter."""


@dataclass(frozen=True)
class Button:
    """A move as a button: `look` is that of the button (none, alt or grave)."""

    key: str
    label: str
    href: str
    look: str = "alt"


def moves(view: CaseView, kind: CaseKind, actor: Actor) -> tuple[Move, ...]:
    """The moves that the flow gives this person now."""
    return tuple(
        move
        for move in kind.flow.moves_from(view.state)
        if move.who is not None and decide(move.who, seeing.judged(actor), view).allowed
    )


def buttons(view: CaseView, kind: CaseKind, actor: Actor) -> tuple[Button, ...]:
    """The buttons of a matter, that of the answer first."""
    made = [button(view, move) for move in moves(view, kind, actor)]
    return tuple(sorted(made, key=lambda one: ("", "alt", "grave").index(one.look)))


def button(view: CaseView, move: Move) -> Button:
    """A move as a button."""
    look = "grave" if move.tags & GRAVE else "" if move.tags & MAIN else "alt"
    name = next((way for tag, way in ELSEWHERE if tag in move.tags), "")
    way = reverse(name, args=[view.number]) if name else ""
    way = way or reverse("desk-move", args=[view.number, move.key])
    return Button(move.key, gettext(move.label), way, look)


def find(view: CaseView, kind: CaseKind, actor: Actor, key: str) -> Move | None:
    """The move of that key, if this person may make it now."""
    return next((one for one in moves(view, kind, actor) if one.key == key), None)


def fields(kind: CaseKind, move: Move) -> tuple[Field, ...]:
    """What a move asks, and what it can be told, in this order."""
    return tuple(completed(kind, one) for one in kind.move_fields(move.key))


def completed(kind: CaseKind, one: Field) -> Field:
    """A field with the choices that the kind declares elsewhere: its grounds, its outcomes."""
    if one.choices:
        return one
    if one.key in GROUNDS:
        return replace(one, choices={ground.key: ground.label for ground in kind.grounds})
    if one.key in OUTCOMES:
        return replace(one, choices={done.key: done.label for done in kind.outcomes})
    return one


def asks(
    kind: CaseKind,
    move: Move,
    content: Mapping[str, Any],
    problems: Mapping[str, str],
    around: Around,
) -> tuple[Question, ...]:
    """The form of a move. Grounds for a refusal are shown with the section they stand on."""
    made = questions(fields(kind, move), content, problems, around=around, required=move.asks)
    return tuple(cited(one, kind) if one.key in GROUNDS else one for one in made)


def cited(one: Question, kind: CaseKind) -> Question:
    """A question about grounds with the section of each beside it, one below the other."""
    sections = {ground.key: cite(ground.cite) for ground in kind.grounds}
    options = tuple(
        Option(each.value, each.label, each.chosen, sections.get(each.value, ""))
        for each in one.options
        if each.value
    )
    look = "checks" if one.look == "checks" else "radios"
    return replace(one, look=look, options=options, value="")


UNVERIFIED = _("not yet compared with the gazette")


def cite(where: Citation) -> str:
    """A citation in a line."""
    said = ", ".join(part for part in (where.law, where.section) if part)
    return said if where.is_verified else f"{said} ({UNVERIFIED})"
