"""Opening hours as a person writes them, and as HSDS 3.0 schedules.

    read("mon-thu 08:00-16:00; fri 08:00-12:00")

gives two schedules with `byday`, `opens_at` and `closes_at` (RFC 5545 days), and `written` turns
them back into the same words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kachehri.kernel.messages import InputProblem, Reason, gettext_noop
from kachehri.kernel.scripts import western_digits

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(
    r"(?P<days>[a-z]{3}(?:\s*-\s*[a-z]{3})?(?:\s*,\s*[a-z]{3}(?:\s*-\s*[a-z]{3})?)*)"
    r"\s+(?P<opens>\d{1,2}:\d{2})\s*-\s*(?P<closes>\d{1,2}:\d{2})"
)
ALWAYS = "always"
WRONG = gettext_noop("“%(text)s” cannot be read as opening hours.")
MEND = gettext_noop("Write them like: mon-thu 08:00-16:00; fri 08:00-12:00")

Schedule = Mapping[str, str]


def read(text: str) -> tuple[dict[str, str], ...]:
    """Schedules from words; none for an empty text. Raises InputProblem."""
    plain = western_digits(text).strip().lower()
    if plain == ALWAYS:
        return ({"byday": ",".join(CODES), "opens_at": "00:00", "closes_at": "24:00"},)
    return tuple(_schedule(part.strip(), text) for part in plain.split(";") if part.strip())


def _schedule(part: str, whole: str) -> dict[str, str]:
    found = _PART.fullmatch(part)
    if found is None:
        raise _problem(whole)
    opens, closes = (_hour(found[name], whole) for name in ("opens", "closes"))
    if closes <= opens:
        raise _problem(whole)
    days = [CODES[day] for day in _days(found["days"], whole)]
    return {"byday": ",".join(days), "opens_at": opens, "closes_at": closes}


def _hour(text: str, whole: str) -> str:
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise _problem(whole)
    return f"{hour:02d}:{minute:02d}"


def _days(text: str, whole: str) -> list[int]:
    found: list[int] = []
    for piece in text.split(","):
        ends = [day.strip() for day in piece.split("-")]
        if any(day not in DAYS for day in ends):
            raise _problem(whole)
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        found += range(first, last + 1) if first <= last else [*range(first, 7), *range(last + 1)]
    return sorted(set(found))


def written(hours: Iterable[Schedule]) -> str:
    """The words of schedules, as `read` reads them."""
    return "; ".join(f"{_runs(one['byday'])} {one['opens_at']}-{one['closes_at']}" for one in hours)


def _runs(byday: str) -> str:
    """Days in the shortest writing: mon-thu,sat."""
    days = [CODES.index(code) for code in byday.split(",")]
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs
    )


def is_open(hours: Sequence[Schedule], at: datetime) -> bool | None:
    """Whether it is open at a local time; None where no hours are known."""
    if not hours:
        return None
    day, now = CODES[at.weekday()], f"{at.hour:02d}:{at.minute:02d}"
    return any(
        day in one["byday"].split(",") and one["opens_at"] <= now < one["closes_at"]
        for one in hours
    )


def _problem(text: str) -> InputProblem:
    return InputProblem(Reason(WRONG, {"text": text[:60]}), Reason(MEND))
