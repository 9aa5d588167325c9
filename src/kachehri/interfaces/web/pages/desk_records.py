"""What a team writes down for a place: the five phases, lists, one record and its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports.actions import records as actions
from kachehri.domains.reports.actions.records import Overtaken, RecordProblem
from kachehri.domains.reports.kinds import records as declared
from kachehri.domains.reports.kinds.records import RecordKind
from kachehri.domains.reports.queries import records
from kachehri.domains.reports.queries.records import RecordView
from kachehri.domains.reports.rules import MAY_READ_RECORDS
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import require
from kachehri.engines.access.roles import EDIT
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import moment
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.interfaces.web import recorded
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.recording import kind_of
from kachehri.interfaces.web.showing import with_tier
from kachehri.kernel.scripts import fold, sort_key

PHASES = {
    1: (_("Situation"), _("What is known, who was asked, what threatens people.")),
    2: (
        _("Needs, vulnerabilities and capacities"),
        _("What people lack, what makes them weak, and what they can do."),
    ),
    3: (
        _("Protection and empowerment strategies"),
        _("What protects from above, what strengthens from below, and what each does elsewhere."),
    ),
    4: (_("Participatory implementation"), _("Who does what with whom, step by step.")),
    5: (_("Impact assessment"), _("What came of it: expected and not, for each group.")),
}
BESIDE = (_("Beside the phases"), _("What the report prints around them."))
COLUMNS = 3
"""Fields of a kind that a list shows beside the title."""
IN_COLUMNS = ("choice", "date", "yes", "counts", "chapter")


@dataclass(frozen=True)
class Tile:
    """A kind of records with how many there are."""

    name: str
    help: str
    count: int
    href: str
    new: str


@dataclass(frozen=True)
class Phase:
    """A phase with its kinds."""

    number: int
    name: Any
    text: Any
    tiles: tuple[Tile, ...]

    @property
    def empty(self) -> int:
        """How many of its kinds nobody has filled in."""
        return sum(not tile.count for tile in self.tiles)


@page(rule=EDIT)
@never_cache
def programme(request: HttpRequest, key: str) -> HttpResponse:
    """The five phases of a place: what is written down, and what is empty."""
    place = place_of(request, key)
    counts = records.counts(place.id)
    found = [phase(number, place, counts) for number in (*PHASES, None)]
    context = {
        "place": place,
        "title": with_tier(place),
        "phases": [one for one in found if one.tiles],
        "empty": sum(one.empty for one in found),
    }
    return render(request, "web/desk/programme.html", context)


def phase(number: int | None, place: PlaceView, counts: Mapping[str, int]) -> Phase:
    """A phase, or (None) what stands beside the phases."""
    name, text = PHASES[number] if number else BESIDE
    kinds = (kind for kind in declared.every() if kind.phase == number)
    tiles = tuple(tile(kind, place, counts.get(kind.key, 0)) for kind in kinds)
    return Phase(number or 0, name, text, tiles)


def tile(kind: RecordKind, place: PlaceView, count: int) -> Tile:
    """A kind with its list and its form."""
    return Tile(
        gettext(kind.plural),
        gettext(kind.help),
        count,
        reverse("desk-records", args=[place.key, kind.key]),
        reverse("desk-record-new", args=[place.key, kind.key]),
    )


def place_of(request: HttpRequest, key: str) -> PlaceView:
    """The place of an address; 404 where there is none, refused who may not read there."""
    place = places.by_key(key)
    if place is None:
        raise Http404
    require(MAY_READ_RECORDS, actor_of(request), {"place_thing_id": place.thing_id})
    return place


def declared_kind(key: str) -> RecordKind:
    """A kind of records by its key, or 404."""
    kind = declared.find(key)
    if kind is None:
        raise Http404
    return kind


@page(rule=EDIT)
@never_cache
def listed(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The records of a kind that stand."""
    return shelf(request, key, kind, ended=False)


