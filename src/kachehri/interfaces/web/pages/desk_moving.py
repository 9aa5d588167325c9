"""Making a move in a matter: exactly what the move asks, and what happens when two act at once."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem, Overtaken
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.pages import kept, page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.quarantine.kinds import FileRefused
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.answer_texts import filled, listed
from kachehri.interfaces.web.asked import Around, sent
from kachehri.interfaces.web.matter_files import explained, with_files
from kachehri.interfaces.web.matter_moves import asks, fields, find
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around, lines
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.kernel.flows import Move


@page(rule=at_desk.ON_MATTERS, keeps=True)
@never_cache
@at_desk.one_tree
def move(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """The form of a move, or what it sent."""
    view, kind = at_desk.found(request, number)
    meant = kind.flow.move_by_key.get(key)
    if meant is None:
        raise Http404
    if request.method != "POST" or request.POST.get("do") == "text":
        return begun(request, view, kind, meant)
    content = sent(fields(kind, meant), request.POST)
    try:
        now = actions.move(
            case_id=view.id,
            version=whole(request.POST.get("version")),
            move=key,
            content=with_files(request, fields(kind, meant), content),
            by=actor_of(request),
            at=timezone.now(),
        )
    except CaseProblem as wrong:
        return form(request, view, kind, meant, content, wrong.problems)
    except Overtaken:
        return overtaken(request, view, kind, meant, content)
    except FileRefused as refused:
        problem = {"": explained(refused)}
        return form(request, view, kind, meant, content, problem)
    if now is None:
        return moved_away(request)
    messages.success(request, gettext("Done: %(what)s.") % {"what": gettext(meant.label)})
    return HttpResponseRedirect(at_desk.matter_way(view))


def moved_away(request: HttpRequest) -> HttpResponse:
    """The matter went to the locked tray: nothing more is said of it here."""
    messages.success(request, gettext("Moved. Somebody who may read it sees to it now."))
    return HttpResponseRedirect(reverse("desk"))


def begun(request: HttpRequest, view: CaseView, kind: CaseKind, meant: Move) -> HttpResponse:
    """The form as it is opened, or with the text of a template put into it."""
    if find(view, kind, actor_of(request), meant.key) is None:
        return gone(request, view, kind, meant)
    before = request.POST if request.method == "POST" else kept(request)
    content = sent(fields(kind, meant), before) if before else {}
    return form(request, view, kind, meant, with_text(content, before, view, kind, meant), {})


def with_text(
    content: dict[str, Any],
    before: Mapping[str, Any] | None,
    view: CaseView,
    kind: CaseKind,
    meant: Move,
) -> dict[str, Any]:
    """What was typed so far, and below it the text of the office that was chosen."""
    chosen = cases.template(whole(before.get("template"))) if before else None
    key = next((one.key for one in fields(kind, meant) if one.type == "words"), "")
    if chosen is None or not key or chosen.body_id != view.body_id:
        return content
    parts = (str(content.get(key) or ""), filled(chosen, view))
    return content | {key: "\n\n".join(part for part in parts if part)}


def gone(request: HttpRequest, view: CaseView, kind: CaseKind, meant: Move) -> HttpResponse:
    """The move is not there any more, or not for this person: what happened instead."""
    context = around(view, kind) | {
        "move": gettext(meant.label),
        "lines": lines(view, kind, actor_of(request))[:3],
    }
    return render(request, "web/desk/move_gone.html", context, status=409)


def overtaken(
    request: HttpRequest, view: CaseView, kind: CaseKind, meant: Move, content: Mapping[str, Any]
) -> HttpResponse:
    """Somebody else acted meanwhile: what they did, and below it what was typed here."""
    now = cases.case(view.number, actor_of(request)) or view
    seen = whole(request.POST.get("version"))
    news = lines(now, kind, actor_of(request))[: max(1, now.version - seen)]
    if find(now, kind, actor_of(request), meant.key) is None:
        context = around(now, kind) | {
            "move": gettext(meant.label),
            "lines": news,
            "typed": [value for value in content.values() if isinstance(value, str) and value],
        }
        return render(request, "web/desk/move_gone.html", context, status=409)
    return form(request, now, kind, meant, content, {}, news=news)


def form(
    request: HttpRequest,
    view: CaseView,
    kind: CaseKind,
    meant: Move,
    content: Mapping[str, Any],
    problems: Mapping[str, str],
    *,
    news: tuple[Any, ...] = (),
) -> HttpResponse:
    """The form of a move, filled with what was typed."""
    actor = actor_of(request)
    wanted: set[str] = {one.type for one in fields(kind, meant)}
    questions = asks(kind, meant, content, problems, choices(view, wanted))
    context = around(view, kind) | {
        "move": gettext(meant.label),
        "asker": at_desk.askers([view], actor)[view.id],
        "questions": questions,
        "problems": problems,
        "general": problems.get("", "") or problems.get("move", ""),
        "version": view.version,
        "templates": texts(request, view, kind) if "words" in wanted else (),
        "has_files": any(one.look == "file" for one in questions),
        "news": news,
        "grave": "refuses" in meant.tags,
    }
    return render(
        request, "web/desk/move.html", context, status=409 if news else 422 if problems else 200
    )


def texts(request: HttpRequest, view: CaseView, kind: CaseKind) -> tuple[tuple[int, str], ...]:
    """The texts that the office keeps, for those who work there."""
    if not at_desk.may(at_desk.OF_OFFICE, actor_of(request), view):
        return ()
    return listed(view, kind)


def choices(view: CaseView, wanted: set[str]) -> Around:
    """The offices that a field may name, where one asks for an office."""
    if "body" not in wanted:
        return Around()
    language = get_language() or "en"
    known = bodies.of_place(view.place_id)
    return Around(bodies=tuple((str(one.id), one.name(language)) for one in known))
