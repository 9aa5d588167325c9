"""What a person typed as the answer to one question, turned into the value that the form keeps."""

import re
from collections.abc import Sequence
from datetime import date, time

from django.utils.translation import gettext

from kachehri.kernel.scripts.digits import western_digits
from kachehri.kernel.scripts.folding import fold

from .asking import Bind, Control

LOOKS = {
    "int": "number", "integer": "number", "decimal": "number", "date": "date", "time": "time",
    "dateTime": "moment", "string": "line",
}  # fmt: skip
CHOICES = frozenset({"one", "several"})
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold: a keyboard or a gateway may send them."""
MOST = 4_000
"""Letters of one answer."""


class NotUnderstood(ValueError):
    """What was typed is no answer to this question: the words say what to do."""


def look_of(control: Control, bind: Bind) -> str:
    """How a question is asked; empty where it cannot be asked without a device."""
    match control.kind:
        case "select1":
            return "one"
        case "select":
            return "several"
        case "trigger":
            return "agree"
        case "range":
            return "number"
        case "upload" | "rank":
            return ""
    look = LOOKS.get(bind.type, "")
    return "words" if look == "line" and "multiline" in control.appearance.split() else look


def typed(control: Control, bind: Bind, given: str, choices: Sequence[tuple[str, str]] = ()) -> str:
    """The value that the form keeps. Raises NotUnderstood."""
    said = _NO_XML.sub("", given).strip()
    if not said:
        return ""
    if len(said) > MOST:
        raise NotUnderstood(gettext("Please write less."))
    match look_of(control, bind):
        case "one":
            return _chosen(said, choices)
        case "several":
            return " ".join(dict.fromkeys(_chosen(one, choices) for one in said.split()))
        case "agree":
            return "OK"
        case "number":
            return _number(said, control, bind)
        case "date":
            return _date(said)
        case "time":
            return _time(said)
        case "moment":
            return _moment(said)
    return said


def _chosen(said: str, choices: Sequence[tuple[str, str]]) -> str:
    if any(said == value for value, _label in choices):
        return said
    raise NotUnderstood(gettext("Please choose one of the answers."))


def _number(said: str, control: Control, bind: Bind) -> str:
    plain = western_digits(said).replace("٫", ".").replace("٬", "").replace(",", "").strip()
    if not re.fullmatch(r"[-+]?(\d{1,15}(\.\d{0,10})?|\.\d{1,10})", plain):
        raise NotUnderstood(gettext("Write it as a number, such as 12."))
    number = float(plain)
    if bind.type in ("int", "integer") and number != int(number):
        raise NotUnderstood(gettext("Write it as a whole number, such as 12."))
    least, most = control.element.get("start"), control.element.get("end")
    if control.kind == "range" and least and most:
        low, high = sorted((float(least), float(most)))
        if not low <= number <= high:
            wanted = {"least": f"{low:g}", "most": f"{high:g}"}
            raise NotUnderstood(gettext("Write a number from %(least)s to %(most)s.") % wanted)
    return str(int(number)) if bind.type in ("int", "integer") else plain.lstrip("+")


def _date(said: str) -> str:
    plain = western_digits(said)
    parts = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", plain)
    turned = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", plain)
    try:
        if parts:
            return date(int(parts[1]), int(parts[2]), int(parts[3])).isoformat()
        if turned:
            return date(int(turned[3]), int(turned[2]), int(turned[1])).isoformat()
    except ValueError:
        pass
    raise NotUnderstood(gettext("Write the day as in 23-3-2026: day, month, year."))


def _time(said: str) -> str:
    plain = re.fullmatch(r"(\d{1,2})[:.](\d{2})", western_digits(said))
    if plain and int(plain[1]) < 24 and int(plain[2]) < 60:
        return time(int(plain[1]), int(plain[2])).isoformat("milliseconds")
    raise NotUnderstood(gettext("Write the time as in 14:30."))


def _moment(said: str) -> str:
    day, _space, clock = said.replace("T", " ").partition(" ")
    return f"{_date(day)}T{_time(clock.strip()[:5])}"


def picked(said: str, choices: Sequence[tuple[str, str]], *, several: bool) -> str:
    """An answer by text message: a number of a choice, or its words. Raises NotUnderstood."""
    by_word = {fold(label): value for value, label in choices}
    by_word |= {fold(value): value for value, _label in choices}
    if (whole := by_word.get(fold(said))) is not None:
        return whole
    parts = re.split(r"[\s,،;]+", western_digits(said).strip())
    found = [_numbered(one, choices) or by_word.get(fold(one), "") for one in parts if one]
    if not found or not all(found) or (len(found) > 1 and not several):
        raise NotUnderstood(gettext("Send the number of your answer."))
    return " ".join(dict.fromkeys(found))


def _numbered(said: str, choices: Sequence[tuple[str, str]]) -> str:
    plain = said.rstrip(".)")
    return choices[int(plain) - 1][0] if plain.isdigit() and 0 < int(plain) <= len(choices) else ""
