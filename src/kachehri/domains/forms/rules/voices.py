"""What may be done with the words of people; reading a transcript; who stays unknown in a crowd."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from unicodedata import normalize

from django.utils.translation import gettext

from kachehri.domains.forms.kinds.voices import NewTurn, ProfileField, VoiceProblem
from kachehri.kernel.rules import Holds, IsSystem, Matches, Own, Rule

MAY_READ_WORDS: Rule = (
    Holds("researcher", scope="place_thing_id")
    & (Matches("is_restricted", False) | Own("kept_by_id"))
    | IsSystem()
)
"""Read what was said: researchers of the place; of a restricted talk only who keeps it."""

ALIKE = 5
"""A quote names only what at least so many people who took part in the area have in common."""
SMALLEST = ("tehsil", "taluka", "district", "division", "province", "country")
"""The tiers of the areas that may be named beside a quote without the speaker's name."""
MOST_TURNS = 4_000
MOST_WORDS = 20_000
_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_SPEAKER = re.compile(r"\s{0,8}(?:[Pp]\s?)?([0-9۰-۹٠-٩]{1,3})\s?[:：](?!\d)\s?(.*)", re.S)
_ASKER = re.compile(r"\s{0,8}(?:[QqMm]|سوال|س)\s?[:：]\s?(.*)", re.S)
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff￾￿]")


def tidy(text: str) -> str:
    """A text as it is kept: composed letters, single line feeds, no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub("", normalize("NFC", lines)).strip()


def turns(text: str, numbers: Iterable[int]) -> tuple[NewTurn, ...]:
    """A typed transcript as turns: `3:` or `P3:` begins one of participant 3, `Q:` a question.

    Lines without such a beginning belong to the turn before. Raises VoiceProblem, naming the line.
    """
    known = frozenset(numbers)
    found: list[NewTurn] = []
    for number, line in enumerate(tidy(text).split("\n"), 1):
        begun = _begun(line, number, known)
        if begun is None:
            if not found and line.strip():
                said = gettext("Line %(line)s: say who speaks first, as in “1: …” or “Q: …”.")
                raise VoiceProblem({"text": said % {"line": number}})
            if found:
                found[-1] = NewTurn(found[-1].participant, f"{found[-1].words}\n{line}")
        else:
            found.append(begun)
    kept = tuple(NewTurn(one.participant, tidy(one.words)) for one in found)
    return checked(tuple(one for one in kept if one.words))


def _begun(line: str, number: int, known: frozenset[int]) -> NewTurn | None:
    asked = _ASKER.fullmatch(line)
    if asked:
        return NewTurn(None, asked[1])
    said = _SPEAKER.fullmatch(line)
    if said is None:
        return None
    who = int(said[1].translate(_DIGITS))
    if who not in known:
        told = gettext("Line %(line)s: there is no participant %(who)s. Add them first.")
        raise VoiceProblem({"text": told % {"line": number, "who": who}})
    return NewTurn(who, said[2])


def checked(found: Sequence[NewTurn]) -> tuple[NewTurn, ...]:
    """Turns that are neither none nor too many nor too long. Raises VoiceProblem."""
    if not found:
        raise VoiceProblem({"text": gettext("There are no words here yet.")})
    if len(found) > MOST_TURNS:
        told = gettext("These are more than %(most)s turns. Keep it in two texts.")
        raise VoiceProblem({"text": told % {"most": MOST_TURNS}})
    for number, one in enumerate(found, 1):
        if len(one.words) > MOST_WORDS:
            told = gettext("Turn %(turn)s is longer than %(most)s letters. Begin a new one in it.")
            raise VoiceProblem({"text": told % {"turn": number, "most": MOST_WORDS}})
    return tuple(found)


def word_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where each word of a text lies, in code points: to choose words without a script."""
    return tuple((one.start(), one.end()) for one in re.finditer(r"\S+", text))


def span(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the blanks at its ends. Raises VoiceProblem: nothing is left."""
    if not 0 <= start < end <= len(text):
        raise VoiceProblem({"words": gettext("Choose words that stand in this turn.")})
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    if start >= end:
        raise VoiceProblem({"words": gettext("Choose at least one word.")})
    return start, end


def moved(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a stretch of the old text lies in the corrected one; None where all of it is gone."""
    kept = [
        (
            block.b + max(start, block.a) - block.a,
            block.b + min(end, block.a + block.size) - block.a,
        )
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        if block.a < end and block.a + block.size > start
    ]
    return (kept[0][0], kept[-1][1]) if kept else None


def shown(
    profile: Mapping[str, str],
    wanted: Sequence[str],
    others: Iterable[Mapping[str, str]],
    fields: Iterable[ProfileField],
) -> tuple[str, ...]:
    """What of a profile may stand beside a quote: in the order wanted, while enough are alike.

    `others` are the profiles of everybody who took part in the area, the speaker's among them.
    A value that is rare by declaration is never shown.
    """
    rare = {one.key: one.rare for one in fields}
    crowd, kept = list(others), []
    for key in wanted:
        value = profile.get(key)
        alike = [one for one in crowd if one.get(key) == value]
        if value and key in rare and value not in rare[key] and len(alike) >= ALIKE:
            crowd = alike
            kept.append(key)
    return tuple(kept)


def agreed(lines: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The purposes that somebody agrees to now: of each the newest line counts.

    Who no longer agrees that words are kept, agrees to nothing else about them either.
    """
    newest = dict(lines)
    found = frozenset(purpose for purpose, given in newest.items() if given)
    return found if "keep" in found else found & {"contact"}
