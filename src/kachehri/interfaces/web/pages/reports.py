"""A report as a site: the cover, a chapter a page, and the files to take along.

Without a number in its address a page shows the newest launched edition (else the newest draft);
with one, that edition for good.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import queries
from kachehri.domains.reports.queries import Answer, ContentsEntry, CoverView, EditionView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import full_date

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
def report(request: HttpRequest, kind: str, key: str, number: int | None = None) -> HttpResponse:
    """The cover: what it says first, its chapters, its files (six queries)."""
    shown = found(kind, key, number)
    language = get_language() or "en"
    cover = queries.cover(shown.edition.id, language)
    if cover is None:
        raise Http404
    document = cover.document
    context = around(cover, shown) | {
        "front": blocks_html(document.front, language=language),
        "colophon": blocks_html(document.colophon, language=language),
        "downloads": downloads(shown),
        "answers": answers(shown, cover, ""),
    }
    return render(request, "web/report.html", context)


@page(rule=EVERYONE)
def chapter(
    request: HttpRequest, kind: str, key: str, chapter: str, number: int | None = None
) -> HttpResponse:
    """One chapter, with the way to the next (six queries)."""
    shown = found(kind, key, number)
    language = get_language() or "en"
    view = queries.chapter(shown.edition.id, language, chapter)
    if view is None:
        raise Http404
    context = around(view.cover, shown) | {
        "chapter": view.chapter,
        "blocks": blocks_html(view.chapter.blocks, language=language),
        "before": linked(view.before, shown),
        "after": linked(view.after, shown),
        "answers": answers(shown, view.cover, chapter),
    }
    return render(request, "web/chapter.html", context)


@page(rule=EVERYONE)
def file(
    request: HttpRequest, kind: str, key: str, form: str, number: int | None = None
) -> HttpResponse:
    """A file of the edition in the language of the address."""
    wanted = found(kind, key, number).edition.file(get_language() or "en", form)
    if wanted is None or not Path(wanted.path).is_file():
        raise Http404
    answer = HttpResponse(wanted.path.read_bytes(), content_type=TYPES[form][1])
    answer["Content-Disposition"] = f'attachment; filename="{wanted.name}"'
    return answer


NUMBERED = {
    "report": "edition",
    "report-file": "edition-file",
    "report-since": "edition-since",
}
"""The address of a page of a certain edition, by that of the same page of the newest one."""


@dataclass(frozen=True)
class Shown:
    """An edition on the page. `number` is the one in the address, None where there is none."""

    place: PlaceView
    edition: EditionView
    number: int | None

    @cached_property
    def home(self) -> str:
        """The address of its cover; those of its chapters begin with it."""
        return self.href("report")

    def href(self, name: str, *more: str) -> str:
        """The address of a page of this edition: numbered where this one is."""
        if name == "chapter":
            return f"{self.home}{more[0]}/"
        about = [self.edition.kind, self.place.key]
        if self.number is None:
            return reverse(name, args=[*about, *more])
        return reverse(NUMBERED[name], args=[*about, self.number, *more])


def found(kind: str, key: str, number: int | None = None) -> Shown:
    """The place and the edition of it that is meant; 404 where there is none (three queries)."""
    place = places.by_key(key)
    if place is None:
        raise Http404
    if number is None:
        edition = queries.latest(kind, place.id)
    else:
        edition = queries.numbered(kind, place.id, number)
    if edition is None:
        raise Http404
    return Shown(place, edition, number)


def around(cover: CoverView, shown: Shown) -> dict[str, Any]:
    """What every page of a report shows."""
    about = [shown.edition.kind, shown.place.key]
    return {
        "document": cover.document,
        "edition": shown.edition,
        "home": shown.home,
        "contents": [linked(one, shown) for one in cover.contents],
        "editions": reverse("report-editions", args=about),
        "since": shown.href("report-since"),
        "notices": notices(shown, timezone.localdate()),
    }


def notices(shown: Shown, today: date) -> list[dict[str, str]]:
    """What a reader has to know of an edition before reading on."""
    edition = shown.edition
    told: list[dict[str, str]] = []
    if edition.is_draft:
        words = gettext("It can still change. Please do not quote it as the report.")
        told.append({"kind": "stop", "title": edition.mark, "text": words})
    if edition.is_overdue(today):
        words = gettext("This edition was to be looked at again by %(date)s. It was not.")
        told.append({"text": words % {"date": full_date(edition.review_on)}})
    newest = queries.last_launched(edition.kind, shown.place.id) if shown.number else None
    if newest not in (None, edition.number):
        told.append(
            {
                "text": gettext("There is another edition that was launched last."),
                "href": reverse("report", args=[edition.kind, shown.place.key]),
            }
        )
    if edition.redacted_on:
        words = gettext("Somebody's words were taken out of this edition on %(date)s.")
        told.append({"text": words % {"date": full_date(edition.redacted_on)}})
    return told


def answers(shown: Shown, cover: CoverView, chapter: str) -> list[dict[str, Any]]:
    """What offices answered after the launch: to a chapter, or, on the cover, to anything."""
    titles = {one.key: one.title for one in cover.contents}
    given: tuple[Answer, ...] = queries.answers(shown.edition, get_language() or "en")
    return [
        {
            "answer": one,
            "title": titles.get(one.chapter, ""),
            "href": shown.href("chapter", one.chapter) if one.chapter in titles else "",
        }
        for one in given
        if chapter in {"", one.chapter}
    ]


def linked(one: ContentsEntry | None, shown: Shown) -> dict[str, str] | None:
    """An entry of the contents with its address."""
    if one is None:
        return None
    return {"key": one.key, "title": one.title, "href": shown.href("chapter", one.key)}


def downloads(shown: Shown) -> list[Downloads]:
    """Every file, by language."""
    return [
        Downloads(language, NAMES[language], files(shown, language))
        for language in NAMES
        if language in shown.edition.languages
    ]


def files(shown: Shown, language: str) -> tuple[Download, ...]:
    """The files in one language, in the order of TYPES."""
    made = {one.format: one for one in shown.edition.files if one.language == language}
    with override(language):
        return tuple(
            Download(label, shown.href("report-file", form), made[form].size)
            for form, (label, _type) in TYPES.items()
            if form in made
        )
