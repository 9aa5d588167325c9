"""Numbers as people in Pakistan write and read them.

    format_number(Decimal("1784453"))                            1,784,453
    format_number(1784453, grouping="south_asian")               17,84,453
    format_number(1784453, digits="eastern", language="ur")      ۱٬۷۸۴٬۴۵۳
    parse_number("۱۷۸۴۴۵۳") == parse_number("17,84,453")         Decimal(1784453)

Digits are Western in every language unless the reader chose Eastern ones; input accepts both, and
either way of grouping. A number is rounded half up, away from nought (2.5 gives 3, −2.5 gives −3),
as with a pencil. On a page of Urdu or Sindhi a number stands in `<bdi>`.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from .messages import InputProblem, Reason, gettext_noop
from .scripts import eastern_digits, western_digits

Grouping = Literal["western", "south_asian"]
Digits = Literal["western", "eastern"]

MINUS = "\N{MINUS SIGN}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
THOUSANDS = {"western": ",", "eastern": "\N{ARABIC THOUSANDS SEPARATOR}"}
POINT = {"western": ".", "eastern": "\N{ARABIC DECIMAL SEPARATOR}"}
PERCENT = {"western": "%", "eastern": "\N{ARABIC PERCENT SIGN}"}
HAS_EASTERN = frozenset({"ur", "sd"})

MINUSES = "\N{MINUS SIGN}\N{EN DASH}-"
SEPARATORS = ",٬،'’\u0020"
POINTS = ".٫"
LONGEST = 60

_PARTS = re.compile(
    rf"(?P<sign>[+{MINUSES}]?)\s*(?P<whole>[0-9{SEPARATORS}]*)(?:[{POINTS}](?P<rest>[0-9]*))?"
)
_GROUPS = re.compile(
    rf"[0-9]+|[0-9]{{1,3}}(?:[{SEPARATORS}][0-9]{{3}})+"
    rf"|[0-9]{{1,2}}(?:[{SEPARATORS}][0-9]{{2}})*[{SEPARATORS}][0-9]{{3}}"
)


class NumberProblem(InputProblem):
    """What was typed is not a number. `text` is what is wrong in it, `at` where it begins (1…)."""

    def __init__(self, key: str, mend: str, *, text: str, at: int = 1) -> None:
        super().__init__(Reason(key, {"text": text, "at": at}), Reason(mend))
        self.text = text
        self.at = at


def format_number(
    value: Decimal | int,
    decimals: int | None = None,
    *,
    grouping: Grouping = "western",
    digits: Digits = "western",
    language: str = "en",
) -> str:
    """`value` with `decimals` places (None: as many as it has), rounded half up.

    English has no Eastern digits, so `digits` changes nothing there. Raises ValueError for
    infinity and not-a-number.
    """
    style: Digits = digits if language in HAS_EASTERN else "western"
    sign, whole, rest = _rounded(Decimal(value), decimals)
    grouped = THOUSANDS[style].join(_groups(whole, grouping))
    text = sign + grouped + (POINT[style] + rest if rest else "")
    return eastern_digits(text, language) if style == "eastern" else text


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` as it is printed with `decimals` places: 29.05 gives 29.1, −29.05 gives −29.1."""
    with localcontext() as context:
        context.prec = max(1, value.adjusted() + decimals + 2)
        return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def format_percent(
    value: Decimal | int,
    decimals: int | None = 1,
    *,
    digits: Digits = "western",
    language: str = "en",
) -> str:
    """A percentage (45, not 0.45) as `45.0 %`, with a space that does not break."""
    style: Digits = digits if language in HAS_EASTERN else "western"
    number = format_number(value, decimals, digits=digits, language=language)
    return number + NO_BREAK_SPACE + PERCENT[style]


def _rounded(value: Decimal, decimals: int | None) -> tuple[str, str, str]:
    """Sign, digits before and after the point. What rounds to zero has no sign."""
    if not value.is_finite():
        raise ValueError(f"{value} is not a number that can be shown")
    if decimals is not None:
        value = round_half_up(value, decimals)
    whole, _, rest = f"{value.copy_abs():f}".partition(".")
    return (MINUS if value < 0 else ""), whole, rest


def _groups(whole: str, grouping: Grouping) -> list[str]:
    """Thousands from the right; in South Asia then hundreds (lakh, crore)."""
    head, tail = whole[:-3], whole[-3:]
    size = 3 if grouping == "western" else 2
    first = len(head) % size
    starts = range(first, len(head), size)
    return [*filter(None, [head[:first]]), *(head[at : at + size] for at in starts), tail]


def parse_number(text: str) -> Decimal:
    """The number that a person typed, in any digits and either grouping.

    `1,784,453`, `17,84,453`, `1 784 453`, `۱۷۸۴۴۵۳`, `٤٥٫٥`, `−3.2`. A full stop or ٫ begins the
    decimals; a comma only groups. Raises NumberProblem, which says what is wrong and where.
    """
    cleaned = _cleaned(text)
    if not cleaned:
        raise NumberProblem(
            gettext_noop("There is no number here."),
            gettext_noop("Type a number such as 1,784,453 or 45.5."),
            text=text,
        )
    if len(cleaned) > LONGEST:
        raise NumberProblem(
            gettext_noop("This number is too long: %(text)s."),
            gettext_noop("Check whether two numbers ran into each other."),
            text=cleaned,
        )
    found = _PARTS.fullmatch(cleaned)
    if found is None:
        raise _strange(text)
    return _assembled(found, cleaned)


def _cleaned(text: str) -> str:
    """Western digits, one form for each sign, no invisible characters, no blanks around."""
    plain = unicodedata.normalize("NFKC", western_digits(text))
    seen = (one for one in plain if unicodedata.category(one) != "Cf")
    return "".join(" " if one.isspace() else one for one in seen).strip()


def _assembled(found: re.Match[str], cleaned: str) -> Decimal:
    """Sign, whole and decimals as one number, if the groups are in order."""
    whole, rest = found["whole"].strip(), found["rest"]
    if not whole and not rest:
        raise _strange(cleaned)
    if whole and not _GROUPS.fullmatch(whole):
        raise NumberProblem(
            gettext_noop("The groups of digits in %(text)s are not in order."),
            gettext_noop(
                "A comma groups digits, as in 1,784,453 or 17,84,453. "
                "For decimals type a full stop, as in 45.5."
            ),
            text=whole,
        )
    bare = re.sub(f"[{SEPARATORS}]", "", whole) or "0"
    sign = "-" if found["sign"] in MINUSES and found["sign"] else ""
    return Decimal(f"{sign}{bare}.{rest}" if rest else f"{sign}{bare}")


def _strange(text: str) -> NumberProblem:
    """Point at the first character that does not belong, else at the whole."""
    known = set(f"+0123456789{MINUSES}{SEPARATORS}{POINTS}")
    for at, character in enumerate(text, start=1):
        if not set(_cleaned(character)) <= known:
            return NumberProblem(
                gettext_noop("“%(text)s” (character %(at)s) does not belong in a number."),
                gettext_noop("Type digits only, such as 1,784,453 or 45.5."),
                text=character,
                at=at,
            )
    return NumberProblem(
        gettext_noop("%(text)s cannot be read as a number."),
        gettext_noop("Type one number with at most one sign before it and one full stop in it."),
        text=text,
    )
