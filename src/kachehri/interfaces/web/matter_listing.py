"""The public list of matters: what an address asks for, rows, counts of the map, the rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView, Filter, Rates
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.pagekit.templatetags.pagekit import number
from kachehri.interfaces.web import memory
from kachehri.interfaces.web.clocked import standing
from kachehri.interfaces.web.counted_maps import PlaceCount, draw_counts
from kachehri.interfaces.web.matter_showing import SHORT
from kachehri.interfaces.web.pages.desk_matter import CHANNELS
from kachehri.interfaces.web.pages.sectors import label_of
from kachehri.kernel.scripts import western_digits

SIZE = 20
VERDICTS = {
    "passed": _("shown to the public"),
    "hidden": _("hidden from the public"),
    "private": _("made private"),
    "open": _("opened again"),
}
STATES = (
    ("open", _("Still open")),
    ("closed", _("Closed by the office")),
    ("confirmed", _("Done, says the citizen")),
    ("contested", _("Not done, says the citizen")),
    ("silent", _("No answer in time")),
)
KEPT = ("kind", "tag", "category", "sector", "place", "office", "channel", "q", "overdue", "since",
        "until")  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What an address asks for: the filter, and the words in which it was asked."""

    filter: Filter
    given: Mapping[str, str]
    place: PlaceView | None

    def href(self, **changes: str) -> str:
        """The same question, asked in another way."""
        kept = {**self.given, **changes}
        return "?" + urlencode({key: value for key, value in kept.items() if value})

    @property
    def query(self) -> str:
        """What is kept in the address of a feed."""
        return urlencode({key: value for key, value in self.given.items() if value})


def asked(data: Mapping[str, str]) -> Wish:
    """Read an address. What makes no sense is as if it were not there."""
    given = {key: str(data.get(key, "")).replace("\0", "").strip()[:100] for key in KEPT}
    place = kept_tree().by_key.get(given["place"]) if given["place"] else None
    kind = kinds.find(given["kind"])
    known = {one.key for declared in kinds.every() for one in declared.categories}
    given["kind"] = kind.key if kind else ""
    given["place"] = place.key if place else ""
    given["category"] = given["category"] if given["category"] in known else ""
    given["sector"] = given["sector"] if given["sector"] in SECTORS else ""
    given["tag"] = given["tag"] if given["tag"] in dict(STATES) else ""
    given["channel"] = given["channel"] if given["channel"] in CHANNELS else ""
    given["office"] = given["office"] if given["office"].isdecimal() else ""
    given["overdue"] = "1" if given["overdue"] else ""
    found = Filter(
        kind=given["kind"],
        category=given["category"],
        sector=given["sector"],
        place_id=place.id if place else None,
        body_id=int(given["office"]) if given["office"] and len(given["office"]) < 18 else None,
        channel=given["channel"],
        text=given["q"],
        overdue=bool(given["overdue"]),
        tag=given["tag"],
        since=day(given["since"]),
        until=day(given["until"]),
    )
    return Wish(found, given, place)


