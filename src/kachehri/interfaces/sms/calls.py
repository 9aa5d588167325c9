"""A call as a keypad menu: what is played, what is asked, where an answer leads. Pure.

A state is a short word, and so is what it says; what was chosen before (the language, the number)
travels with the call's address, so that the program keeps nothing between two steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext_noop

Language = Literal["ur", "sd"]
LANGUAGES: Mapping[str, Language] = {"1": "ur", "2": "sd"}

PROMPTS: Mapping[str, str] = {
    "welcome": gettext_noop("Welcome. For Urdu press 1. For Sindhi press 2."),
    "menu": gettext_noop(
        "To report a problem press 1. For news of a number press 2. To say whether it was done "
        "press 3. To speak with a person press 0."
    ),
    "speak": gettext_noop("After the tone say what is wrong and where. Then press the hash key."),
    "number": gettext_noop("Type your number, then press the hash key."),
    "kept": gettext_noop("Thank you. We have it. Somebody will listen and send you your number."),
    "confirm": gettext_noop("If it is done press 1. If it is not done press 2."),
    "thanks": gettext_noop("Thank you. We wrote it down. Goodbye."),
    "unknown": gettext_noop("We do not know this number. Goodbye."),
    "later": gettext_noop("Thank you. A person will call you back. Goodbye."),
    "open": gettext_noop("The office works on it. Goodbye."),
    "waiting": gettext_noop("The office waits for your answer. Goodbye."),
    "closed": gettext_noop("The office says that it is done. Goodbye."),
    "refused": gettext_noop("The office said no. You can take it further. Goodbye."),
    "again": gettext_noop("We did not understand that."),
}
"""What is said, in English; each is spoken in Urdu and Sindhi and stands in a sound file."""


@dataclass(frozen=True)
class Step:
    """What the gateway does next: play prompts, then gather keys, record, or hang up.

    `keys` is the most keys that are taken (0: none), `seconds` the longest recording (0: none),
    `next` the state that hears the answer.
    """

    play: tuple[str, ...]
    next: str = ""
    keys: int = 0
    seconds: int = 0


@dataclass(frozen=True)
class Call:
    """Where a call is: its state and what was chosen before."""

    state: str = "welcome"
    language: Language = "ur"
    number: str = ""
    tries: int = 0


@dataclass(frozen=True)
class Turn:
    """A step, the call as it is then, and what the program is to do: `act` (empty: nothing)."""

    step: Step
    call: Call
    act: str = ""
    told: Mapping[str, str] = field(default_factory=dict, hash=False)


MOST_TRIES = 3
LONGEST = 120
"""Seconds of a voice note."""


def turn(call: Call, keys: str) -> Turn:
    """What follows when these keys were pressed in this state."""
    return _STATES.get(call.state, _welcome)(call, keys)


def _welcome(call: Call, keys: str) -> Turn:
    return Turn(Step(("welcome",), "language", keys=1), Call("language", call.language))


def _language(call: Call, keys: str) -> Turn:
    if keys not in LANGUAGES:
        return _again(call, Step(("welcome",), "language", keys=1))
    return Turn(Step(("menu",), "menu", keys=1), Call("menu", LANGUAGES[keys]))


def _menu(call: Call, keys: str) -> Turn:
    chosen = {
        "1": Turn(Step(("speak",), "spoken", seconds=LONGEST), Call("spoken", call.language)),
        "2": Turn(Step(("number",), "news", keys=12), Call("news", call.language)),
        "3": Turn(Step(("number",), "which", keys=12), Call("which", call.language)),
        "0": Turn(Step(("later",)), Call("end", call.language), act="call-back"),
    }
    return chosen.get(keys) or _again(call, Step(("menu",), "menu", keys=1))


def _news(call: Call, keys: str) -> Turn:
    return Turn(Step(()), Call("end", call.language, keys), act="news")


def _which(call: Call, keys: str) -> Turn:
    step = Step(("confirm",), "confirm", keys=1)
    return Turn(step, Call("confirm", call.language, keys), act="which")


def _confirm(call: Call, keys: str) -> Turn:
    if keys not in {"1", "2"}:
        return _again(call, Step(("confirm",), "confirm", keys=1))
    act = "yes" if keys == "1" else "no"
    return Turn(Step(("thanks",)), Call("end", call.language, call.number), act=act)


def _spoken(call: Call, keys: str) -> Turn:
    return Turn(Step(("kept",)), Call("end", call.language), act="note")


def _end(call: Call, keys: str) -> Turn:
    return Turn(Step(()), call)


def _again(call: Call, step: Step) -> Turn:
    """Ask once more; after some tries a person calls back."""
    tries = call.tries + 1
    if tries >= MOST_TRIES:
        return Turn(Step(("later",)), Call("end", call.language), act="call-back")
    asked = Step(("again", *step.play), step.next, step.keys, step.seconds)
    return Turn(asked, Call(call.state, call.language, call.number, tries))


_STATES = {
    "welcome": _welcome,
    "language": _language,
    "menu": _menu,
    "news": _news,
    "which": _which,
    "confirm": _confirm,
    "spoken": _spoken,
    "end": _end,
}
