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
    """Categories by how many words of theirs stand in the text; the longer spelling weighs more."""
    declared = kinds.find(kind)
    if declared is None:
        return ()
    padded = f" {' '.join(words)} "
    weights = {
        one.key: sum(
            len(spelling.split()) ** 2
            for spelling in {fold(said) for said in one.spellings}
            if spelling and f" {spelling} " in padded
        )
        for one in declared.categories
    }
    found = [key for key, weight in weights.items() if weight]
    return tuple(sorted(found, key=lambda key: -weights[key]))


def _places(words: list[str]) -> tuple[tuple[PlaceView, ...], str]:
    """The nearest places that are named, without those that only contain another one."""
    known = finder()
    names = _names(known)
    found: dict[int, tuple[PlaceView, str]] = {}
    at = 0
    while at < len(words):
        for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            said = " ".join(words[at : at + length])
            if said in names:
                found |= {place.id: (place, said) for place in names[said]}
                at += length - 1
                break
        at += 1
    near = _nearest(known, [place for place, _ in found.values()])
    return near, " ".join(dict.fromkeys(found[one.id][1] for one in near))


def _nearest(known: Finder, found: list[PlaceView]) -> tuple[PlaceView, ...]:
    """Without places that contain another one that is named, and of namesakes those inside."""
    ids = [place.id for place in found]
    inner = [
        place
        for place in found
        if not any(o != place.id and known.kept.lies_in(o, place.id) for o in ids)
    ]
    named_around = [
        place
        for place in inner
        if any(o != place.id and known.kept.lies_in(place.id, o) for o in ids)
    ]
    return tuple(named_around or inner)


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
