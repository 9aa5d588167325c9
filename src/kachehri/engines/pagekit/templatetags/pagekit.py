"""Filters that write numbers and dates as the reader wants them."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from kachehri.engines.pagekit.languages import direction
from kachehri.engines.pagekit.reader import current
from kachehri.kernel.dates import format_date
from kachehri.kernel.numbers import HAS_EASTERN, format_number
from kachehri.kernel.scripts import eastern_digits

register = template.Library()


_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:\u00a0%)?")
_MARKS = str.maketrans({".": "٫", ",": "٬", "%": "٪"})


def eastern(text: str, language: str) -> str:
    """Text with eastern digits, and with the points and signs that `format_number` writes."""
    return _FIGURE.sub(lambda found: eastern_digits(found[0].translate(_MARKS), language), text)


@register.filter
def digits(value: Any) -> Any:
    """Text with its digits as the reader chose; anything else as text first."""
    if value is None:
        return ""
    reader = current()
    if reader.digits == "western" or reader.language not in HAS_EASTERN:
        return value
    changed = eastern(str(value), reader.language)
    return mark_safe(changed) if isinstance(value, SafeString) else changed  # noqa: S308 (was safe)


_TOKENS = re.compile(rf"<[^>]*>|&[^;\s]+;|{_FIGURE.pattern}")


@register.filter
def digits_in_html(html: Any) -> SafeString:
    """Digits of the words between tags; tags and entities stay as they are."""

    def change(found: re.Match[str]) -> str:
        token = found[0]
        return str(digits(token)) if token[0].isdigit() else token

    return mark_safe(_TOKENS.sub(change, str(html)))  # noqa: S308 (the same HTML)


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A number with its groups; without `decimals` as many places as it needs."""
    if value is None:
        return ""
    reader = current()
    if decimals is None:
        value = Decimal(value).normalize()
    return format_number(value, decimals, digits=reader.digits, language=reader.language)


@register.filter
def full_date(value: date | datetime | None) -> str:
    """A date in full, in the reader's language."""
    if value is None:
        return ""
    day = localtime(value).date() if isinstance(value, datetime) else value
    return str(digits(format_date(day, current().language)))


@register.filter
def moment(value: datetime | None) -> str:
    """A date in full and the time of day at the place of the site."""
    if value is None:
        return ""
    comma = "," if current().direction == "ltr" else "،"
    return f"{full_date(value)}{comma} {digits(localtime(value).strftime('%H:%M'))}"


@register.filter
def iso(value: date | datetime | None) -> str:
    """For the `datetime` of a `<time>`."""
    return value.isoformat() if value else ""


@register.simple_tag
def in_language(text: Any, language: str) -> SafeString:
    """Words of another language than the page's, with their own direction and letters."""
    if not text or language == current().language:
        return conditional_escape(text)
    return mark_safe(  # noqa: S308 (both parts are escaped)
        f'<bdi lang="{conditional_escape(language)}" dir="{direction(language)}">'
        f"{conditional_escape(text)}</bdi>"
    )


SINDHI = frozenset("ٻڀٺٽٿڃڄڇڌڏڊڍڦڪڳڱڻ")
"""Letters that Sindhi has and Urdu has not."""


@register.filter
def tongue(text: Any) -> str:
    """The language in which somebody wrote, as its letters tell: for the typeface and the voice."""
    letters = set(str(text))
    if letters & SINDHI:
        return "sd"
    return "ur" if any("\u0600" <= one <= "\u06ff" for one in letters) else "en"


@register.filter
def breakable(name: Any) -> SafeString:
    """The name of a file, which a narrow screen may break after its lines and points."""
    marked = re.sub(r"([_.\-])", r"\1<wbr>", str(conditional_escape(name)))
    return mark_safe(marked)  # noqa: S308 (escaped before)
