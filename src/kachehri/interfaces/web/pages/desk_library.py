"""The library at the desk: entering a publication, correcting it, and the file of its text."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from kachehri.domains.evidence import actions
from kachehri.domains.evidence.actions import EntryOvertaken, LibraryProblem
from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS, SOURCE_KINDS, SourceKind
from kachehri.domains.evidence.kinds.library import (
    LANGUAGES,
    LARGEST_PAPER,
    LIBRARY_KINDS,
    RIGHTS,
    SHOWN_RIGHTS,
    Publication,
)
from kachehri.domains.evidence.queries import library as queries
from kachehri.domains.evidence.queries.library import LibraryFilter, PublicationView
from kachehri.domains.places.queries.trees import KeptTree, kept_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EDIT
from kachehri.engines.pagekit.arriving import TOO_LARGE, LimitedFile
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.files import FileProblem
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.library import around_home, found
from kachehri.interfaces.web.previewing import size_text

UNCHECKED = gettext_lazy("Tick this only if you had the publication itself before you.")


def said(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """Choices with their words in the reader's language."""
    return [(code, _(label)) for code, label in choices.items()]


class EntryForm(forms.Form):
    """All that the library keeps of a publication."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    authors = forms.CharField(
        label=gettext_lazy("Authors"),
        max_length=400,
        help_text=gettext_lazy("Family name first; several with a semicolon between them."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"),
        max_length=200,
        help_text=gettext_lazy("The office or the body whose name stands on it."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of publication"),
        min_value=1800,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    page = forms.CharField(label=gettext_lazy("Page"), max_length=40, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    abstract = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy("In the language of the publication, in your own words or theirs."),
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Subject"), required=False, widget=forms.CheckboxSelectMultiple
    )
    dimensions = forms.MultipleChoiceField(
        label=gettext_lazy("Part of human security"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Places"), required=False, widget=forms.CheckboxSelectMultiple
    )
    address = forms.URLField(
        label=gettext_lazy("Where it is published"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
    )
    rights = forms.ChoiceField(label=gettext_lazy("Rights"), widget=forms.RadioSelect)
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=200,
        help_text=gettext_lazy("What it says about using it. If it says nothing: none stated."),
    )
    verified = forms.BooleanField(
        label=gettext_lazy("I have looked it up"), required=False, help_text=UNCHECKED
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, kept: KeptTree, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, str]]] = {
            "kind": said({code: SOURCE_KINDS[code] for code in LIBRARY_KINDS}),
            "language": said(LANGUAGES),
            "rights": said(RIGHTS),
            "sectors": said(SECTORS),
            "dimensions": said(DIMENSIONS),
            "places": [(one.code, one.name()) for one in around_home(kept)],
        }
        kept_codes = {code for code, _name in offered["places"]}
        for code in (kwargs.get("initial") or {}).get("places", ()):
            if code not in kept_codes:
                offered["places"].append((code, code))
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """The text of a publication."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        max_length=255,
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Choose another."),
            "max_length": gettext_lazy("The name of this file is too long. Give it a shorter one."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
    )


@page(rule=EDIT)
@never_cache
def entries(request: HttpRequest) -> HttpResponse:
    """What the library holds, to be corrected."""
    asked = request.GET.get("q", "")[:100].strip()
    shown = queries.publications(LibraryFilter(words=asked), after=request.GET.get("after", ""))
    context = {"asked": asked, "rows": shown.rows, "after": shown.after, "total": shown.total}
    return render(request, "web/desk/library.html", context)


