"""The cells of a file: each column's way of reading a text, and of writing it back."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from kachehri.domains.bodies.kinds import LANGUAGES
from kachehri.kernel import phones
from kachehri.kernel.messages import InputProblem, Reason, gettext_noop
from kachehri.kernel.scripts import western_digits

from . import hours

_ = gettext_noop
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_YES = {"yes", "y", "1", "true"}
_NO = {"", "no", "n", "0", "false"}
_MAILBOX = re.compile(r"[^@\s\"<>(),;:]{1,64}@[^@\s\"<>(),;:]{1,180}\.[^@\s\"<>(),;:.]{2,60}")
LONGEST = 2000


@dataclass(frozen=True)
class Cell:
    """A column: its name in a file, the field that it fills, and how. `label` is for a form.

    `language` picks one entry of a field that holds one text for each language. `choices` are
    offered by a form.
    """

    name: str
    field: str
    label: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    required: bool = False
    language: str = ""
    choices: Mapping[str, str] | None = None
    long: bool = False


def problem(said: str, mend: str, **params: str | int) -> InputProblem:
    """What is wrong with a cell, and how to mend it."""
    return InputProblem(Reason(said, params), Reason(mend, params))


def words(text: str) -> str:
    """A text on one line, without what no person types."""
    plain = " ".join(text.replace("\0", "").split())
    if len(plain) > LONGEST:
        raise problem(_("This text is too long."), _("Write at most %(most)s letters."),
                      most=LONGEST)  # fmt: skip
    return plain


def line(most: int) -> Callable[[str], str]:
    """A reader of texts of at most so many letters."""

    def read(text: str) -> str:
        plain = words(text)
        if len(plain) > most:
            raise problem(_("This text is too long."), _("Write at most %(most)s letters."),
                          most=most)  # fmt: skip
        return plain

    return read


def slug(text: str) -> str:
    """A key: small Latin letters, digits and hyphens; empty stays empty."""
    plain = text.strip().lower()
    if plain and not _SLUG.fullmatch(plain):
        raise problem(
            _("“%(text)s” is not a key."),
            _("Use small letters a to z, digits and hyphens, like health-office-larkana."),
            text=text[:60],
        )
    return plain


def slugs(text: str) -> tuple[str, ...]:
    """Several keys, with blanks, commas or semicolons between them."""
    return tuple(dict.fromkeys(slug(part) for part in re.split(r"[\s,;]+", text) if part))


def in_order(text: str) -> tuple[str, ...]:
    """Several keys of which the order says nothing."""
    return tuple(sorted(slugs(text)))


def owner(text: str) -> str:
    """Empty for the body itself, else desk:KEY or position:KEY."""
    what, _colon, key = text.strip().lower().partition(":")
    if not what:
        return ""
    if what not in {"desk", "position"} or not slug(key):
        raise problem(
            _("“%(text)s” names neither a desk nor a position."),
            _("Write desk: or position: and its key, or leave it empty for the office itself."),
            text=text[:60],
        )
    return f"{what}:{key}"


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """A reader of one of some keys."""
    known = tuple(choices)

    def read(text: str) -> str:
        plain = text.strip().lower()
        if plain and plain not in known:
            raise problem(
                _("“%(text)s” is not in the list."),
                _("Write one of these: %(known)s."),
                text=text[:60],
                known=", ".join(known),
            )
        return plain

    return read


def yes(text: str) -> bool:
    """Yes or no; empty is no."""
    plain = text.strip().lower()
    if plain not in _YES | _NO:
        raise problem(_("“%(text)s” is neither yes nor no."), _("Write yes or no."), text=text[:60])
    return plain in _YES


def day(text: str) -> date | None:
    """A day like 2026-03-18; None for an empty text."""
    plain = western_digits(text).strip()
    if not plain:
        return None
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise problem(
            _("“%(text)s” is not a day."), _("Write it like 2026-03-18."), text=text[:60]
        ) from None


def number(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers between two; empty is the lowest."""

    def read(text: str) -> int:
        plain = western_digits(text).strip()
        if not plain:
            return low
        if not (plain.isascii() and plain.isdigit()) or not low <= int(plain[:9]) <= high:
            raise problem(
                _("“%(text)s” is not a number that is possible here."),
                _("Write a whole number from %(low)s to %(high)s."),
                text=text[:60],
                low=low,
                high=high,
            )
        return int(plain)

    return read


def degrees(limit: int) -> Callable[[str], float | None]:
    """A reader of degrees between -limit and limit; None for an empty text."""

    def read(text: str) -> float | None:
        plain = western_digits(text).strip()
        if not plain:
            return None
        found = float(plain) if re.fullmatch(r"-?\d{1,3}(\.\d{1,12})?", plain) else 1000.0
        if abs(found) > limit:
            raise problem(
                _("“%(text)s” is not a number of degrees."),
                _("Write degrees with a point, like 27.5589."),
                text=text[:60],
            )
        return found

    return read


def website(text: str) -> str:
    """An address of the web with http or https; empty stays empty."""
    plain = text.strip()
    parts = urlsplit(plain) if plain.isprintable() else urlsplit("")
    if plain and (parts.scheme not in {"http", "https"} or not parts.netloc or len(plain) > 300):
        raise problem(
            _("“%(text)s” is not the address of a website."),
            _("Begin it with https:// and write at most 300 letters."),
            text=text[:60],
        )
    return plain


def phone_numbers(text: str) -> tuple[str, ...]:
    """Telephone numbers with semicolons or commas between them, each in the form +92…"""
    return tuple(phones.normal(part) for part in re.split(r"[;,]", text) if part.strip())


def reached_at(channel: str, text: str) -> str:
    """The value of an address as it is kept: +92…, a mailbox in small letters, else as it is."""
    if channel in {"voice", "sms", "whatsapp"}:
        return phones.normal(text)
    if channel == "email" and not _MAILBOX.fullmatch(text.strip()):
        raise problem(
            _("“%(text)s” is not an e-mail address."), _("Write it like name@office.example."),
            text=text[:60],
        )  # fmt: skip
    return (
        website(text) if channel == "web" else words(text.lower() if channel == "email" else text)
    )


def as_numbers(value: Any) -> str:
    """Telephone numbers with semicolons between them."""
    return "; ".join(value)


def as_text(value: Any) -> str:
    """A text, a number or a day as a cell; nothing for None."""
    return "" if value is None else str(value)


def as_yes(value: Any) -> str:
    """yes or no."""
    return "yes" if value else "no"


def as_list(value: Any) -> str:
    """Keys with blanks between them."""
    return " ".join(value)


def in_languages(
    name: str, field: str, label: str, *, most: int, required: bool = False, long: bool = False
) -> tuple[Cell, ...]:
    """One column for each language: name_en, name_ur, name_sd. English is the one required."""
    return tuple(
        Cell(
            f"{name}_{code}", field, label, line(most), as_text,
            required=required and code == "en", language=code, long=long,
        )
        for code in LANGUAGES
    )  # fmt: skip


read_hours = hours.read
write_hours = hours.written
