"""Matters in public: endpoints over the queries of cases, and one by which a complaint is sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from ninja import Field, Query, Router, Schema

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind, CaseProblem, Filter, Switches
from kachehri.domains.cases.queries import CaseView, EntryView, Rates
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.accounts.queries import system_actor

from . import problems
from .answering import address_of
from .asking import after_number, next_address, place_in
from .open311_sending import is_too_much
from .problems import Wrong, not_found, refused
from .shapes import Code, Cursor

router = Router(tags=["matters"])

KIND = "complaint"
Text = Annotated[str, Field(pattern=r"^[^\u0000]{1,100}$")]
Number = Annotated[int, Field(ge=1, le=2**62)]
Few = Annotated[int, Field(ge=1, le=200)]
Basis = Literal["statutory", "charter", "courtesy"]


class CaseOut(Schema):
    """A matter as the public may read it. `place` is never finer than the union council.

    `basis` says on what its clock rests: a `courtesy` has no legal limit. `outcome` is the office's
    word, `confirmed` the citizen's: null while they have not said.
    """

    number: int
    kind: str
    category: str
    sector: str
    state: str
    told: str
    title: str
    words: str
    place: str
    place_code: str
    office: str
    channel: str
    language: str
    basis: Basis
    opened_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    is_open: bool
    outcome: str
    confirmed: bool | None
    supporters: int
    href: str


class CasesOut(Schema):
    """A page of matters, newest first."""

    items: list[CaseOut]
    next: str | None


class LineOut(Schema):
    """A line of a time-line; `side` is applicant, office, counter, program or other."""

    at: datetime
    what: str
    label: str
    side: str
    words: str


class StateOut(Schema):
    """A state: what the office calls it, and what the citizen is told."""

    key: str
    label: str
    told: str
    tags: list[str]


class KindOut(Schema):
    """A kind of matter."""

    key: str
    name: str
    help: str
    law: str
    clocks: list[str]
    states: list[StateOut]


class CategoryOut(Schema):
    """What a matter is about. `private` ones are not shown to the public."""

    kind: str
    key: str
    label: str
    sector: str
    private: bool


class RatesOut(Schema):
    """What became of matters: the office's word and the citizen's, side by side.

    Shares are from 0 to 1, of all that were brought; null where nothing was.
    """

    brought: int
    open: int
    late: int
    closed: int
    confirmed: int
    contested: int
    silent: int
    closed_rate: float | None
    confirmed_rate: float | None
    in_time_rate: float | None
    median_days: float | None


class Asked(Schema):
    """What a list is narrowed to."""

    kind: Code | None = None
    state: Code | None = None
    category: Code | None = None
    sector: Code | None = None
    place: Code | None = None
    office: Code | None = None
    channel: Code | None = None
    text: Text | None = None
    overdue: bool = False
    is_open: bool | None = None
    limit: Few = 50
    cursor: Cursor = ""


class AskedRates(Schema):
    """Of what the rates are."""

    kind: Code | None = None
    category: Code | None = None
    place: Code | None = None
    office: Code | None = None


class ComplaintIn(Schema):
    """A complaint. `place` is a code of /places; nobody's name is needed."""

    category: Code
    place: Code
    words: Annotated[str, Field(min_length=3, max_length=4000, pattern=r"^[^\u0000]*$")]
    spot: Annotated[str, Field(max_length=300, pattern=r"^[^\u0000]*$")] = ""
    is_private: bool = False


class SentOut(Schema):
    """What was opened: its number, and the private address that shows what happens.

    Both are empty where a person has to look at it first; the address, where it was sent before.
    """

    number: int | None
    address: str


