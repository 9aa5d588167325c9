"""Reports as a site: the list, the cover, a chapter a page, and the files to take along."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.queries import ContentsEntry, CoverView, EditionView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render

TYPES = {
    "html": ("HTML", "text/html; charset=utf-8"),
    "pdf": ("PDF", "application/pdf"),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@dataclass(frozen=True)
class Listed:
    """A report on the list."""

    title: str
    href: str
    edition: EditionView


@dataclass(frozen=True)
class Download:
    """A file of an edition."""

    label: str
    href: str
    size: int


@dataclass(frozen=True)
class Downloads:
    """The files of an edition in one language."""

    language: str
    name: str
    files: tuple[Download, ...]


@page(rule=EVERYONE)
def reports(request: HttpRequest) -> HttpResponse:
    """The newest edition of each report (five queries)."""
    editions = queries.newest()
    known = places.by_ids({edition.place_id for edition in editions})
    listed = [entry(edition, known[edition.place_id]) for edition in editions]
    return render(request, "web/reports.html", {"reports": [one for one in listed if one]})


def entry(edition: EditionView, place: PlaceView) -> Listed | None:
    """A line of the list; None for a kind that no pack declares any more."""
    kind = kinds.find(edition.kind)
    if kind is None:
        return None
    return Listed(
        title=gettext(kind.title) % {"place": place.name()},
        href=reverse("report", args=[edition.kind, place.key]),
        edition=edition,
    )


@page(rule=EVERYONE)
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The cover: what it says first, its chapters, its files (six queries)."""
    place, edition = found(kind, key)
    language = get_language() or "en"
    cover = queries.cover(edition.id, language)
    if cover is None:
        raise Http404
    document = cover.document
    context = around(cover, edition, place) | {
        "front": blocks_html(document.front, language=language),
        "colophon": blocks_html(document.colophon, language=language),
        "downloads": downloads(edition, place),
    }
    return render(request, "web/report.html", context)


@page(rule=EVERYONE)
def chapter(request: HttpRequest, kind: str, key: str, chapter: str) -> HttpResponse:
    """One chapter, with the way to the next (six queries)."""
    place, edition = found(kind, key)
    language = get_language() or "en"
    view = queries.chapter(edition.id, language, chapter)
    if view is None:
        raise Http404
    context = around(view.cover, edition, place) | {
        "chapter": view.chapter,
        "blocks": blocks_html(view.chapter.blocks, language=language),
        "before": linked(view.before, edition, place),
        "after": linked(view.after, edition, place),
    }
    return render(request, "web/chapter.html", context)


@page(rule=EVERYONE)
def file(request: HttpRequest, kind: str, key: str, form: str) -> HttpResponse:
    """A file of the newest edition in the language of the address."""
    _place, edition = found(kind, key)
    wanted = edition.file(get_language() or "en", form)
    if wanted is None or not Path(wanted.path).is_file():
        raise Http404
    answer = HttpResponse(wanted.path.read_bytes(), content_type=TYPES[form][1])
    answer["Content-Disposition"] = f'attachment; filename="{wanted.name}"'
    return answer


def found(kind: str, key: str) -> tuple[PlaceView, EditionView]:
    """The place and the newest edition about it; 404 where there is none (five queries)."""
    place = places.by_key(key)
    edition = queries.latest(kind, place.id) if place else None
    if place is None or edition is None:
        raise Http404
    return place, edition


def around(cover: CoverView, edition: EditionView, place: PlaceView) -> dict[str, Any]:
    """What every page of a report shows."""
    return {
        "document": cover.document,
        "edition": edition,
        "home": reverse("report", args=[edition.kind, place.key]),
        "contents": [linked(one, edition, place) for one in cover.contents],
    }


def linked(
    one: ContentsEntry | None, edition: EditionView, place: PlaceView
) -> dict[str, str] | None:
    """An entry of the contents with its address."""
    if one is None:
        return None
    href = reverse("chapter", args=[edition.kind, place.key, one.key])
    return {"key": one.key, "title": one.title, "href": href}


def downloads(edition: EditionView, place: PlaceView) -> list[Downloads]:
    """Every file, by language."""
    return [
        Downloads(language, NAMES[language], files(edition, place, language))
        for language in NAMES
        if language in edition.languages
    ]


def files(edition: EditionView, place: PlaceView, language: str) -> tuple[Download, ...]:
    """The files in one language, in the order of TYPES."""
    made = {one.format: one for one in edition.files if one.language == language}
    with override(language):
        return tuple(
            Download(
                label,
                reverse("report-file", args=[edition.kind, place.key, form]),
                made[form].size,
            )
            for form, (label, _type) in TYPES.items()
            if form in made
        )
