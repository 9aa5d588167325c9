"""Bringing a file in at the desk: send it, say how it is read, look at what would happen, load."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from kachehri.domains.evidence import actions, queries
from kachehri.domains.evidence.actions import UploadProblem
from kachehri.domains.evidence.queries.uploads import UploadView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EDIT
from kachehri.engines.accounts.queries import names
from kachehri.engines.jobs import queries as jobs
from kachehri.engines.pagekit.arriving import LARGEST_UPLOAD, TOO_LARGE, LimitedFile
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import moment
from kachehri.engines.tables.files import ENCODINGS, FileProblem
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.interfaces.web.pages.desk import READ, actor_of, shown
from kachehri.interfaces.web.previewing import filled, preview_of, size_text
from kachehri.interfaces.web.reading_ways import recipe_label, ways
from kachehri.kernel.rules import decide

SHOWN = 200
STATES = {
    "received": gettext_lazy("Waits for you to say how it is read"),
    "checked": gettext_lazy("Checked, not loaded"),
    "refused": gettext_lazy("Could not be read"),
    "loaded": gettext_lazy("Loaded"),
    "dropped": gettext_lazy("Put away"),
}
IMPORTS = TableKind(
    name="imports",
    caption=gettext_lazy("Files brought in"),
    columns=(
        Column(
            "file",
            gettext_lazy("File"),
            value=lambda row: row.file_name,
            sort=lambda row: row.file_name.casefold(),
            href=lambda row: reverse("desk-import", args=[row.id]),
        ),
        Column("state", gettext_lazy("How far"), value=lambda row: STATES[row.state]),
        Column("recipe", gettext_lazy("Read as"), value=lambda row: recipe_label(row.recipe)),
        Column(
            "received_at",
            gettext_lazy("When"),
            value=lambda row: row.received_at,
            sort=lambda row: (row.received_at, row.id),
            show=lambda row: moment(row.received_at),
        ),
    ),
    start="-received_at",
    empty=gettext_lazy("No file was brought in yet."),
)


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        max_length=255,
        allow_empty_file=False,
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Choose another."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
        widget=forms.ClearableFileInput(
            attrs={"accept": ".csv,.tsv,.txt,.gz,.zip,.xlsx,.xls,.ods,.dta"}
        ),
    )


class OtherWayForm(forms.Form):
    """Another recipe than those that fit, or another encoding."""

    recipe = forms.ChoiceField(label=gettext_lazy("Read it as"))
    encoding = forms.ChoiceField(
        label=gettext_lazy("Letters"),
        required=False,
        help_text=gettext_lazy("Only if letters came out wrong."),
        choices=[("", gettext_lazy("find out by itself")), *((one, one) for one in ENCODINGS)],
    )


@page(rule=READ)
@never_cache
def imports(request: HttpRequest) -> HttpResponse:
    """The files that this person brought in, and how far each is."""
    rows = ListRows(queries.uploads(actor_of(request), limit=SHOWN))
    return list_page(request, IMPORTS, rows, template="web/desk/imports.html")


@page(rule=EDIT)
@csrf_exempt
@never_cache
def new_import(request: HttpRequest) -> HttpResponse:
    """Send a file. Its size is counted while it arrives, so the form is read by the inner page."""
    limit = LimitedFile(request, LARGEST_UPLOAD)
    if request.method == "POST":
        request.upload_handlers = [limit]
    return take_file(request, limit)


@csrf_protect
def take_file(request: HttpRequest, limit: LimitedFile) -> HttpResponse:
    """The form, or the file that it sent."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if not limit.stopped and form.is_valid():
            answer = receive(request, form)
            if answer is not None:
                return answer
    if limit.stopped or TOO_LARGE in request.GET:
        form = FileForm({})
        form.errors["file"] = form.error_class([too_large()])
    context = {"form": form, "largest": size_text(LARGEST_UPLOAD)}
    return render(request, "web/desk/new_import.html", context, status=422 if form.errors else 200)


def receive(request: HttpRequest, form: FileForm) -> HttpResponse | None:
    """Keep the file and go on to its page; None where it cannot be kept, and the form says why."""
    file = form.cleaned_data["file"]
    try:
        number = actions.receive_upload(
            file_name=file.name, chunks=file.chunks(), by=actor_of(request), at=timezone.now()
        )
    except FileProblem as problem:
        form.add_error("file", filled(problem.key, problem.params))
        return None
    return to(number)