@router.get("/cases", response=CasesOut)
def list_cases(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """Public matters, newest first."""
    filter = Filter(
        kind=asked.kind or "",
        state=asked.state or "",
        category=asked.category or "",
        sector=asked.sector or "",
        place_id=place_in("place", asked.place).id if asked.place else None,
        body_id=body_in(asked.office),
        channel=asked.channel or "",
        text=asked.text or "",
        overdue=asked.overdue,
        is_open=asked.is_open,
    )
    after = after_number(asked.cursor)
    page = cases.public_list(filter, str(after) if after else "", asked.limit)
    mark = int(page.next) if page.next else None
    return {"items": shown(page.rows), "next": next_address(request, mark)}


def body_in(key: str | None) -> int | None:
    """The office of a parameter. Raises a 422."""
    found = bodies.by_key(key) if key else None
    if key and found is None:
        raise refused("office", gettext("There is no office %(code)s.") % {"code": key})
    return found.id if found else None


def shown(rows: tuple[CaseView, ...]) -> list[dict[str, Any]]:
    """Matters as the API says them (one query for their offices)."""
    offices = bodies.by_ids({one.body_id for one in rows if one.body_id}) if rows else {}
    return [_out(one, offices) for one in rows]


def _out(one: CaseView, offices: Mapping[int, Any]) -> dict[str, Any]:
    place = kept_tree().by_id.get(one.place_id)
    office = offices.get(one.body_id or 0)
    same = ("number", "kind", "category", "sector", "state", "title", "words", "channel",
            "language", "basis", "opened_at", "due_at", "answered_at", "closed_at", "is_open",
            "confirmed", "supporters")  # fmt: skip
    return {name: getattr(one, name) for name in same} | {
        "told": gettext(one.told),
        "place": place.name() if place else "",
        "place_code": place.code if place else "",
        "office": office.key if office else "",
        "outcome": one.closed_as,
        "href": f"{settings.SITE_URL}/{get_language() or 'en'}/matters/{one.number}/",
    }


def public(number: int) -> CaseView:
    """A public matter. What is not public answers as what is not there."""
    found = cases.public_case(number, timezone.localdate())
    if found is None:
        raise not_found("matter", number)
    return found


@router.get("/cases/{number}", response=CaseOut)
def one_case(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One public matter."""
    return shown((public(number),))[0]


@router.get("/cases/{number}/timeline", response=list[LineOut])
def case_timeline(request: HttpRequest, number: Number) -> list[dict[str, Any]]:
    """What happened in a public matter, oldest first."""
    view = public(number)
    return [_line(one, view.declared) for one in cases.timeline(view)]


def _line(one: EntryView, kind: CaseKind | None) -> dict[str, Any]:
    move = kind.flow.move_by_key.get(one.what) if kind else None
    return {
        "at": one.at,
        "what": one.what,
        "label": gettext(move.label) if move else one.what,
        "side": one.side,
        "words": one.words,
    }


@router.get("/kinds", response=list[KindOut])
def list_kinds(request: HttpRequest) -> list[dict[str, Any]]:
    """The kinds of matters, with their states and the codes of their clocks."""
    return [
        {
            "key": one.key,
            "name": gettext(one.name),
            "help": gettext(one.help),
            "law": one.law,
            "clocks": sorted({rule.code for rule in one.clocks}),
            "states": [
                {"key": state.key, "label": gettext(state.label), "told": gettext(state.told),
                 "tags": sorted(state.tags)}
                for state in one.flow.states
            ],
        }
        for one in kinds.every()
    ]  # fmt: skip


@router.get("/categories", response=list[CategoryOut])
def list_categories(request: HttpRequest) -> list[dict[str, Any]]:
    """What matters are about, by kind."""
    return [
        {"kind": kind.key, "key": one.key, "label": gettext(one.label), "sector": one.sector,
         "private": one.private}
        for kind in kinds.every()
        for one in kind.categories
    ]  # fmt: skip


@router.get("/closing-rates", response=RatesOut)
def closing_rates(request: HttpRequest, asked: Query[AskedRates]) -> Rates:
    """Closed, says the office; done, says the citizen; answered in time."""
    return cases.rates(
        Filter(
            kind=asked.kind or "",
            category=asked.category or "",
            place_id=place_in("place", asked.place).id if asked.place else None,
            body_id=body_in(asked.office),
        )
    )


@router.post("/complaints", response=SentOut)
def send_complaint(request: HttpRequest, sent: ComplaintIn) -> dict[str, Any]:
    """Send a complaint. It is looked through before the public sees it."""
    place = place_in("place", sent.place)
    if is_too_much(request):
        raise problems.ApiProblem(429, "Too many complaints in this hour.")
    at = timezone.now()
    try:
        made = actions.open_case(
            kind=KIND, place_id=place.id, category=sent.category, words=sent.words,
            spot=sent.spot, switches=Switches(), channel="api", language=get_language() or "en",
            sender=f"api:{address_of(request)}", is_private=sent.is_private,
            by=system_actor("citizen", at), at=at,
        )  # fmt: skip
    except CaseProblem as wrong:
        told = [Wrong(key, str(text)) for key, text in wrong.problems.items()]
        raise problems.ApiProblem(422, "The complaint cannot be taken as it is.", told) from wrong
    if made is None:
        return {"number": None, "address": ""}
    if made.is_again:  # many share an address, and the words may be public: no private page for it
        return {"number": made.number, "address": ""}
    address = f"{settings.SITE_URL}/{get_language() or 'en'}/mine/{made.secret}/"
    return {"number": made.number, "address": address}