@page(rule=EDIT)
@never_cache
def ended(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The records of a kind that were ended."""
    return shelf(request, key, kind, ended=True)


def shelf(request: HttpRequest, key: str, kind: str, *, ended: bool) -> HttpResponse:
    """A list of records of a kind."""
    place, declaration = place_of(request, key), declared_kind(kind)
    found = records.records(place.id, [kind], ended=ended)
    shown = [one for one in found if one.is_ended == ended]
    rows = ListRows(shown, text=lambda view: fold(all_words(view)), fold=fold)
    context = {
        "place": place,
        "heading": gettext(declaration.plural),
        "lead": gettext(declaration.help),
        "ended": ended,
        "new": reverse("desk-record-new", args=[place.key, kind]),
        "standing": reverse("desk-records", args=[place.key, kind]),
        "others": reverse("desk-records-ended", args=[place.key, kind]),
    }
    table = table_of(declaration, recorded.titles(shown))
    return list_page(request, table, rows, template="web/desk/records.html", **context)


def all_words(view: RecordView) -> str:
    """Everything that a record says, to search in."""
    own = get_language() or "en"
    said = [view.title(own)]
    for value in view.content.values():
        parts = value.values() if isinstance(value, Mapping) else (value,)
        said += [str(part) for part in parts if isinstance(part, str)]
    return " ".join(said)


def table_of(kind: RecordKind, called: Mapping[int, tuple[str, str]]) -> TableKind:
    """The list of a kind, made of its fields: the title, what can be read at a glance, when."""
    own = get_language() or "en"
    glance = [one for one in kind.fields if one.type in IN_COLUMNS and one.key != kind.title]
    return TableKind(
        name=kind.key,
        caption=gettext(kind.plural),
        columns=(
            Column(
                "title",
                gettext(kind.field(kind.title).label),
                value=lambda view: called[view.id][0],
                sort=lambda view: sort_key(called[view.id][0], own),
                href=lambda view: reverse("desk-record", args=[view.id]),
                language=lambda view: called[view.id][1],
            ),
            *(glance_column(one.key, kind) for one in glance[:COLUMNS]),
            Column(
                "written",
                gettext("Last written"),
                value=lambda view: view.written_at,
                sort=lambda view: view.written_at,
                show=lambda view: moment(view.written_at),
            ),
        ),
        start="-written",
        empty=gettext("Nobody has written anything down here yet."),
        search=gettext("Search in what was written, in any language"),
    )


def glance_column(key: str, kind: RecordKind) -> Column:
    """A column for a field that reads in one line."""
    field = kind.field(key)

    def text(view: RecordView) -> str:
        pieces = recorded.fact(field, view.content.get(key), {}).pieces
        return pieces[0].text if pieces else ""

    return Column(key, gettext(field.label), value=text, sort=text)


@page(rule=EDIT)
@never_cache
def one_record(request: HttpRequest, number: int) -> HttpResponse:
    """One record with its history; `?version=` shows it as it was."""
    view, kind, place = found(request, number)
    versions = records.history(number)
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.version) == asked), view)
    named = records.records_of_ids({id for one in kind.fields for id in named_by(shown, one)})
    context = around(view, kind, place) | {
        "shown": shown,
        "old": shown.version != view.version,
        "facts": recorded.facts(kind, shown.content, named),
        "history": recorded.changes(versions, accounts.names({v.written_by for v in versions})),
    }
    return render(request, "web/desk/record.html", context)


def named_by(view: RecordView, field: Any) -> tuple[int, ...]:
    """The records that a field names."""
    return view.refers(field.key) if field.type in ("record", "records") else ()


def found(request: HttpRequest, number: int) -> tuple[RecordView, RecordKind, PlaceView]:
    """A record that this person may read, with its kind and place; 404 where there is none."""
    view = records.record(number)
    kind = kind_of(view) if view else None
    place = places.by_ids([view.place_id]).get(view.place_id) if view else None
    if view is None or kind is None or place is None:
        raise Http404
    require(MAY_READ_RECORDS, actor_of(request), {"place_thing_id": place.thing_id})
    return view, kind, place


def around(view: RecordView, kind: RecordKind, place: PlaceView) -> dict[str, Any]:
    """What every page about a record shows."""
    title, language = recorded.titles([view])[view.id]
    return {
        "record": view,
        "kind": kind,
        "kind_name": gettext(kind.name),
        "plural": gettext(kind.plural),
        "place": place,
        "place_name": with_tier(place),
        "title": title,
        "title_language": language,
        "phase": PHASES[kind.phase][0] if kind.phase else None,
        "withdrawn": view.is_withdrawn,
    }


@page(rule=EDIT)
@never_cache
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a record, or take an ended one up again, and say why."""
    view, kind, place = found(request, number)
    problem = ""
    because = request.POST.get("because", "").strip()
    if request.method == "POST":
        act = actions.reopen_record if view.is_ended else actions.end_record
        try:
            act(
                record_id=number,
                version=whole(request.POST.get("version")),
                because=because,
                by=actor_of(request),
                at=timezone.now(),
            )
        except RecordProblem as wrong:
            problem = " ".join(wrong.problems.values())
        except Overtaken:
            problem = gettext("Somebody has changed this meanwhile. Look at it, then decide again.")
        else:
            return HttpResponseRedirect(reverse("desk-record", args=[number]))
    context = around(view, kind, place) | {"because": because, "problem": problem}
    return render(request, "web/desk/end.html", context, status=422 if problem else 200)


@page(rule=EDIT)
@never_cache
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a person's words back, for good: from every version, and from every edition."""
    view, kind, place = found(request, number)
    if not kind.consent:
        raise Http404
    problem = ""
    if request.method == "POST":
        if request.POST.get("sure") == "1":
            actions.withdraw_consent(record_id=number, by=actor_of(request), at=timezone.now())
            messages.success(request, gettext("The words are gone, from the editions as well."))
            return HttpResponseRedirect(reverse("desk-record", args=[number]))
        problem = gettext("Say that you are sure: this cannot be undone.")
    context = around(view, kind, place) | {"problem": problem}
    return render(
        request, "web/desk/withdraw_consent.html", context, status=422 if problem else 200
    )


def whole(text: str | None) -> int:
    """A whole number from an address or a form, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
