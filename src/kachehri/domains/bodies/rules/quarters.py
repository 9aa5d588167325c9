"""Quarters of a year, and the score of a check-list."""

import re
from collections.abc import Iterable
from datetime import date

_QUARTER = re.compile(r"(20\d\d)Q([1-4])")
WORTH = {"full": 2, "part": 1, "none": 0}


def quarter_of(day: date) -> str:
    """The quarter of a day, like 2026Q4."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def is_quarter(text: str) -> bool:
    """Whether a text names a quarter."""
    return _QUARTER.fullmatch(text) is not None


def before(quarter: str) -> str:
    """The quarter before."""
    year, number = int(quarter[:4]), int(quarter[5])
    return f"{year - 1}Q4" if number == 1 else f"{year}Q{number - 1}"


def percent(answers: Iterable[str]) -> int | None:
    """The share of what is published: a part counts half. None where nothing applies."""
    counted = [WORTH[one] for one in answers if one in WORTH]
    return round(100 * sum(counted) / (2 * len(counted))) if counted else None