def day(text: str) -> date | None:
    """A day as `2026-11-22`, or None."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def number_in(text: str) -> int:
    """The number that somebody typed, in any digits, with whatever stands around it; else 0."""
    digits = "".join(one for one in western_digits(text) if one.isdigit() and one.isascii())
    return int(digits) if 0 < len(digits) < 18 else 0


@dataclass(frozen=True)
class Row:
    """A matter in the list."""

    view: CaseView
    kind: str
    place: str
    office: str
    state: str
    words: str
    look: str
    basis: str
    citizen: str


def rows(found: Sequence[CaseView], at: datetime) -> list[Row]:
    """Matters as the list shows them (one query for the offices that are new)."""
    offices = memory.offices([one.body_id for one in found])
    known, language = kept_tree().by_id, get_language() or "en"
    return [_row(one, offices, known, language, at) for one in found]


def _row(
    one: CaseView,
    offices: Mapping[int, Any],
    known: Mapping[int, PlaceView],
    language: str,
    at: datetime,
) -> Row:
    kind, office = one.declared, offices.get(one.body_id or 0)
    place, stands = known.get(one.place_id), standing(one, at)
    return Row(
        view=one,
        kind=gettext(kind.name) if kind else one.kind,
        place=place.name(language) if place else "",
        office=office.name(language) if office else "",
        state=gettext(one.told),
        words=stands.words,
        look=stands.look,
        basis=str(SHORT[one.basis]),
        citizen=_citizen(one),
    )


def _citizen(one: CaseView) -> str:
    if one.is_open and one.confirmed is None:
        return ""
    return {True: gettext("citizen: yes"), False: gettext("citizen: no"), None: ""}[one.confirmed]


@dataclass(frozen=True)
class RatesShown:
    """The rates as a page shows them; an empty text where there is no figure."""

    of: Rates
    closed: str
    confirmed: str
    in_time: str
    days: str


def rates(wish: Wish) -> RatesShown:
    """The official closing rate and the confirmed one, of a kind, category, place or office."""
    found = cases.rates(
        Filter(
            kind=wish.filter.kind,
            category=wish.filter.category,
            place_id=wish.filter.place_id,
            body_id=wish.filter.body_id,
        )
    )
    return shown_rates(found)


def rates_of(body_id: int) -> RatesShown | None:
    """The rates of an office; None where nothing was brought to it yet."""
    found = cases.rates(Filter(body_id=body_id))
    return shown_rates(found) if found.brought else None


def shown_rates(found: Rates) -> RatesShown:
    """Rates in words."""
    days = found.median_days
    return RatesShown(
        found,
        percent(found.closed_rate),
        percent(found.confirmed_rate),
        percent(found.in_time_rate),
        "" if days is None else number(Decimal(str(round(days, 1)))),
    )


def percent(share: float | None) -> str:
    """A share as a percentage; empty where there is none."""
    return "" if share is None else f"{number(Decimal(str(round(share * 100, 1))), 1)}\u00a0%"


def choices(wish: Wish) -> dict[str, Any]:
    """The lists of the filter's form."""
    kind = kinds.find(wish.given["kind"])
    public = [one for one in kinds.every() if one.is_public]
    categories = (kind.categories if kind else ()) or kinds.get("complaint").categories
    return {
        "kinds": _options(((one.key, gettext(one.plural)) for one in public), wish.given["kind"]),
        "categories": _options(
            ((one.key, gettext(one.label)) for one in categories), wish.given["category"]
        ),
        "sectors": _options(((key, str(label_of(key))) for key in SECTORS), wish.given["sector"]),
        "states": _options(((key, str(label)) for key, label in STATES), wish.given["tag"]),
        "channels": _options(
            ((key, str(label)) for key, label in CHANNELS.items()), wish.given["channel"]
        ),
        "places": _options(_places(), wish.given["place"]),
    }


def _options(pairs: Any, chosen: str) -> list[tuple[str, str, bool]]:
    return [(key, label, key == chosen) for key, label in pairs]


def _places() -> list[tuple[str, str]]:
    """The district, its talukas and what lies in them."""
    kept, language = kept_tree(), get_language() or "en"
    home = kept.by_key.get(settings.HOME_PLACE)
    if home is None:
        return []
    found = [(home.key, home.name(language))]
    for part in in_order(kept.below.get(home.id, ())):
        found.append((part.key, part.name(language)))
        inner = in_order(kept.below.get(part.id, ()))
        found += [(one.key, f"{part.name(language)} · {one.name(language)}") for one in inner]
    return found


@dataclass(frozen=True)
class Counted:
    """How many matters lie in a part."""

    place: PlaceView
    open: int
    closed: int
    href: str


def drawn(wish: Wish) -> dict[str, Any]:
    """The map of a place's parts with the matters in each, and the same as a table."""
    kept = kept_tree()
    outer = wish.place or kept.by_key.get(settings.HOME_PLACE)
    if outer is None:
        return {"outer": None, "counted": [], "svg": ""}
    found = cases.public_map(wish.filter)
    parts = in_order(kept.below.get(outer.id, ())) or (outer,)
    sums = {one.id: [0, 0] for one in parts}
    elsewhere = [0, 0]
    for count in found.counts:
        part = next((one.id for one in parts if kept.lies_in(count.place_id, one.id)), None)
        held = sums[part] if part else elsewhere
        held[0] += count.open
        held[1] += count.closed
    counted = [
        Counted(one, sums[one.id][0], sums[one.id][1], wish.href(place=one.key)) for one in parts
    ]
    return {
        "outer": outer,
        "counted": counted,
        "elsewhere": sum(elsewhere),
        "is_sample": found.is_sample,
        "svg": svg(outer, counted),
    }


def svg(outer: PlaceView, counted: Sequence[Counted]) -> SafeString:
    """The map of the matters in each part."""
    title = gettext("Matters in each part of %(place)s") % {"place": outer.name()}
    counts = [PlaceCount(one.place, one.open + one.closed) for one in counted]
    return draw_counts(outer, counts, name="matters", title=title)
