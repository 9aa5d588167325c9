"""Where a matter lies: send it to another office, give it to an officer, join it, add a file."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem, Overtaken
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.quarantine.kinds import FileRefused
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.matter_files import explained, keep_files
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around
from kachehri.interfaces.web.pages.desk_records import whole


def stepped(
    request: HttpRequest,
    view: CaseView,
    kind: CaseKind,
    asks: tuple[Plain, ...],
    act: Callable[[], object],
    *,
    heading: str,
    button: str,
    done: str,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A form of a few questions about a matter, and what comes of it."""
    problems: Mapping[str, str] = {}
    if request.method == "POST":
        try:
            act()
        except CaseProblem as wrong:
            problems = wrong.problems
        except Overtaken:
            problems = {
                "": gettext("Somebody has changed this meanwhile. Look at it, then decide again.")
            }
        else:
            messages.success(request, done)
            return HttpResponseRedirect(at_desk.matter_way(view))
    data = request.POST if request.method == "POST" else request.GET
    context = around(view, kind) | {
        "heading": heading,
        "button": button,
        "questions": plain(asks, data, problems),
        "problems": problems,
        "general": problems.get("", ""),
        **(extra or {}),
    }
    return render(request, "web/desk/step.html", context, status=422 if problems else 200)


@page(rule=at_desk.SUPERVISES)
@never_cache
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Give a matter to an officer."""
    view, kind = at_desk.found(request, number, at_desk.OF_SUPERVISOR)
    asks = (
        Plain(
            "position",
            gettext("Which officer?"),
            "select",
            required=True,
            labels=(("", "–"), *officers([view.body_id] if view.body_id else [])),
        ),
    )
    return stepped(
        request,
        view,
        kind,
        asks,
        lambda: actions.assign(
            case_id=view.id,
            position_id=whole(request.POST.get("position")),
            by=actor_of(request),
            at=timezone.now(),
        ),
        heading=gettext("Give it to an officer"),
        button=gettext("Give"),
        done=gettext("The matter was given to the officer."),
    )


def officers(body_ids: list[int]) -> tuple[tuple[str, str], ...]:
    """Positions of offices with whoever holds them today, for a list to choose from."""
    language, today = get_language() or "en", timezone.localdate()
    held = bodies.positions(body_ids, today)
    return tuple(
        (
            str(one.position_id),
            " · ".join(part for part in (one.title(language), one.person_name) if part),
        )
        for one in held
    )


@page(rule=at_desk.SUPERVISES | at_desk.MODERATES)
@never_cache
def join(request: HttpRequest, number: int) -> HttpResponse:
    """Join a matter with an older one that asks the same."""
    view, kind = at_desk.found(request, number)
    near = [one.case for one in cases.duplicates(view)]
    asks = (
        Plain(
            "original",
            gettext("The number of the older matter"),
            help=gettext("Both applicants are told what becomes of that one."),
            required=True,
        ),
    )
    return stepped(
        request,
        view,
        kind,
        asks,
        lambda: joined(request, view),
        heading=gettext("Join with an older matter"),
        button=gettext("Join"),
        done=gettext("The matters are joined."),
        extra={"near": near},
    )


def joined(request: HttpRequest, view: CaseView) -> None:
    """Join with the matter of the number that was typed."""
    original = cases.case(whole(request.POST.get("original", "").strip()))
    if original is None or not at_desk.may(at_desk.READS, actor_of(request), original):
        raise CaseProblem({"original": gettext("There is no such matter among yours.")})
    if original.id == view.id:
        raise CaseProblem({"original": gettext("This is the same matter.")})
    actions.join_duplicate(
        case_id=view.id, into_id=original.id, by=actor_of(request), at=timezone.now()
    )


@page(rule=at_desk.ON_MATTERS)
@never_cache
@require_POST
def add_file(request: HttpRequest, number: int) -> HttpResponse:
    """Add files to a matter. They are looked at before anybody else sees them."""
    view, _kind = at_desk.found(request, number)
    try:
        kept = keep_files(request, view)
    except FileRefused as refused:
        messages.error(request, explained(refused))
        return HttpResponseRedirect(at_desk.matter_way(view) + "#files")
    if kept:
        messages.success(request, gettext("The file is kept. A moderator looks at it first."))
    else:
        messages.error(request, gettext("Choose a file first."))
    return HttpResponseRedirect(at_desk.matter_way(view) + "#files")
