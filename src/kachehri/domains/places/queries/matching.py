"""Joining names of files to places of the administrative tree, in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kachehri.domains.places.rules.matching import Name, Names, by_tier, judge
from kachehri.domains.places.rules.spelling import spelling
from kachehri.kernel.likeness import Spelling

from .trees import KeptTree, kept_tree
from .views import PlaceView

NARROW = frozenset({"district", "taluka"})
"""Below one of these the places are few enough for a lower threshold."""

MOST_ANSWERS = 100_000
"""Questions whose answers are kept, so that a server that runs for months does not grow."""


@dataclass(frozen=True)
class Guess:
    """A place that may be meant; `reason` as in `Match`."""

    place: PlaceView
    score: float
    reason: str


@dataclass(frozen=True)
class Match:
    """Which place a name means, 0..1 how surely, and why.

    `reason`: `exact`, `alias`, `spelling`, `letters`, `words`; without a place `ambiguous` (several
    fit as well) or `unknown`. `guesses` are the next best, best first.
    """

    place: PlaceView | None
    score: float
    reason: str
    guesses: tuple[Guess, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether the name or an alias is written just so: nothing has to be said about it."""
        return self.reason in {"exact", "alias"}


@dataclass(frozen=True)
class Finder:
    """Finds places of the administrative tree by name, in memory: for files with many rows."""

    kept: KeptTree
    names: Mapping[str, Names]
    answers: dict[tuple[str, str, int], Match] = field(default_factory=dict, compare=False)
    parts: dict[tuple[int, str], tuple[PlaceView, ...]] = field(default_factory=dict, compare=False)

    @property
    def places(self) -> Mapping[int, PlaceView]:
        """Every place by id."""
        return self.kept.by_id

    def match(self, tier: str, name: str, within: PlaceView | None = None) -> Match:
        """The place of a tier with a name, below `within`; the same question is answered once."""
        key = (tier, name, within.id if within else 0)
        if len(self.answers) > MOST_ANSWERS:
            self.answers.clear()
        if key not in self.answers:
            self.answers[key] = self._match(tier, name, within)
        return self.answers[key]

    def _match(self, tier: str, name: str, within: PlaceView | None) -> Match:
        names = self.names.get(tier)
        if names is None or not name.strip():
            return Match(None, 0.0, "unknown")
        allowed = None
        if within is not None:
            allowed = frozenset(place.id for place in self.below(within, tier))
        narrow = within is not None and within.tier in NARROW
        verdict = judge(names, name, allowed, is_narrow=narrow)
        guesses = tuple(Guess(self.places[o.id], o.score, o.reason) for o in verdict.others)
        if verdict.chosen is None:
            best = guesses[0].score if guesses else 0.0
            return Match(None, best, verdict.reason, guesses)
        chosen = verdict.chosen
        return Match(self.places[chosen.id], chosen.score, chosen.reason, guesses)

    def find(self, tier: str, name: str, within: PlaceView | None = None) -> PlaceView | None:
        """The one place of a tier that a name surely means, below `within`. None for none or
        several.
        """
        return self.match(tier, name, within).place

    def below(self, place: PlaceView, tier: str) -> tuple[PlaceView, ...]:
        """Every place of a tier below another."""
        key = (place.id, tier)
        if key not in self.parts:
            views = [view for view in self.kept.views if view.tier == tier]
            lying = [view for view in views if self.kept.lies_in(view.id, place.id)]
            self.parts[key] = tuple(lying)
        return self.parts[key]


_finders: list[tuple[KeptTree, Spelling, Finder]] = []


def finder() -> Finder:
    """Every place of the administrative tree by tier and name.

    One small query where nothing has changed.
    """
    kept, words = kept_tree(), spelling()
    if not _finders or _finders[0][0] is not kept or _finders[0][1] is not words:
        _finders[:] = [(kept, words, _made(kept, words))]
    return _finders[0][2]


def _made(kept: KeptTree, words: Spelling) -> Finder:
    names: dict[str, list[Name]] = {}
    for view in kept.views:
        proper = [Name(view.id, name.text, is_alias=False) for name in view.names.values()]
        others = [Name(view.id, text, is_alias=True) for text in view.aliases]
        names.setdefault(view.tier, []).extend([*proper, *others])
    return Finder(kept, by_tier(names, words))
