"""One move in several matters at once, with a report for each of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Around, sent
from kachehri.interfaces.web.matter_moves import asks, fields, moves
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.kernel.flows import Move

MOST = 100


@page(rule=at_desk.OFFICE)
@never_cache
@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """First which move, then what it asks, then what came of it in each matter."""
    actor = actor_of(request)
    views = chosen(request, actor)
    if not views:
        messages.error(request, gettext("Choose at least one matter."))
        return HttpResponseRedirect(reverse("desk-matters"))
    kind, offered = common(views, actor)
    meant = next((one for one in offered if one.key == request.POST.get("move")), None)
    context: dict[str, Any] = {"views": views, "offered": labels(offered), "meant": meant}
    if kind is None or meant is None:
        return render(request, "web/desk/several.html", context)
    content = sent(fields(kind, meant), request.POST)
    if request.POST.get("do") != "move":
        return filled_in(request, kind, meant, content, context)
    outcomes = actions.move_many(
        case_ids=[one.id for one in views],
        move=meant.key,
        content=content,
        by=actor,
        at=timezone.now(),
    )
    report = context | {"outcomes": outcomes, "move": gettext(meant.label)}
    return render(request, "web/desk/several_done.html", report)


def filled_in(
    request: HttpRequest, kind: CaseKind, meant: Move, content: Any, context: dict[str, Any]
) -> HttpResponse:
    """The form of the move, for all of them."""
    shown = context | {
        "move": gettext(meant.label),
        "questions": asks(kind, meant, content, {}, Around()),
    }
    return render(request, "web/desk/several.html", shown)


def chosen(request: HttpRequest, actor: Actor) -> tuple[CaseView, ...]:
    """The matters that were ticked and that this person works on."""
    numbers = [whole(text) for text in request.POST.getlist("number")][:MOST]
    found = cases.by_numbers([number for number in numbers if number])
    return tuple(one for one in found if at_desk.may(at_desk.OF_OFFICE, actor, one))


def common(views: Sequence[CaseView], actor: Actor) -> tuple[CaseKind | None, tuple[Move, ...]]:
    """The kind of all of them, and the moves that can be made in every one."""
    names = {one.kind for one in views}
    kind = kinds.find(names.pop()) if len(names) == 1 else None
    if kind is None:
        return None, ()
    offered = [set(moves(one, kind, actor)) for one in views]
    return kind, tuple(one for one in kind.flow.moves if all(one in each for each in offered))


def labels(offered: Sequence[Move]) -> list[tuple[str, str]]:
    """Moves as choices."""
    return [(one.key, gettext(one.label)) for one in offered]
