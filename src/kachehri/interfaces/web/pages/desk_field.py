"""Work in the field at the desk: how far it is, and what looks odd."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.queries import FormView
from kachehri.domains.forms.queries import field as work
from kachehri.domains.forms.queries.field import FlagView
from kachehri.domains.forms.rules import MAY_MANAGE, MAY_MANAGE_ANYWHERE
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.field_showing import KINDS, detail_of, in_parts, map_of
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.rules import decide

SHOWN = 50


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def field(request: HttpRequest) -> HttpResponse:
    """Projects with their enumerators, and the forms that people fill."""
    actor, language = actor_of(request), get_language() or "en"
    mine = [one for one in queries.projects(actor) if decide(MAY_MANAGE, actor, one).allowed]
    forms = [one for one in queries.forms(actor) if one.state != "draft"]
    context = {
        "projects": [
            {
                "id": one.id,
                "name": one.name(language),
                "forms": [
                    {"id": form.id, "title": form.title(language), "state": form.state}
                    for form in forms
                    if form.project_id == one.id
                ],
            }
            for one in mine
        ]
    }
    return render(request, "web/desk/field/field.html", context)


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def form(request: HttpRequest, form_id: int) -> HttpResponse:
    """One form: who brought how much, from where, and what to look at."""
    one, now = managed(request, form_id), timezone.now()
    found = work.by_place(one.id)
    whole = places.by_ids([one.place_id])[one.place_id]
    parts, elsewhere = in_parts(whole, found)
    people = work.progress(one.id, now)
    context: dict[str, Any] = {
        **about(one),
        "people": people,
        "done": sum(person.done for person in people),
        "today": sum(person.today for person in people),
        "flagged": sum(work.flag_counts(one.id).values()),
        "parts": parts,
        "elsewhere": elsewhere,
        "svg": map_of(whole, parts) if any(part.done for part in parts) else "",
        "assignments": assigned(one, {person.collector_id: person.name for person in people}),
    }
    return render(request, "web/desk/field/form.html", context)


def assigned(one: FormView, names: dict[int, str]) -> list[dict[str, Any]]:
    """Assignments with the names of people and places."""
    found = work.assignments(one.id)
    known = places.by_ids([row.place_id for row in found if row.place_id])
    return [
        {
            "row": row,
            "who": names.get(row.collector_id, ""),
            "where": known[row.place_id].name() if row.place_id in known else "",
        }
        for row in found
    ]


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def look(request: HttpRequest, form_id: int) -> HttpResponse:
    """Look all answers over now."""
    one = managed(request, form_id)
    count = actions.look_over(form_id=one.id, by=actor_of(request), at=timezone.now())
    said = ngettext("%(count)s new mark.", "%(count)s new marks.", count) % {"count": count}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk-field-flags", args=[form_id]))


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def flags(request: HttpRequest, form_id: int) -> HttpResponse:
    """What looks odd, the newest first, a page at a time."""
    one = managed(request, form_id)
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    judged = "judged" in request.GET
    text = request.GET.get("after", "")
    after = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    found = work.flags(one.id, kind=kind, judged=judged, after=after, limit=SHOWN + 1)
    counts = work.flag_counts(one.id)
    names = {person.collector_id: person.name for person in work.progress(one.id, timezone.now())}
    context = {
        **about(one),
        "flags": [shown(row, names) for row in found[:SHOWN]],
        "more": found[SHOWN - 1].id if len(found) > SHOWN else None,
        "kinds": [(key, words[0], counts[key]) for key, words in KINDS.items() if key in counts],
        "kind": kind,
        "judged": judged,
    }
    return render(request, "web/desk/field/flags.html", context)


def shown(row: FlagView, names: dict[int, str]) -> dict[str, Any]:
    """A flag in words."""
    label, text = KINDS.get(row.kind, (row.kind, ""))
    return {
        "row": row,
        "label": label,
        "text": text,
        "detail": detail_of(dict(row.detail)),
        "who": names.get(row.collector_id or 0, ""),
    }


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def judge(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """Fine, or wrong."""
    managed(request, form_id)
    if not work.is_flag_of(form_id, number):
        raise Http404
    verdict = request.POST.get("verdict", "")
    if verdict in ("fine", "wrong"):
        actions.judge_flag(flag_id=number, verdict=verdict, by=actor_of(request), at=timezone.now())
        messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(reverse("desk-field-flags", args=[form_id]))


def managed(request: HttpRequest, form_id: int) -> FormView:
    """A form whose field work this person steers."""
    found = queries.form_by_id(form_id)
    if found is None:
        raise Http404
    require(MAY_MANAGE, actor_of(request), found)
    return found


def about(one: FormView) -> dict[str, Any]:
    """What every page of a form needs."""
    return {"form": one, "title": one.title(get_language() or "en")}
