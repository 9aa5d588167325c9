"""Yes, no and stop, in the words in which people write them."""

import re
from dataclasses import dataclass

from kachehri.kernel.scripts import fold

from .kinds import Mail

_YES = {
    fold(one)
    for one in (
        "yes", "ok yes", "confirmed", "done", "haan", "han", "ji", "ji haan", "جی", "جی ہاں", "ہاں",
        "ہو گیا", "ها", "ها ها", "هائو", "جي ها", "جي", "ٿي ويو",
    )
}  # fmt: skip
_NO = {
    fold(one)
    for one in (
        "no", "not done", "nahi", "nahin", "nahi hua", "نہیں", "جی نہیں", "نہیں ہوا", "نہ", "نه",
        "ناهي", "نه ٿيو", "ن",
    )
}  # fmt: skip
_STOP = {fold(one) for one in ("stop", "unsubscribe", "بند", "بس", "بند کریں", "بند ڪريو")}


@dataclass(frozen=True)
class Decision:
    """What the applicant said of a closing, and what they added."""

    is_yes: bool
    words: str


_LINE = re.compile(r"^([^\d,.!;:—–-]{1,20})[\s,.!;:—–-]*\d*[\s,.!;:—–-]*(.*)$")


def decision(shown: str) -> Decision | None:
    """Yes or no, if the first line is one; a number behind it may stand there. Else None."""
    first, _, rest = shown.strip().partition("\n")
    found = _LINE.match(first)
    if found is None:
        return None
    folded = fold(found[1])
    words = f"{found[2]}\n{rest}".strip()
    if folded in _YES:
        return Decision(is_yes=True, words=words)
    if folded in _NO:
        return Decision(is_yes=False, words=words)
    return None


def is_stop(mail: Mail) -> bool:
    """Whether the sender wants no more notices."""
    return fold(mail.shown.split("\n")[0][:40]) in _STOP or fold(mail.title[:40]) in _STOP
