"""What a text message says: news of a number, yes, no, a mark, stop, start, help, or free words.

Pure; digits of every script, and the spellings that people use. A command is taken for one only
where the message holds little else, so that a complaint that says *no* stays a complaint.
"""

import re
from dataclasses import dataclass
from typing import Literal

from kachehri.kernel.scripts import fold

Intent = Literal["status", "yes", "no", "mark", "stop", "start", "help", "words", "nothing"]
Spelling = Literal["en", "ur", "sd", "ur-Latn", "sd-Latn"]

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
NUMBER = re.compile(r"\d{2,12}")
MOST = 4
"""Words of a message that is still a command."""


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


STATUS = _words(
    "status stetas state haal hal hall halat news track حال حالت صورتحال اسٹیٹس خبر حالتا"
)
YES = _words(
    "yes y yep haan han ha haa hain ji jee jii hao hau ok sahi جی ہاں ها هائو هاڻو جي آ 1yes"
)
NO = _words("no n nope nahi nahin nai na nhi nah kona koo نہیں نہ نه ناهي ڪونه غلط")
STOP = _words("stop unsubscribe band bas roko بند روکیں روڪيو بس")
START = _words("start shuru subscribe شروع شروعات")
HELP = _words("help madad info مدد رهنمائي رہنمائی")
MARKS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5} | {
    fold(word): mark
    for mark, words in {
        1: "bura bekar bad ڪراب برا خراب",
        3: "theek thik okay ٹھیک ٺيڪ",
        5: "acha achha zabardast good بہترین اچھا سٺو",
    }.items()
    for word in words.split()
}
SINDHI_LETTERS = frozenset("ٻڄڃڇڊڌڍڏٽٿٺڦڪڳڱڻڀ۾۽")
ROMAN_URDU = _words(
    "hai hain nahi nahin mein main ka ki ke ko se kya ho raha rahi rahe hum hamari hamare mera "
    "meri aur pani bijli sarak bohat bahut kharab karo kar gaya gayi wala ne par koi sab abhi tak"
)
ROMAN_SINDHI = _words(
    "aahe ahe aahin nahe kona natho nathi tho thi tha muhnjo muhnji asan asanji jo ji ja khe khan "
    "saan ain wayo wai kayo ddinhan goth te achey ache khapay khape"
)


@dataclass(frozen=True)
class Said:
    """What a message says. `number` is a matter's, `mark` 1 to 5, `words` without links."""

    intent: Intent
    spelling: Spelling
    words: str = ""
    number: int | None = None
    mark: int = 0


def understood(text: str) -> Said:
    """Read a message."""
    words = " ".join(LINK.sub(" ", text).split())
    folded = fold(words).split()
    spelling = spelling_of(words)
    if not folded:
        return Said("nothing", spelling)
    number = next((int(word) for word in folded if NUMBER.fullmatch(word)), None)
    rest = [word for word in folded if not NUMBER.fullmatch(word)]
    intent = _intent(folded, rest, number) if len(folded) <= MOST else "words"
    mark = MARKS.get(folded[-1], 0) if intent == "mark" else 0
    kept = number if intent in {"status", "yes", "no", "mark"} else None
    return Said(intent, spelling, words, kept, mark)


def _intent(folded: list[str], rest: list[str], number: int | None) -> Intent:
    if not rest:
        return "status" if number is not None else _mark(folded)
    for intent, known in _KNOWN:
        if all(word in known for word in rest):
            return intent
    if number is not None and any(word in STATUS for word in rest):
        return "status"
    if len(rest) > 1 and rest[0] in YES | NO and all(word in YES | NO | STATUS for word in rest):
        return "yes" if rest[0] in YES else "no"
    return _mark(rest)


def _mark(words: list[str]) -> Intent:
    return "mark" if len(words) == 1 and words[0] in MARKS else "words"


_KNOWN: tuple[tuple[Intent, frozenset[str]], ...] = (
    ("stop", STOP),
    ("start", START),
    ("help", HELP),
    ("yes", YES),
    ("no", NO),
    ("status", STATUS),
)


def spelling_of(text: str) -> Spelling:
    """The language and script in which somebody wrote."""
    if any("\u0600" <= letter <= "\u06ff" and letter.isalpha() for letter in text):
        return "sd" if SINDHI_LETTERS & set(text) else "ur"
    words = fold(text).split()
    urdu = sum(word in ROMAN_URDU for word in words)
    sindhi = 2 * sum(word in ROMAN_SINDHI for word in words)
    if max(urdu, sindhi) * 6 < len(words) or not (urdu or sindhi):
        return "en"
    return "sd-Latn" if sindhi > urdu else "ur-Latn"


def language_of(spelling: Spelling) -> str:
    """The language of a spelling, as the site knows it: en, ur or sd."""
    return spelling.partition("-")[0]
