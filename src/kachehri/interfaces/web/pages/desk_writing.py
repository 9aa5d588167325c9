"""Writing a record down: a new one, a change, and what happens when two people write at once."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import queries as reports
from kachehri.domains.reports.actions import records as actions
from kachehri.domains.reports.actions.records import Overtaken, RecordProblem
from kachehri.domains.reports.kinds.records import RecordKind
from kachehri.domains.reports.queries import records
from kachehri.domains.reports.queries.records import RecordView
from kachehri.domains.reports.rules.entering import dropped
from kachehri.engines.access.pages import kept, page
from kachehri.engines.access.roles import EDIT
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import recorded
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_records import (
    around,
    declared_kind,
    found,
    named_by,
    place_of,
    whole,
)
from kachehri.interfaces.web.recording import Around, Content, questions, sent
from kachehri.interfaces.web.showing import with_tier

THEIRS, MINE = "theirs", "mine"


@page(rule=EDIT, keeps=True)
@never_cache
def new(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The empty form of a kind, or what it sent."""
    place, declaration = place_of(request, key), declared_kind(kind)
    context = {
        "kind": declaration,
        "kind_name": gettext(declaration.name),
        "plural": gettext(declaration.plural),
        "place": place,
        "place_name": with_tier(place),
        "back": reverse("desk-records", args=[place.key, kind]),
    }
    if request.method != "POST":
        before = kept(request)
        given = before or request.GET
        return form(request, declaration, place, sent(declaration, given), context, kept=before)
    content = sent(declaration, request.POST)
    try:
        number = actions.write_record(
            kind=kind,
            place_id=place.id,
            content=content,
            by=actor_of(request),
            at=timezone.now(),
            note=request.POST.get("note", ""),
        )
    except RecordProblem as wrong:
        return form(request, declaration, place, content, context, wrong.problems)
    written(request, declaration, content)
    return onward(request, number)


@page(rule=EDIT, keeps=True)
@never_cache
def rewrite(request: HttpRequest, number: int) -> HttpResponse:
    """The form of a record that is there."""
    view, kind, place = found(request, number)
    context = around(view, kind, place) | {"back": reverse("desk-record", args=[number])}
    before = kept(request) if request.method != "POST" else request.POST
    if before is None:
        version = {"version": view.version}
        return form(request, kind, place, view.content, context | version)
    context["version"] = whole(before.get("version"))
    content = sent(kind, before)
    if request.method != "POST":
        return form(request, kind, place, content, context, kept=before)
    undecided = decide(before, content, view)
    if undecided:
        return conflict(request, view, kind, place, content, undecided, context, asked=True)
    try:
        actions.rewrite_record(
            record_id=number,
            version=context["version"],
            content=content,
            by=actor_of(request),
            at=timezone.now(),
            note=before.get("note", ""),
        )
    except RecordProblem as wrong:
        return form(request, kind, place, content, context, wrong.problems)
    except Overtaken as late:
        both = late.merged
        return conflict(request, late.theirs, kind, place, both.content, both.conflicts, context)
    written(request, kind, content)
    return onward(request, number)


def written(request: HttpRequest, kind: RecordKind, content: dict[str, Any]) -> None:
    """Say that it was written down, and what was left out of pasted text."""
    messages.success(request, gettext("Written down."))
    left_out = dropped(kind, content)
    if left_out:
        message = gettext("Left out of what was pasted: %(what)s.")
        messages.info(request, message % {"what": "; ".join(left_out)})


def onward(request: HttpRequest, number: int) -> HttpResponse:
    """To the page that the form was opened from, else to the record."""
    back = safe(request, request.POST.get("next", ""))
    return HttpResponseRedirect(back or reverse("desk-record", args=[number]))


def safe(request: HttpRequest, back: str) -> str:
    """The address to go back to if it is one of this site, else nothing: links lead there, too."""
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else ""


def decide(data: QueryDict, content: dict[str, Any], theirs: RecordView) -> tuple[str, ...]:
    """Put theirs where the writer took it over; the fields about which nothing was said."""
    contested = data.getlist("contested")
    for key in contested:
        if data.get(f"take-{key}") == THEIRS:
            content[key] = theirs.content.get(key)
    return tuple(key for key in contested if data.get(f"take-{key}") not in (THEIRS, MINE))


def surroundings(kind: RecordKind, place: PlaceView) -> Around:
    """The records and editions that the fields of a kind may name (at most two queries)."""
    wanted = {one.of for one in kind.fields if one.type in ("record", "records")}
    by_kind: dict[str, list[RecordView]] = {}
    for view in records.records(place.id, wanted) if wanted else ():
        by_kind.setdefault(view.kind, []).append(view)
    editions = any(one.type == "edition" for one in kind.fields)
    return Around(
        {key: tuple(views) for key, views in by_kind.items()},
        reports.editions(place_id=place.id) if editions else (),
    )


def form(
    request: HttpRequest,
    kind: RecordKind,
    place: PlaceView,
    content: Content,
    context: Mapping[str, Any],
    problems: Mapping[str, str] | None = None,
    *,
    kept: QueryDict | None = None,
) -> HttpResponse:
    """The form, filled with a content."""
    said = problems or {}
    asked = kept or (request.POST if request.method == "POST" else request.GET)
    filled = {
        **context,
        "questions": questions(kind, content, surroundings(kind, place), said),
        "problems": said,
        "general": said.get("", ""),
        "kept": kept is not None,
        "note": asked.get("note", ""),
        "next": safe(request, asked.get("next", "")),
    }
    return render(request, "web/desk/write.html", filled, status=422 if said else 200)


def conflict(
    request: HttpRequest,
    theirs: RecordView,
    kind: RecordKind,
    place: PlaceView,
    content: Content,
    contested: tuple[str, ...],
    context: Mapping[str, Any],
    *,
    asked: bool = False,
) -> HttpResponse:
    """Both texts side by side, field by field; what did not contradict is put together already."""
    named = records.records_of_ids({id for one in kind.fields for id in named_by(theirs, one)})
    undecided = gettext("Choose which of the two shall stand.")
    problems = dict.fromkeys(contested, undecided) if asked else {}
    asks = questions(kind, content, surroundings(kind, place), problems)
    sides = {one.key: recorded.fact(one, theirs.content.get(one.key), named) for one in kind.fields}
    filled = {
        **context,
        "version": theirs.version,
        "who": accounts.names({theirs.written_by}).get(theirs.written_by, ""),
        "theirs": theirs,
        "contested": [(one, sides[one.key]) for one in asks if one.key in contested],
        "questions": [one for one in asks if one.key not in contested],
        "problems": problems,
        "note": request.POST.get("note", ""),
        "next": safe(request, request.POST.get("next", "")),
        "language": get_language(),
    }
    return render(request, "web/desk/conflict.html", filled, status=409)
