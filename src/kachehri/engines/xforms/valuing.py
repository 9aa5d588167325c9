"""Values of expressions: as text, as number, as yes or no."""

import math
import re
from datetime import UTC, date, datetime, time
from typing import Any, Protocol, TypeAlias

Value: TypeAlias = str | float | bool | list[Any]

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}.*))?$")
_EPOCH = date(1970, 1, 1).toordinal()
DAY = 86_400


class Around(Protocol):
    """Whoever knows the text of a node."""

    def content(self, node: Any) -> str:
        """The text of a node."""
        ...


def text(value: Value, around: Around) -> str:
    """As text; of several nodes the first one's."""
    if isinstance(value, list):
        return around.content(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return spelled(value)
    return value


def spelled(value: float) -> str:
    """A number without needless zeros."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value) if 1e-4 <= abs(value) < 1e16 else f"{value:.15f}".rstrip("0")


def number(value: Value, around: Around) -> float:
    """As a number; a date is its days since 1970; NaN where it is none."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, float):
        return value
    return from_text(text(value, around))


def from_text(written: str) -> float:
    """A text as a number."""
    written = written.strip()
    if re.fullmatch(r"-?(\d+(\.\d*)?|\.\d+)", written):
        return float(written)
    if found := _DATE.match(written):
        return days(found)
    return math.nan


def days(found: "re.Match[str]") -> float:
    """Days since 1970 of a date, or of a moment with its fraction of the day."""
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if not found[4]:
            return float(day.toordinal() - _EPOCH)
        clock = time.fromisoformat(found[4])
    except ValueError:
        return math.nan
    moment = datetime.combine(day, clock)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() / DAY


def is_true(value: Value, around: Around) -> bool:
    """As yes or no: a text that holds something, a number but zero, a path that leads somewhere."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    if isinstance(value, list):
        return bool(value)
    return value != ""
