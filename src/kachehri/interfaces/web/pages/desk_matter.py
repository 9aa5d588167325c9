"""One matter at the desk: what it says, who asks, the clock, the time-line, what can be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.clock_showing import clocks_of
from kachehri.interfaces.web.clocked import standing
from kachehri.interfaces.web.matter_files import shown_files
from kachehri.interfaces.web.matter_moves import buttons, completed
from kachehri.interfaces.web.pages.desk import actor_of

WHATS = {
    "opened": _("Brought in"),
    "message": _("Message"),
    "note": _("Private note"),
    "paper": _("Paper"),
    "clock": _("Clock"),
    "clock-moved": _("The date was moved"),
    "climbed": _("The time has passed: a higher officer was told"),
    "moderated": _("Looked through for the public"),
    "file": _("File"),
    "call": _("Call"),
    "assigned": _("Given to an officer"),
    "rerouted": _("Sent to another office"),
    "relocated": _("The place was made more exact"),
    "joined": _("Joined with another matter"),
    "embargo": _("Held back from the public for a time"),
    "feedback": _("The person said how it went"),
}
SIDES = {"applicant": _("the person"), "program": _("the program")}
"""Who acted, where it was no account of the desk."""
CHANNELS = {
    "web": _("on the web"),
    "email": _("by e-mail"),
    "sms": _("by text message"),
    "voice": _("by telephone"),
    "whatsapp": _("by WhatsApp"),
    "letter": _("by letter"),
    "paper": _("on paper"),
    "counter": _("at the counter"),
    "hearing": _("in an open hearing"),
    "open311": _("by another program"),
    "api": _("by another program"),
}


@dataclass(frozen=True)
class Line:
    """A line of the time-line. `facts` are what a move was told, with their labels."""

    at: datetime
    label: str
    who: str
    words: str
    facts: tuple[tuple[str, str], ...]
    is_public: bool


@page(rule=at_desk.ON_MATTERS)
@never_cache
@at_desk.one_tree
def matter(request: HttpRequest, number: int) -> HttpResponse:
    """One matter, on one screen."""
    view, kind = at_desk.found(request, number)
    return render(request, "web/desk/matter.html", screen(request, view, kind))


def screen(request: HttpRequest, view: CaseView, kind: CaseKind) -> dict[str, Any]:
    """What the screen of a matter shows."""
    actor, at = actor_of(request), timezone.now()
    offices = bodies.by_ids([view.body_id] if view.body_id else [])
    office = offices.get(view.body_id or 0)
    clocks = clocks_of([view])
    return {
        **around(view, kind),
        "stands": standing(view, at, clocks.calendar(view)),
        "clocks": clocks.shown(view),
        "asker": at_desk.askers([view], actor)[view.id],
        "office": office.name(get_language() or "en") if office else "",
        "is_paper_only": bool(office and office.is_paper_only),
        "place": at_desk.place_names([view]).get(view.place_id, ""),
        "facts": facts(kind, view.facts),
        "lines": lines(view, kind, actor),
        "before": before(view),
        "files": shown_files(view),
        "buttons": buttons(view, kind, actor),
        "of_office": at_desk.may(at_desk.OF_OFFICE, actor, view),
        "of_supervisor": at_desk.may(at_desk.OF_SUPERVISOR, actor, view),
        "of_counter": at_desk.may(at_desk.OF_COUNTER, actor, view),
        "of_moderator": at_desk.may(at_desk.OF_MODERATOR, actor, view),
    }


def before(view: CaseView) -> dict[str, Any] | None:
    """The matter that this one came from, with what the public reads of it."""
    parent = cases.by_id(view.parent_id) if view.parent_id else None
    kind = kinds.find(parent.kind) if parent else None
    if parent is None or kind is None:
        return None
    told = cases.timeline(parent)
    return {
        "view": parent,
        "kind": gettext(kind.name),
        "state": gettext(parent.label),
        "lines": [line(one, kind, {}) for one in told],
    }


def around(view: CaseView, kind: CaseKind) -> dict[str, Any]:
    """What every page about a matter shows."""
    return {
        "view": view,
        "kind": kind,
        "kind_name": gettext(kind.name),
        "state": gettext(view.label),
        "category": at_desk.category_label(kind, view.category),
        "channel": CHANNELS.get(view.channel, view.channel),
        "href": at_desk.matter_way(view),
    }


def facts(kind: CaseKind, content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What was told in fields, with their labels."""
    known = {one.key: completed(kind, one) for one in kind.fields}
    told = [(known[key], value) for key, value in content.items() if key in known]
    return tuple(
        (gettext(one.label), said(one, value)) for one, value in told if value not in ("", None, [])
    )


def said(one: Any, value: Any) -> str:
    """The value of a field in words."""
    if isinstance(value, list | tuple):
        return ", ".join(said(one, each) for each in value)
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return gettext(one.choices[value]) if value in one.choices else str(value)


def lines(view: CaseView, kind: CaseKind, actor: Actor) -> tuple[Line, ...]:
    """The time-line as this reader may see it, the newest first."""
    found = cases.timeline(view, actor)
    names = accounts.names({one.by_id for one in found if one.by_id})
    return tuple(line(one, kind, names) for one in reversed(found))


def line(one: Any, kind: CaseKind, names: Mapping[int, str]) -> Line:
    """One entry as a line."""
    move = kind.flow.move_by_key.get(one.what)
    label = gettext(move.label) if move else str(WHATS.get(one.what, one.what))
    return Line(
        at=one.at,
        label=label,
        who=str(SIDES.get(one.side, "")) or names.get(one.by_id, ""),
        words=one.words,
        facts=facts(kind, one.content),
        is_public=one.is_public,
    )


@page(rule=at_desk.ON_MATTERS)
@never_cache
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a private note: the office and those who look after the matter see it, nobody else."""
    view, kind = at_desk.found(request, number)
    words = request.POST.get("words", "").strip()
    try:
        actions.note(case_id=view.id, words=words, by=actor_of(request), at=timezone.now())
    except CaseProblem as wrong:
        context = screen(request, view, kind) | {
            "note_problem": " ".join(wrong.problems.values()),
            "note_words": words,
        }
        return render(request, "web/desk/matter.html", context, status=422)
    messages.success(request, gettext("The note is kept."))
    return HttpResponseRedirect(at_desk.matter_way(view) + "#line")


def kind_names(views: Iterable[CaseView]) -> dict[str, str]:
    """The names of the kinds of these matters."""
    known = {one.kind: kinds.find(one.kind) for one in views}
    return {key: gettext(kind.name) if kind else key for key, kind in known.items()}