@page(rule=EDIT)
@never_cache
def new_entry(request: HttpRequest) -> HttpResponse:
    """Put a publication into the library."""
    form = EntryForm(kept_tree(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            code = actions.enter_publication(
                publication=publication_from(form.cleaned_data),
                by=actor_of(request),
                at=timezone.now(),
            )
        except LibraryProblem as problem:
            form.add_error(None, _(problem.key))
        else:
            return HttpResponseRedirect(reverse("desk-library-entry", args=[code]))
    return entry_page(request, form, None)


@page(rule=EDIT)
@never_cache
def one_entry(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a publication."""
    view, kept = found(code), kept_tree()
    form = EntryForm(
        kept, request.POST if request.method == "POST" else None, initial=initial(view, kept)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_publication(
                code=code,
                version=form.cleaned_data["version"] or 0,
                publication=publication_from(form.cleaned_data, view),
                by=actor_of(request),
                at=timezone.now(),
            )
        except EntryOvertaken as problem:
            form.add_error(None, _(problem.key))
            form.data = {**request.POST.dict(), **lists(request), "version": str(problem.version)}
        except LibraryProblem as problem:
            form.add_error(None, _(problem.key))
        else:
            messages.success(request, _("The entry was corrected. What it said before is kept."))
            return HttpResponseRedirect(reverse("desk-library-entry", args=[code]))
    return entry_page(request, form, view)


def lists(request: HttpRequest) -> dict[str, list[str]]:
    """What was ticked, as lists: a form that is shown again must not lose it."""
    return {name: request.POST.getlist(name) for name in ("sectors", "dimensions", "places")}


def entry_page(request: HttpRequest, form: EntryForm, view: PublicationView | None) -> HttpResponse:
    """The form; below an entry that exists, its file."""
    context = {
        "form": form,
        "view": view,
        "back": reverse("desk-library"),
        "may_have_file": view is not None and view.rights in SHOWN_RIGHTS,
    }
    status = 422 if form.errors else 200
    return render(request, "web/desk/library_entry.html", context, status=status)


def initial(view: PublicationView, kept: KeptTree) -> dict[str, Any]:
    """An entry as the form shows it."""
    source = view.source
    return {
        "title": source.title,
        "authors": view.authors,
        "kind": source.kind,
        "publisher": source.publisher,
        "year": source.year,
        "page": source.page,
        "language": view.language,
        "abstract": view.abstract,
        "sectors": list(view.sectors),
        "dimensions": list(view.dimensions),
        "places": [kept.by_id[one].code for one in view.place_ids if one in kept.by_id],
        "address": source.address,
        "rights": view.rights,
        "licence": source.licence,
        "verified": source.verified,
        "version": view.version,
    }


def publication_from(data: Mapping[str, Any], view: PublicationView | None = None) -> Publication:
    """What a person wrote down; a correction keeps the code and the note."""
    words = slugify(f"{data['authors'].split(',')[0]} {data['title']}")[:50].strip("-")
    name = words or f"paper-{crc32(data['title'].encode())}"
    return Publication(
        source=SourceKind(
            code=view.code if view else f"{name}-{data['year']}",
            kind=data["kind"],
            publisher=data["publisher"],
            title=data["title"],
            year=data["year"],
            licence=data["licence"],
            page=data["page"],
            note=view.source.note_msgid if view else "",
            address=data["address"],
            verified=data["verified"],
            rank=view.source.rank if view else 60,
        ),
        authors=data["authors"],
        abstract=data["abstract"],
        language=data["language"],
        sectors=tuple(data["sectors"]),
        dimensions=tuple(data["dimensions"]),
        places=tuple(data["places"]),
        rights=data["rights"],
    )


@page(rule=EDIT)
@csrf_exempt
@never_cache
def give_file(request: HttpRequest, code: str) -> HttpResponse:
    """Send the text of a publication. Its size is counted while it arrives."""
    limit = LimitedFile(request, LARGEST_PAPER)
    if request.method == "POST":
        request.upload_handlers = [limit]
    return take_file(request, code, limit)


@csrf_protect
def take_file(request: HttpRequest, code: str, limit: LimitedFile) -> HttpResponse:
    """The form, or the file that it sent."""
    view = found(code)
    if view.rights not in SHOWN_RIGHTS:
        raise Http404
    form = PaperForm()
    if request.method == "POST":
        form = PaperForm(request.POST, request.FILES)
        if not limit.stopped and form.is_valid() and keep(request, code, form):
            messages.success(request, _("The file is in the library."))
            return HttpResponseRedirect(reverse("desk-library-entry", args=[code]))
    if limit.stopped or TOO_LARGE in request.GET:
        form = PaperForm({})
        largest = _("This file is larger than %(size)s.") % {"size": size_text(LARGEST_PAPER)}
        form.errors["file"] = form.error_class([largest])
    context = {"form": form, "view": view, "largest": size_text(LARGEST_PAPER)}
    status = 422 if form.errors else 200
    return render(request, "web/desk/library_file.html", context, status=status)


def keep(request: HttpRequest, code: str, form: PaperForm) -> bool:
    """Keep the file; False where it cannot be kept, and the form says why."""
    file = form.cleaned_data["file"]
    try:
        actions.give_file(
            code=code,
            file_name=file.name,
            chunks=file.chunks(),
            by=actor_of(request),
            at=timezone.now(),
        )
    except FileProblem as problem:
        form.add_error("file", _(problem.key) % problem.params)
    except LibraryProblem as problem:
        form.add_error(None, _(problem.key))
    return not form.errors


@page(rule=EDIT)
@require_POST
def take_away(request: HttpRequest, code: str) -> HttpResponse:
    """Stop showing the text of a publication."""
    view = found(code)
    actions.take_file_away(code=view.code, by=actor_of(request), at=timezone.now())
    messages.success(request, _("The file was taken out of the library."))
    return HttpResponseRedirect(reverse("desk-library-entry", args=[code]))
