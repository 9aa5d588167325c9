"""Enumerators at the desk: sent out with a code for their phone, given work, called back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.kinds.submissions import NewCollector
from kachehri.domains.forms.queries import ProjectView
from kachehri.domains.forms.queries import field as work
from kachehri.domains.forms.queries.collectors import collectors
from kachehri.domains.forms.rules import MAY_MANAGE, MAY_MANAGE_ANYWHERE
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.field_showing import code_of, collect_settings
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_field import about, managed
from kachehri.kernel.messages import InputProblem


class NewPersonForm(forms.Form):
    """Somebody who goes out."""

    name = forms.CharField(label=_("Name"), max_length=120)
    username = forms.RegexField(
        r"[a-z0-9][a-z0-9._-]{2,39}",
        label=_("User name"),
        help_text=_("Only where the program of the phone asks for one. Small letters and digits."),
        required=False,
    )
    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=730, initial=60)
    quota = forms.IntegerField(
        label=_("Answers on a day, at most"), min_value=1, max_value=5000, initial=200
    )


class AssignForm(forms.Form):
    """So many answers, by whom, where, until when."""

    collector = forms.ChoiceField(label=_("Enumerator"))
    target = forms.IntegerField(label=_("Answers in all"), min_value=1, max_value=100_000)
    a_day = forms.IntegerField(
        label=_("Answers on a day"), min_value=0, max_value=500, initial=0, required=False
    )
    place = forms.ChoiceField(label=_("Place"), required=False)
    until_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def people(request: HttpRequest, project_id: int) -> HttpResponse:
    """Everybody of a project, ended ones last."""
    project = managed_project(request, project_id)
    now = timezone.now()
    found = sorted(collectors(project.id), key=lambda one: (not one.is_open(now), one.name))
    context = {
        **of(project),
        "people": [{"row": one, "is_open": one.is_open(now)} for one in found],
    }
    return render(request, "web/desk/field/people.html", context)


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
@sensitive_variables("made")
def new(request: HttpRequest, project_id: int) -> HttpResponse:
    """Send somebody out. The code and the password are shown here, once."""
    project = managed_project(request, project_id)
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            made = actions.send_out(
                project_id=project.id, name=given["name"], username=given["username"],
                quota=given["quota"], expires_at=now + timedelta(days=given["days"]),
                by=actor_of(request), at=now,
            )  # fmt: skip
        except InputProblem as problem:
            form.add_error("username", gettext(problem.reason.key))
        else:
            context = {**of(project), "name": given["name"], **told(request, project, made)}
            return render(request, "web/desk/field/sent.html", context)
    context = {**of(project), "form": form}
    status = 422 if form.errors else 200
    return render(request, "web/desk/field/new.html", context, status=status)


@sensitive_variables("made")
def told(request: HttpRequest, project: ProjectView, made: NewCollector) -> dict[str, Any]:
    """What the phone must know: a code to scan, and the same in words."""
    base = request.build_absolute_uri("/openrosa/").removesuffix("/")
    by_token = f"{base}/key/{made.token}/projects/{project.id}"
    name = project.name("en")
    label = gettext("Code with the settings of ODK Collect")
    found: dict[str, Any] = {
        "url": by_token,
        "code": code_of(collect_settings(url=by_token, name=name), label),
    }
    if made.username:
        found |= {
            "plain_url": f"{base}/projects/{project.id}",
            "username": made.username,
            "password": made.password,
        }
    return found


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def end(request: HttpRequest, project_id: int, number: int) -> HttpResponse:
    """Let somebody's code open nothing any more."""
    project = managed_project(request, project_id)
    if all(one.id != number for one in collectors(project.id)):
        raise Http404
    actions.end_collector(collector_id=number, by=actor_of(request), at=timezone.now())
    messages.success(request, gettext("The code opens nothing any more. What was sent stays."))
    return HttpResponseRedirect(reverse("desk-field-people", args=[project_id]))


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def assign(request: HttpRequest, form_id: int) -> HttpResponse:
    """Give somebody work."""
    one, now = managed(request, form_id), timezone.now()
    form = AssignForm(request.POST or None)
    mine = [row for row in collectors(one.project_id) if row.is_open(now)]
    form.fields["collector"].choices = [(str(row.id), row.name) for row in mine]  # type: ignore[attr-defined]
    near = [places.by_ids([one.place_id])[one.place_id], *places.children(one.place_id)]
    form.fields["place"].choices = [("", "–"), *((str(at.id), at.name()) for at in near)]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.assign(
                form_id=one.id, collector_id=int(given["collector"]), target=given["target"],
                a_day=given["a_day"] or 0, place_id=int(given["place"]) if given["place"] else None,
                from_day=timezone.localdate(now), until_day=given["until_day"],
                by=actor_of(request), at=now,
            )  # fmt: skip
        except InputProblem as problem:
            form.add_error(None, gettext(problem.reason.key))
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(reverse("desk-field-form", args=[form_id]))
    context = {**about(one), "form_": one, "form": form, "one": one}
    status = 422 if form.errors else 200
    return render(request, "web/desk/field/assign.html", context, status=status)


@page(rule=MAY_MANAGE_ANYWHERE)
@require_POST
def unassign(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """Expect no more of an assignment."""
    managed(request, form_id)
    if all(row.id != number for row in work.assignments(form_id)):
        raise Http404
    actions.end_assignment(assignment_id=number, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(reverse("desk-field-form", args=[form_id]))


def managed_project(request: HttpRequest, project_id: int) -> ProjectView:
    """A project that this person steers."""
    found = queries.project(project_id)
    if found is None:
        raise Http404
    require(MAY_MANAGE, actor_of(request), found)
    return found


def of(project: ProjectView) -> dict[str, Any]:
    """What every page of a project needs."""
    return {"project": project, "project_name": project.name(get_language() or "en")}
