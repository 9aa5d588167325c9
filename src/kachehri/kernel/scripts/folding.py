"""Search: text without the differences that people do not type."""

import unicodedata

from .letters import APOSTROPHES, FOLDED


class _Folding(dict[int, str]):
    """What each character becomes; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    """One character that is decomposed and in lower case already."""
    if character in APOSTROPHES:
        return ""
    if character in FOLDED:
        return FOLDED[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category in {"Mn", "Me", "Cf"}:
        return ""
    return character if category[0] in "LNM" or character in "۽۾" else " "


_TABLE = _Folding()


def fold(text: str) -> str:
    """The search key: what two spellings of the same name have in common.

    Letter variants of Arabic, Urdu and Sindhi become one, diacritics, joiners and direction marks
    go, digits become 0-9, letters lower case without accents, punctuation one space. `fold` of a
    folded text changes nothing.
    """
    plain = _decomposed(_decomposed(text).casefold())
    return " ".join(plain.translate(_TABLE).split())


def _decomposed(text: str) -> str:
    """Presentation forms and composed letters taken apart."""
    return unicodedata.normalize("NFKD", text)


def trigrams(text: str) -> frozenset[str]:
    """All runs of three characters in the folded words, each word set in blanks (two before, one
    after), so that the beginnings of words weigh more.
    """
    padded = [f"  {word} " for word in fold(text).split()]
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))
