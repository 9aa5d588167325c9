"""Questionnaires at the desk: the list, one form, one version and what changed in it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.kinds.forms import FormRefused
from kachehri.domains.forms.queries import FormView, VersionView
from kachehri.domains.forms.rules import (
    MAY_MANAGE,
    MAY_MANAGE_ANYWHERE,
    MAY_READ_ANSWERS,
    MAY_READ_ANSWERS_ANYWHERE,
)
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import moment
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.engines.xforms.comparing import Difference, compare
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.rules import decide

STATES = {
    "draft": _("Draft: tried, not filled yet"),
    "published": _("Published: people fill it"),
    "retired": _("Retired: takes no more answers"),
}
HOW = {"added": _("New"), "removed": _("Gone"), "changed": _("Changed")}
WHAT = {
    "question": _("question"),
    "group": _("group"),
    "choice": _("choice"),
    "language": _("language"),
    "form": _("form"),
}
MOST_SHOWN = 300
FORMS = TableKind(
    name="forms",
    caption=_("Forms"),
    columns=(
        Column(
            "title",
            _("Form"),
            value=lambda row: row.title(get_language() or "en"),
            sort=lambda row: row.title("en").casefold(),
            href=lambda row: reverse("desk-form", args=[row.id]),
        ),
        Column("state", _("How far"), value=lambda row: STATES[row.state]),
        Column("key", _("Its id for devices"), value=lambda row: row.key),
        Column(
            "changed",
            _("Last change"),
            value=lambda row: row.changed_at,
            sort=lambda row: (row.changed_at, row.id),
            show=lambda row: moment(row.changed_at),
        ),
    ),
    start="-changed",
    empty=_("No form was added yet."),
)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def forms(request: HttpRequest) -> HttpResponse:
    """Every form with which this person has work."""
    actor = actor_of(request)
    rows = ListRows(queries.forms(actor))
    may_add = decide(MAY_MANAGE_ANYWHERE, actor).allowed
    return list_page(request, FORMS, rows, template="web/desk/surveys/forms.html", may_add=may_add)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def form(request: HttpRequest, form_id: int) -> HttpResponse:
    """One form: how far it is, its versions and files, what is doubtful in it."""
    one = known(request, form_id)
    project = queries.project(one.project_id)
    newest = queries.version(one.draft_id or one.published_id or 0)
    context: dict[str, Any] = {
        "form": one,
        "title": one.title(get_language() or "en"),
        "state": STATES[one.state],
        "project": project.name(get_language() or "en") if project else "",
        "newest": newest,
        "versions": queries.versions(one.id),
        "may": decide(MAY_MANAGE, actor_of(request), one).allowed,
        "problems": newest.warnings if newest else (),
    }
    return render(request, "web/desk/surveys/form.html", context)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def version(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """One version, and what differs from another one: `?with=2`, else the one before it."""
    one = known(request, form_id)
    here = numbered(one, number)
    others = [found for found in queries.versions(one.id) if found.number != number]
    other = other_of(request, others, number)
    found: tuple[Difference, ...] = ()
    if other is not None:
        found = compare(queries.model(other.id), queries.model(here.id))
    context = {
        "form": one,
        "title": one.title(get_language() or "en"),
        "version": here,
        "model": queries.model(here.id),
        "others": others,
        "other": other,
        "differences": [shown(difference) for difference in found[:MOST_SHOWN]],
        "count": len(found),
        "breaking": sum(1 for difference in found if difference.is_breaking),
        "problems": here.warnings,
    }
    return render(request, "web/desk/surveys/version.html", context)


def other_of(request: HttpRequest, others: list[VersionView], number: int) -> VersionView | None:
    """The version to compare with: the one that was asked for, else the newest before."""
    asked = request.GET.get("with", "")
    for found in others:
        if asked.isascii() and asked.isdigit() and found.number == int(asked[:9]):
            return found
    return next((found for found in others if found.number < number), None)


def shown(difference: Difference) -> dict[str, Any]:
    """A difference in words."""
    field, _space, language = difference.field.partition(" ")
    return {
        "how": HOW[difference.how],
        "what": WHAT[difference.what],
        "key": difference.key,
        "field": field,
        "language": language,
        "before": difference.before,
        "after": difference.after,
        "is_breaking": difference.is_breaking,
    }


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
def xform(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """The XForm that devices get."""
    found = numbered(known(request, form_id), number)
    return kept(queries.xform(found.id), "text/xml; charset=utf-8", "form.xml")


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
def source(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """The spreadsheet that a version came from."""
    found = queries.source(numbered(known(request, form_id), number).id)
    if found is None:
        raise Http404
    return kept(found[1], "application/octet-stream", found[0])


def kept(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to keep, under its own name in whichever script."""
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Content-Disposition"] = content_disposition(name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def content_disposition(name: str) -> str:
    """As RFC 6266 wants it."""
    from django.utils.http import content_disposition_header  # noqa: PLC0415

    return content_disposition_header(True, name) or "attachment"


def known(request: HttpRequest, form_id: int) -> FormView:
    """A form that this person may see."""
    found = queries.form_by_id(form_id)
    if found is None:
        raise Http404
    require(MAY_READ_ANSWERS, actor_of(request), found)
    return found


def numbered(one: FormView, number: int) -> VersionView:
    """A version of it."""
    found = queries.version_of(one.id, number)
    if found is None:
        raise Http404
    return found


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def publish(request: HttpRequest, form_id: int) -> HttpResponse:
    """Let people fill the draft."""
    return turned(request, form_id, actions.publish, gettext("People can fill the form now."))


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def retire(request: HttpRequest, form_id: int) -> HttpResponse:
    """Take no more answers."""
    return turned(request, form_id, actions.retire, gettext("The form takes no more answers."))


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def reopen(request: HttpRequest, form_id: int) -> HttpResponse:
    """Take answers again."""
    return turned(request, form_id, actions.reopen, gettext("The form takes answers again."))


def turned(
    request: HttpRequest, form_id: int, action: Callable[..., FormView], said: str
) -> HttpResponse:
    """Do it, say so; or say what must be mended first, each thing as a message."""
    known(request, form_id)
    try:
        action(form_id=form_id, by=actor_of(request), at=timezone.now())
    except FormRefused as refusal:
        for problem in refusal.problems[:10]:
            messages.error(request, f"{problem.message} {problem.mend}")
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("desk-form", args=[form_id]))
