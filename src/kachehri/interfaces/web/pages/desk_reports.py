"""Editing a report: its chapters with what is written where, the next draft, and its launch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.actions import LaunchProblem, ask_for_edition, ask_for_launch
from kachehri.domains.reports.kinds import ReportKind
from kachehri.domains.reports.kinds import records as declared
from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.domains.reports.queries import ContentsEntry, EditionView, records
from kachehri.domains.reports.queries.previewing import preview
from kachehri.domains.reports.queries.records import RecordView
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EDIT
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import recorded
from kachehri.interfaces.web.editions import standing
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_records import place_of
from kachehri.interfaces.web.showing import with_tier

A_YEAR = timedelta(days=365)
WORKSHOP = "workshop"


@dataclass(frozen=True)
class Listed:
    """A kind of reports about a place, and how far it is."""

    name: str
    href: str
    launched: EditionView | None
    draft: EditionView | None


@dataclass(frozen=True)
class Noted:
    """A record that stands in a chapter."""

    title: str
    language: str
    href: str
    write: str


@dataclass(frozen=True)
class Shelf:
    """What of one kind of records stands in a chapter, and the way to write more."""

    key: str
    name: str
    plural: str
    noted: tuple[Noted, ...]
    new: str


@dataclass(frozen=True)
class Contents:
    """A chapter of the draft with how much is written in it."""

    key: str
    title: str
    href: str
    counts: tuple[tuple[str, int], ...]


@page(rule=EDIT)
@never_cache
def listed(request: HttpRequest, key: str) -> HttpResponse:
    """Every kind of reports about a place of this tier, and how far each is (two queries)."""
    place = place_of(request, key)
    of_kind: dict[str, list[EditionView]] = {}
    for edition in queries.editions(place_id=place.id):
        of_kind.setdefault(edition.kind, []).append(edition)
    families: dict[str, list[Listed]] = {}
    for kind in kinds.every():
        if kind.tier == place.tier:
            families.setdefault(kind.family, []).append(entry(kind, place, of_kind))
    context = {"place": place, "title": with_tier(place), "families": list(families.values())}
    return render(request, "web/desk/reports.html", context)


def entry(kind: ReportKind, place: PlaceView, of_kind: Mapping[str, list[EditionView]]) -> Listed:
    """A kind with its newest launched edition and the draft after it."""
    found = of_kind.get(kind.key, [])
    launched = max((e for e in found if not e.is_draft), key=lambda e: e.number, default=None)
    last = launched.number if launched else 0
    drafts = [one for one in found if one.is_draft and one.number > last]
    draft = max(drafts, key=lambda one: (one.number, one.revision), default=None)
    href = reverse("desk-report", args=[place.key, kind.key])
    return Listed(gettext(kind.name), href, launched, draft)


def kind_of(key: str, place: PlaceView) -> ReportKind:
    """A kind of reports about places of this tier, or 404."""
    kind = kinds.find(key)
    if kind is None or kind.tier != place.tier:
        raise Http404
    return kind


@page(rule=EDIT)
@never_cache
def report(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """One report: how far it is, what is next, and what is written in which chapter."""
    place = place_of(request, key)
    declaration = kind_of(kind, place)
    draft, latest = queries.draft(kind, place.id), queries.latest(kind, place.id)
    written = in_chapters(declaration, records.records(place.id))
    context = about(declaration, place) | {
        "draft": draft,
        "launched": latest if latest and not latest.is_draft else None,
        "overdue": bool(latest and latest.is_overdue(today())),
        "standing": standing(draft) if draft else "",
        "workshops": queries.workshops(kind, place.id, draft.number) if draft else (),
        "workshop_new": new_record(WORKSHOP, place, {"edition": draft.name} if draft else {}),
        "dispute_new": new_record("dispute", place, {}),
        "chapters": [contents(declaration, place, one, written) for one in declaration.chapters],
    }
    return render(request, "web/desk/report.html", context)


def about(kind: ReportKind, place: PlaceView) -> dict[str, Any]:
    """What every page of a report on the desk shows."""
    return {
        "place": place,
        "place_name": with_tier(place),
        "kind": kind,
        "name": gettext(kind.name),
        "home": reverse("desk-report", args=[place.key, kind.key]),
    }


def today() -> date:
    """The day at the place of the site."""
    return timezone.localdate()


def contents(
    kind: ReportKind, place: PlaceView, chapter: Any, written: Mapping[str, list[RecordView]]
) -> Contents:
    """A chapter with how many records of each kind stand in it."""
    counts: dict[str, int] = {}
    for view in written.get(chapter.key, ()):
        counts[view.kind] = counts.get(view.kind, 0) + 1
    named = [(gettext(one.plural), counts[one.key]) for one in chaptered(kind) if one.key in counts]
    href = reverse("desk-chapter", args=[place.key, kind.key, chapter.key])
    return Contents(chapter.key, gettext(chapter.title), href, tuple(named))


def chaptered(kind: ReportKind) -> tuple[RecordKind, ...]:
    """The kinds of records that name a chapter of a report."""
    return tuple(one for one in declared.every() if chapter_field(one, kind.key))


def chapter_field(kind: RecordKind, report: str) -> Field | None:
    """The field in which a record names a chapter of that report."""
    return next((f for f in kind.fields if f.type == "chapter" and f.of == report), None)


def in_chapters(kind: ReportKind, found: Iterable[RecordView]) -> dict[str, list[RecordView]]:
    """Records by the chapter that they name."""
    by_key = {one.key: chapter_field(one, kind.key) for one in chaptered(kind)}
    shelves: dict[str, list[RecordView]] = {}
    for view in found:
        field = by_key.get(view.kind)
        if field is not None:
            shelves.setdefault(str(view.content.get(field.key, "")), []).append(view)
    return shelves


def new_record(kind: str, place: PlaceView, filled: Mapping[str, str], back: str = "") -> str:
    """The address of an empty form with some fields filled; empty where nobody declared it."""
    if declared.find(kind) is None:
        return ""
    address = reverse("desk-record-new", args=[place.key, kind])
    asked = {**filled, **({"next": back} if back else {})}
    return f"{address}?{urlencode(asked)}" if asked else address


@page(rule=EDIT)
@never_cache
def chapter(request: HttpRequest, key: str, kind: str, chapter: str) -> HttpResponse:
    """A chapter with what is written in it, as the draft has it or (`?now=1`) as it would be."""
    place = place_of(request, key)
    declaration = kind_of(kind, place)
    position = next((n for n, c in enumerate(declaration.chapters) if c.key == chapter), None)
    if position is None:
        raise Http404
    now = request.GET.get("now") == "1"
    draft = queries.draft(kind, place.id) or queries.latest(kind, place.id)
    language = get_language() or "en"
    shown = None
    if now:
        shown = preview(declaration, place, chapter, language)
    elif draft:
        view = queries.chapter(draft.id, language, chapter)
        shown = view.chapter if view else None
    written = in_chapters(declaration, records.records(place.id)).get(chapter, [])
    context = about(declaration, place) | {
        "chapter": chapter,
        "title": gettext(declaration.chapters[position].title),
        "now": now,
        "draft": draft,
        "standing": standing(draft) if draft else "",
        "blocks": blocks_html(shown.blocks, language=language) if shown else "",
        "shelves": [
            shelf(one, declaration, place, chapter, written) for one in chaptered(declaration)
        ],
        "before": beside(declaration, place, position - 1),
        "after": beside(declaration, place, position + 1),
    }
    return render(request, "web/desk/chapter.html", context)


def beside(kind: ReportKind, place: PlaceView, position: int) -> ContentsEntry | None:
    """The chapter before or after, its address in place of its key."""
    if not 0 <= position < len(kind.chapters):
        return None
    one = kind.chapters[position]
    href = reverse("desk-chapter", args=[place.key, kind.key, one.key])
    return ContentsEntry(href, gettext(one.title))


def shelf(
    one: RecordKind, kind: ReportKind, place: PlaceView, chapter: str, written: list[RecordView]
) -> Shelf:
    """The records of a kind in a chapter."""
    field = chapter_field(one, kind.key)
    back = reverse("desk-chapter", args=[place.key, kind.key, chapter])
    mine = [view for view in written if view.kind == one.key]
    called = recorded.titles(mine)
    noted = tuple(note(view, called[view.id], back) for view in mine)
    new = new_record(one.key, place, {field.key: chapter} if field else {}, back + "?now=1")
    return Shelf(one.key, gettext(one.name), gettext(one.plural), noted, new)


def note(view: RecordView, called: tuple[str, str], back: str) -> Noted:
    """A record of a chapter, and the way to its form, which leads back here."""
    write = (
        reverse("desk-record-write", args=[view.id]) + "?" + urlencode({"next": back + "?now=1"})
    )
    href = reverse("desk-record", args=[view.id])
    return Noted(*called, href, write)


@page(rule=EDIT)
@require_POST
def build(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Ask for a new draft, and go to the page of its progress."""
    place = place_of(request, key)
    kind_of(kind, place)
    job = ask_for_edition(kind=kind, place_id=place.id, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(reverse("job", args=[job]))


DAY: Mapping[str, Any] = {
    "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "error_messages": {
        "required": _("Write the day."),
        "invalid": _("This is not a date. It has the form 2027-03-31."),
    },
}
"""How a day is asked for."""


