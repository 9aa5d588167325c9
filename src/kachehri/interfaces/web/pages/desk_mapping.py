"""The wizard for a table of unknown making: one question a page, back and forth without loss."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from kachehri.domains.evidence import actions, queries
from kachehri.domains.evidence.actions import UploadProblem
from kachehri.domains.evidence.actions.desk import declare_source, keep_mapping
from kachehri.domains.evidence.kinds import PRIMARY, SECONDARY, SourceKind
from kachehri.domains.evidence.kinds.mapping import MAPPING_ROLES, TableMapping
from kachehri.domains.evidence.queries import Head
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EDIT
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.files import FileProblem
from kachehri.interfaces.web.mapping_forms import Draft
from kachehri.interfaces.web.mapping_steps import Step, draft_of, steps_for
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_imports import found, to
from kachehri.interfaces.web.pages.desk_names import REASONS
from kachehri.interfaces.web.showing import with_tier


class NewSourceForm(forms.Form):
    """Where figures were published, written down by hand."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of source is it?"))
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        max_length=200,
        help_text=gettext_lazy("The office or the body whose name stands on it."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    year = forms.IntegerField(
        label=gettext_lazy("Year of publication"),
        min_value=1800,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    table = forms.CharField(label=gettext_lazy("Table"), max_length=100, required=False)
    page = forms.CharField(label=gettext_lazy("Page"), max_length=40, required=False)
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=200,
        help_text=gettext_lazy("What it says about using it. If it says nothing: none stated."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = self.fields["kind"]
        kinds.choices = [  # type: ignore[attr-defined]
            (_("published by somebody"), [(code, _(label)) for code, label in SECONDARY.items()]),
            (_("asked by ourselves"), [(code, _(label)) for code, label in PRIMARY.items()]),
        ]


class NameForm(forms.Form):
    """Under which name the answers are kept for the next file of this making."""

    label = forms.CharField(
        label=gettext_lazy("Keep these answers for the next file like this, under the name"),
        help_text=gettext_lazy(
            "For example: School census of the district. Leave it empty if there will be no other."
        ),
        max_length=80,
        required=False,
    )
    replace = forms.BooleanField(
        label=gettext_lazy("Put these answers in place of those kept under this name"),
        required=False,
    )


@page(rule=EDIT)
@never_cache
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """To the first question, or to the one that was left."""
    head, draft = table_of(request, number)
    unanswered = [step for step in steps_for(head, draft) if not is_answered(step, draft)]
    key = unanswered[0].key if unanswered else "name"
    return to_step(number, key)


def is_answered(step: Step, draft: Draft) -> bool:
    """Whether a step that must have an answer has one. What may stay empty counts as answered."""
    roles = {**draft["columns"], **draft["fixed"]}
    needed = {"place": "place", "period": "period", "source": "source", "value": "value"}
    if step.key == "columns":
        return bool(draft["values"])
    if step.key == "indicator":
        return "indicator" in roles or bool(draft["wide"])
    if step.key in {"sheet", "header"}:
        return bool(draft[step.key]) or "place" in roles
    return needed.get(step.key, "") in {"", *roles}


@page(rule=EDIT)
@never_cache
def ask(request: HttpRequest, number: int, step: str) -> HttpResponse:
    """One question: its page, or its answer kept and the next."""
    head, draft = table_of(request, number)
    steps = steps_for(head, draft)
    at = next((place for place, one in enumerate(steps) if one.key == step), None)
    if at is None:
        raise Http404
    form = steps[at].form(head, draft, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.put()
        keep_mapping(upload=number, draft=draft, by=actor_of(request), at=timezone.now())
        if "try" in request.POST:
            return to_step(number, step)
        return to_step(number, following(steps_for(head, draft), step))
    return render(
        request,
        "web/desk/question.html",
        {
            "upload": found(request, number),
            "form": form,
            "step": steps[at],
            "number": at + 1,
            "total": len(steps) + 1,
            "head": head,
            "back": back_of(number, steps, at),
            "matches": matches(head, draft) if step == "place" and not form.is_bound else (),
        },
        status=422 if form.errors else 200,
    )


def table_of(request: HttpRequest, number: int) -> tuple[Head, Draft]:
    """The table of a file as far as it was said how to read it, and what was said."""
    upload = found(request, number)
    if upload.state in {"loaded", "dropped"}:
        raise Http404
    draft = draft_of(upload.mapping)
    try:
        head = queries.head_of(
            actor_of(request), number, sheet=draft["sheet"], header=draft["header"]
        )
    except FileProblem as problem:
        raise Http404 from problem
    if head is None:
        raise Http404
    return head, draft


def following(steps: tuple[Step, ...], key: str) -> str:
    """The key of the step after one; the last page's after the last."""
    keys = [*(step.key for step in steps), "name"]
    return keys[keys.index(key) + 1]


def back_of(number: int, steps: tuple[Step, ...], at: int) -> str:
    """The address of the page before a question."""
    if at == 0:
        return reverse("desk-import", args=[number])
    return reverse("desk-question", args=[number, steps[at - 1].key])


def to_step(number: int, key: str) -> HttpResponseRedirect:
    """To a page of the wizard."""
    name = "desk-mapping" if key == "name" else "desk-question"
    args: list[Any] = [number] if key == "name" else [number, key]
    return HttpResponseRedirect(reverse(name, args=args))


def matches(head: Head, draft: Draft) -> list[Mapping[str, Any]]:
    """Which places the names of the first rows mean, each name once."""
    column = draft["columns"].get("place", "")
    if column not in head.columns:
        return []
    at = head.columns.index(column)
    finder = places.finder()
    within = places.by_code(draft["within"]) if draft["within"] else None
    texts = dict.fromkeys(row[at].strip() for row in head.rows if at < len(row))
    answers = [(text, finder.match(draft["tier"], text, within)) for text in texts if text]
    return [
        {
            "text": text,
            "place": with_tier(match.place) if match.place else "",
            "why": REASONS.get(match.reason, match.reason),
            "certain": match.is_certain,
        }
        for text, match in answers
    ]


@page(rule=EDIT)
@never_cache
def new_source(request: HttpRequest, number: int) -> HttpResponse:
    """Write down a source that is not in the list."""
    _head, draft = table_of(request, number)
    form = NewSourceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        code = declare_source(source=source_from(form.cleaned_data), by=actor_of(request), at=at)
        draft["fixed"]["source"] = code
        keep_mapping(upload=number, draft=draft, by=actor_of(request), at=at)
        return to_step(number, "name")
    context = {
        "upload": found(request, number),
        "form": form,
        "back": reverse("desk-question", args=[number, "source"]),
    }
    status = 422 if form.errors else 200
    return render(request, "web/desk/new_source.html", context, status=status)


def source_from(data: Mapping[str, Any]) -> SourceKind:
    """The source that a person wrote down; not compared with the print by anybody else."""
    words = slugify(f"{data['title']} {data['table']}")[:50].strip("-") or "source"
    return SourceKind(
        code=f"{words}-{data['year']}",
        kind=data["kind"],
        publisher=data["publisher"],
        title=data["title"],
        year=data["year"],
        licence=data["licence"],
        table=data["table"],
        page=data["page"],
        rank=60,
    )


@page(rule=EDIT)
@never_cache
def mapping(request: HttpRequest, number: int) -> HttpResponse:
    """All answers on one page; then a look at what would happen."""
    head, draft = table_of(request, number)
    steps = steps_for(head, draft)
    missing = next((step for step in steps if not is_answered(step, draft)), None)
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and missing is None:
        answer = look(request, number, draft, form)
        if answer is not None:
            return answer
    if "label" not in form.errors:
        form.fields.pop("replace")
    context = {
        "upload": found(request, number),
        "form": form,
        "facts": summary(number, head, draft),
        "missing": missing,
        "total": len(steps) + 1,
        "back": back_of(number, steps, len(steps)),
    }
    status = 422 if form.errors else 200
    return render(request, "web/desk/mapping.html", context, status=status)


def look(request: HttpRequest, number: int, draft: Draft, form: NameForm) -> HttpResponse | None:
    """Keep the answers under their name, ask for a look; None where the form has to say more."""
    by, at = actor_of(request), timezone.now()
    try:
        said = TableMapping.from_json(plain(draft))
    except ValueError as problem:
        form.add_error(None, str(problem))
        return None
    label = form.cleaned_data["label"].strip()
    if label and not keep(label, said, form, by=by, at=at):
        return None
    try:
        actions.describe_upload(upload=number, mapping=said, by=by, at=at)
    except UploadProblem as problem:
        form.add_error(None, _(problem.key))
        return None
    return to(number)


def plain(draft: Draft) -> Mapping[str, Any]:
    """The draft without what only the wizard needs."""
    return {key: value for key, value in draft.items() if key != "wide"}


def keep(label: str, said: TableMapping, form: NameForm, *, by: Any, at: datetime) -> bool:
    """Keep the answers under a name; False where the name is another's and nobody agreed."""
    name = slugify(label, allow_unicode=False) or f"table-{crc32(label.encode())}"
    there = {one.name: one for one in queries.saved_mappings()}.get(name)
    same = there is None or there.mapping == said
    if not same and not form.cleaned_data.get("replace"):
        form.add_error("label", _("Other answers are kept under this name."))
        return False
    actions.save_mapping(name=name, label=label, mapping=said, by=by, at=at)
    return True


def summary(number: int, head: Head, draft: Draft) -> list[Mapping[str, str]]:
    """Every answer in words, with the way back to its question."""
    keys = {step.key for step in steps_for(head, draft)}
    lines = [(_("Sheet"), draft["sheet"], "sheet")] if draft["sheet"] else []
    for role, value in {**draft["fixed"], **draft["columns"]}.items():
        label = str(_(MAPPING_ROLES[role])) if role in MAPPING_ROLES else role
        words = value
        if role in draft["columns"]:
            words = _("column %(name)s") % {"name": value}
        lines.append((label, words, step_of(role)))
    for one in draft["values"]:
        lines.append((one["column"], one["indicator"], "columns"))
    return [
        {"label": label, "value": value, "href": reverse("desk-question", args=[number, key])}
        for label, value, key in lines
        if key in keys
    ]


def step_of(role: str) -> str:
    """The question at which a role is said."""
    own = {"place", "indicator", "period", "value", "source"}
    if role in own:
        return role
    if role == "unit":
        return "value"
    return "doubt" if role in {"sample", "standard_error", "ci_low", "ci_high", "note"} else "who"
