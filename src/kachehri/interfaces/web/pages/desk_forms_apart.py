"""What came from phones and fits nowhere: beside what is here, and what becomes of it."""

from collections.abc import Iterator, Mapping
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
from kachehri.domains.forms.queries import ConflictView
from kachehri.domains.forms.queries.answers import by_id
from kachehri.domains.forms.queries.conflicts import conflicts_in, kept_values, must_not_lie_open
from kachehri.domains.forms.rules import MAY_MANAGE, MAY_MANAGE_ANYWHERE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.kernel.messages import InputProblem
from kachehri.kernel.rules import decide

A_PAGE = 20
WHY = {
    "other-content": _("Other answers under the same number"),
    "unknown-form": _("There is no such form"),
    "unknown-version": _("There is no such version of the form"),
    "retired": _("The form is closed"),
    "not-a-submission": _("It cannot be read"),
    "too-late": _("It came too late"),
}


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def apart(request: HttpRequest) -> HttpResponse:
    """The list, newest first."""
    actor, told = actor_of(request), request.GET.get("after", "")
    after = int(told) if told.isascii() and told.isdigit() and len(told) < 18 else 0
    found = conflicts_in(mine(actor), after, limit=A_PAGE + 1)
    forms = queries.forms_by_ids([one.form_id for one in found if one.form_id])
    rows = [
        {
            "row": one,
            "why": WHY.get(one.reason, one.reason),
            "form": forms[one.form_id].title(get_language() or "en") if one.form_id else "",
        }
        for one in found[:A_PAGE]
    ]
    further = found[A_PAGE - 1].id if len(found) > A_PAGE else 0
    return render(request, "web/desk/surveys/apart.html", {"rows": rows, "further": further})


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One of them beside the answers of the same number."""
    found = known(request, number)
    form = queries.form_by_id(found.form_id) if found.form_id else None
    here = by_id(found.submission_id) if found.submission_id else None
    version = here.submission.version_id if here else form.published_id if form else None
    new = kept_values(found.id, version)
    old = here.values if here else {}
    is_closed = must_not_lie_open(new or {})
    context: dict[str, Any] = {
        "row": found,
        "why": WHY.get(found.reason, found.reason),
        "form": form.title(get_language() or "en") if form else "",
        "lines": [] if is_closed else list(lines(old, new or {})),
        "is_closed": is_closed,
        "is_read": new is not None,
        "has_before": here is not None,
        "versions": queries.versions(form.id) if form and found.reason == "unknown-version" else (),
    }
    return render(request, "web/desk/surveys/apart_one.html", context)


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """What somebody decided."""
    known(request, number)
    version = request.POST.get("version", "")
    try:
        actions.settle_conflict(
            conflict_id=number,
            decision=request.POST.get("do", ""),
            version_id=int(version) if version.isascii() and version.isdigit() else None,
            by=actor_of(request),
            at=timezone.now(),
        )
    except InputProblem as problem:
        told = f"{gettext(problem.reason.key)} {gettext(problem.mend.key)}"
        messages.error(request, told)
        return HttpResponseRedirect(reverse("desk-forms-apart-one", args=[number]))
    messages.success(request, gettext("It is settled."))
    return HttpResponseRedirect(reverse("desk-forms-apart"))


def mine(actor: Actor) -> list[int]:
    """The projects that somebody manages: who only collects or codes there reads no answer."""
    return [one.id for one in queries.projects(actor) if decide(MAY_MANAGE, actor, one).allowed]


def known(request: HttpRequest, number: int) -> ConflictView:
    """One that this person may see. Raises Http404."""
    found = [one for one in conflicts_in(mine(actor_of(request)), number + 1, limit=1)
             if one.id == number]  # fmt: skip
    if not found:
        raise Http404
    return found[0]


def lines(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each question that has an answer on a side, those that differ first."""
    every = [*dict.fromkeys((*old, *new))]
    for path in sorted(every, key=lambda path: old.get(path) == new.get(path)):
        yield {
            "name": path.split("/", 2)[-1],
            "old": text_of(old.get(path)),
            "new": text_of(new.get(path)),
            "differs": old.get(path) != new.get(path),
        }


def text_of(value: object) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return ", ".join(text_of(one) for one in value.values())
    if isinstance(value, list | tuple):
        return "; ".join(text_of(one) for one in value if one is not None)
    return "" if value is None else str(value)
