"""Bringing a form to the desk: its spreadsheet, its files, its settings."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.kinds.forms import FormChanged, FormRefused
from kachehri.domains.forms.queries import FormView
from kachehri.domains.forms.rules import MAY_MANAGE, MAY_MANAGE_ANYWHERE
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import Refused, require
from kachehri.engines.pagekit.pages import render
from kachehri.engines.xforms.kinds import FormProblem
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_forms import known
from kachehri.kernel.rules import decide

ACCEPTED = ".xlsx,.xlsm,.xls,.csv,.zip,.md,.xml"
SAMPLINGS = (
    ("none", _("nobody was chosen: whoever wants fills it")),
    ("purposive", _("chosen on purpose")),
    ("quota", _("so many of each kind")),
    ("census", _("everybody is asked")),
    ("probability", _("drawn by chance")),
)


class SheetForm(forms.Form):
    """A spreadsheet."""

    file = forms.FileField(
        label=_("The form"),
        help_text=_("A spreadsheet written as an XLSForm, or an XForm (.xml)."),
        max_length=200,
        error_messages={"required": _("Choose a file first.")},
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )


class NewForm(SheetForm):
    """A spreadsheet, and where it belongs."""

    project = forms.ChoiceField(label=_("Project"), required=False)
    name = forms.CharField(label=_("Name of a new project"), required=False, max_length=120)
    place = forms.CharField(
        label=_("Place of the new project"),
        required=False,
        help_text=_("Its name in English, Urdu or Sindhi letters, or its code."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = ("project", "name", "place", "file")

    def __init__(self, *args: Any, projects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = [*projects, ("", _("a new project"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A project that is there, or the name and the place of a new one."""
        values = super().clean() or {}
        if not values.get("project"):
            if not values.get("name"):
                self.add_error("name", gettext("Write the name of the project."))
            values["at"] = next(iter(places.search(values.get("place") or "")), None)
            if values["at"] is None:
                said = gettext("No place has such a name. Try fewer letters, or another spelling.")
                self.add_error("place", said)
        return values