class LaunchForm(forms.Form):
    """The day of the launch, when the edition is looked at again, and why without a workshop."""

    launched_on = forms.DateField(
        label=_("Day of the launch"),
        **DAY,
    )
    review_on = forms.DateField(
        label=_("Day on which it is to be looked at again"),
        help_text=_("It stands on the cover. A year later is usual."),
        **DAY,
    )
    because = forms.CharField(
        label=_("Why is it launched without a workshop?"),
        help_text=_("It is printed on the cover. Leave it empty where a workshop was held."),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


@page(rule=EDIT, keeps=True)
@never_cache
def launch(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Launch the draft: from then on it is frozen, and everybody's newest."""
    place = place_of(request, key)
    declaration = kind_of(kind, place)
    draft = queries.draft(kind, place.id)
    if draft is None:
        return HttpResponseRedirect(reverse("desk-report", args=[key, kind]))
    workshops = queries.workshops(kind, place.id, draft.number)
    begin = {"launched_on": today(), "review_on": today() + A_YEAR}
    form = LaunchForm(request.POST or None, initial=begin)
    if workshops:
        del form.fields["because"]
    if request.method == "POST" and form.is_valid():
        answer = asked_for(request, draft, form)
        if answer is not None:
            return answer
    context = about(declaration, place) | {
        "draft": draft,
        "standing": standing(draft),
        "workshops": workshops,
        "workshop_new": new_record(WORKSHOP, place, {"edition": draft.name}),
        "form": form,
    }
    return render(request, "web/desk/launch.html", context, status=422 if form.errors else 200)


def asked_for(request: HttpRequest, draft: EditionView, form: LaunchForm) -> HttpResponse | None:
    """The page of the launch's progress; None where it is refused, which the form then says."""
    try:
        job = ask_for_launch(
            edition_id=draft.id,
            launched_on=form.cleaned_data["launched_on"],
            review_on=form.cleaned_data["review_on"],
            by=actor_of(request),
            at=timezone.now(),
            without_workshop_because=form.cleaned_data.get("because", ""),
        )
    except LaunchProblem as problem:
        form.add_error(None, str(problem))
        return None
    return HttpResponseRedirect(reverse("job", args=[job]))
