"""Names of files that no place has, put before a person."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from kachehri.domains.places import actions as places_actions
from kachehri.domains.places import queries as places
from kachehri.domains.places.kinds import SeenName
from kachehri.domains.places.queries import Finder, Match, PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.kernel.crosstab import Problem

NOT_FOUND = "place-not-found"
TIERS = ("district", "taluka", "division", "province")
MOST = 500
"""Names of one file. A file with more has no names of places at all where they were sought."""


def note_lost_names(*, problems: Iterable[Problem], seen_in: str, by: Actor, at: datetime) -> int:
    """Put the names that a file's problems name into the review; how many are new there.

    A name that is none of ours, or that somebody has settled, does not come back. Raises Refused.
    """
    finder = places.finder()
    seen = list(_seen(problems, finder, seen_in))[:MOST]
    return places_actions.note_unmatched(names=seen, by=by, at=at) if seen else 0


def _seen(problems: Iterable[Problem], finder: Finder, seen_in: str) -> Iterator[SeenName]:
    names: dict[tuple[str, str], int] = {}
    for problem in problems:
        text = str(problem.params.get("name") or problem.params.get("text") or "").strip()
        if problem.rule == NOT_FOUND and problem.kind in {"place", "row"} and text:
            key = (text, str(problem.params.get("within", "")))
            rows = problem.params.get("rows", problem.params.get("count", 1))
            names[key] = names.get(key, 0) + (rows if isinstance(rows, int) else 1)
    for (text, within), rows in names.items():
        above = _above(finder, within)
        tier, match = _likeliest(finder, text, above)
        guesses = tuple((one.place.id, one.score, one.reason) for one in match.guesses)
        yield SeenName(text, tier, above.id if above else None, seen_in, rows, guesses)


def _above(finder: Finder, name: str) -> PlaceView | None:
    """The place in which a name was sought, if the file's word for it is sure."""
    found = (finder.find(tier, name) for tier in ("district", "province")) if name else ()
    return next((place for place in found if place is not None), None)


def _likeliest(finder: Finder, text: str, above: PlaceView | None) -> tuple[str, Match]:
    """The tier at which the name is most like one that is known; a district where none is."""
    asked = [(tier, finder.match(tier, text, above)) for tier in _tiers(above)]
    return max(asked, key=lambda one: one[1].score)


def _tiers(above: PlaceView | None) -> Sequence[str]:
    return ("taluka",) if above is not None and above.tier == "district" else TIERS