class SettingsForm(forms.Form):
    """What a form is set to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_public = forms.BooleanField(label=_("Everybody may fill it on the web"), required=False)
    keyword = forms.CharField(
        label=_("Word that begins it by text message"), required=False, max_length=20
    )
    sampling = forms.ChoiceField(label=_("How people were chosen"), choices=SAMPLINGS)
    keep_days = forms.IntegerField(
        label=_("Days for which single answers are kept"),
        help_text=_("Leave it empty to keep them while the project lasts."),
        required=False,
        min_value=1,
        max_value=36500,
    )
    consent = forms.ChoiceField(label=_("Question by which people agree"), required=False)
    place_question = forms.ChoiceField(label=_("Question that says where"), required=False)
    is_sensitive = forms.BooleanField(
        label=_("Sensitive: answers are encrypted on the device"), required=False
    )

    def __init__(self, *args: Any, questions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("consent", "place_question"):
            self.fields[name].choices = [("", "–"), *questions]  # type: ignore[attr-defined]


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """A new form: its file is looked at, and every fault is named with its row."""
    actor = actor_of(request)
    mine = [one for one in queries.projects(actor) if decide(MAY_MANAGE, actor, one).allowed]
    choices = [(str(one.id), one.name(get_language() or "en")) for one in mine]
    form = NewForm(request.POST or None, request.FILES or None, projects=choices)
    problems: tuple[FormProblem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            made = brought(request, form)
        except FormRefused as refusal:
            problems = refusal.problems
        except Refused as refusal:
            form.add_error("place", str(refusal))
        else:
            return to(
                request, made, gettext("The form is here as a draft. Try it, then publish it.")
            )
    status = 422 if problems or form.errors else 200
    return render(
        request, "web/desk/surveys/add.html", {"form": form, "problems": problems}, status=status
    )


def brought(request: HttpRequest, form: NewForm) -> FormView:
    """The form of the file, in its project."""
    actor, at, given = actor_of(request), timezone.now(), form.cleaned_data
    project_id = int(given["project"] or 0)
    if not project_id:
        key = slugify(given["name"])[:40] or "project"
        if queries.project(key):
            key = f"{key}-{at:%Y%m%d%H%M%S}"
        project_id = actions.make_project(
            key=key, names={get_language() or "en": given["name"]}, place_id=given["at"].id,
            by=actor, at=at,
        )  # fmt: skip
    file = given["file"]
    return actions.add_form(
        project_id=project_id, content=file.read(), name=file.name, by=actor, at=at
    )


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def version(request: HttpRequest, form_id: int) -> HttpResponse:
    """A new version of a form that is there. It keeps the form's id, whatever the sheet says."""
    one = managed(request, form_id)
    form = SheetForm(request.POST or None, request.FILES or None)
    problems: tuple[FormProblem, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.add_form(
                project_id=one.project_id, content=file.read(), name=file.name, key=one.key,
                by=actor_of(request), at=timezone.now(),
            )  # fmt: skip
        except FormRefused as refusal:
            problems = refusal.problems
        else:
            return to(request, one, gettext("The new version is here as a draft."))
    context = {"form": form, "problems": problems, "one": one, "title": named(one)}
    status = 422 if problems or form.errors else 200
    return render(request, "web/desk/surveys/add.html", context, status=status)


class MediaForm(forms.Form):
    """Files that a form shows."""

    file = forms.FileField(
        label=_("The file"),
        max_length=200,
        error_messages={"required": _("Choose a file first.")},
    )
    name = forms.ChoiceField(label=_("Which file it is"))

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(one, one) for one in names]  # type: ignore[attr-defined]


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def media(request: HttpRequest, form_id: int) -> HttpResponse:
    """A file that the newest version shows."""
    one = managed(request, form_id)
    newest = queries.version(one.draft_id or one.published_id or 0)
    names = [file.name for file in newest.media] if newest else []
    form = MediaForm(request.POST or None, request.FILES or None, names=names)
    if request.method == "POST" and newest and form.is_valid():
        try:
            actions.add_media(
                version_id=newest.id, name=form.cleaned_data["name"],
                content=form.cleaned_data["file"].read(), by=actor_of(request), at=timezone.now(),
            )  # fmt: skip
        except FormRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return to(request, one, gettext("The file is here."))
    context = {"form": form, "one": one, "title": named(one)}
    status = 422 if form.errors else 200
    return render(request, "web/desk/surveys/media.html", context, status=status)


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def settings(request: HttpRequest, form_id: int) -> HttpResponse:
    """Who may fill it, how people were chosen, how long answers are kept."""
    one = managed(request, form_id)
    initial = {name: getattr(one, name) for name in SettingsForm.base_fields}
    form = SettingsForm(request.POST or None, initial=initial, questions=questions(one))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.set_form(
                form_id=one.id, version=given.pop("version"), by=actor_of(request),
                at=timezone.now(), **given,
            )  # fmt: skip
        except FormChanged:
            said = gettext("Somebody else changed the form. Look at it and save again.")
            form.add_error(None, said)
        except FormRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return to(request, one, gettext("Saved."))
    context = {"form": form, "one": one, "title": named(one)}
    status = 422 if form.errors else 200
    return render(request, "web/desk/surveys/settings.html", context, status=status)


def questions(one: FormView) -> list[tuple[str, str]]:
    """(path, label) of every question of the newest version that can be chosen."""
    newest = one.draft_id or one.published_id
    model = queries.model(newest) if newest else None
    language = get_language() or "en"
    return [
        (asked.path, f"{asked.labels.get(language) or asked.name} ({asked.name})")
        for asked in (model.questions() if model else ())
        if asked.type in ("select_one", "acknowledge", "text", "geopoint", "calculate", "hidden")
        and not asked.path.endswith(("/meta/instanceID", "/meta/instanceName"))
    ]


def managed(request: HttpRequest, form_id: int) -> FormView:
    """A form that this person may change."""
    one = known(request, form_id)
    require(MAY_MANAGE, actor_of(request), one)
    return one


def named(one: FormView) -> str:
    """Its title in the reader's language."""
    return one.title(get_language() or "en")


def to(request: HttpRequest, one: FormView, said: str) -> HttpResponse:
    """The form's page, with a word."""
    messages.success(request, said)
    return HttpResponseRedirect(reverse("desk-form", args=[one.id]))
