"""The directory at the desk: search, one office with all its rows, a form for each, its history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import actions, queries
from kachehri.domains.bodies.actions import BodyProblem
from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.bodies.queries.said import READ, Said
from kachehri.domains.bodies.rules import MAY_EDIT_ANYWHERE
from kachehri.domains.bodies.rules.cells import Cell
from kachehri.domains.bodies.rules.sheets import SHEETS, Sheet
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.ledger import queries as ledger
from kachehri.engines.ledger.verbs import words_of
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import office_showing as showing
from kachehri.interfaces.web.asked import Option, Question
from kachehri.interfaces.web.pages.desk import actor_of

SHOWN = 30
LONGEST = 100
HISTORY = 30
IN_OFFICE = ("desks", "positions", "addresses", "points")
"""The sheets whose rows stand on the desk's page of an office."""


@page(rule=MAY_EDIT_ANYWHERE)
@never_cache
def directory(request: HttpRequest) -> HttpResponse:
    """Offices by name, and the ways to what waits."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = queries.search(
        asked, after=request.GET.get("after", "").replace("\0", "")[:600], limit=SHOWN
    )
    known = places.by_ids({one.place_id for one in found.bodies})
    rows = [
        (reverse("desk-office", args=[one.key]), showing.office_row(one, known.get(one.place_id)))
        for one in found.bodies
    ]
    context = {"asked": asked, "rows": rows, "next": found.after, "ways": ways()}
    return render(request, "web/desk/offices.html", context)


def ways() -> list[dict[str, str]]:
    """What waits, and what can be brought in or taken out."""
    old = gettext("Came back, or not checked for a year.")
    safe = gettext("Try it first; nothing is lost.")
    said = (
        ("desk-proposals", gettext("What readers say is wrong"), gettext("Decide, with a reason.")),
        ("desk-stale", gettext("Addresses to check"), old),
        ("desk-offices-import", gettext("Bring in a file of offices"), safe),
        ("published", gettext("What offices publish"), gettext("The scores of each quarter.")),
    )
    return [{"href": reverse(name), "title": title, "text": text} for name, title, text in said]


@dataclass(frozen=True)
class Line:
    """A row of a sheet on the page of its office: what it says in short, and its form."""

    title: str
    text: str
    href: str


@page(rule=MAY_EDIT_ANYWHERE)
@never_cache
def office(request: HttpRequest, key: str) -> HttpResponse:
    """One office with everything that can be changed, and what was done to it."""
    body = office_of(key)
    today = timezone.localdate()
    posts = queries.positions([body.id], today)
    context = {
        "office": body,
        "groups": [group(body, name) for name in IN_OFFICE],
        "posts": [(one, showing.post(one)) for one in posts],
        "terms": queries.terms([one.position_id for one in posts]),
        "titles": {one.position_id: one.title() for one in posts},
        "history": history(body, [one.thing_id for one in posts]),
    }
    return render(request, "web/desk/office.html", context)


def office_of(key: str) -> BodyView:
    """The office of an address, or 404."""
    body = queries.by_key(key)
    if body is None:
        raise Http404
    return body


def group(body: BodyView, name: str) -> dict[str, Any]:
    """The rows of one sheet of an office, and where a new one is written."""
    sheet = SHEETS[name]
    rows = READ[name](Q(body_id=body.id))
    new = f"{reverse('desk-office-row-new', args=[name])}?body={body.key}"
    return {"label": gettext(sheet.label), "rows": [line(sheet, one) for one in rows], "new": new}


def line(sheet: Sheet, one: Said) -> Line:
    """A row in short."""
    said = one.said
    names = getattr(said, "names", None) or getattr(said, "titles", None)
    title = queries.in_language(names) if names else said.value
    short = {"desks": said.key if sheet.name == "desks" else ""}.get(sheet.name, "")
    short = short or getattr(said, "key", "") or f"{said.channel} · {said.state}"
    return Line(title, short, reverse("desk-office-row", args=[sheet.name, one.id]))


def history(body: BodyView, things: Iterable[int]) -> list[tuple[Any, str, str]]:
    """What was done to the office and its posts, the newest first: when, what, by whom."""
    found = [one for thing in [body.thing_id, *things][:12]
             for one in ledger.events(about=thing, size=HISTORY)]  # fmt: skip
    found.sort(key=lambda one: one.id, reverse=True)
    names = accounts.names({one.actor_id for one in found[:HISTORY]})
    return [
        (one.at, f"{words_of(one.verb)}{_fields(one.refs)}", names.get(one.actor_id, ""))
        for one in found[:HISTORY]
    ]


def _fields(refs: Mapping[str, int | str]) -> str:
    return f" ({refs['fields']})" if refs.get("fields") else ""


@page(rule=MAY_EDIT_ANYWHERE, keeps=True)
@never_cache
def new_row(request: HttpRequest, name: str) -> HttpResponse:
    """The form of a new row of a sheet."""
    sheet = sheet_of(name)
    start = {"body": request.GET.get("body", "")} if "body" in sheet.columns else {}
    return form(request, sheet, start, None)


@page(rule=MAY_EDIT_ANYWHERE, keeps=True)
@never_cache
def one_row(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """The form of a row that is there."""
    sheet = sheet_of(name)
    found = READ[name](Q(pk=number))
    if not found:
        raise Http404
    return form(request, sheet, sheet.write(found[0].said), found[0])


def sheet_of(name: str) -> Sheet:
    """A sheet of the directory, or 404."""
    if name not in SHEETS:
        raise Http404
    return SHEETS[name]


def form(
    request: HttpRequest, sheet: Sheet, row: Mapping[str, str], there: Said | None
) -> HttpResponse:
    """Show the form, or keep what was sent."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        row = {cell.name: request.POST.get(cell.name, "") for cell in sheet.cells}
        row |= fixed(sheet, there)
        problems = kept(request, sheet, row)
        if not problems:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(back_to(row))
    questions = [
        question(cell, row.get(cell.name, ""), problems.get(cell.name, ""))
        for cell in sheet.cells
        if there is None or cell.name not in fixed(sheet, there)
    ]
    context = {
        "title": gettext(sheet.label),
        "questions": questions,
        "problems": problems,
        "general": general(problems, questions),
        "is_new": there is None,
        "back": back_to(row),
    }
    return render(request, "web/desk/office_row.html", context, status=422 if problems else 200)


