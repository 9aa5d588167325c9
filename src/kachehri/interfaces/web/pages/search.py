"""Finding places, figures, reports and their chapters, sources and papers, in three scripts."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, override

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.kinds.library import LIBRARY_KINDS
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import one_tree
from kachehri.domains.reports import kinds
from kachehri.domains.reports import queries as reports
from kachehri.domains.reports.queries import EditionView, finding
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.languages import CODES
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.kernel.scripts import fold

LONGEST = 100
SHOWN = 12
"""Chapters, reports and papers that a search shows; more words find fewer."""
PARTS = ("places", "subjects", "indicators", "reports", "chapters", "sources", "papers")


@page(rule=EVERYONE)
def search(request: HttpRequest) -> HttpResponse:
    """What the words find; without words, only the field."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    words = fold(asked).split()
    with one_tree():
        context = all_found(asked, words)
    context["nothing"] = asked and not any(context[name] for name in PARTS)
    return render(request, "web/search.html", context)


def all_found(asked: str, words: list[str]) -> dict[str, Any]:
    """What the words find, of every kind (six queries once chapters are in memory)."""
    found_places = places.search(asked) if words else ()
    return {
        "asked": asked,
        "places": [(place, showing.tier_label(place.tier)) for place in found_places],
        "subjects": [
            (reverse("sector", args=[code]), gettext(SECTORS[code]))
            for code in SECTORS
            if words and all(word in searched(code, "", "", code) for word in words)
        ],
        "indicators": [one for one in evidence.indicators() if holds(one, words)] if words else [],
        **published(words),
        **in_reports(asked, words),
    }


def published(words: list[str]) -> dict[str, Any]:
    """Sources whose citation holds the words, those of the library apart (one query)."""
    found = [
        one
        for one in (evidence.sources() if words else ())
        if all(word in folded_once(one.citation) for word in words)
    ]
    papers = [one for one in found if one.kind in LIBRARY_KINDS]
    sources = [one for one in found if one.kind not in LIBRARY_KINDS]
    return {"sources": sources, "papers": papers}


@dataclass(frozen=True)
class Hit:
    """A report or a chapter that was found."""

    title: str
    href: str
    text: str = ""
    language: str = ""
    report: str = ""


def in_reports(asked: str, words: list[str]) -> dict[str, Any]:
    """Reports by their names, and chapters by all their words, of every kind (two queries)."""
    if not words:
        return {"reports": [], "chapters": [], "more_chapters": 0}
    editions = reports.newest()
    known = places.by_ids({edition.place_id for edition in editions})
    home = [one for one in editions if known[one.place_id].key == settings.HOME_PLACE]
    reader = get_language() or "en"
    found = finding.passages(home, finding.languages_of(asked, reader), words)
    return {
        "reports": [
            hit
            for edition in editions
            if all(word in named(edition.kind, known[edition.place_id]) for word in words)
            if (hit := report_hit(edition, known[edition.place_id])) is not None
        ][:SHOWN],
        "chapters": [chapter_hit(one, known[one.edition.place_id]) for one in found[:SHOWN]],
        "more_chapters": max(0, len(found) - SHOWN),
    }


def named(kind: str, place: PlaceView) -> str:
    """The folded names of a kind of reports and of its place, in every language."""
    return fold(f"{kind_names(kind)} {' '.join(name.text for name in place.names.values())}")


@lru_cache(maxsize=256)
def kind_names(key: str) -> str:
    """The names of a kind of reports, in every language."""
    kind = kinds.find(key)
    said = []
    for language in CODES:
        with override(language):
            said += [gettext(kind.name), gettext(kind.title)] if kind else []
    return " ".join(said)


def report_hit(edition: EditionView, place: PlaceView) -> Hit | None:
    """A report; None for a kind that no pack declares any more."""
    kind = kinds.find(edition.kind)
    if kind is None:
        return None
    title = gettext(kind.title) % {"place": place.name()}
    return Hit(title, reverse("report", args=[edition.kind, place.key]))


def chapter_hit(one: finding.Passage, place: PlaceView) -> Hit:
    """A chapter with the passage that holds the words."""
    kind = kinds.find(one.edition.kind)
    titles = {part.key: part.title for part in (kind.chapters if kind else ())}
    title = gettext(titles[one.key]) if one.key in titles else one.title
    href = reverse("chapter", args=[one.edition.kind, place.key, one.key])
    report = gettext(kind.name) if kind else ""
    return Hit(title, href, one.text, one.language, f"{report}, {place.name()}")


def holds(about: evidence.IndicatorView, words: list[str]) -> bool:
    """Whether every word stands in the indicator's name, sector or definition, in any language."""
    folded = searched(about.code, about.msgid, about.definition_msgid, about.sector)
    return all(word in folded for word in words)


@lru_cache(maxsize=4096)
def searched(code: str, name: str, definition: str, sector: str) -> str:
    """The folded text in which is searched; kept, since hundreds are looked through each time."""
    texts = [code]
    for language in CODES:
        with override(language):
            texts += [
                gettext(text) for text in (name, definition, SECTORS.get(sector, sector)) if text
            ]
    return fold(" ".join(texts))


@lru_cache(maxsize=4096)
def folded_once(text: str) -> str:
    """A folded text, kept."""
    return fold(text)
