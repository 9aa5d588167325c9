"""The first page of the district: four numbers, one finding, the report, and the ways on."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds
from kachehri.domains.reports import queries as reports
from kachehri.domains.reports.queries import ChapterView, EditionView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.documents.blocks import Chart, KeyNumber, KeyNumbers
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.sectors import label_of
from kachehri.interfaces.web.showing import part_label

REPORT = "human-security"
SHOWN_CHAPTER = "education"
"""Its first chart stands on the first page."""
MISSING_CHAPTER = "missing"
SHOWN_NUMBERS = 3
NEWEST = 6


@dataclass(frozen=True)
class Act:
    """A way on from here."""

    href: str
    title: str
    text: str


@page(rule=EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """What is known of the district, and the ways on from here (six queries)."""
    family = places.family(settings.HOME_PLACE)
    here = family.place.id if family else None
    known = [one for one in reports.newest() if one.place_id == here]
    edition = next((one for one in known if one.kind == REPORT), None)
    language = get_language() or "en"
    view = reports.chapter(edition.id, language, SHOWN_CHAPTER) if edition else None
    context: dict[str, Any] = {
        "place": family.place if family else None,
        "children": parts(family) if family else (),
        "newest": [one for edition in known[:NEWEST] if (one := listed(edition, family))],
        "subjects": [(reverse("sector", args=[code]), label_of(code)) for code in SECTORS],
        "acts": acts(family.place if family else None, known=view is not None),
    }
    if family and view:
        context |= from_report(view, family.place, language) | {"edition": edition}
    return render(request, "web/home.html", context)


@dataclass(frozen=True)
class New:
    """A report that was made lately."""

    title: str
    href: str
    edition: EditionView


def listed(edition: EditionView, family: places.Family | None) -> New | None:
    """A report of the home place; None for a kind that no pack declares any more."""
    kind = kinds.find(edition.kind)
    if kind is None or family is None:
        return None
    title = _(kind.title) % {"place": family.place.name()}
    return New(title, reverse("report", args=[edition.kind, family.place.key]), edition)


def parts(family: places.Family) -> list[tuple[str, str]]:
    """Key and name of each part of the district."""
    return [(one.key, part_label(one, family.place)) for one in family.children]


def acts(place: PlaceView | None, *, known: bool) -> list[Act]:
    """What a visitor can do; only what works now."""
    report = Act(
        reverse("report", args=[REPORT, place.key]) if place else "",
        _("Read the report"),
        _("What published figures say about life here, chapter by chapter."),
    )
    others = [
        Act(
            reverse("sectors"),
            _("Look up a figure"),
            _("School, water, homes, health: here and in each taluka."),
        ),
        Act(
            reverse("search"),
            _("Search by name"),
            _("A place or a subject, in English, Urdu or Sindhi letters."),
        ),
        Act(
            reverse("sources"),
            _("Check a source"),
            _("Who published it, in which table, and what to mind."),
        ),
    ]
    doors = [
        Act(
            reverse("report-problem"),
            _("Report a problem"),
            _("A pump, a road, a school, a clinic. Three steps, no account."),
        ),
        Act(
            reverse("ask"),
            _("Ask for information"),
            _("Any document of any office. The law gives it a date."),
        ),
        Act(
            reverse("matters"),
            _("Follow a matter"),
            _("By its number, or see what others asked for and what became of it."),
        ),
        Act(
            reverse("hearings"),
            _("Open hearings"),
            _("Officers sit before the public. When, where, and what they promised."),
        ),
    ]
    changes = Act(
        reverse("trends", args=[place.key]) if place else "",
        _("What changed here over the years"),
        _("Better, worse, or too little to say: as far as the figures allow."),
    )
    others[1:1] = [changes] if place else []
    others = others[: 4 - (known and place is not None)]
    return [*doors, report, *others] if known and place else [*doors, *others]


def from_report(view: ChapterView, place: PlaceView, language: str) -> dict[str, Any]:
    """The numbers, the chart and the chapters of the newest edition."""
    charts = [block for block in view.chapter.blocks if isinstance(block, Chart)][:1]
    return {
        "numbers": numbers(view, place, language),
        "chart": blocks_html(charts, language=language),
        "report": reverse("report", args=[REPORT, place.key]),
        "chapters": [
            (reverse("chapter", args=[REPORT, place.key, entry.key]), entry.title)
            for entry in view.cover.contents
        ],
    }


def numbers(view: ChapterView, place: PlaceView, language: str) -> list[KeyNumber]:
    """Some key numbers of the report that are known, and one that nobody has published."""
    found = [
        number
        for block in view.cover.document.front
        if isinstance(block, KeyNumbers)
        for number in block.numbers
        if number.value
    ]
    missing = KeyNumber(
        value="",
        label=_("on how safe the drinking water is: nobody has published one"),
        href=reverse("chapter", args=[REPORT, place.key, MISSING_CHAPTER]),
    )
    # The first number of the report counts people; the page's own title is about that place.
    shown = found[1 : 1 + SHOWN_NUMBERS] or found[:SHOWN_NUMBERS]
    return [
        KeyNumber(one.value, one.label, one.source, f"/{language}/{one.href}") for one in shown
    ] + [missing]
