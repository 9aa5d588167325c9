"""A matter as the public and its applicant read it: its clock, its line, what can be done next.

A clock says at once what it rests on. A courtesy has a look and words of its own, so that nobody
takes it for a limit of the law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies.queries import BodyView
from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView, EntryView
from kachehri.domains.places import queries as places
from kachehri.engines.flow import kinds as flow_kinds
from kachehri.engines.flow import queries as flow
from kachehri.engines.flow.words import day_words, limit_words
from kachehri.interfaces.web import memory
from kachehri.interfaces.web.at_desk import category_label
from kachehri.interfaces.web.clocked import standing
from kachehri.interfaces.web.matter_files import shown_files
from kachehri.interfaces.web.matter_moves import UNVERIFIED
from kachehri.interfaces.web.pages.desk_matter import CHANNELS, facts
from kachehri.kernel.clocks import Citation, ClockRule

BASES = {
    "statutory": _("The law sets this limit"),
    "charter": _("The office promised this limit; no law sets it"),
    "courtesy": _("No law sets this date: it is only when we ask the office again"),
}
SHORT = {
    "statutory": _("law"),
    "charter": _("promise of the office"),
    "courtesy": _("no legal limit"),
}
WHATS = {
    "opened": _("Brought in"),
    "message": _("Message"),
    "paper": _("Paper"),
    "clock-moved": _("The date was moved"),
    "climbed": _("The time has passed: a higher officer was told"),
    "moderated": _("Looked through for the public"),
    "file": _("File"),
    "assigned": _("Given to an officer"),
    "rerouted": _("Sent to another office"),
    "relocated": _("The place was made more exact"),
    "joined": _("Joined with another matter"),
    "embargo": _("Held back from the public for a time"),
    "feedback": _("The person said how it went"),
}
SIDES = {
    "applicant": _("the person"),
    "office": _("the office"),
    "counter": _("a counter for the person"),
    "program": _("the program"),
}
HANDS_IN = _("You bring the letter. Its clock starts with the receipt of the office.")
HIDDEN = frozenset({"note", "call"})
UNSIGNED = frozenset({"moderated", "embargo"})
"""What is done for the public, and by no side of the matter."""


@dataclass(frozen=True)
class Law:
    """The limit that a clock counts: on what it rests, and whether anybody has checked it."""

    name: str
    basis: str
    short: str
    limit: str
    cite: str
    is_legal: bool
    is_unverified: bool


@dataclass(frozen=True)
class Line:
    """A line of the time-line as a page shows it."""

    at: datetime
    label: str
    side: str
    words: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Next:
    """What can be done next: the remedy, its clock, the section, and where it is taken."""

    key: str
    label: str
    limit: str
    within: str
    cite: str
    letter: str


def law_of(rule: ClockRule | None) -> Law | None:
    """A rule in words."""
    if rule is None:
        return None
    return Law(
        name=gettext(rule.name),
        basis=str(BASES[rule.basis]),
        short=str(SHORT[rule.basis]),
        limit=limit_words(rule.limit),
        cite=cited(rule),
        is_legal=rule.basis == "statutory",
        is_unverified=rule.basis == "statutory" and not rule.cite.is_verified,
    )


def cited(rule: ClockRule) -> str:
    """On what a rule stands; a courtesy stands on nothing."""
    return section_of(rule.cite, is_legal=rule.basis == "statutory")


def section_of(where: Citation, *, is_legal: bool) -> str:
    """A citation in a line; only a law can lack a comparison with the gazette."""
    section = gettext("section %(number)s") % {"number": where.section} if where.section else ""
    said = ", ".join(part for part in (gettext(where.law), section) if part)
    return said if where.is_verified or not is_legal else f"{said} ({UNVERIFIED})"


def main_rule(view: CaseView, kind: CaseKind) -> ClockRule | None:
    """The rule of the matter's main clock, as the pack declares it for the day of filing."""
    told = {**view.facts, "category": view.category}
    day = localtime(view.opened_at).date()
    known = [rule_on(code, day) for code in kind.codes(kind.opens_with, told)]
    fits = [one for one in known if one is not None and one.basis == view.basis]
    return as_checked(fits[0]) if fits else None


def rule_on(code: str, day: Any) -> ClockRule | None:
    """The version of a rule for a day; None where no pack declares it any more."""
    try:
        return flow_kinds.rule(code, day)
    except LookupError:
        return None


def as_checked(rule: ClockRule) -> ClockRule:
    """With what a person found who compared it with the gazette (asked for once a minute)."""
    known = memory.kept("checked", flow.checked)
    found = known.get((rule.code, rule.since))
    return flow.laid_over(rule, found) if found else rule


