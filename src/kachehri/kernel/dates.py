"""Dates in full, in three languages.

    format_date(date(2023, 3, 21), "en")     21 March 2023
    format_date(date(2023, 3, 21), "ur")     21 مارچ 2023
    parse_date("۲۱ مارچ ۲۰۲۳") == parse_date("21/3/2023") == date(2023, 3, 21)

The calendar is Gregorian with the month names of Pakistan. In figures the day comes first; a year
has four digits.
"""

import re
from calendar import monthrange
from datetime import date

from .messages import InputProblem, Reason, gettext_noop
from .numbers import HAS_EASTERN, Digits
from .scripts import eastern_digits, fold

MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December"),
    ),
    "ur": (
        *("جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر"),
        *("اکتوبر", "نومبر", "دسمبر"),
    ),
    "sd": (
        *("جنوري", "فيبروري", "مارچ", "اپريل", "مئي", "جون", "جولاءِ", "آگسٽ", "سيپٽمبر"),
        *("آڪٽوبر", "نومبر", "ڊسمبر"),
    ),
}
_OTHER_SPELLINGS = {"جولاء": 7, "جولائي": 7, "فبروری": 2, "سپٹمبر": 9, "اڪٽوبر": 10, "sept": 9}

# How two dates are joined, from the earlier to the later.
_RANGES = {"en": "{0} to {1}", "ur": "{0} تا {1}", "sd": "{0} کان {1} تائين"}
EN_DASH = "\N{EN DASH}"

# Letters after a year (CE) and after a day (21st) that say nothing more.
_SAID_ALREADY = frozenset({"st", "nd", "rd", "th", "of", "ع", "ce", "ad"})
_TOKENS = re.compile(r"[0-9]+|[^\W0-9_]+")

MEND = gettext_noop("Type the date as 21 March 2023 or 21/3/2023.")


class DateProblem(InputProblem):
    """What was typed is not a date."""

    def __init__(self, key: str, **params: str | int) -> None:
        super().__init__(Reason(key, params), Reason(MEND))


def format_date(day: date, language: str, *, digits: Digits = "western") -> str:
    """Day, month and year: `21 March 2023`. Raises KeyError for an unknown language."""
    return _in_digits(f"{_day_month(day, language)} {day.year}", language, digits)


def format_month(day: date, language: str, *, digits: Digits = "western") -> str:
    """Month and year: `March 2023`."""
    return _in_digits(f"{MONTHS[language][day.month - 1]} {day.year}", language, digits)


def format_dates(first: date, last: date, language: str, *, digits: Digits = "western") -> str:
    """From `first` to `last`, both of them included, without saying anything twice."""
    if first == last:
        return format_date(first, language, digits=digits)
    if (first.year, first.month) == (last.year, last.month):
        begin = str(first.day)
    elif first.year == last.year:
        begin = _day_month(first, language)
    else:
        begin = format_date(first, language)
    text = _RANGES[language].format(begin, format_date(last, language))
    return _in_digits(text, language, digits)


def format_year(year: int, language: str, *, digits: Digits = "western") -> str:
    """A year: never grouped."""
    return _in_digits(str(year), language, digits)


def format_years(first: int, last: int, language: str, *, digits: Digits = "western") -> str:
    """`2017–2023`, or one year where they are the same."""
    text = str(first) if first == last else f"{first}{EN_DASH}{last}"
    return _in_digits(text, language, digits)


def parse_date(text: str) -> date:
    """The date that a person typed, in any of the three languages and either kind of digits.

    `21 March 2023`, `March 21, 2023`, `۲۱ مارچ ۲۰۲۳ء`, `21/3/2023`, `21.03.2023`, `2023-03-21`.
    Raises DateProblem, which says what is wrong.
    """
    tokens = [one for one in _TOKENS.findall(fold(text)) if one not in _SAID_ALREADY]
    numbers = [one for one in tokens if one.isdigit()]
    words = [one for one in tokens if not one.isdigit()]
    if not tokens:
        raise DateProblem(gettext_noop("There is no date here."))
    for word in words:
        if word not in _MONTH_NUMBERS:
            raise DateProblem(gettext_noop("“%(text)s” is not the name of a month."), text=word)
    if len(numbers) + len(words) != 3 or len(words) > 1:
        raise DateProblem(gettext_noop("“%(text)s” is not a day, a month and a year."), text=text)
    return _checked(*_day_month_year(numbers, words))


def _day_month_year(numbers: list[str], words: list[str]) -> tuple[str, int, str]:
    """Put the three parts in order; the year is the one with four digits."""
    if words:
        day, year = sorted(numbers, key=len)
        return day, _MONTH_NUMBERS[words[0]], year
    if len(numbers[0]) == 4:
        numbers = numbers[::-1]
    return numbers[0], int(numbers[1]), numbers[2]


def _checked(day: str, month: int, year: str) -> date:
    """A date that exists."""
    if len(year) != 4 or int(year) == 0:
        raise DateProblem(gettext_noop("The year %(text)s does not have four digits."), text=year)
    if not 1 <= month <= 12:
        raise DateProblem(
            gettext_noop("There is no month %(month)s: the day comes first."), month=month
        )
    last = monthrange(int(year), month)[1]
    if not 1 <= int(day) <= last:
        raise DateProblem(
            gettext_noop("There is no day %(text)s in this month: it has %(last)s days."),
            text=day,
            last=last,
        )
    return date(int(year), month, int(day))


def _day_month(day: date, language: str) -> str:
    return f"{day.day} {MONTHS[language][day.month - 1]}"


def _in_digits(text: str, language: str, digits: Digits) -> str:
    eastern = digits == "eastern" and language in HAS_EASTERN
    return eastern_digits(text, language) if eastern else text


def _month_numbers() -> dict[str, int]:
    """Every name of a month as people may type it, folded."""
    names = [(name, number) for months in MONTHS.values() for number, name in enumerate(months, 1)]
    short = [(name[:3], number) for number, name in enumerate(MONTHS["en"], 1)]
    return {fold(name): number for name, number in [*names, *short, *_OTHER_SPELLINGS.items()]}


_MONTH_NUMBERS = _month_numbers()
