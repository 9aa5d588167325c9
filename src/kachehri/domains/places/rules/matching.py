"""Which place a name means: exact first, then by likeness, and never a guess passed off as sure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kachehri.kernel.likeness import Likeness, Spelling, alike, forms

SURE = 0.84
"""The least score of a join that is made without a person, among all places of a tier."""

SURE_IN_DISTRICT = 0.78
"""The same among the few places of one parent, where fewer names can be confused."""

APART = 0.06
"""How far the second best has to be behind."""

WORTH_SHOWING = 0.55
"""The least score of a guess that is shown to a person."""

GUESSES = 3
FEW = 40
"""Candidates among which every name is compared; of more, those that share pairs of letters."""

NEAREST = 25

EXACT, ALIAS, AMBIGUOUS, UNKNOWN = "exact", "alias", "ambiguous", "unknown"


@dataclass(frozen=True)
class Scored:
    """A candidate with its score and why."""

    id: int
    score: float
    reason: str


@dataclass(frozen=True)
class Verdict:
    """`chosen` is None unless the join is sure; `others` are the next best, best first."""

    chosen: Scored | None
    others: tuple[Scored, ...]
    reason: str


@dataclass(frozen=True)
class Name:
    """One name of a place."""

    place: int
    text: str
    is_alias: bool


class Names:
    """The names of the places of one tier, ready to be compared with."""

    def __init__(self, names: Iterable[Name], spelling: Spelling) -> None:
        self.spelling = spelling
        self.names = tuple(names)
        self.folded: dict[str, list[Name]] = {}
        self.pairs: dict[str, set[int]] = {}
        for at, name in enumerate(self.names):
            for form in forms(name.text, spelling):
                self.folded.setdefault(form.folded, []).append(name)
                for pair in _pairs(form.sound):
                    self.pairs.setdefault(pair, set()).add(at)

    def exact(self, text: str, allowed: frozenset[int] | None) -> tuple[Scored, ...]:
        """Places with exactly this name, folded: a proper name before an alias."""
        key = forms(text, self.spelling)[:1]
        found = self.folded.get(key[0].folded, ()) if key else ()
        kinds: dict[int, str] = {}
        for name in sorted(found, key=lambda name: name.is_alias):
            if allowed is None or name.place in allowed:
                kinds.setdefault(name.place, ALIAS if name.is_alias else EXACT)
        proper = [place for place, kind in kinds.items() if kind == EXACT]
        return tuple(Scored(place, 1.0, kinds[place]) for place in proper or kinds)

    def like(self, text: str, allowed: frozenset[int] | None) -> tuple[Scored, ...]:
        """The places whose names are most like this one, best first."""
        best: dict[int, Scored] = {}
        for name in self._near(text, allowed):
            found = alike(text, name.text, self.spelling)
            scored = Scored(name.place, found.score, _reason(found, is_alias=name.is_alias))
            if name.place not in best or best[name.place].score < scored.score:
                best[name.place] = scored
        return tuple(sorted(best.values(), key=lambda scored: (-scored.score, scored.id)))

    def _near(self, text: str, allowed: frozenset[int] | None) -> Sequence[Name]:
        """Names worth comparing: all of few, else those that share the most pairs of letters."""
        if allowed is not None:
            few = [name for name in self.names if name.place in allowed]
            if len(few) <= FEW:
                return few
        shared: dict[int, int] = {}
        for pair in {p for form in forms(text, self.spelling) for p in _pairs(form.sound)}:
            for at in self.pairs.get(pair, ()):
                if allowed is None or self.names[at].place in allowed:
                    shared[at] = shared.get(at, 0) + 1
        nearest = sorted(shared, key=lambda at: (-shared[at], len(self.names[at].text), at))
        return [self.names[at] for at in nearest[:NEAREST]]


def _pairs(sound: str) -> frozenset[str]:
    padded = f" {sound}"
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))


def _reason(found: Likeness, *, is_alias: bool) -> str:
    return ALIAS if is_alias and found.reason == EXACT else found.reason


def judge(names: Names, text: str, allowed: frozenset[int] | None, *, is_narrow: bool) -> Verdict:
    """Which place the text means. `allowed` are the places to choose from, None for all.

    `is_narrow` says that they are the few of one parent. Two places of the same name are
    `ambiguous`; so is a second best that is hardly worse.
    """
    exact = names.exact(text, allowed)
    if len(exact) == 1:
        return Verdict(exact[0], (), exact[0].reason)
    if exact:
        return Verdict(None, exact[:GUESSES], AMBIGUOUS)
    like = names.like(text, allowed)
    worth = tuple(scored for scored in like if scored.score >= WORTH_SHOWING)
    if not worth or worth[0].score < (SURE_IN_DISTRICT if is_narrow else SURE):
        return Verdict(None, worth[:GUESSES], UNKNOWN)
    if len(worth) > 1 and worth[0].score - worth[1].score < APART:
        return Verdict(None, worth[:GUESSES], AMBIGUOUS)
    return Verdict(worth[0], worth[1 : 1 + GUESSES], worth[0].reason)


def by_tier(names: Mapping[str, Iterable[Name]], spelling: Spelling) -> dict[str, Names]:
    """The names of each tier, ready to be compared with."""
    return {tier: Names(found, spelling) for tier, found in names.items()}