def screen(view: CaseView, kind: CaseKind, at: datetime) -> dict[str, Any]:
    """What every page shows of a matter: at most four queries with the matter itself."""
    office = memory.offices([view.body_id]).get(view.body_id or 0)
    entries = cases.timeline(view)
    if view.is_applicant:
        entries = tuple(one for one in entries if one.what not in HIDDEN)
    return {
        "view": view,
        "kind_name": gettext(kind.name),
        "state": str(HANDS_IN) if view.facts.get("awaits_receipt") else gettext(view.told),
        "category": category_label(kind, view.category),
        "channel": CHANNELS.get(view.channel, view.channel),
        "place": place_name(view),
        "office": office,
        "office_name": office.name(get_language() or "en") if office else "",
        "stands": standing(view, at),
        "law": law_of(main_rule(view, kind)),
        "short": SHORT[view.basis],
        "facts": dated(kind, view.facts),
        "lines": [line(one, kind) for one in entries],
        "files": [one for one in shown_files(view) if one["href"] or view.is_applicant],
        "said": said(view, kind),
        "next": nexts(view, kind),
    }


def place_name(view: CaseView) -> str:
    """The place of a matter, as coarse as the reader may know it."""
    found = places.by_ids([view.place_id]).get(view.place_id)
    return found.name(get_language() or "en") if found else ""


def line(one: EntryView, kind: CaseKind) -> Line:
    """One entry as a line: what happened, from which side, in whose words."""
    move = kind.flow.move_by_key.get(one.what)
    content = dict(one.content)
    moved = move is not None and "to_body" in content
    if moved:
        content["to_body"] = office_name(content["to_body"])
    return Line(
        at=one.at,
        label=gettext(move.label) if move else str(WHATS.get(one.what, one.what)),
        side="" if one.what in UNSIGNED else str(SIDES.get(one.side, "")),
        words=one.words,
        facts=dated(kind, content),
    )


def dated(kind: CaseKind, content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What was told in fields, with dates in full."""
    days = {one.key for one in kind.fields if one.type == "date"}
    return facts(
        kind, {key: _full(value) if key in days else value for key, value in content.items()}
    )


def _full(value: Any) -> Any:
    """A day in full; what is none stays as it is."""
    try:
        return day_words(date.fromisoformat(str(value)[:10]))
    except ValueError:
        return value


def office_name(number: Any) -> str:
    """The name of an office by its number in a time-line."""
    if not str(number).isdigit():
        return str(number)
    found: BodyView | None = memory.offices([int(number)]).get(int(number))
    return found.name(get_language() or "en") if found else ""


def said(view: CaseView, kind: CaseKind) -> dict[str, str] | None:
    """The office's word and the citizen's, side by side; None while the office has said nothing."""
    outcome = next((one for one in kind.outcomes if one.key == view.closed_as), None)
    if outcome is None and view.answered_at is None:
        return None
    citizen = {
        True: gettext("Yes, it is so."),
        False: gettext("No, it is not so."),
        None: gettext("The person has not said yet whether it is so."),
    }[view.confirmed]
    return {
        "office": gettext(outcome.label) if outcome else gettext(view.label),
        "citizen": citizen,
    }


def nexts(view: CaseView, kind: CaseKind) -> list[Next]:
    """The remedies that are open in this state."""
    office = memory.offices([view.body_id]).get(view.body_id or 0)
    laws = office.laws if office else None
    told = {**view.facts, "category": view.category}
    return [
        _next(one)
        for one in kind.offered(view.tags, told, laws=laws)
        if _is_offered(one.kind, office, view.place_id)
    ]


def _is_offered(key: str, office: BodyView | None, place_id: int) -> bool:
    """A remedy under a law, only where the office stands under that law and the law holds there."""
    declared = cases_kind(key)
    if declared is None:
        return False
    if declared.law and (office is None or declared.law not in office.laws):
        return False
    if not declared.applies_to:
        return True
    around = {place_id} | {one.id for one in above(place_id)}
    keys = {one.key for one in places.by_ids(around).values()}
    return bool(keys & set(declared.applies_to))


def above(place_id: int) -> list[Any]:
    """What a place lies in, the nearest first."""
    found: list[Any] = []
    here = places.by_ids([place_id]).get(place_id)
    while here is not None and here.parent_id is not None and len(found) < 10:
        here = places.by_ids([here.parent_id]).get(here.parent_id)
        if here is not None:
            found.append(here)
    return found


def cases_kind(key: str) -> CaseKind | None:
    """The kind of that key."""
    return kinds.find(key)


def _next(one: Any) -> Next:
    kind = cases_kind(one.kind)
    clocks: Mapping[str, ClockRule] = {rule.code: rule for rule in kind.clocks} if kind else {}
    codes = kind.codes(kind.opens_with, one.fields) if kind else ()
    rule = next((clocks[code] for code in codes if code in clocks), None)
    law = law_of(rule)
    return Next(
        key=one.key,
        label=gettext(one.label),
        limit=f"{law.limit} ({law.short})" if law else "",
        within=limit_words(one.within) if one.within else "",
        cite=section_of(one.cite, is_legal=rule is not None and rule.basis == "statutory"),
        letter=one.letter,
    )
