"""Codebooks at the desk: their codes, bringing one in, taking projects out, themes."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.evidence.kinds import DIMENSIONS
from kachehri.domains.forms.actions import voices_codes as actions
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.queries import voices, voices_codes, voices_export
from kachehri.domains.forms.queries.voices_codes import CodebookView, CodeView
from kachehri.domains.forms.rules import MAY_CODE_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.qda.tags import write_tags
from kachehri.engines.qda.writing import qdc, qdpx
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_voices import form_page
from kachehri.interfaces.web.voicing import (
    Field,
    by_language,
    in_languages,
    place_choices,
    place_named,
    place_names,
    translated,
    whole,
)

FILES = {
    "qdpx": ("application/zip", "qdpx"),
    "qdc": ("application/xml", "qdc"),
    "tags": ("text/csv; charset=utf-8", "csv"),
}
MOST_TALKS = 500
FEWEST = 5
"""People of one group that are counted on the page of themes; of fewer it says *a few*."""


def found(request: HttpRequest, book_id: int) -> CodebookView:
    """The codebook of an address, 404 where there is none."""
    view = voices_codes.codebook(book_id, actor_of(request))
    if view is None:
        raise Http404
    return view


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def books(request: HttpRequest) -> HttpResponse:
    """The codebooks of one's places."""
    language = get_language() or "en"
    rows = [(one, one.name(language)) for one in voices_codes.codebooks(actor_of(request))]
    return render(request, "web/desk/voices/books.html", {"rows": rows})


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def new_book(request: HttpRequest) -> HttpResponse:
    """Make a codebook."""
    problems: Mapping[str, Any] = {}
    said = request.POST
    if request.method == "POST":
        where = place_named(said.get("place", ""))
        try:
            if where is None:
                raise VoiceProblem({"place": gettext("Choose a place that is known.")})
            made = actions.make_codebook(
                key=said.get("key", "").strip(),
                names=by_language(request, "name"),
                place_id=where.id,
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            return HttpResponseRedirect(reverse("desk-codebook", args=[made]))
    names = {code: said.get(f"name_{code}", "") for code in ("en", "ur", "sd")}
    fields = [
        Field("key", gettext("Short name"), "line", said.get("key", ""),
              hint=gettext("Small letters, digits and hyphens."),
              problem=str(problems.get("key", ""))),
        *in_languages("name", gettext("Name"), names, problem=str(problems.get("name", ""))),
        Field("place", gettext("For which place"), "select", said.get("place", ""),
              choices=[("", gettext("Choose a place")), *place_choices()],
              problem=str(problems.get("place", ""))),
    ]  # fmt: skip
    back = reverse("desk-codebooks")
    return form_page(request, gettext("Make a codebook"), fields, problems, back=back)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def book(request: HttpRequest, book_id: int) -> HttpResponse:
    """A codebook: its codes as a tree, and the ways in and out."""
    view = found(request, book_id)
    language = get_language() or "en"
    rows = [
        (one, one.name(language), gettext(DIMENSIONS[one.dimension]) if one.dimension else "")
        for one in voices_codes.codes(book_id)
    ]
    context = {"book": view, "title": view.name(language), "rows": rows}
    return render(request, "web/desk/voices/book.html", context)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def write_code(request: HttpRequest, book_id: int) -> HttpResponse:
    """Write a code: a new one, or (`?code=`) one that is there."""
    view = found(request, book_id)
    codes = {one.id: one for one in voices_codes.codes(book_id)}
    said = request.POST
    old = codes.get(whole(said.get("code") or request.GET.get("code")))
    problems: Mapping[str, Any] = {}
    if request.method == "POST":
        try:
            actions.write_code(
                codebook_id=view.id,
                code_id=old.id if old else None,
                names=by_language(request, "name"),
                parent_id=whole(said.get("parent")) or None,
                definition=said.get("definition", ""),
                include=said.get("include", ""),
                exclude=said.get("exclude", ""),
                colour=said.get("colour", ""),
                dimension=said.get("dimension", ""),
                is_codable="holds" not in said,
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            return HttpResponseRedirect(reverse("desk-codebook", args=[view.id]))
    fields = code_fields(said, old, codes, problems)
    return form_page(
        request,
        gettext("A code"),
        fields,
        problems,
        back=reverse("desk-codebook", args=[view.id]),
        code=old.id if old else "",
    )


def code_fields(
    said: Any, old: CodeView | None, codes: Mapping[int, CodeView], problems: Mapping[str, Any]
) -> list[Field]:
    """The fields of a code, as they were sent or as they stand."""
    language = get_language() or "en"

    def was(key: str, value: Any) -> Any:
        return said.get(key, value) if said else value

    names = {code: was(f"name_{code}", old.names.get(code, "") if old else "")
             for code in ("en", "ur", "sd")}  # fmt: skip
    above = [(str(one.id), "· " * one.depth + one.name(language)) for one in codes.values()]
    return [
        *in_languages("name", gettext("Name"), names, problem=str(problems.get("name", ""))),
        *([] if old else [Field("parent", gettext("Below which code"), "select",
                                was("parent", ""),
                                choices=[("", gettext("at the top")), *above])]),
        Field("definition", gettext("What it means"), "area",
              was("definition", old.definition if old else "")),
        Field("include", gettext("Give it for"), "area",
              was("include", old.include if old else "")),
        Field("exclude", gettext("Do not give it for"), "area",
              was("exclude", old.exclude if old else "")),
        Field("dimension", gettext("Dimension"), "select",
              was("dimension", old.dimension if old else ""),
              choices=translated(DIMENSIONS, empty=gettext("none"))),
        Field("colour", gettext("Colour, as #8e1c2a"), "line",
              was("colour", old.colour if old else ""),
              problem=str(problems.get("colour", ""))),
        Field("holds", gettext("How it is used"), "pick",
              ["yes"] if (old and not old.is_codable) or "holds" in said else [],
              choices=[("yes", gettext("It only holds others"))]),
    ]  # fmt: skip


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def end_code(request: HttpRequest, book_id: int, code_id: int) -> HttpResponse:
    """Give a code no more."""
    found(request, book_id)
    actions.end_code(code_id=code_id, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(reverse("desk-codebook", args=[book_id]))


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def bring(request: HttpRequest, book_id: int) -> HttpResponse:
    """Bring codes in: a CSV of Taguette, or a REFI-QDA file."""
    view = found(request, book_id)
    problems: Mapping[str, Any] = {}
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None or (file.size or 0) > 40 * 1024 * 1024:
                raise VoiceProblem({"file": gettext("Choose a file.")})
            told = actions.import_codebook(
                codebook_id=view.id,
                content=file.read(),
                name=file.name or "",
                language=request.POST.get("language", "en"),
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            values = {"added": told.added, "changed": told.changed}
            said = gettext("%(added)s codes are new, %(changed)s were changed.") % values
            messages.success(request, said)
            for warning in told.warnings[:10]:
                messages.warning(request, warning)
            return HttpResponseRedirect(reverse("desk-codebook", args=[view.id]))
    languages = {code: kinds.LANGUAGES[code] for code in ("en", "ur", "sd")}
    fields = [
        Field("file", gettext("File"), "file",
              hint=gettext("A CSV of Taguette, or a QDC or QDPX file of any tool."),
              problem=str(problems.get("file", ""))),
        Field("language", gettext("Language of the names"), "select",
              request.POST.get("language", "en"), choices=translated(languages)),
    ]  # fmt: skip
    back = reverse("desk-codebook", args=[view.id])
    return form_page(request, gettext("Bring in a codebook"), fields, problems, back=back)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def file(request: HttpRequest, book_id: int, form: str) -> HttpResponse:
    """Take the codebook out, or all talks that were coded, for other tools."""
    view = found(request, book_id)
    if form not in FILES:
        raise Http404
    codes = voices_export.tree(voices_codes.codes(book_id))
    if form != "qdpx" and not codes:
        raise Http404
    if form == "qdpx":
        content = export(request, view)
    elif form == "qdc":
        content = qdc(codes, voices_export.ORIGIN)
    else:
        content = write_tags(codes)
    content_type, ending = FILES[form]
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{view.key}.{ending}"'
    return answer


def export(request: HttpRequest, view: CodebookView) -> bytes:
    """The project of a codebook; the taking out is an event."""
    actor = actor_of(request)
    talks = voices.talks(actor, limit=MOST_TALKS).talks
    project = voices_export.project(view.id, [one.id for one in talks], actor)
    if project is None:
        raise Http404
    actions.note_export(codebook_id=view.id, by=actor, at=timezone.now())
    return qdpx(project)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def themes(request: HttpRequest, book_id: int) -> HttpResponse:
    """Who speaks about what: people of each group and place, a few where fewer than five."""
    view = found(request, book_id)
    actor = actor_of(request)
    chosen = place_named(request.GET.get("place", ""))
    place_id = chosen.id if chosen else None
    language = get_language() or "en"
    names = {one.id: one for one in voices_codes.codes(book_id)}
    measured = voices_codes.themes(book_id, actor, place_id=place_id)
    everybody = voices_codes.everybody(actor, place_id=place_id)
    groups = [
        (key, value, gettext(label), everybody[key, value])
        for field in kinds.profile()
        for key in (field.key,)
        for value, label in field.choices.items()
        if everybody.get((key, value), 0) >= FEWEST
    ]
    where = sorted({place for one in measured for place in one.places})
    known = place_names(where)
    names_of = {one: known.get(one, "") for one in where}
    context = {
        "book": view,
        "title": view.name(language),
        "groups": [(label, total) for _key, _value, label, total in groups],
        "places": list(names_of.values()),
        "rows": [
            {
                "name": names[one.code_id].name(language),
                "people": one.people,
                "talks": one.talks,
                "groups": [(label, one.groups.get((k, v), 0)) for k, v, label, _total in groups],
                "places": [(names_of[place], one.places.get(place, 0)) for place in where],
            }
            for one in measured
        ],
        "place": chosen,
        "choices": place_choices(),
    }
    return render(request, "web/desk/voices/themes.html", context)
