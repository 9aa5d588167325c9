"""How offices, posts, addresses and service points read on pages, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from kachehri.domains.bodies import kinds
from kachehri.domains.bodies.queries import (
    AddressView,
    BodyView,
    OfficerView,
    PointView,
    in_language,
)
from kachehri.domains.bodies.rules.hours import CODES
from kachehri.domains.cases.kinds import every
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.flow.words import WEEKDAYS
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.templatetags.pagekit import digits, number
from kachehri.interfaces.web.showing import with_tier
from kachehri.kernel import phones

DIALLED = {"voice", "sms", "whatsapp"}


def word(slug: str) -> str:
    """A sector, subject or service in words."""
    return gettext(kinds.words_of(slug))


def listed(texts: Iterable[object]) -> str:
    """Texts one after the other, with the comma of the language."""
    return gettext(", ").join(str(one) for one in texts)


def label(choices: Mapping[str, str], key: str) -> str:
    """A choice in words; its key where a newer pack wrote it."""
    return gettext(choices[key]) if key in choices else key


def category_words() -> dict[str, str]:
    """The words of every category that a kind of matters declares."""
    return {one.key: one.label for kind in every() for one in kind.categories}


@dataclass(frozen=True)
class Row:
    """An office in a list: its name, what it is, and its page."""

    name: str
    text: str
    href: str


def office_row(body: BodyView, place: PlaceView | None) -> Row:
    """An office in a list."""
    where = place.name() if place else ""
    said = [label(kinds.KINDS, body.kind), label(kinds.TIERS, body.tier), where]
    return Row(
        body.name(), " · ".join(one for one in said if one), reverse("office", args=[body.key])
    )


@dataclass(frozen=True)
class Post:
    """A post on the page of its office."""

    title: str
    role: str
    person: str
    since: date | None
    note: str
    office: str = ""
    href: str = ""


def post(view: OfficerView, office: BodyView | None = None) -> Post:
    """A post and who holds it; with its office where the ladder has left the first one."""
    note = gettext("This post is empty.") if view.is_vacant else ""
    return Post(
        title=view.title(),
        role=label(kinds.ROLES, view.role),
        person=view.person_name,
        since=view.since,
        note=note or ("" if view.person_name else gettext("No name is known.")),
        office=office.name() if office else "",
        href=reverse("office", args=[office.key]) if office else "",
    )


@dataclass(frozen=True)
class Reach:
    """An address: how, what, for whom, and whether it works."""

    id: int
    way: str
    value: str
    href: str
    owner: str
    state: str
    works: bool
    checked_on: date | None
    source: str
    left_to_right: bool = True


def reach(view: AddressView, owners: Mapping[int, str]) -> Reach:
    """An address with a link that dials or writes."""
    schemes = {"voice": "tel:", "sms": "sms:", "email": "mailto:", "web": ""}
    shown = phones.shown(view.value) if view.channel in DIALLED else view.value
    href = f"{schemes[view.channel]}{view.value}" if view.channel in schemes else ""
    return Reach(
        id=view.id,
        way=label(kinds.CHANNELS, view.channel),
        value=shown,
        href=href if view.works else "",
        owner=owners.get(view.owner_id, ""),
        state=label(kinds.STATES, view.state),
        works=view.state == "fine",
        checked_on=view.checked_on,
        source=gettext(view.source) if view.source else "",
        left_to_right=view.channel != "letter",
    )


@dataclass(frozen=True)
class Point:
    """A service point in a list or on its page."""

    key: str
    name: str
    office: str
    office_href: str
    place: str
    street: str
    what: str
    hours: tuple[str, ...]
    open_now: bool | None
    languages: str
    access: tuple[str, ...]
    phones: tuple[tuple[str, str], ...]
    eligibility: str
    fees: str
    km: str
    source: str
    checked_on: date | None
    where: str


def service_point(
    view: PointView, bodies: Mapping[int, BodyView], places: Mapping[int, PlaceView], at: datetime
) -> Point:
    """A service point in words."""
    body, place = bodies.get(view.body_id), places.get(view.place_id)
    return Point(
        key=view.key,
        name=view.name(),
        office=body.name() if body else "",
        office_href=reverse("office", args=[body.key]) if body else "",
        place=with_tier(place) if place else "",
        street=view.street,
        what=listed(word(one) for one in view.services),
        hours=hours_words(view.hours),
        open_now=view.is_open(at),
        languages=listed(NAMES.get(one, one) for one in view.languages),
        access=tuple(label(kinds.ACCESS, one) for one in view.access),
        phones=tuple((f"tel:{one}", phones.shown(one)) for one in view.phones),
        eligibility=in_language(view.eligibility),
        fees=in_language(view.fees),
        km="" if view.km is None else kilometres(view.km),
        source=gettext(view.source) if view.source else "",
        checked_on=view.checked_on,
        where="" if view.latitude is None else f"{view.latitude}, {view.longitude}",
    )


def kilometres(km: float) -> str:
    """A distance as the crow flies."""
    return gettext("%(number)s km away, as the crow flies") % {
        "number": number(round(km) if km >= 10 else _tenths(km), 0 if km >= 10 else 1)
    }


def _tenths(km: float) -> Decimal:
    return Decimal(str(round(km, 1)))


def hours_words(hours: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """Opening hours, a line for each run of days."""
    lines = []
    for one in hours:
        days = [CODES.index(code) for code in one["byday"].split(",")]
        if one["opens_at"] == "00:00" and one["closes_at"] == "24:00" and len(days) == 7:
            lines.append(gettext("always open"))
            continue
        said = {"days": _days(days), "opens": one["opens_at"], "closes": one["closes_at"]}
        lines.append(str(digits(gettext("%(days)s: %(opens)s to %(closes)s") % said)))
    return tuple(lines)


def _days(days: Sequence[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        said = {"first": WEEKDAYS[days[0]], "last": WEEKDAYS[days[-1]]}
        return gettext("%(first)s to %(last)s") % said
    return listed(WEEKDAYS[day] for day in days)