def fixed(sheet: Sheet, there: Said | None) -> dict[str, str]:
    """What tells which row it is does not change with a form."""
    if there is None:
        return {}
    written = sheet.write(there.said)
    return {name: written[name] for name in sheet.identity}


def general(problems: Mapping[str, str], questions: Iterable[Question]) -> str:
    """Problems of columns that the form does not show."""
    shown = {one.key for one in questions}
    return " ".join(text for name, text in problems.items() if name not in shown)


def kept(request: HttpRequest, sheet: Sheet, row: Mapping[str, str]) -> dict[str, str]:
    """Write the row; what is wrong, by column."""
    said, wrong = sheet.read(row)
    if wrong:
        return {
            name: f"{gettext(one.reason.key) % one.reason.params} "
            f"{gettext(one.mend.key) % one.mend.params}"
            for name, one in wrong.items()
        }
    try:
        actions.save_said(name=sheet.name, said=said, by=actor_of(request), at=timezone.now())
    except BodyProblem as problem:
        return {name: str(text) for name, text in problem.problems.items()}
    return {}


def back_to(row: Mapping[str, str]) -> str:
    """The desk's page of the office, or the list."""
    key = row.get("body") if "body" in row else row.get("key")
    if key and queries.by_key(key) is not None:
        return reverse("desk-office", args=[key])
    return reverse("desk-offices")


def question(cell: Cell, value: str, problem: str) -> Question:
    """A column as a question of a form."""
    label = gettext(cell.label)
    if cell.language:
        label = f"{label}: {NAMES[cell.language]}"
    options: tuple[Option, ...] = ()
    if cell.choices is not None:
        first = () if cell.required else (Option("", gettext("not said"), value == ""),)
        options = first + tuple(
            Option(key, gettext(text), key == value) for key, text in cell.choices.items()
        )
    look = "select" if options else "words" if cell.long else "line"
    return Question(
        key=cell.name,
        look=look,
        label=label,
        required=cell.required,
        problem=problem,
        value=value,
        options=options,
        name=cell.name,
    )
