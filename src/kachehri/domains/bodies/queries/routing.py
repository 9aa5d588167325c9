"""To which desk a matter goes, and why."""

from dataclasses import dataclass
from datetime import date

from kachehri.domains.bodies.models import Body, Desk
from kachehri.domains.bodies.rules.climbing import Choice, DeskFact, choose
from kachehri.domains.places import queries as places
from kachehri.kernel.messages import Reason, gettext_noop

from .bodies import body, desks, places_around
from .officers import OfficerView, in_role, positions
from .views import BodyView, DeskView

_ = gettext_noop
NAMED = _("“%(body)s” answers for this in %(place)s.")
REST = _("No office is known that answers for this in %(place)s. “%(body)s” takes such matters.")
ASKED = _("You chose “%(body)s”.")
FOLLOWED = _("“%(old)s” was dissolved. Its work went to “%(body)s”.")


@dataclass(frozen=True)
class Route:
    """Where a matter goes; `officer_id` is the position that acts first, None where none is known.

    `why` has names in English as parameters: `words` says it in the language in force.
    """

    body_id: int
    body_thing_id: int
    desk_id: int | None
    position_id: int | None
    calendar: str
    why: Reason
    is_named: bool = True


def route(*, place_id: int, category: str, law: str = "", on: date) -> Route | None:
    """The desk that takes a matter of a category in a place, and the position that acts first.

    The nearest desk that names the category; else the nearest that takes the rest; None where
    there is neither. A dissolved body's work goes to its successor.
    """
    with places.one_tree():
        around = places_around(place_id)
        near = Body.objects.valid(on=on).filter(place_id__in=around)
        known = {
            id: (place, laws) for id, place, laws in near.values_list("pk", "place_id", "laws")
        }
        rows = Desk.objects.filter(is_closed=False, body_id__in=list(known))
        facts = [
            DeskFact(id, body_id, known[body_id][0], frozenset(taken), frozenset(known[body_id][1]))
            for id, body_id, taken in rows.values_list("pk", "body_id", "categories")
        ]
        choice = choose(facts, around=around, category=category, law=law)
        return _taken(choice, place_id, on) if choice else None


def _taken(choice: Choice, place_id: int, on: date) -> Route | None:
    view = body(choice.desk.body_id)
    place = places.by_ids([place_id]).get(place_id)
    if view is None:
        return None
    names: dict[str, str | int] = {
        "body": view.name(), "place": place.name() if place else "",
    }  # fmt: skip
    why = Reason(NAMED if choice.is_named else REST, names)
    first = _first(positions([view.id], on), choice.desk.id)
    return _route(view, choice.desk.id, first, why, is_named=choice.is_named)


def route_to(body_id: int, category: str, role: str, on: date) -> Route:
    """The way into one body that was chosen: its desk for a category, and who acts in a role.

    A dissolved body's successor is taken. Raises LookupError where there is no such body.
    """
    view = current(body_id, on)
    if view is None:
        raise LookupError(f"there is no body {body_id}")
    open_desks = desks(view.id)
    desk = _desk_for(open_desks, category)
    found = positions([view.id], on)
    first = in_role(found, role) or _first(found, desk.id if desk else None)
    old = body(body_id)
    names: dict[str, str | int] = {"body": view.name(), "old": old.name() if old else ""}
    why = Reason(ASKED if view.id == body_id else FOLLOWED, names)
    return _route(view, desk.id if desk else None, first, why, is_named=True)


def current(body_id: int, on: date) -> BodyView | None:
    """A body, or the one to which its work went by a day."""
    seen: set[int] = set()
    view = body(body_id)
    while view is not None and not view.existed(on) and view.successor_id is not None:
        if view.id in seen:
            return view
        seen.add(view.id)
        view = body(view.successor_id)
    return view


def dissolved_into(body_id: int) -> tuple[int, ...]:
    """The ids of bodies whose work went to this one."""
    return tuple(
        Body.objects.filter(successor_id=body_id).order_by("pk").values_list("pk", flat=True)
    )


def _desk_for(found: tuple[DeskView, ...], category: str) -> DeskView | None:
    named = [one for one in found if category in one.categories]
    rest = [one for one in found if not one.categories]
    return next(iter([*named, *rest, *found]), None)


def _first(found: tuple[OfficerView, ...], desk_id: int | None) -> OfficerView | None:
    """The lowest post of the desk, else the one that acts as officer of the body."""
    posts = [one for one in found if desk_id is not None and one.desk_id == desk_id]
    held = [one for one in posts if not one.is_vacant]
    return next(iter([*held, *posts]), None) or in_role(found, "officer")


def _route(
    view: BodyView, desk_id: int | None, first: OfficerView | None, why: Reason, *, is_named: bool
) -> Route:
    return Route(
        body_id=view.id,
        body_thing_id=view.thing_id,
        desk_id=desk_id,
        position_id=first.position_id if first else None,
        calendar=view.calendar,
        why=why,
        is_named=is_named,
    )
