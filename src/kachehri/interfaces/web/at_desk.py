"""What the pages of the desk about matters share: who may see them, which matter is meant."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import queries as people
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import Refused
from kachehri.engines.access.roles import (
    COMMISSION_ROLE,
    COUNTER_ROLE,
    MODERATOR_ROLE,
    OFFICER_ROLE,
    SUPERVISOR_ROLE,
)
from kachehri.kernel.rules import Holds, Rule, decide

P = ParamSpec("P")

SUPERVISES: Rule = Holds(SUPERVISOR_ROLE.name)
OFFICE: Rule = Holds(OFFICER_ROLE.name) | SUPERVISES
COUNTER: Rule = Holds(COUNTER_ROLE.name)
MODERATES: Rule = Holds(MODERATOR_ROLE.name)
COMMISSION: Rule = Holds(COMMISSION_ROLE.name)
ON_MATTERS: Rule = OFFICE | COUNTER | MODERATES | COMMISSION

OF_OFFICE: Rule = Holds(OFFICER_ROLE.name, scope="body_thing_id") | Holds(
    SUPERVISOR_ROLE.name, scope="body_thing_id"
)
OF_SUPERVISOR: Rule = Holds(SUPERVISOR_ROLE.name, scope="body_thing_id")
OF_COUNTER: Rule = Holds(COUNTER_ROLE.name, scope="place_thing_id")
OF_MODERATOR: Rule = Holds(MODERATOR_ROLE.name, scope="place_thing_id")
OF_COMMISSION: Rule = Holds(COMMISSION_ROLE.name, scope="body_thing_id")
READS: Rule = OF_OFFICE | OF_COUNTER | OF_MODERATOR | OF_COMMISSION
"""Who may open one matter at the desk."""


def found(request: HttpRequest, number: int, rule: Rule = READS) -> tuple[CaseView, CaseKind]:
    """The matter of that number and its kind. What one may not see is not there: 404."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    try:
        view = cases.case(number, actor)
    except Refused as refused:
        raise Http404 from refused
    kind = kinds.find(view.kind) if view else None
    if view is None or kind is None or not may(rule, actor, view):
        raise Http404
    return view, kind


def may(rule: Rule, actor: Actor, view: CaseView) -> bool:
    """Whether the rule allows it for this matter."""
    return decide(rule, actor, view).allowed


def one_tree(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Lets a page look at the tree of places once, however often it asks."""

    @wraps(view)
    def looked(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with places.one_tree():
            return view(*args, **kwargs)

    return looked


@dataclass(frozen=True)
class Asker:
    """Who asks, as far as the reader may know it. `contacts` are ways to reach them."""

    name: str
    note: str = ""
    post: str = ""
    is_hidden: bool = False


def askers(views: Iterable[CaseView], actor: Actor) -> dict[int, Asker]:
    """Who asks, by matter: what the switches leave for this reader (two queries)."""
    rows = tuple(views)
    shown = {one.applicant_id for one in rows if one.applicant_id and knows(actor, one)}
    known = people.people(shown) if shown else {}
    spoken = {one.spoken_for_by_id for one in rows if one.spoken_for_by_id}
    groups = bodies.by_ids(spoken) if spoken else {}
    language = get_language() or "en"
    return {one.id: _asker(one, actor, known, groups, language) for one in rows}


def knows(actor: Actor, view: CaseView) -> bool:
    """Whether this reader may know who asks: an authority only where the person allows it."""
    return may(OF_COUNTER, actor, view) or not (view.hides_from_authority or view.is_spoken_for)


def _asker(
    view: CaseView,
    actor: Actor,
    known: Mapping[int, Any],
    groups: Mapping[int, Any],
    language: str,
) -> Asker:
    group = groups.get(view.spoken_for_by_id or 0)
    note = gettext("spoken for by %(name)s") % {"name": group.name(language)} if group else ""
    if not knows(actor, view):
        return Asker(gettext("Somebody who is not named to the office"), note, is_hidden=True)
    person = known.get(view.applicant_id or 0)
    if person is None or not person.name:
        return Asker(gettext("A citizen"), note)
    return Asker(person.name, note, person.post)


def body_name(view: CaseView, known: Mapping[int, Any]) -> str:
    """The name of the office that has the matter."""
    body = known.get(view.body_id or 0)
    return body.name(get_language() or "en") if body else gettext("no office yet")


def place_names(views: Iterable[CaseView]) -> dict[int, str]:
    """The names of the places of matters, by the id of the place."""
    known = places.by_ids({one.place_id for one in views})
    language = get_language() or "en"
    return {key: place.name(language) for key, place in known.items()}


def scopes(actor: Actor, *roles: str) -> set[int]:
    """The Things for which a person holds one of the roles; empty where it is everywhere."""
    return {g.scope_id for g in actor.in_force if g.role in roles and g.scope_id is not None}


def matter_way(view: CaseView) -> str:
    """The address of a matter at the desk."""
    return reverse("desk-matter", args=[view.number])


def category_label(kind: CaseKind, key: str) -> str:
    """What a matter is about, in words."""
    return next((gettext(one.label) for one in kind.categories if one.key == key), key)


def for_the_office(view: CaseView) -> str:
    """Who asks, as a paper says it that goes to an office: never more than the switches allow."""
    group = bodies.by_ids([view.spoken_for_by_id]) if view.spoken_for_by_id else {}
    if group:
        return gettext("a citizen, spoken for by %(name)s") % {
            "name": body_of(group).name(get_language() or "en")
        }
    if view.hides_from_authority or view.is_spoken_for or view.applicant_id is None:
        return gettext("a citizen who is not named to the office")
    person = people.person(view.applicant_id)
    return person.name if person and person.name else gettext("a citizen")


def body_of(known: Mapping[int, Any]) -> Any:
    """The only one of them."""
    return next(iter(known.values()))
