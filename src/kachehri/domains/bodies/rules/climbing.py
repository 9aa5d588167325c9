"""Which office and which officer: choosing among those that are known. Nothing here asks a table.

The nearest place decides: an office of the taluka before one of the district before one of the
province. In one place the desk that names the category comes before the one that takes the rest.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

HIGHER = ("head", "appellate-authority")
"""Roles of a parent body that stand on the ladder."""

OFF_LADDER = {"representative", "information-officer"}
"""Roles to which an unanswered matter does not climb."""


@dataclass(frozen=True)
class DeskFact:
    """A desk that could take a matter."""

    id: int
    body_id: int
    place_id: int
    categories: frozenset[str]
    laws: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Choice:
    """The desk that takes a matter. `is_named`: it names the category; else it takes the rest."""

    desk: DeskFact
    is_named: bool


def choose(
    desks: Iterable[DeskFact], *, around: Sequence[int], category: str, law: str = ""
) -> Choice | None:
    """The desk for a category in a place; `around` is the place and those around it, near first.

    A desk far away that names the category comes before one nearby that takes the rest: a matter
    about electricity goes to the company, not to the district's complaint cell.
    """
    near = {place: at for at, place in enumerate(around)}
    fit = [one for one in desks if one.place_id in near and (not law or law in one.laws)]
    named = [one for one in fit if category and category in one.categories]
    rest = [one for one in fit if not one.categories]
    found = min(named or rest, key=lambda one: (near[one.place_id], one.id), default=None)
    return Choice(found, bool(named)) if found else None


@dataclass(frozen=True)
class PostFact:
    """A position for the ladder: `is_vacant` where a term ended and none began."""

    id: int
    body_id: int
    role: str
    rung: int
    is_vacant: bool = False
    has_holder: bool = False


def bodies_above(body: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """A body and those above it, each once, even where the data goes round in a circle."""
    found: list[int] = []
    at: int | None = body
    while at is not None and at not in found:
        found.append(at)
        at = parents.get(at)
    return tuple(found)


def climb(chain: Sequence[int], posts: Iterable[PostFact]) -> tuple[PostFact, ...]:
    """The ladder of escalation: the body's own posts by rung, then the heads of those above."""
    known = list(posts)
    steps: list[PostFact] = []
    for level, body in enumerate(chain):
        here = [one for one in known if one.body_id == body and _climbs(one, level)]
        steps += sorted(here, key=lambda one: (one.rung, one.id))
    return tuple(steps)


def _climbs(post: PostFact, level: int) -> bool:
    return post.role not in OFF_LADDER if level == 0 else post.role in HIGHER


def acting(posts: Collection[PostFact], role: str) -> PostFact | None:
    """Who acts in a role of a body today: its holder, else the post, else the head in charge.

    The laws on information say it so: where nobody is designated, or the post is empty, the one who
    is in charge of the body answers.
    """
    held = _best(posts, lambda one: one.role == role and one.has_holder)
    head = _best(posts, lambda one: one.role == "head")
    filled = _best(posts, lambda one: one.role == role and not one.is_vacant)
    any_post = _best(posts, lambda one: one.role == role)
    return held or filled or head or any_post


def _best(posts: Collection[PostFact], fits: Callable[[PostFact], bool]) -> PostFact | None:
    return min(filter(fits, posts), key=lambda one: (one.rung, one.id), default=None)
