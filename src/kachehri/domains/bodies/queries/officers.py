"""Positions, who holds them on a day, who acts in a role, and the ladder of escalation."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from kachehri.domains.bodies.models import Position, Term
from kachehri.domains.bodies.rules.climbing import PostFact, acting, climb
from kachehri.domains.people import queries as people

from .bodies import chain
from .views import in_language


@dataclass(frozen=True)
class OfficerView:
    """A position and who holds it on a day; `person_name` empty: nobody, or it is not known.

    `is_vacant`: the last term ended. `stands_in`: asked for another role, which nobody holds; the
    one in charge answers for it. `rung` on a ladder counts from its foot.
    """

    position_id: int
    thing_id: int
    body_id: int
    desk_id: int | None
    key: str
    role: str
    rung: int
    titles: Mapping[str, str]
    constituency_id: int | None = None
    source: str = ""
    person_id: int | None = None
    person_name: str = ""
    since: date | None = None
    is_vacant: bool = False
    stands_in: bool = False

    def title(self, language: str | None = None) -> str:
        """The title of the post in a language (default: the one in force)."""
        return in_language(self.titles, language)


@dataclass(frozen=True)
class TermView:
    """Somebody's time in a position (half-open; `until` None: still)."""

    id: int
    position_id: int
    person_id: int
    person_name: str
    since: date
    until: date | None
    source: str


_POSITION = ("id", "thing_id", "body_id", "desk_id", "key", "role", "rung", "titles",
             "constituency_id", "source")  # fmt: skip


def positions(body_ids: Collection[int], on: date) -> tuple[OfficerView, ...]:
    """The open positions of bodies with their holders on a day, by rung (three queries)."""
    return _filled(Q(body_id__in=list(body_ids)), on)


def position(id: int, on: date) -> OfficerView | None:
    """One position, open or closed, with its holder on a day (three queries)."""
    return next(iter(_filled(Q(pk=id), on, closed=True)), None)


def by_position_ids(ids: Collection[int], on: date) -> dict[int, OfficerView]:
    """Positions by id with their holders on a day (three queries, none for no ids)."""
    if not ids:
        return {}
    found = _filled(Q(pk__in=list(ids)), on, closed=True)
    return {one.position_id: one for one in found}


def _filled(wanted: Q, on: date, *, closed: bool = False) -> tuple[OfficerView, ...]:
    rows = Position.objects.filter(wanted).order_by("body_id", "rung", "pk")
    rows = rows if closed else rows.filter(is_closed=False)
    views = [OfficerView(*row) for row in rows.values_list(*_POSITION)]
    terms = Term.objects.filter(position_id__in=[one.position_id for one in views], since__lte=on)
    ever: dict[int, tuple[int, date, date | None]] = {}
    for position_id, person_id, since, until in terms.order_by("since", "pk").values_list(
        "position_id", "person_id", "since", "until"
    ):
        ever[position_id] = (person_id, since, until)
    running = {id: term for id, term in ever.items() if term[2] is None or term[2] > on}
    names = people.people({term[0] for term in running.values()})
    return tuple(_with_holder(one, ever, running, names) for one in views)


def _with_holder(
    view: OfficerView,
    ever: Mapping[int, tuple[int, date, date | None]],
    running: Mapping[int, tuple[int, date, date | None]],
    names: Mapping[int, people.PersonView],
) -> OfficerView:
    term = running.get(view.position_id)
    if term is None:
        return replace(view, is_vacant=view.position_id in ever)
    person = names.get(term[0])
    name = person.name if person else ""
    return replace(view, person_id=term[0], person_name=name, since=term[1])


def officer(body_id: int, role: str, on: date) -> OfficerView | None:
    """Who answers in a role of a body today; where nobody was named, the one in charge.

    None where the body has neither. At most three queries.
    """
    return in_role(positions([body_id], on), role)


def in_role(found: Collection[OfficerView], role: str) -> OfficerView | None:
    """Who of a body's positions answers in a role."""
    chosen = acting([_fact(one) for one in found], role)
    if chosen is None:
        return None
    view = next(one for one in found if one.position_id == chosen.id)
    return replace(view, stands_in=view.role != role)


def ladder(body_id: int, on: date) -> tuple[OfficerView, ...]:
    """The officers to whom an unanswered matter climbs, up through the parent bodies.

    At most five queries.
    """
    above = [one.id for one in chain(body_id)]
    return ladder_of(above, positions(above, on))


def ladder_of(above: Sequence[int], found: Collection[OfficerView]) -> tuple[OfficerView, ...]:
    """The same of bodies from the lowest up, whose positions were read already."""
    known = {one.position_id: one for one in found}
    steps = climb(above, [_fact(one) for one in found])
    return tuple(replace(known[step.id], rung=at) for at, step in enumerate(steps))


def _fact(view: OfficerView) -> PostFact:
    return PostFact(
        view.position_id, view.body_id, view.role, view.rung, view.is_vacant,
        view.person_id is not None,
    )  # fmt: skip


def terms(position_ids: Collection[int]) -> tuple[TermView, ...]:
    """Every term of positions, the newest first (two queries)."""
    rows = Term.objects.filter(position_id__in=list(position_ids)).order_by("-since", "-pk")
    found = list(rows.values_list("pk", "position_id", "person_id", "since", "until", "source"))
    names = people.people({row[2] for row in found})
    return tuple(
        TermView(
            id=row[0],
            position_id=row[1],
            person_id=row[2],
            person_name=names[row[2]].name,
            since=row[3],
            until=row[4],
            source=row[5],
        )
        for row in found
    )


def representatives(place_ids: Collection[int], on: date) -> tuple[OfficerView, ...]:
    """The elected representatives of constituencies with their holders on a day."""
    return _filled(Q(role="representative", constituency_id__in=list(place_ids)), on)
