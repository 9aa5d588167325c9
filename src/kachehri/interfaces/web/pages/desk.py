"""The desk: what a signed-in person may do here, and the work that they asked for."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import ADMINISTER, AUDIT, EDIT, EDITOR_ROLE, PEOPLE, ROLES
from kachehri.engines.jobs import queries as jobs
from kachehri.engines.jobs.queries import JobView
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import moment
from kachehri.engines.pagekit.templatetags.pagekit import number as shown_number
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.interfaces.web.desk_tiles import tiles
from kachehri.interfaces.web.showing import with_tier
from kachehri.kernel.rules import decide

STATES = {
    "waiting": _("Waiting"),
    "running": _("Running"),
    "done": _("Done"),
    "failed": _("Failed"),
}
WORK = TableKind(
    name="work",
    caption=_("Work"),
    columns=(
        Column(
            "label",
            _("What"),
            value=lambda row: row.label,
            href=lambda row: reverse("job", args=[row.id]),
        ),
        Column("state", _("How far"), value=lambda row: STATES[row.state]),
        Column(
            "asked_at",
            _("Asked for"),
            value=lambda row: row.asked_at,
            sort=lambda row: row.asked_at,
            show=lambda row: moment(row.asked_at),
        ),
    ),
    start="-asked_at",
    empty=_("Nobody has asked for any work yet."),
)
LATEST = 200
READ = EDIT | AUDIT
"""Who reads the desk's records of figures: editors and auditors."""


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined, no-any-return]


@page(rule=PEOPLE)
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """What this person may do, and their latest work."""
    actor = actor_of(request)
    roles = [ROLES[name] for name in sorted({g.role for g in actor.grants}) if name in ROLES]
    context = {
        "roles": [
            {"label": gettext(role.label), "may": [gettext(line) for line in role.may]}
            for role in roles
        ],
        "places": [of_place(place) for place in own_places(actor)],
        "administers": decide(ADMINISTER, actor).allowed,
        "audits": decide(AUDIT, actor).allowed,
        "work": [shown(job) for job in jobs.recent(actor, limit=5)],
        "acts": acts(actor) if decide(READ, actor).allowed else (),
        "tiles": tiles(actor),
    }
    return render(request, "web/desk.html", context)


def acts(actor: Actor) -> list[dict[str, Any]]:
    """What can be done with figures, as the page's ways on."""
    waiting = places.unmatched_count()
    said = ngettext("%(number)s name waits.", "%(number)s names wait.", waiting)
    files = [
        (
            "desk-import-new",
            gettext("Bring in a file"),
            gettext("First you see what would change, then you load it."),
        ),
        ("desk-imports", gettext("Files brought in"), gettext("Those that wait for you, too.")),
    ]
    words = gettext("Research and past reports that our own reports cite.")
    library = [("desk-library", gettext("Library"), words)]
    ways = [
        *(files if decide(EDIT, actor).allowed else files[1:]),
        ("desk-names", gettext("Names to settle"), said % {"number": shown_number(waiting, 0)}),
        ("desk-loads", gettext("What was loaded"), gettext("Findings, and withdrawing a load.")),
        (
            "desk-catalogue",
            gettext("Catalogue of indicators"),
            gettext("What can be measured, and how it was defined."),
        ),
        *(library if decide(EDIT, actor).allowed else ()),
    ]
    return [{"href": reverse(name), "title": title, "text": text} for name, title, text in ways]


def own_places(actor: Actor) -> list[PlaceView]:
    """The places that the person edits: those of the grants, the home place where it is all."""
    scopes = {grant.scope_id for grant in actor.in_force if grant.role == EDITOR_ROLE.name}
    if not scopes:
        return []
    known = {one.thing_id: one for one in kept_tree().by_id.values()}
    named = [known[scope] for scope in sorted(s for s in scopes if s) if scope in known]
    home = kept_tree().by_key.get(settings.HOME_PLACE) if None in scopes else None
    return [*([home] if home and home not in named else []), *named]


def of_place(place: PlaceView) -> dict[str, Any]:
    """A place with what a team does for it."""
    ways = [
        (
            "desk-programme",
            gettext("What the team writes down"),
            gettext("Five phases: threats, needs, strategies, steps, what came of it."),
        ),
        (
            "desk-reports",
            gettext("Editing reports"),
            gettext("Chapters, drafts, the workshop and the launch."),
        ),
    ]
    return {
        "key": place.key,
        "name": with_tier(place),
        "acts": [
            {"href": reverse(name, args=[place.key]), "title": title, "text": text}
            for name, title, text in ways
        ],
    }


@page(rule=PEOPLE)
@never_cache
def work(request: HttpRequest) -> HttpResponse:
    """The latest work that the person may see."""
    rows = ListRows(jobs.recent(actor_of(request), limit=LATEST))
    return list_page(request, WORK, rows)


@page(rule=PEOPLE)
@never_cache
def job(request: HttpRequest, number: int) -> HttpResponse:
    """One piece of work: how far it is, what came of it."""
    return progress_page(request, number, "web/job.html")


@page(rule=PEOPLE)
@never_cache
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """The part of that page that changes, for htmx."""
    return progress_page(request, number, "web/job_progress.html")


def progress_page(request: HttpRequest, number: int, template: str) -> HttpResponse:
    """The page of a job, or its changing part."""
    found = jobs.job(actor_of(request), number)
    if found is None:
        raise Http404
    context = {"job": found, "progress": shown(found), "result": result(found)}
    answer = render(request, template, context)
    if found.ended and "upload" in found.result:
        answer["HX-Refresh"] = "true"  # the page around it, a file's, has more to say now
    return answer


def shown(job: JobView) -> dict[str, Any]:
    """A job as the progress pattern wants it."""
    return {
        "id": job.id,
        "label": job.label,
        "state": job.state,
        "word": STATES[job.state],
        "done": job.done,
        "total": job.total,
        "step": job.step,
        "message": job.message,
        "asked_at": job.asked_at,
        "finished_at": job.finished_at,
    }


def result(job: JobView) -> str:
    """The address of what the work made, if it is a page."""
    made: Mapping[str, Any] = job.result
    if "upload" in made:
        return reverse("desk-import", args=[made["upload"]])
    if "file" in made and "answers" in made:
        return reverse("desk-form-exported", args=[job.id])
    if "estimation" in made:
        return reverse("desk-estimate", args=[made["estimation"]])
    place = places.by_ids([made["place_id"]]) if "edition" in made else {}
    if not place:
        return ""
    return reverse("report", args=[made["kind"], place[made["place_id"]].key])