def too_large() -> str:
    """What is said of a file above the limit."""
    return _(
        "This file is larger than %(size)s. Pack it with gzip, or cut it into parts, and send "
        "it again."
    ) % {"size": size_text(LARGEST_UPLOAD)}


@page(rule=READ)
@never_cache
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """One file: what is to be done with it now."""
    upload = found(request, number)
    work = jobs.job(actor_of(request), upload.job) if upload.job else None
    context: dict[str, Any] = {
        "upload": upload,
        "size": size_text(upload.size),
        "state": STATES[upload.state],
        "recipe": recipe_label(upload.recipe),
        "job": work,
        "running": work is not None and not work.ended,
        "progress": shown(work) if work else None,
        "failed": work.message if work and work.state == "failed" else "",
        "others": others(upload),
        "may": may_act(request, upload),
    }
    if not context["running"]:
        context |= next_step(request, upload)
    return render(request, "web/desk/import.html", context)


def may_act(request: HttpRequest, upload: UploadView) -> bool:
    """Whether the person may go on with the file: an editor, with a file of their own."""
    actor = actor_of(request)
    return decide(EDIT, actor).allowed and upload.received_by_id == actor.thing_id


def next_step(request: HttpRequest, upload: UploadView) -> Mapping[str, Any]:
    """What the page needs in the state in which the file is."""
    if upload.state in {"received", "refused"} or (
        upload.state == "checked" and "way" in request.GET
    ):
        return choosing(request, upload)
    if upload.state == "checked":
        start = request.GET.get("from", "")
        rule = request.GET.get("rule", "")
        begin = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
        return {"preview": preview_of(upload.preview, rule=rule, start=begin)}
    return {}


def choosing(request: HttpRequest, upload: UploadView) -> Mapping[str, Any]:
    """The ways in which the file can be read; what is wrong with it where nothing can read it."""
    try:
        head = queries.head_of(actor_of(request), upload.id)
    except FileProblem as problem:
        return {"choosing": True, "unreadable": filled(problem.key, problem.params)}
    fits = head.recipes if head else ()
    other = OtherWayForm(initial={"recipe": upload.recipe, "encoding": upload.encoding})
    other.fields["recipe"].choices = ways().items()  # type: ignore[attr-defined]
    return {
        "choosing": True,
        "head": head,
        "ways": [(code, recipe_label(code)) for code in fits],
        "other": other,
        "begun": bool(upload.mapping),
        "said": preview_of(upload.preview).message if upload.state == "refused" else "",
    }


def others(upload: UploadView) -> list[Mapping[str, Any]]:
    """Who else brought in the same file, when, and how far they are."""
    same = [one for one in queries.same_file(upload) if one.state != "dropped"]
    called = names({one.received_by_id for one in same})
    return [
        {
            "who": called.get(one.received_by_id, ""),
            "at": one.received_at,
            "state": STATES[one.state],
        }
        for one in same
    ]


@page(rule=EDIT)
@require_POST
def read_import(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for a look at the file, read in the way that was chosen."""
    upload = found(request, number)
    recipe = request.POST.get("recipe", "")
    encoding = request.POST.get("encoding", "")
    if recipe not in ways() or encoding not in {"", *ENCODINGS}:
        messages.error(request, _("Choose how the file is read."))
        return to(number)
    return attempt(request, actions.describe_upload, upload, recipe=recipe, encoding=encoding)


@page(rule=EDIT)
@require_POST
def load_import(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the load of a file that was looked at."""
    return attempt(request, actions.ask_for_load, found(request, number))


@page(rule=EDIT)
@require_POST
def drop_import(request: HttpRequest, number: int) -> HttpResponse:
    """Put a file away. What it would have brought stays out."""
    return attempt(request, actions.drop_upload, found(request, number))


def attempt(
    request: HttpRequest, act: Callable[..., Any], upload: UploadView, **said: Any
) -> HttpResponse:
    """Do something with a file and go back to its page, which says why where it cannot be done."""
    try:
        act(upload=upload.id, by=actor_of(request), at=timezone.now(), **said)
    except UploadProblem as problem:
        messages.error(request, _(problem.key))
    return to(upload.id)


def found(request: HttpRequest, number: int) -> UploadView:
    """The file that this person may see under a number, or the page 404."""
    upload = queries.upload(actor_of(request), number)
    if upload is None:
        raise Http404
    return upload


def to(number: int) -> HttpResponseRedirect:
    """To the page of the file."""
    return HttpResponseRedirect(reverse("desk-import", args=[number]))
