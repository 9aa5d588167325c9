"""Phrases and texts as rows of sounds, and finding the one in the other.

A text is folded (`kernel.scripts.fold`), then each word in Latin letters is brought nearer to how
it sounds: Roman Urdu and Roman Sindhi have no spelling, so that *maarta*, *marta* and *martaa* are
one word. Phrases go through the same. An index by the first word keeps a look at a text short,
however long the lists are.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kachehri.kernel.scripts import fold

ROOM = 8
"""Words that `…` and `&` leave between two phrases."""
STEM = 3
LATIN = re.compile(r"[a-z0-9]+$")
SOUNDS = (("ee", "i"), ("oo", "u"), ("ph", "f"), ("w", "v"), ("q", "k"), ("y", "i"))
TWICE = re.compile(r"([a-z])\1+")
GAP = "…"


def sound(word: str) -> str:
    """A folded word, nearer to how it sounds where it is in Latin letters."""
    if not LATIN.match(word):
        return word
    for written, said in SOUNDS:
        word = word.replace(written, said)
    return TWICE.sub(r"\1", word)


def sounds(text: str) -> tuple[str, ...]:
    """The words of a text, folded and sounded."""
    return tuple(sound(word) for word in fold(text).split())


@dataclass(frozen=True)
class Element:
    """One place of a phrase: whole words, beginnings of words, or room for a few."""

    whole: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    is_room: bool = False

    def fits(self, word: str) -> bool:
        """Whether the word may stand here."""
        return word in self.whole or (bool(self.starts) and word.startswith(self.starts))


@dataclass(frozen=True)
class Phrase:
    """What is looked for, and what it belongs to."""

    elements: tuple[Element, ...]
    belongs: tuple[str, ...]

    def end(self, words: Sequence[str], at: int, of: int = 0) -> int | None:
        """Where the phrase ends that begins at a word; None where it does not stand there."""
        while of < len(self.elements):
            element = self.elements[of]
            if element.is_room:
                ends = (self.end(words, at + skip, of + 1) for skip in range(ROOM + 1))
                return next((end for end in ends if end is not None), None)
            if at >= len(words) or not element.fits(words[at]):
                return None
            at, of = at + 1, of + 1
        return at


def written(text: str, belongs: tuple[str, ...]) -> Iterator[Phrase]:
    """The phrases behind one line of a list: `a & b` is `a … b` and `b … a`."""
    halves = [half.strip() for half in text.split("&")]
    orders = [halves] if len(halves) == 1 else [halves, halves[::-1]]
    for order in orders:
        pieces = f" {GAP} ".join(order).split()
        yield Phrase(tuple(_element(piece) for piece in pieces), belongs)


def _element(piece: str) -> Element:
    if piece == GAP:
        return Element(is_room=True)
    choices = [(choice.rstrip("*"), choice.endswith("*")) for choice in piece.split("|")]
    whole = {sound(part) for word, begins in choices if not begins for part in _one(word)}
    starts = {sound(part) for word, begins in choices if begins for part in _one(word)}
    return Element(frozenset(whole), tuple(sorted(starts)))


def _one(word: str) -> list[str]:
    found = fold(word).split()
    if len(found) != 1:
        raise ValueError(f"“{word}” is not one word of a phrase.")
    return found


@dataclass
class Index:
    """Phrases by the word, or the beginning of the word, with which they start."""

    by_word: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_stem: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))

    def add(self, phrases: Iterable[Phrase]) -> None:
        """Take phrases in."""
        for phrase in phrases:
            first = phrase.elements[0]
            for word in first.whole:
                self.by_word[word].append(phrase)
            for start in first.starts:
                self.by_stem[start[:STEM]].append(phrase)

    def found(self, words: Sequence[str]) -> Iterator[tuple[Phrase, int, int]]:
        """Each phrase that stands in a text, with where it begins and ends."""
        for at, word in enumerate(words):
            stems = (word[:size] for size in range(1, STEM + 1)[: len(word)])
            for phrase in (*self.by_word.get(word, ()), *self._stemmed(stems)):
                end = phrase.end(words, at)
                if end is not None:
                    yield phrase, at, end

    def _stemmed(self, stems: Iterable[str]) -> Iterator[Phrase]:
        for stem in stems:
            yield from self.by_stem.get(stem, ())
