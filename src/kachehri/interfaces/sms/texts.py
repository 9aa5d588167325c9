"""What the program answers by text message, in five spellings, and how many messages that makes.

English, Urdu and Sindhi come from the translations; Roman Urdu and Roman Sindhi stand here, by the
same English text. No text says what a matter is about: a shared phone is read by others.
"""

from collections.abc import Mapping

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from .said import Spelling, language_of

MARK = "\u200e"
"""Set around numbers in right-to-left texts; an old telephone shows nothing for it."""

KEPT = gettext_noop("We have it. Your number is %(number)s. For news, send: STATUS %(number)s")
WHERE = gettext_noop(
    "We have it. Your number is %(number)s. Where is it? Send the name of the village, town or "
    "union council."
)
PLACED = gettext_noop("Number %(number)s: thank you, we noted the place.")
STATE = gettext_noop("Number %(number)s: %(told)s")
STATE_DUE = gettext_noop("Number %(number)s: %(told)s Day for the answer: %(due)s.")
UNKNOWN = gettext_noop("We know no matter with the number %(number)s. Please look at it again.")
THANKS = gettext_noop("Number %(number)s: thank you. We wrote it down.")
TOO_LATE = gettext_noop("Number %(number)s: this cannot be said any more. Send STATUS %(number)s")
NOT_YOURS = gettext_noop("Only the person whose matter it is can say this, from their own number.")
WHICH = gettext_noop("Which number do you mean? Send for example: YES %(number)s")
STOPPED = gettext_noop("You get no more messages from us. To start again, send: START")
STARTED = gettext_noop("You get messages from us again.")
HELP = gettext_noop(
    "Write what is wrong and where. For news, send STATUS and your number. To get no messages, "
    "send STOP."
)

ROMAN: Mapping[str, Mapping[str, str]] = {
    "ur-Latn": {
        KEPT: "Mil gaya. Aap ka number %(number)s hai. Haal ke liye bhejein: STATUS %(number)s",
        WHERE: "Mil gaya. Aap ka number %(number)s hai. Yeh kahan hai? Gaon, shehar ya union "
        "council ka naam bhejein.",
        PLACED: "Number %(number)s: shukriya, jagah likh li.",
        UNKNOWN: "Number %(number)s ka koi mamla nahi mila. Number dobara dekhein.",
        THANKS: "Number %(number)s: shukriya. Likh liya.",
        TOO_LATE: "Number %(number)s: ab yeh nahi ho sakta. Bhejein: STATUS %(number)s",
        NOT_YOURS: "Yeh sirf wohi keh sakta hai jis ka mamla hai, apne number se.",
        WHICH: "Kaunsa number? Maslan bhejein: YES %(number)s",
        STOPPED: "Ab hamare paighaam nahi aayenge. Dobara ke liye bhejein: START",
        STARTED: "Ab hamare paighaam phir aayenge.",
        HELP: "Likhein kya masla hai aur kahan. Haal ke liye STATUS aur apna number bhejein. "
        "Paighaam band karne ke liye STOP.",
    },
    "sd-Latn": {
        KEPT: "Mili wayo. Tawhanjo number %(number)s aahe. Haal lai mokliyo: STATUS %(number)s",
        WHERE: "Mili wayo. Tawhanjo number %(number)s aahe. Hee kithe aahe? Goth, shahar ya union "
        "council jo nalo mokliyo.",
        PLACED: "Number %(number)s: meharbani, jaga likhi chhadi.",
        UNKNOWN: "Number %(number)s jo ko bi mamlo na milyo. Number wari ddiso.",
        THANKS: "Number %(number)s: meharbani. Likhi chhadyo.",
        TOO_LATE: "Number %(number)s: haane hee nathi saghe. Mokliyo: STATUS %(number)s",
        NOT_YOURS: "Hee rugo uho chai saghe tho jehjo mamlo aahe, panhinje number taan.",
        WHICH: "Kehro number? Misal: YES %(number)s",
        STOPPED: "Haane asanja niyapa na eenda. Wari lai mokliyo: START",
        STARTED: "Haane asanja niyapa wari eenda.",
        HELP: "Likho ta cha kharab aahe ain kithe. Haal lai STATUS ain panhinjo number mokliyo. "
        "Band karan lai STOP.",
    },
}


def say(text: str, spelling: Spelling, **values: str | int) -> str:
    """A text in somebody's spelling, with its numbers kept apart from the words around them."""
    roman = ROMAN.get(spelling, {}).get(text)
    if roman is not None:
        return roman % values
    language = language_of(spelling)
    apart = {key: _apart(str(value), language) for key, value in values.items()}
    with translation.override(language):
        return gettext(text) % apart


def _apart(value: str, language: str) -> str:
    return f"{MARK}{value}{MARK}" if language != "en" and value.isascii() else value


_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")


def is_basic(text: str) -> bool:
    """Whether the alphabet of GSM 03.38 holds the text; else it goes as UCS-2."""
    return all(letter in _BASIC or letter in _EXTENDED for letter in text)


def parts(text: str) -> int:
    """How many text messages a text makes: 160 or 153 letters each, 70 or 67 in UCS-2."""
    if is_basic(text):
        length, alone, joined = sum(1 + (letter in _EXTENDED) for letter in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)
