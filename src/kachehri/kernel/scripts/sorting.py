"""Alphabetical order as bytes: two keys compare in PostgreSQL (`bytea`) as the names should stand.

A key has four levels, each ended by a zero byte, as in the Unicode Collation Algorithm:

    letters  00  variants and marks  00  capitals  00  the text itself

A later level counts only where all before it are equal; the last makes the order total.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from .digits import western_digits
from .letters import ALPHABETS, APOSTROPHES, ASPIRATION, FOLDED, VARIANTS

BREAK = b"\x02"
NUMBER = 0x10
FIRST_LETTER = 0x20
NEIGHBOUR = 0xE0
OTHER = 0xF0
PLAIN = 0x02
MARK = 0x40
LONGEST_NUMBER = 200


@dataclass(frozen=True)
class _Unit:
    """One letter, number or gap: its weight, its variant, whether it is a capital."""

    primary: bytes
    secondary: bytes = bytes([PLAIN])
    tertiary: bytes = b"\x02"


def sort_key(text: str, language: str) -> bytes:
    """The key by which `text` sorts in `language` ("en", "ur" or "sd").

    Numbers stand before letters and in order of size (Ward 9 before Ward 10), letters of another
    script after those of the language. Raises KeyError for a language without an alphabet.
    """
    units = _trimmed(list(_units(text, _letters(language))))
    levels = (
        b"".join(unit.primary for unit in units),
        b"".join(unit.secondary for unit in units),
        b"".join(unit.tertiary for unit in units),
        text.encode("utf-8", "surrogatepass"),
    )
    return b"\x00".join(levels)


@cache
def _letters(language: str) -> dict[str, tuple[bytes, int]]:
    """Letter (or digraph) to its weight and its rank among the variants of that letter."""
    neighbour = "ur" if language == "en" else "en"
    letters = {
        letter: (bytes([NEIGHBOUR, FIRST_LETTER + place]), 0)
        for place, letter in enumerate(ALPHABETS[neighbour])
    }
    for place, letter in enumerate(ALPHABETS[language]):
        weight = bytes([FIRST_LETTER + place])
        written = (letter, *VARIANTS[language].get(letter, ""))
        letters |= {one: (weight, rank) for rank, one in enumerate(written)}
        if len(letter) > 1:
            letters |= {letter[0] + h: (weight, 0) for h in ASPIRATION[language]}
    return letters


def _units(text: str, letters: dict[str, tuple[bytes, int]]) -> Iterator[_Unit]:
    """Numbers as wholes, everything else letter by letter."""
    composed = western_digits(unicodedata.normalize("NFKC", text))
    for is_number, run in groupby(composed, key=_is_digit):
        if is_number:
            yield _number("".join(run))
        else:
            yield from _words("".join(run), letters)


def _is_digit(character: str) -> bool:
    return character in "0123456789"


def _number(digits: str) -> _Unit:
    """Longer is larger; of equal length, digit by digit."""
    bare = digits.lstrip("0")
    length = min(len(bare), LONGEST_NUMBER)
    return _Unit(bytes([NUMBER, length + 2]) + bytes(int(digit) + 2 for digit in bare))


def _words(run: str, letters: dict[str, tuple[bytes, int]]) -> Iterator[_Unit]:
    """Letters, digraphs first; whatever separates words is one gap."""
    skip = False
    for character, following in zip(run, [*run[1:], ""], strict=True):
        digraph = character + following
        if skip:
            skip = False
        elif following and digraph in letters:
            skip = True
            yield _letter(digraph, letters, False)
        else:
            yield from _characters(character, letters)


def _characters(character: str, letters: dict[str, tuple[bytes, int]]) -> Iterator[_Unit]:
    """One character as it is or, where the alphabet lacks it, taken apart."""
    if character in letters:
        yield _letter(character, letters, False)
        return
    lower = character.casefold()
    parts = unicodedata.normalize("NFKD", "".join(FOLDED.get(one, one) for one in lower))
    for part in parts:
        yield from _part(part, letters, capital=lower != character)


def _part(part: str, letters: dict[str, tuple[bytes, int]], *, capital: bool) -> Iterator[_Unit]:
    category = unicodedata.category(part)
    if part in letters:
        yield _letter(part, letters, capital)
    elif category in {"Mn", "Me"}:
        yield _Unit(b"", bytes([MARK]) + _code(part), b"")
    elif category == "Cf" or part in APOSTROPHES:
        return
    elif category[0] in "PZC":
        yield _Unit(BREAK)
    else:
        yield _Unit(bytes([OTHER]) + _code(part))


def _letter(letter: str, letters: dict[str, tuple[bytes, int]], capital: bool) -> _Unit:
    weight, rank = letters[letter]
    return _Unit(weight, bytes([PLAIN + rank]), b"\x03" if capital else b"\x02")


def _code(character: str) -> bytes:
    """A code point in four bytes, none of which is zero."""
    code = ord(character)
    return bytes(2 + (code >> shift & 0x3F) for shift in (18, 12, 6, 0))


def _trimmed(units: list[_Unit]) -> list[_Unit]:
    """One gap for several, none at the ends."""
    kept: list[_Unit] = []
    for unit in units:
        if unit.primary != BREAK or (kept and kept[-1].primary != BREAK):
            kept.append(unit)
    return kept[:-1] if kept and kept[-1].primary == BREAK else kept
