"""How alike two names of places are: a score from 0 to 1 and a plain reason.

Names of one place differ in the letters chosen for one sound (Baqrani, Bakrani), in spaces (Rato
Dero, Ratodero), in the order of words (Karachi Central), in initials (D. G. Khan) and in words that
only say what kind of place it is (Larkana Taluka). Words that keep two places apart (Upper and
Lower, numbers) are never bridged. Described in docs/algorithms/matching.md; the words are declared
by a pack.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .scripts import fold

EXACT, SPELLING, LETTERS, WORDS, UNLIKE = "exact", "spelling", "letters", "words", "unlike"

_BRACKETS = re.compile(r"[(\[/]([^)\]/]*)[)\]/]?")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q|c(?!h)"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"w"), "v"),
    (re.compile(r"zh"), "z"),
    (re.compile(r"([bdgjklrt])h"), r"\1"),
    (re.compile(r"chh"), "ch"),
    (re.compile(r"(?<=[aeiouy])h(?![aeiouy])"), ""),
    (re.compile(r"(?<!^)[aeiouy]*[iey][aeiouy]*|^[ie][aeiouy]*"), "i"),
    (re.compile(r"[aou]*[ou][aou]*"), "u"),
    (re.compile(r"a+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_SILENT = re.compile(r"(?<=..[^aeiouy])e$")
"""The e of Kashmore and Feroze."""

_LATIN = re.compile(r"[a-z]+$")


@dataclass(frozen=True)
class Spelling:
    """What a country's names need beside the alphabet, all in folded words.

    `fillers` only say what kind of place it is. `telling` words keep two places apart. `same` gives
    for a word the one that it stands for.
    """

    fillers: frozenset[str] = frozenset()
    telling: frozenset[str] = frozenset()
    same: dict[str, str] = field(default_factory=dict, hash=False, compare=False)


PLAIN = Spelling()


@dataclass(frozen=True)
class Likeness:
    """`score` 0 to 1; `reason` is one of exact, spelling, letters, words, unlike."""

    score: float
    reason: str


@dataclass(frozen=True)
class Form:
    """One reading of a name: folded, in words, by sound, with what keeps it apart."""

    folded: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    apart: frozenset[str]

    @property
    def sound(self) -> str:
        """The sounds of all words as one."""
        return "".join(self.sounds)


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """A folded Latin word with one letter for each sound; words of other scripts as they are."""
    if not _LATIN.match(word):
        return word
    word = _SILENT.sub("", word)
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


@lru_cache(maxsize=65536)
def forms(text: str, spelling: Spelling = PLAIN) -> tuple[Form, ...]:
    """The readings of a name: the whole, and what stands outside and inside its brackets."""
    outside = _BRACKETS.sub(" ", text)
    inside = " ".join(_BRACKETS.findall(text))
    whole = _form(text, spelling)
    parts = [_form(part, spelling) for part in (outside, inside) if inside and fold(part)]
    # What keeps a place apart does so in brackets, too: Liaquatpur (Cholistan).
    same = [part for part in parts if part.apart == whole.apart]
    return tuple(dict.fromkeys([whole, *same])) if whole.folded else ()


def _form(text: str, spelling: Spelling) -> Form:
    folded = fold(text)
    words = [spelling.same.get(word, word) for word in folded.split()]
    words = " ".join(words).split()
    kept = [word for word in words if word not in spelling.fillers] or words
    if len(words) > 1 and kept[-1] in _ROMAN:  # elsewhere it is an initial: D. I. Khan
        kept[-1] = _ROMAN[kept[-1]]
    apart = {word for word in kept if _tells(word, spelling)}
    return Form(folded, tuple(kept), tuple(map(sound_of, kept)), frozenset(apart))


def _tells(word: str, spelling: Spelling) -> bool:
    """Whether a word keeps two places apart: a number, or one that the pack names."""
    return word in spelling.telling or any(char.isdigit() for char in word)


def alike(one: str, other: str, spelling: Spelling = PLAIN) -> Likeness:
    """How alike two names are. The order of the two does not matter."""
    best = Likeness(0.0, UNLIKE)
    for count, (left, right) in enumerate(
        (left, right) for left in forms(one, spelling) for right in forms(other, spelling)
    ):
        found = compare(left, right)
        if count and found.score > 0:
            found = Likeness(min(found.score, 0.96), found.reason)
        best = max(best, found, key=lambda likeness: likeness.score)
    return best


def compare(one: Form, other: Form) -> Likeness:
    """How alike two readings are: the best of the rules that hold."""
    if one.folded == other.folded:
        return Likeness(1.0, EXACT)
    if one.words == other.words:
        return Likeness(0.99, EXACT)
    if one.apart != other.apart:
        return _kept_apart(one, other)
    if "".join(one.words) == "".join(other.words):
        return Likeness(0.98, SPELLING)
    if one.sound == other.sound:
        return Likeness(0.96, SPELLING)
    return max(_by_words(one, other), _by_letters(one, other), key=lambda found: found.score)


def _kept_apart(one: Form, other: Form) -> Likeness:
    """Names that differ in a word that tells: never more than a guess."""
    return Likeness(0.5 * _by_letters(one, other).score, LETTERS)


def _by_words(one: Form, other: Form) -> Likeness:
    """The same words in another order, with initials, or some of them only."""
    if sorted(one.sounds) == sorted(other.sounds):
        return Likeness(0.95, WORDS)
    if len(one.words) == len(other.words) > 1 and _by_initials(one, other):
        return Likeness(0.93, WORDS)
    few, many = sorted((one, other), key=lambda form: len(form.sounds))
    if few.sounds and set(few.sounds) < set(many.sounds):
        share = len(few.sound) / len(many.sound)
        return Likeness(round(0.7 + 0.2 * share, 3), WORDS)
    return Likeness(0.0, UNLIKE)


def _by_initials(one: Form, other: Form) -> bool:
    """Whether each word is the other's, or its initial; at least one word in full."""
    pairs = list(zip(one.words, other.words, strict=True))
    full = [sound_of(left) == sound_of(right) for left, right in pairs]
    short = [left[0] == right[0] and 1 in (len(left), len(right)) for left, right in pairs]
    return any(full) and all(a or b for a, b in zip(full, short, strict=True))


def _by_letters(one: Form, other: Form) -> Likeness:
    """By the letters that would have to change, as written and as heard."""
    written = closeness("".join(one.words), "".join(other.words))
    heard = closeness(one.sound, other.sound)
    return Likeness(round(0.95 * max((written + heard) / 2, heard - 0.03), 3), LETTERS)


def closeness(one: str, other: str) -> float:
    """1 for the same text, 0 for nothing in common: 1 - changes / length of the longer one."""
    longest = max(len(one), len(other))
    return 1 - changes(one, other) / longest if longest else 1.0


def changes(one: str, other: str) -> int:
    """Letters to put in, take out, change or swap with the next (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
    return row[-1]
