"""The steps of a reckoning, in the language that is active now: days in full, limits in words."""

import re
from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kachehri.kernel.clocks import KARACHI, Basis, Limit, Reckoning, limit_code
from kachehri.kernel.dates import format_date
from kachehri.kernel.messages import Reason

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
BASES: dict[Basis, object] = {
    "statutory": _("set by law"),
    "charter": _("promised by the office"),
    "courtesy": _("a courtesy, no law sets it"),
}
STATES = {
    "running": _("running"),
    "paused": _("standing still"),
    "stopped": _("stopped"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_LIMIT = re.compile(r"(?:(\d+) (working-days|days|hours|minutes)|same-day|at-once)")
_JOINED = " + "


def sentences(reckoning: Reckoning) -> tuple[str, ...]:
    """Why this date, step by step."""
    return tuple(said(step.said) for step in reckoning.steps)


def said(reason: Reason) -> str:
    """One sentence."""
    return gettext(reason.key) % {name: _value(one) for name, one in reason.params.items()}


def limit_words(limit: Limit) -> str:
    """A limit: `10 working days`."""
    return _value(limit_code(limit))


def day_words(day: date) -> str:
    """A day in full, with its weekday: `Wednesday, 18 March 2026`."""
    parts = {"weekday": WEEKDAYS[day.weekday()], "day": format_date(day, _language())}
    return gettext("%(weekday)s, %(day)s") % parts


def moment_words(moment: datetime) -> str:
    """A moment on Pakistan's clocks: the day in full and the hour."""
    here = moment.astimezone(KARACHI) if moment.tzinfo else moment
    parts = {"day": day_words(here.date()), "time": f"{here:%H:%M}"}
    return gettext("%(day)s, %(time)s") % parts


def due_words(due_at: datetime | None) -> str:
    """When something is due: the day, with the hour where it is not the end of the day."""
    if due_at is None:
        return gettext("no end as long as the clock stands still")
    here = due_at.astimezone(KARACHI)
    is_end = (here.hour, here.minute) == (23, 59)
    return day_words(here.date()) if is_end else moment_words(here)


def basis_words(basis: Basis) -> str:
    """What a limit rests on."""
    return str(BASES[basis])


def _value(value: str | int) -> str:
    """What fills a placeholder, in words."""
    text = str(value)
    for pattern, words in _WORDS:
        if pattern.fullmatch(text):
            return words(text)
    if _JOINED in text:
        return all_of(text.split(_JOINED))
    return gettext(text) if text else ""


def _limit_of(text: str) -> str:
    if text == "same-day":
        return gettext("the same working day")
    if text == "at-once":
        return gettext("no time at all: at once")
    amount, unit = text.split(" ")
    number = int(amount)
    words = {
        "working-days": ngettext("%(number)s working day", "%(number)s working days", number),
        "days": ngettext("%(number)s day", "%(number)s days", number),
        "hours": ngettext("%(number)s hour", "%(number)s hours", number),
        "minutes": ngettext("%(number)s minute", "%(number)s minutes", number),
    }
    return words[unit] % {"number": number}


def all_of(parts: list[str]) -> str:
    """Msgids joined: `Saturdays and Sundays`."""
    words = gettext(parts[0])
    for part in parts[1:]:
        words = gettext("%(first)s and %(other)s") % {"first": words, "other": gettext(part)}
    return words


def _language() -> str:
    return (get_language() or "en")[:2]


_WORDS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (_DAY, lambda text: day_words(date.fromisoformat(text))),
    (_MOMENT, lambda text: moment_words(datetime.fromisoformat(text))),
    (_LIMIT, _limit_of),
)
