"""Reading a table of unknown making by the mapping that a person made of its columns."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kachehri.domains.evidence.kinds import Figure
from kachehri.domains.evidence.kinds.mapping import MAPPING_ROLES, TableMapping
from kachehri.kernel.crosstab import Problem, Problems, Unreadable, header_key, number, plain, quote
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.scripts import fold, western_digits

from .compact import Known, Wrong, figure_of
from .dimensions import dim_key
from .dimensions import known as known_dimensions

_ = gettext_noop

Row = dict[str, str]
FindPlace = Callable[[str], str | None]
"""The code of the place that a text names, or None."""

WORDS = {
    "female": ("female", "females", "women", "woman", "girls", "girl", "f", "خواتین", "عورتون"),
    "male": ("male", "males", "men", "man", "boys", "boy", "m", "مرد"),
    "rural": ("rural", "village", "villages", "دیہی", "ٻهراڙي"),
    "urban": ("urban", "town", "towns", "city", "شہری", "شهري"),
    "": ("", "all", "both", "both sexes", "total", "overall", "persons", "all areas"),
}
SCALES = {
    "fraction": Decimal(100),
    "share": Decimal(100),
    "proportion": Decimal(100),
    "thousand": Decimal(1000),
    "thousands": Decimal(1000),
    "000": Decimal(1000),
    "lakh": Decimal(100_000),
    "lakhs": Decimal(100_000),
    "million": Decimal(1_000_000),
    "millions": Decimal(1_000_000),
    "crore": Decimal(10_000_000),
}
"""What a value in this unit is multiplied by; fractions become percent."""

_COUNTED = ("value", "numerator", "denominator", "standard_error", "ci_low", "ci_high")
_YEAR = re.compile(r"(\d{4})(?:\s*[-/–]\s*(\d{2}|\d{4}))?")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:\.\.|to|/)\s*(\d{4}-\d{2}-\d{2})")
_MEANS = {fold(word): value for value, words in WORDS.items() for word in words}


@dataclass(frozen=True)
class Vocabulary:
    """What a table may name: besides `known`, indicators by folded name, and places."""

    known: Known
    names: Mapping[str, str]
    place: FindPlace
    methods: Mapping[str, str] = field(default_factory=dict)


def mapped_figures(
    mapping: TableMapping,
    header: list[str],
    rows: Iterable[tuple[int, list[str]]],
    vocabulary: Vocabulary,
) -> tuple[list[Figure], list[Problem], int]:
    """The figures of a table, its problems and its number of rows. A wrong row is left out."""
    positions, missing = _positions(mapping, header)
    if missing:
        return [], missing, 0
    problems, made, count = Problems(), [], 0
    for line, cells in rows:
        count += 1
        for row in _rows(mapping, positions, cells, header):
            if isinstance(row, Problem):
                problems.add(_at(row, line))
                continue
            column = row.pop("column")
            try:
                made.append(figure_of(_compact(row, column, line, vocabulary), vocabulary.known, 0))
            except Wrong as wrong:
                shown = column if wrong.column == "value" else mapping.columns.get(wrong.column, "")
                where = shown or wrong.column
                problems.add(Problem("row", line, where, wrong.key, wrong.params, rule=wrong.rule))
    return made, list(problems.listed()), count


def _at(problem: Problem, line: int) -> Problem:
    return Problem(
        problem.kind, line, problem.column, problem.key, problem.params, rule=problem.rule
    )


def _positions(mapping: TableMapping, header: list[str]) -> tuple[dict[str, int], list[Problem]]:
    """Where the columns that the mapping names stand, and which are not there."""
    at = {header_key(name): index for index, name in reversed(list(enumerate(header)))}
    wanted = [*mapping.columns.values(), *(one.column for one in mapping.values)]
    problems = [
        Problem(
            "file",
            1,
            name,
            _("the column %(column)s is missing. The file has: %(seen)s …"),
            {"column": name, "seen": ", ".join(quote(one) for one in header[:6])},
            rule="file",
        )
        for name in dict.fromkeys(wanted)
        if name and header_key(name) not in at
    ]
    say = _("the mapping does not say where this stands: %(roles)s")
    if lacking := mapping.missing():
        problems.append(Problem("file", 0, "", say, {"roles": ", ".join(lacking)}, rule="file"))
    return {name: at[header_key(name)] for name in wanted if header_key(name) in at}, problems


def _rows(
    mapping: TableMapping, positions: Mapping[str, int], cells: list[str], header: list[str]
) -> Iterator[Row | Problem]:
    """Texts by role: one row for each value that a line holds."""
    if len(cells) < len(header):
        say = _("this line has %(found)s cells and the header has %(wanted)s")
        params = {"found": len(cells), "wanted": len(header)}
        yield Problem("row", 0, "", say, params, rule="shifted-columns")
        return
    named = {role: plain(cells[positions[name]]) for role, name in mapping.columns.items() if name}
    row = {role: text for role, text in mapping.fixed.items() if text} | named
    if not mapping.values:
        yield row | {"column": mapping.columns.get("value", "")}
    for one in mapping.values:
        text = plain(cells[positions[one.column]])
        own = {"sex": one.sex, "residence": one.residence, "period": one.period}
        if text:
            said = {name: value for name, value in own.items() if value}
            yield row | said | {"indicator": one.indicator, "value": text, "column": one.column}


def _compact(row: Row, column: str, line: int, words: Vocabulary) -> Row:
    """A row as our own compact table would write it. Raises `Wrong`."""
    code = row.get("indicator", "")
    if code not in words.known.units:
        code = words.names.get(fold(code), code)
    start, end = period_of(row.get("period", ""))
    source = row.get("source", "")
    made = {
        "place": _place(row.get("place", ""), words),
        "indicator": code,
        "start": start.isoformat(),
        "end": end.isoformat(),
        "source": source,
        "cell": f"{column or 'value'}@{line}",
        "method": row.get("method", "") or words.methods.get(source, ""),
        "status": row.get("status", ""),
        "note": row.get("note", ""),
        "sample": row.get("sample", ""),
        "derivation": "",
        "sex": _means(row.get("sex", "")),
        "residence": _means(row.get("residence", "")),
        "dims": _dims(row),
    }
    scale = _scale(row.get("unit", ""), words.known.units.get(code, ""))
    return made | {name: _scaled(name, row.get(name, ""), scale) for name in _COUNTED}


def _place(text: str, words: Vocabulary) -> str:
    if text in words.known.places:
        return text
    found = words.place(text)
    if found is None:
        say = _("there is no place with the code %(text)s")
        raise Wrong("place", say, rule="place-not-found", text=quote(text))
    return found


def _means(text: str) -> str:
    return _MEANS.get(fold(text), text)


def _dims(row: Row) -> str:
    more = {
        name: text
        for name, text in row.items()
        if name in known_dimensions() and name not in MAPPING_ROLES and _means(text)
    }
    return ";".join(part for part in (row.get("dims", ""), dim_key(more)) if part)


def _scale(text: str, unit: str) -> Decimal:
    folded = text.casefold().strip()
    scale = SCALES.get(folded)
    if scale is not None and (unit == "percent") == (scale == 100):
        return scale
    if scale is not None:
        say = _("the unit %(text)s does not fit the indicator, which counts in %(unit)s")
        raise Wrong("unit", say, rule="unit-mislabelled", text=quote(text), unit=unit)
    return Decimal(1)


def _scaled(name: str, text: str, scale: Decimal) -> str:
    """The number times the scale. Counts behind a share stay as they are."""
    if scale == 1 or not text or (scale == 100 and name in {"numerator", "denominator"}):
        return text
    try:
        value = number(text)
    except Unreadable as wrong:
        raise Wrong(name, wrong.key, rule="not-a-number", text=quote(text)) from None
    return "" if value is None else f"{(value * scale).normalize():f}"


def period_of(text: str) -> tuple[date, date]:
    """From and up to: of a year, of a year that runs over two (July to June), or of two days.

    `2019`, `2018-19`, `2018-2019`, `2023-03-01..2023-12-31` (the last day is inside). Raises
    `Wrong`.
    """
    folded = western_digits(plain(text)).removesuffix(".0")
    if span := _SPAN.fullmatch(folded):
        return _days(span[1], span[2], text)
    found = _YEAR.fullmatch(folded)
    if not found or not 1850 <= int(found[1]) <= 2150:
        return _no_period(text)
    year = int(found[1])
    if not found[2]:
        return date(year, 1, 1), date(year + 1, 1, 1)
    last = int(found[2]) if len(found[2]) == 4 else year // 100 * 100 + int(found[2])
    last += 100 if last < year else 0
    return (date(year, 7, 1), date(last, 7, 1)) if year < last <= year + 10 else _no_period(text)


def _days(first: str, last: str, text: str) -> tuple[date, date]:
    try:
        return date.fromisoformat(first), date.fromordinal(date.fromisoformat(last).toordinal() + 1)
    except ValueError:
        return _no_period(text)


def _no_period(text: str) -> tuple[date, date]:
    say = _("%(text)s is no period. Write 2019, 2018-19 or 2023-03-01..2023-12-31")
    raise Wrong("period", say, rule="label-unknown", text=quote(text))
