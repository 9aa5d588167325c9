"""Work on the directory: terms of office, proposals, addresses to check, scores, files."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.bodies import actions, kinds, queries
from kachehri.domains.bodies.actions import BodyProblem
from kachehri.domains.bodies.kinds import Imported
from kachehri.domains.bodies.queries.files import read_sheets, written
from kachehri.domains.bodies.rules import MAY_EDIT_ANYWHERE
from kachehri.domains.bodies.rules.editing import MAY_STAFF_ANYWHERE
from kachehri.domains.bodies.rules.quarters import before, is_quarter, quarter_of
from kachehri.domains.bodies.rules.sheets import SHEETS
from kachehri.domains.cases import actions as cases
from kachehri.domains.cases.kinds import checklists, find_checklist
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.files import FileProblem
from kachehri.interfaces.web import office_showing as showing
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_offices import office_of
from kachehri.interfaces.web.pages.offices import WHATS
from kachehri.kernel.scripts import western_digits

LARGEST = 20 * 1024 * 1024
PAGE = 50


def day_of(text: str) -> date | None:
    """A day like 2026-03-18, in any digits; None for no such day."""
    try:
        return date.fromisoformat(western_digits(text).strip())
    except ValueError:
        return None


@page(rule=MAY_STAFF_ANYWHERE)
@never_cache
def post(request: HttpRequest, number: int) -> HttpResponse:
    """A post: who holds it, who held it; somebody begins, somebody leaves."""
    today = timezone.localdate()
    view = queries.position(number, today)
    body = queries.body(view.body_id) if view else None
    if view is None or body is None:
        raise Http404
    problems: Mapping[str, Any] = {}
    if request.method == "POST":
        try:
            said = change_term(request, view.position_id)
        except BodyProblem as problem:
            problems = problem.problems
        else:
            messages.success(request, said)
            return HttpResponseRedirect(reverse("desk-post", args=[number]))
    others = [one for one in queries.positions([body.id], today) if one.position_id != number]
    context = {
        "view": view,
        "office": body,
        "terms": queries.terms([number]),
        "others": others,
        "problems": problems,
        "sent": request.POST,
        "today": today.isoformat(),
    }
    return render(request, "web/desk/office_post.html", context, status=422 if problems else 200)


def change_term(request: HttpRequest, position_id: int) -> str:
    """Begin or end a term as the form says; what to tell. Raises BodyProblem."""
    sent, by, at = request.POST, actor_of(request), timezone.now()
    day = day_of(sent.get("day", ""))
    if day is None:
        raise BodyProblem({"day": gettext("Write it like 2026-03-18.")})
    if sent.get("act") == "end":
        number = sent.get("term", "")
        if not (number.isascii() and number.isdigit()):
            raise BodyProblem({"": gettext("There is no such term of office.")})
        actions.end_term(term_id=int(number[:15]), until=day, by=by, at=at)
        return handed_over(position_id, sent.get("to", ""), by)
    name = sent.get("name", "").strip()
    if not name:
        raise BodyProblem({"name": gettext("Write the name.")})
    actions.begin_term(
        position_id=position_id, name=name, since=day, by=by, at=at,
        source=sent.get("source", ""), shared=sent.get("shared") == "yes",
    )  # fmt: skip
    return gettext("Saved.")


def handed_over(position_id: int, to: str, by: Actor) -> str:
    """Give what the post has in hand to another one, if one was chosen; what to tell."""
    if not (to.isascii() and to.isdigit()):
        return gettext("Saved.")
    count = cases.hand_over(
        from_position=position_id, to_position=int(to[:15]), by=by, at=timezone.now()
    )
    return gettext("Saved. Matters that were handed over: %(number)s") % {"number": count}


@page(rule=MAY_EDIT_ANYWHERE)
@never_cache
def proposals(request: HttpRequest) -> HttpResponse:
    """What readers say is wrong, the oldest first."""
    after = request.GET.get("after", "")
    found = queries.waiting(after=int(after) if after.isdecimal() and len(after) < 16 else 0,
                            limit=PAGE)  # fmt: skip
    bodies = queries.by_things({one.about_id for one in found if one.about_id})
    rows = [
        (one, bodies.get(one.about_id or 0), WHATS.get(str(one.content.get("what")), ""))
        for one in found
    ]
    next_ = found[-1].id if len(found) == PAGE else ""
    return render(request, "web/desk/office_proposals.html", {"rows": rows, "next": next_})


@page(rule=MAY_EDIT_ANYWHERE)
@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Take a proposal over, or refuse it with a reason."""
    try:
        actions.decide(
            proposal_id=number,
            taken=request.POST.get("act") == "take",
            because=request.POST.get("because", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    except BodyProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(reverse("desk-proposals"))


@page(rule=MAY_EDIT_ANYWHERE)
@never_cache
def stale(request: HttpRequest) -> HttpResponse:
    """Addresses that came back, are doubtful, or were not checked for a year."""
    after = request.GET.get("after", "")
    found = queries.stale(
        on=timezone.localdate(),
        after=int(after) if after.isdecimal() and len(after) < 16 else 0,
        limit=PAGE,
    )
    bodies = queries.by_ids({one.body_id for one in found})
    rows = [(bodies[one.body_id], showing.reach(one, {})) for one in found]
    next_ = found[-1].id if len(found) == PAGE else ""
    return render(request, "web/desk/office_stale.html", {"rows": rows, "next": next_})


@page(rule=MAY_EDIT_ANYWHERE)
@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody tried an address: it works, or it does not."""
    try:
        actions.check_address(
            address_id=number,
            works=request.POST.get("act") == "works",
            by=actor_of(request),
            at=timezone.now(),
        )
    except BodyProblem as problem:
        messages.error(request, str(problem))
    return HttpResponseRedirect(reverse("desk-stale"))


@page(rule=MAY_EDIT_ANYWHERE, keeps=True)
@never_cache
def score(request: HttpRequest, key: str) -> HttpResponse:
    """Score what an office publishes by itself in a quarter."""
    body = office_of(key)
    known = checklists()
    said = request.POST if request.method == "POST" else request.GET
    chosen = find_checklist(said.get("list", "")) or (known[0] if known else None)
    today = quarter_of(timezone.localdate())
    quarter = said.get("quarter", "") if is_quarter(said.get("quarter", "")) else today
    if chosen is None:
        raise Http404
    problems: Mapping[str, Any] = {}
    there = queries.checks(body.id, chosen.key, quarter)
    answers = {one.item: (one.answer, one.evidence) for one in there.values()}
    if request.method == "POST":
        answers = {
            one.key: (said.get(f"is-{one.key}", ""), said.get(f"where-{one.key}", "").strip())
            for one in chosen.items
            if said.get(f"is-{one.key}")
        }
        try:
            actions.score(body_id=body.id, checklist=chosen.key, quarter=quarter, answers=answers,
                          by=actor_of(request), at=timezone.now())  # fmt: skip
        except BodyProblem as problem:
            problems = problem.problems
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("desk-office", args=[body.key]))
    context = {
        "office": body,
        "lists": [(one.key, gettext(one.name)) for one in known],
        "chosen": chosen,
        "name": gettext(chosen.name),
        "quarter": quarter,
        "quarters": [today, before(today)],
        "choices": [(value, gettext(text)) for value, text in kinds.ANSWERS.items()],
        "items": [
            (one.key, gettext(one.label), one.section, *answers.get(one.key, ("", "")),
             problems.get(one.key, ""))
            for one in chosen.items
        ],
        "problems": problems,
    }  # fmt: skip
    return render(request, "web/desk/office_score.html", context, status=422 if problems else 200)


@page(rule=MAY_EDIT_ANYWHERE)
@never_cache
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a file of offices in: try it first, then load it."""
    outcome: Imported | None = None
    problem = ""
    file = request.FILES.get("file")
    if request.method == "POST":
        if file is None or not file.size or file.size > LARGEST:
            problem = gettext("Choose a file of at most 20 MB.")
        else:
            try:
                outcome = brought(file, actor_of(request), tried=request.POST.get("act") != "load")
            except FileProblem as wrong:
                problem = gettext(wrong.key) % wrong.params
    context = {
        "sheets": [(one.name, gettext(one.label), ", ".join(one.columns)) for one in
                   SHEETS.values()],
        "outcome": outcome,
        "name": file.name if file else "",
        "problem": problem,
        "rows": [
            (one.sheet, one.row, one.column, gettext(one.said.key) % one.said.params,
             gettext(one.mend.key) % one.mend.params)
            for one in (outcome.problems[:200] if outcome else ())
        ],
    }  # fmt: skip
    bad = bool(problem) or (outcome is not None and outcome.is_refused)
    return render(request, "web/desk/office_import.html", context, status=422 if bad else 200)


def brought(file: UploadedFile, by: Actor, *, tried: bool) -> Imported:
    """Read the uploaded file and bring its rows in, or only see what they would change."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(file.name or "offices.csv").name or "offices.csv")
        with path.open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        sheets = read_sheets(path)
    return actions.import_bodies(sheets=sheets, by=by, at=timezone.now(), dry_run=tried)


@page(rule=MAY_EDIT_ANYWHERE)
def give(request: HttpRequest, name: str) -> HttpResponseBase:
    """A sheet as CSV, as it can be brought in again."""
    if name not in SHEETS:
        raise Http404
    answer = StreamingHttpResponse(written(name), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
