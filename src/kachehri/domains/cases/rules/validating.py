"""What is taken at intake and with a move: each field is looked at, and the answer is by field."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext, ngettext

from kachehri.domains.cases.kinds import CHANNELS, CaseKind, Field, NewFile
from kachehri.kernel.scripts import western_digits

MOST_WORDS, MOST_TITLE, MOST_SPOT = 20_000, 200, 300
FEWEST_LETTERS = 3
EARLIEST = timedelta(days=366 * 5)
"""How long ago a matter may have been brought on paper."""

Problems = dict[str, str]


def clean(text: str) -> str:
    """A text without what PostgreSQL and pages cannot hold, and without blanks around it."""
    plain = "".join(one for one in text if one in "\n\t" or ord(one) >= 32)
    return plain.replace("\x7f", "").encode("utf-8", "ignore").decode().strip()


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def title_of(title: str, words: str) -> str:
    """The title that somebody gave, else the beginning of what they wrote."""
    line = one_line(title) or one_line(words)
    return line if len(line) <= MOST_TITLE else line[: MOST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def words_are_taken(words: str, problems: Problems) -> None:
    """Something has to be said, and not a book."""
    if sum(one.isalnum() for one in words) < FEWEST_LETTERS:
        problems["words"] = gettext("Say what it is about, in your own words.")
    elif len(words) > MOST_WORDS:
        problems["words"] = too_long(MOST_WORDS)


def too_long(most: int) -> str:
    """What is said of a text that is too long."""
    return ngettext(
        "This is too long: at most %(most)s letter.",
        "This is too long: at most %(most)s letters.",
        most,
    ) % {"most": most}


def category_is_taken(kind: CaseKind, category: str, problems: Problems) -> None:
    """A category of the kind; none where the kind has none, or where somebody did not know."""
    if category and category not in {one.key for one in kind.categories}:
        problems["category"] = gettext("Choose what it is about from the list.")


def point_is_taken(point: tuple[float, float] | None, problems: Problems) -> None:
    """Degrees."""
    if point is not None and not (-180 <= point[0] <= 180 and -90 <= point[1] <= 90):
        problems["point"] = gettext("This point is not on the map.")


def channel_is_taken(channel: str, problems: Problems) -> None:
    """One that the program knows."""
    if channel not in CHANNELS:
        problems["channel"] = gettext("This way of sending is not known.")


def filed_is_taken(filed_at: datetime, at: datetime, problems: Problems) -> None:
    """Not in the future, and not long ago."""
    if filed_at > at:
        problems["filed_at"] = gettext("This day has not come yet.")
    elif filed_at < at - EARLIEST:
        problems["filed_at"] = gettext("This day is too long ago.")


def answers(
    asked: Iterable[Field], required: Iterable[str], given: Mapping[str, Any], problems: Problems
) -> dict[str, Any]:
    """The answers to fields as they are kept (JSON, and files as they came); problems by key.

    `required` are keys of fields that have to be filled in besides those that always have.
    """
    needed = set(required)
    kept: dict[str, Any] = {}
    for one in asked:
        value = given.get(one.key)
        if value is None or value in ("", [], ()):
            if one.required or one.key in needed:
                problems[one.key] = gettext("This has to be filled in.")
            continue
        try:
            kept[one.key] = _READ.get(one.type, _text)(one, value)
        except ValueError as problem:
            problems[one.key] = str(problem)
    return kept


def _text(field: Field, value: Any) -> str:
    text = clean(str(value)) if field.type == "words" else one_line(str(value))
    if len(text) > field.most:
        raise ValueError(too_long(field.most))
    return text


def _choice(field: Field, value: Any) -> str:
    if str(value) not in field.choices:
        raise ValueError(gettext("Choose one from the list."))
    return str(value)


def _choices(field: Field, value: Any) -> list[str]:
    given = [value] if isinstance(value, str) else list(value)
    return [_choice(field, one) for one in dict.fromkeys(given)]


def _yes(_field: Field, value: Any) -> bool:
    return value is True or str(value).lower() in {"1", "yes", "true", "on"}


def _date(_field: Field, value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    try:
        return date.fromisoformat(western_digits(str(value)).strip()).isoformat()
    except ValueError as problem:
        raise ValueError(gettext("Write the day as in 2026-03-18.")) from problem


def _number(_field: Field, value: Any) -> int | str:
    try:
        number = Decimal(western_digits(str(value)).replace(",", "").strip())
    except InvalidOperation as problem:
        raise ValueError(gettext("Write a number.")) from problem
    if not number.is_finite() or abs(number) > Decimal(10) ** 15:
        raise ValueError(gettext("Write a number."))
    return int(number) if number == number.to_integral_value() else str(number)


def _file(_field: Field, value: Any) -> Any:
    if isinstance(value, (NewFile, int)):
        return value
    raise ValueError(gettext("Choose a file."))


def _key_of(_field: Field, value: Any) -> int | str:
    return value if isinstance(value, int) else one_line(str(value))[:80]


_READ: Mapping[str, Any] = {
    "choice": _choice,
    "choices": _choices,
    "yes": _yes,
    "date": _date,
    "number": _number,
    "money": _number,
    "file": _file,
    "body": _key_of,
    "place": _key_of,
}
