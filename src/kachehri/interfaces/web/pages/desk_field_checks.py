"""Second visits at the desk: drawn by chance, compared question by question."""

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.queries import field as work
from kachehri.domains.forms.queries.answers import by_id
from kachehri.domains.forms.queries.collectors import collectors
from kachehri.domains.forms.queries.field import BackCheckView
from kachehri.domains.forms.rules import MAY_MANAGE_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import moment
from kachehri.engines.xforms.answers import text_of
from kachehri.engines.xforms.kinds import FormModel, Question
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_field import about, managed
from kachehri.kernel.messages import InputProblem


class DrawForm(forms.Form):
    """How many of whose interviews."""

    percent = forms.IntegerField(
        label=_("How many of a hundred interviews of each enumerator"),
        min_value=1,
        max_value=100,
        initial=10,
    )
    collector = forms.ChoiceField(label=_("Who makes the second visits"), required=False)
    seed = forms.IntegerField(
        label=_("Starting number"),
        help_text=_("The same number over the same interviews draws the same ones again."),
        required=False,
        min_value=0,
        max_value=2**53,
    )


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def checks(request: HttpRequest, form_id: int) -> HttpResponse:
    """Those that were drawn, and drawing more."""
    one, now = managed(request, form_id), timezone.now()
    people = collectors(one.project_id)
    form = DrawForm(request.POST or None)
    form.fields["collector"].choices = [  # type: ignore[attr-defined]
        ("", "–"), *((str(row.id), row.name) for row in people if row.is_open(now))
    ]  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        seed = given["seed"] if given["seed"] is not None else secrets.randbelow(2**31)
        count = actions.draw_back_checks(
            form_id=one.id, share=given["percent"] / 100, seed=seed,
            collector_id=int(given["collector"]) if given["collector"] else None,
            by=actor_of(request), at=now,
        )  # fmt: skip
        said = ngettext("%(count)s interview was drawn.", "%(count)s interviews were drawn.", count)
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("desk-field-checks", args=[form_id]))
    names = {row.id: row.name for row in people}
    context = {
        **about(one),
        "one": one,
        "form": form,
        "checks": [
            {"row": row, "who": names.get(row.collector_id or 0, ""), "percent": percent(row)}
            for row in work.back_checks(one.id, limit=100)
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "web/desk/field/checks.html", context, status=status)


def percent(row: BackCheckView) -> int | None:
    """How many of a hundred questions were answered the same."""
    return round(100 * row.agreed) if row.agreed is not None else None


class SecondForm(forms.Form):
    """Which answer is the second visit."""

    second = forms.ChoiceField(label=_("The second visit"), widget=forms.RadioSelect)


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Both visits side by side, or choosing the second one."""
    row = work.back_check(number)
    if row is None:
        raise Http404
    one = managed(request, row.form_id)
    form = SecondForm(request.POST or None)
    form.fields["second"].choices = [  # type: ignore[attr-defined]
        (str(second), f"{moment(when)} · {instance}")
        for second, instance, when in work.second_visits(row)
    ]
    if request.method == "POST" and form.is_valid():
        try:
            actions.compare_back_check(
                check_id=row.id, second_id=int(form.cleaned_data["second"]), by=actor_of(request),
                at=timezone.now(),
            )  # fmt: skip
        except InputProblem as problem:
            form.add_error("second", gettext(problem.reason.key))
        else:
            return HttpResponseRedirect(reverse("desk-field-check", args=[number]))
    context = {
        **about(one),
        "one": one,
        "form": form,
        "row": row,
        "percent": percent(row),
        "lines": side_by_side(row),
    }
    status = 422 if form.errors else 200
    return render(request, "web/desk/field/check.html", context, status=status)


def side_by_side(row: BackCheckView) -> list[dict[str, Any]]:
    """The questions that were answered otherwise, with both answers."""
    first, second = by_id(row.submission_id), by_id(row.second_id) if row.second_id else None
    if first is None or second is None or first.submission.version_id is None:
        return []
    model = queries.model(first.submission.version_id)
    asked = {one.path: one for one in model.questions()}
    return [
        {
            "label": label(asked.get(path), path),
            "first": said(model, asked.get(path), first.values.get(path)),
            "second": said(model, asked.get(path), second.values.get(path)),
        }
        for path in row.differing
    ]


def said(model: FormModel, question: Question | None, value: Any) -> str:
    """An answer in words: what was chosen by its label, all else as it is."""
    choices = model.lists.get(question.list_name, ()) if question else ()
    labels = {one.name: one.labels for one in choices}
    language = get_language() or "en"
    several = value if isinstance(value, list) else [value]
    if choices and all(one in labels for one in several):
        words = [
            labels[one].get(language) or next(iter(labels[one].values()), one) for one in several
        ]
        return ", ".join(words)
    return text_of(value) or ""


def label(question: Question | None, path: str) -> str:
    """The words of a question in the reader's language, else in any, else its name."""
    if question is None or not question.labels:
        return path.rpartition("/")[2]
    return question.labels.get(get_language() or "en") or next(iter(question.labels.values()))
