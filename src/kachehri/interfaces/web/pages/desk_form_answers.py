"""Answers at the desk: the list, one answer with its history, judging it, taking answers out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms import actions
from kachehri.domains.forms.actions import exporting, reviewing
from kachehri.domains.forms.queries import central as facts
from kachehri.domains.forms.queries import odata
from kachehri.domains.forms.queries.answers import attachment_pieces, by_id
from kachehri.domains.forms.queries.central import FormFacts, SubmissionFacts
from kachehri.domains.forms.queries.exporting import export_file, table_names
from kachehri.domains.forms.queries.field import flags_of
from kachehri.domains.forms.queries.forms import model
from kachehri.domains.forms.queries.notes import notes
from kachehri.domains.forms.rules import MAY_MANAGE, MAY_READ_ANSWERS_ANYWHERE
from kachehri.domains.forms.rules.allowed import (
    MAY_ANALYSE_ANYWHERE,
    MAY_EXPORT,
    MAY_MANAGE_ANYWHERE,
)
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.accounts.queries import names
from kachehri.engines.jobs import queries as jobs
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.answer_showing import lines
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_field import shown
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.interfaces.web.scores_showing import scores_shown
from kachehri.kernel.rules import decide

SIZE = 25
STATES = {
    "raw": _("Waits to be read"),
    "read": _("Read"),
    "unreadable": _("Could not be read"),
}
REVIEWS = {
    "": _("Not looked at"),
    "approved": _("Good"),
    "hasIssues": _("Something is wrong"),
    "edited": _("Changed"),
    "rejected": _("Not to be used"),
}
CHANNELS = {
    "collect": _("the app Collect"),
    "web": _("the web"),
    "light": _("a light page"),
    "sms": _("text messages"),
    "paper": _("paper"),
    "import": _("a file"),
}
FORMAT_WORDS = {
    "xlsx": _("Workbook (XLSX), for offices"),
    "csv": _("Table (CSV)"),
    "sav": _("SPSS"),
    "dta": _("Stata"),
    "parquet": _("Parquet, for programs"),
    "geojson": _("Points on a map (GeoJSON)"),
}


class ExportForm(forms.Form):
    """Which file."""

    form = forms.ChoiceField(label=_("Which file"), choices=list(FORMAT_WORDS.items()))
    table = forms.ChoiceField(label=_("Which table"), required=False)
    language = forms.ChoiceField(label=_("Language of the words"))

    def __init__(self, *args: Any, found: FormFacts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = table_names(found)
        tables: list[tuple[str, Any]] = [(path, name) for path, name in known]
        if len(known) > 1:
            tables.insert(0, ("", _("all, in one ZIP file")))
        self.fields["table"].choices = tables  # type: ignore[attr-defined]
        spoken = [(one.code, one.name) for one in model(found.version_id).languages]
        self.fields["language"].choices = spoken or [("en", "English")]  # type: ignore[attr-defined]


class JudgingForm(forms.Form):
    """What somebody found who looked at an answer."""

    state = forms.ChoiceField(
        label=_("What did you find?"), choices=list(REVIEWS.items()), required=False
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=reviewing.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class WithdrawForm(forms.Form):
    """To be sure."""

    sure = forms.BooleanField(label=_("Yes, erase these words for ever"))


def form_of(request: HttpRequest, form_id: int) -> FormFacts:
    """The form of an address. What one may not see is refused."""
    found = facts.form_for(actor_of(request), form_id)
    if found is None:
        raise Http404
    return found


def answer_of(request: HttpRequest, form_id: int, number: int) -> tuple[FormFacts, SubmissionFacts]:
    """The form and the answer of an address."""
    form = form_of(request, form_id)
    found = facts.submission_by_id(form.id, number)
    if found is None:
        raise Http404
    return form, found


def around(form: FormFacts) -> dict[str, Any]:
    """What every page of these needs."""
    return {"one": form, "form": form, "title": form.title(get_language() or "en")}


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def answers(request: HttpRequest, form_id: int) -> HttpResponse:
    """What came in, newest first, a page at a time."""
    form = form_of(request, form_id)
    before = whole(request.GET.get("before"))
    found = facts.submissions_of(form.id, before=before, limit=SIZE + 1)
    known = places.by_ids({one.place_id for one in found if one.place_id})
    language = get_language() or "en"
    rows = [
        {
            "answer": one,
            "state": STATES.get(one.state, one.state),
            "review": REVIEWS.get(one.review, one.review),
            "channel": CHANNELS.get(one.channel, one.channel),
            "place": known[one.place_id].name(language) if one.place_id in known else "",
        }
        for one in found[:SIZE]
    ]
    context = around(form) | {
        "rows": rows,
        "total": odata.count(form, odata.Asked(), timezone.now()),
        "next": f"?before={found[SIZE - 1].id}" if len(found) > SIZE else "",
        "start": "?" if before else "",
        "may_export": decide(MAY_EXPORT, actor_of(request), form).allowed,
    }
    return render(request, "web/desk/surveys/answers.html", context)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def answer(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """One answer: what was said, by which way, what people noted, its versions."""
    form, one = answer_of(request, form_id, number)
    whole_answer = by_id(one.id)
    values = whole_answer.values if whole_answer else {}
    language = get_language() or "en"
    said = notes(one.id)
    people = names({note.by_id for note in said})
    told = model(one.version_id) if one.version_id else None
    place = places.by_ids({one.place_id}) if one.place_id else {}
    context = around(form) | {
        "answer": one,
        "state": STATES.get(one.state, one.state),
        "review": REVIEWS.get(one.review, one.review),
        "channel": CHANNELS.get(one.channel, one.channel),
        "place": place[one.place_id].name(language) if one.place_id in place else "",
        "lines": lines(told, values, language) if told else (),
        "files": facts.files_of(one.id),
        "scores": scores_shown(form.key, whole_answer.submission, language) if whole_answer else (),
        "notes": [
            {
                "note": note,
                "who": people.get(note.by_id, ""),
                "review": REVIEWS[note.review] if note.review else "",
            }
            for note in said
        ],
        "marks": [shown(row, {}) for row in flags_of(one.id)],
        "versions": facts.versions_of_answer(form.id, one.root) if one.root != one.instance else (),
        "may": decide(MAY_MANAGE, actor_of(request), form).allowed,
        "judging": JudgingForm(initial={"state": one.review}),
    }
    return render(request, "web/desk/surveys/answer.html", context)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@require_POST
def judge(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """Judge it, note something, or both."""
    _form, one = answer_of(request, form_id, number)
    given = JudgingForm(request.POST)
    by, now = actor_of(request), timezone.now()
    note = given.cleaned_data["note"].strip() if given.is_valid() else ""
    if not given.is_valid():
        messages.error(request, gettext("This note is too long. Make it shorter."))
    elif given.cleaned_data["state"] != one.review:
        state = given.cleaned_data["state"]
        reviewing.review(submission_id=one.id, state=state, note=note, by=by, at=now)
        messages.success(request, gettext("Your judgement was kept."))
    elif note:
        reviewing.note(submission_id=one.id, body=note, by=by, at=now)
        messages.success(request, gettext("Your note was kept."))
    return HttpResponseRedirect(reverse("desk-form-answer", args=[form_id, number]))


@page(rule=MAY_MANAGE_ANYWHERE)
@never_cache
def withdraw(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """Somebody takes their consent back: ask once more, then the words are gone everywhere."""
    form, one = answer_of(request, form_id, number)
    given = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and given.is_valid():
        by, now = actor_of(request), timezone.now()
        actions.withdraw(form_id=form.id, instance=one.instance, by=by, at=now)
        messages.success(request, gettext("The words are erased, here and in every backup."))
        return HttpResponseRedirect(reverse("desk-form-answers", args=[form_id]))
    context = around(form) | {"answer": one, "form": given}
    status = 422 if given.errors else 200
    return render(request, "web/desk/surveys/withdraw.html", context, status=status)


@page(rule=MAY_READ_ANSWERS_ANYWHERE)
@never_cache
def file(request: HttpRequest, form_id: int, number: int, name: str) -> HttpResponseBase:
    """A file of an answer, to be kept: a browser does not show what strangers made."""
    _form, one = answer_of(request, form_id, number)
    found = next((file for file in facts.files_of(one.id) if file.name == name), None)
    pieces = attachment_pieces(one.id, name) if found and found.is_here else None
    if pieces is None:
        raise Http404
    response = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    response["Content-Disposition"] = "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def export(request: HttpRequest, form_id: int) -> HttpResponse:
    """Ask for all answers as a file. A worker writes it."""
    form = form_of(request, form_id)
    given = ExportForm(request.POST if request.method == "POST" else None, found=form)
    if request.method == "POST" and given.is_valid():
        asked = given.cleaned_data
        job = exporting.ask_export(
            facts=form,
            form=asked["form"],
            table=asked["table"],
            language=asked["language"],
            by=actor_of(request),
            at=timezone.now(),
        )
        return HttpResponseRedirect(reverse("job", args=[job]))
    context = around(form) | {
        "form": given,
        "total": odata.count(form, odata.Asked(), timezone.now()),
    }
    status = 422 if given.errors else 200
    return render(request, "web/desk/surveys/export.html", context, status=status)


@page(rule=MAY_ANALYSE_ANYWHERE)
@never_cache
def exported(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file that a worker wrote, for whoever asked for it."""
    found = jobs.job(actor_of(request), number)
    path = export_file(actor_of(request), found.result) if found and found.result else None
    if path is None:
        raise Http404
    name = "answers" + "".join(path.suffixes)
    return FileResponse(path.open("rb"), as_attachment=True, filename=name)
