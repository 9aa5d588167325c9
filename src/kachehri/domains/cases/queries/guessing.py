"""What a message in free words is about, and where: for mails and text messages without a form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kachehri.domains.cases import kinds
from kachehri.domains.places.queries import Finder, PlaceView, finder
from kachehri.kernel.scripts import fold

MOST_WORDS = 400
LONGEST_NAME = 5
"""Words of a name at most."""
TOO_COARSE = frozenset({"country", "province", "division"})
"""A message that names no nearer place than one of these does not say where."""


@dataclass(frozen=True)
class Guess:
    """What seems to be meant; empty or None where nothing is, or several as well.

    `categories` and `places` are all that was found, the likeliest first; `place_words` are the
    folded words that named the place.
    """

    category: str = ""
    place_id: int | None = None
    place_words: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[int, ...] = ()


def guess(text: str, kind: str = "complaint") -> Guess:
    """The category and the place that a text names, by the pack's spellings and places' names."""
    words = fold(text).split()[:MOST_WORDS]
    categories = _categories(words, kind)
    places, named = _places(words)
    return Guess(
        category=categories[0] if categories else "",
        place_id=places[0].id if len(places) == 1 else None,
        place_words=named,
        categories=categories,
        places=tuple(place.id for place in places),
    )


def _categories(words: list[str], kind: str) -> tuple[str, ...]:
    """Categories by how many words of theirs stand in the text; the longer spelling weighs more.

    A private one that is found goes first, whatever it weighs: what is said of a landlord must not
    open in public as a matter of water.
    """
    declared = kinds.find(kind)
    if declared is None:
        return ()
    padded = f" {' '.join(words)} "
    weights = {
        one: sum(
            len(spelling.split()) ** 2
            for spelling in {fold(said) for said in one.spellings}
            if spelling and f" {spelling} " in padded
        )
        for one in declared.categories
    }
    found = [one for one, weight in weights.items() if weight]
    found.sort(key=lambda one: (not one.private, -weights[one]))
    return tuple(one.key for one in found)


def _places(words: list[str]) -> tuple[tuple[PlaceView, ...], str]:
    """The nearest places that are named, without those that only contain another one."""
    known = finder()
    names = _names(known)
    found: dict[str, tuple[PlaceView, ...]] = {}
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            said = " ".join(words[at : at + length])
            if said in names:
                found[said] = names[said]
                at += length - 1
                break
        at += 1
    near = _nearest(known, found)
    return tuple(place for places in near.values() for place in places), " ".join(near)


def _nearest(
    known: Finder, found: Mapping[str, tuple[PlaceView, ...]]
) -> dict[str, tuple[PlaceView, ...]]:
    """Without names of places around another one that is named; of namesakes those inside these.

    Where a district and its taluka have one name, the district is meant: that is true of both.
    """

    def around(name: str) -> bool:
        inner = [place for other, places in found.items() if other != name for place in places]
        return any(known.kept.lies_in(one.id, outer.id) for outer in found[name] for one in inner)

    outer = [place.id for name in found if around(name) for place in found[name]]
    near = {name: places for name, places in found.items() if not around(name)}
    for name, places in near.items():
        inside = [one for one in places if any(known.kept.lies_in(one.id, o) for o in outer)]
        left = tuple(inside) or places
        whole = [o for o in left if all(known.kept.lies_in(one.id, o.id) for one in left)]
        near[name] = tuple(whole) or left
    return near


_made: list[tuple[Finder, Mapping[str, tuple[PlaceView, ...]]]] = []


def _names(known: Finder) -> Mapping[str, tuple[PlaceView, ...]]:
    """Places by the folded forms of their names; made once for each state of the tree."""
    if not _made or _made[0][0] is not known:
        found: dict[str, tuple[PlaceView, ...]] = {}
        for view in known.kept.views:
            if view.tier in TOO_COARSE or view.scheme_id is not None:
                continue
            for name in {fold(text) for text in _texts(view)} - {""}:
                if len(name) > 2:
                    found[name] = (*found.get(name, ()), view)
        _made[:] = [(known, found)]
    return _made[0][1]


def _texts(view: PlaceView) -> Iterable[str]:
    return (*(name.text for name in view.names.values()), *view.aliases)
