"""Reading our own compact tables: one line a figure, checked line by line."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kachehri.domains.evidence.kinds import (
    COMPACT_COLUMNS,
    COMPACT_EXTRA,
    DERIVATIONS,
    METHODS,
    STATUSES,
    Figure,
)
from kachehri.kernel.crosstab import (
    Layout,
    Problem,
    Problems,
    Unreadable,
    header_key,
    number,
    plain,
    quote,
)
from kachehri.kernel.messages import gettext_noop

from .dimensions import dim_key, parse, undeclared
from .dimensions import known as known_dimensions
from .measuring import share

_ = gettext_noop

OPTIONAL = frozenset({"numerator", "denominator", "derivation", "method", "status", "note", "cell"})
"""Columns that a table of somebody else's making may leave out."""

LAYOUT = Layout(places=tuple(name for name in COMPACT_COLUMNS if name not in OPTIONAL), cells=())

_NAMES = {header_key(name): name for name in (*COMPACT_COLUMNS, *COMPACT_EXTRA)}
_PERCENTS = {"percent"}
_LONGEST = {"cell": 400, "note": 300}
"""Characters that the database keeps."""


_RULES = {
    "": "shifted-columns",
    "place": "place-not-found",
    "value": "not-a-number",
    "numerator": "not-a-number",
    "denominator": "not-a-number",
}
"""The rule that a wrong cell of a column breaks, unless its message knows better."""


@dataclass(frozen=True)
class Known:
    """What a line may name: places (codes and keys), units by indicator, sources."""

    places: frozenset[str]
    units: Mapping[str, str]
    sources: frozenset[str]


class Wrong(ValueError):
    """A cell of a line that is not right. `rule` is a key of `kinds.QUALITY_RULES`."""

    def __init__(self, column: str, key: str, *, rule: str = "", **params: object) -> None:
        super().__init__(key)
        self.column, self.key, self.params = column, key, params
        self.rule = rule or _RULES.get(column, "label-unknown")


def compact_figures(
    header: list[str], rows: Iterable[tuple[int, list[str]]], known: Known
) -> tuple[list[Figure], list[Problem], int]:
    """The figures of a compact table, its problems and its number of lines.

    A wrong line is left out and named.
    """
    columns = [_NAMES.get(header_key(name), name) for name in header]
    found: dict[tuple[object, ...], tuple[int, Figure]] = {}
    doubtful: set[tuple[object, ...]] = set()
    problems = Problems()
    count = 0
    for line, cells in rows:
        count += 1
        try:
            figure = figure_of(_cells(columns, cells), known, line)
        except Wrong as wrong:
            problems.add(
                Problem("row", line, wrong.column, wrong.key, wrong.params, rule=wrong.rule)
            )
            continue
        key = _key(figure)
        before = found.setdefault(key, (line, figure))
        if before[0] != line:
            same = before[1].value == figure.value
            problems.add(_twice(line, before[0], same=same))
            doubtful |= set() if same else {key}
    kept = [figure for key, (_line, figure) in found.items() if key not in doubtful]
    return kept, list(problems.listed()), count


def _key(figure: Figure) -> tuple[object, ...]:
    period = (figure.start, figure.end)
    what = (figure.indicator, figure.version)
    return figure.place, what, period, dim_key(figure.dims), figure.source


def _twice(line: int, before: int, *, same: bool) -> Problem:
    same_say = _("this figure is there twice: line %(before)s says the same. It was used once")
    other = _(
        "this figure is there twice, and line %(before)s says something else. Neither was used"
    )
    params = {"before": before}
    if same:
        return Problem("note", line, "", same_say, params, rule="duplicate-key")
    return Problem("row", line, "", other, params, rule="duplicate-differs")


def _cells(columns: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        say = _("this line has %(found)s cells and the header has %(wanted)s")
        raise Wrong("", say, found=len(cells), wanted=len(columns))
    if any("\ufffd" in cell for cell in cells):
        raise Wrong(
            "",
            _("this line holds characters that are not in the file's encoding. See --encoding"),
            rule="encoding",
        )
    return dict(zip(columns, map(plain, cells), strict=True))


def figure_of(row: Mapping[str, str], known: Known, line: int) -> Figure:
    """One line as a figure, or `Wrong` with the column that is not right."""
    place = _listed("place", row, known.places, _("there is no place with the code %(text)s"))
    code = _listed("indicator", row, known.units, _("there is no indicator %(text)s"))
    source = _listed("source", row, known.sources, _("there is no source %(text)s"))
    start, end = _date("start", row), _date("end", row)
    if end <= start:
        raise Wrong("end", _("the period ends on %(text)s, before it starts"), text=end.isoformat())
    unit = known.units[code]
    value, numerator, denominator = (
        _number(name, row, unit) for name in ("value", "numerator", "denominator")
    )
    status = _choice("status", row, STATUSES)
    if value is None and status != "M":
        raise Wrong("value", _("there is no value. Give one, or the status M for a missing value"))
    _check_value(value, numerator, denominator, unit)
    for column, most in _LONGEST.items():
        if len(row.get(column, "")) > most:
            say = _("this text is longer than %(most)s characters")
            raise Wrong(column, say, most=most)
    error, low, high, sample = _uncertainty(row, unit)
    return Figure(
        place=place, indicator=code, start=start, end=end,
        dims=_dims(row),
        value=_text(value), numerator=_text(numerator), denominator=_text(denominator),
        derivation=_choice("derivation", row, DERIVATIONS), method=_choice("method", row, METHODS),
        status=status, source=source, cell=row.get("cell") or f"line {line}",
        note=row.get("note", ""), standard_error=error, ci_low=low, ci_high=high, sample=sample,
        version=_version(row),
    )  # fmt: skip


def _version(row: Mapping[str, str]) -> int:
    text = row.get("version", "")
    if text and not (text.isdecimal() and len(text) < 4):
        raise Wrong("version", _("%(text)s is not the number of a definition"), text=quote(text))
    return int(text or 0)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _listed(column: str, row: Mapping[str, str], known: Container[str], message: str) -> str:
    if row[column] not in known:
        raise Wrong(column, message, text=quote(row[column]))
    return row[column]


def _choice(column: str, row: Mapping[str, str], allowed: tuple[str, ...]) -> str:
    """A word of a short list; the first is what an empty cell means."""
    text = row.get(column, "") or allowed[0]
    if text not in allowed:
        say = _("%(text)s is not one of: %(known)s")
        raise Wrong(column, say, text=quote(text), known=", ".join(allowed))
    return text


def _dims(row: Mapping[str, str]) -> dict[str, str]:
    """Sex, residence and what stands in the column `dims`."""
    both = {name: _dimension(name, row) for name in ("sex", "residence")}
    text = row.get("dims", "")
    try:
        more = parse(text)
    except ValueError:
        say = _("%(text)s does not name dimensions. Write age=5-16;religion=hindu")
        raise Wrong("dims", say, text=quote(text)) from None
    wrong = undeclared(more)
    if wrong is not None or not both.keys().isdisjoint(more):
        say = _("%(text)s is not a breakdown that is declared")
        raise Wrong("dims", say, text=quote("=".join(wrong) if wrong else text))
    return {name: value for name, value in (both | more).items() if value}


def _uncertainty(row: Mapping[str, str], unit: str) -> tuple[str, str, str, str]:
    """Standard error, interval and size of the sample, where the table gives them."""
    names = ("standard_error", "ci_low", "ci_high", "sample")
    found = {name: _number(name, row, unit) for name in names}
    low, high, value = found["ci_low"], found["ci_high"], _number("value", row, unit)
    if (low is None) != (high is None):
        raise Wrong("ci_low", _("an interval has two ends. Give ci_low and ci_high"))
    if low is not None and high is not None and value is not None and not low <= value <= high:
        raise Wrong("ci_low", _("the value does not lie in its interval"))
    if found["sample"] is not None and found["sample"] != found["sample"].to_integral_value():
        say = _("%(text)s is not a whole number, and this column counts")
        raise Wrong("sample", say, text=quote(row["sample"]))
    return _text(found["standard_error"]), _text(low), _text(high), _text(found["sample"])


def _dimension(column: str, row: Mapping[str, str]) -> str:
    text = row[column].casefold()
    allowed = ("", *known_dimensions()[column].values)
    return "" if text in {"all", "both", "total"} else _choice(column, {column: text}, allowed)


def _date(column: str, row: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        say = _("%(text)s is not a date. Write it as 2023-03-01")
        raise Wrong(column, say, text=quote(row[column])) from None


def _number(column: str, row: Mapping[str, str], unit: str) -> Decimal | None:
    try:
        value = number(row.get(column, ""))
    except Unreadable as wrong:
        raise Wrong(column, wrong.key, rule=wrong.rule, text=quote(row[column])) from None
    if value is not None and value < 0 and unit != "percent_a_year":
        raise Wrong(column, _("%(text)s is below zero"), rule="below-zero", text=quote(row[column]))
    if value is not None and abs(value) >= Decimal(10) ** 14:
        raise Wrong(column, _("%(text)s is too large to be a figure"), text=quote(row[column]))
    return value


def _check_value(
    value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None, unit: str
) -> None:
    """A percentage lies between 0 and 100, is no fraction, and agrees with its own counts."""
    if value is None or unit not in _PERCENTS:
        return
    if value > 100:
        say = _("%(text)s is more than 100 percent")
        raise Wrong("value", say, rule="above-100", text=f"{value:f}")
    if numerator is None or not denominator:
        if 0 < value < 1:
            say = _(
                "%(text)s looks like a fraction. Write percent, "
                "or give numerator and denominator if it is right"
            )
            raise Wrong("value", say, rule="fraction-for-percent", text=f"{value:f}")
        return
    made = share(numerator, denominator)
    if abs(made - value) > Decimal("0.051"):
        say = _("%(text)s does not agree with numerator and denominator, which make %(made)s")
        params = {"text": f"{value:f}", "made": f"{made:.2f}"}
        raise Wrong("value", say, rule="total-does-not-add-up", **params)


def compact_rows(figures: Iterable[Figure]) -> Iterator[tuple[str, ...]]:
    """The lines of a compact table, the header first, in an order that never changes."""
    made = [_line(figure) for figure in figures]
    extra = tuple(name for name in COMPACT_EXTRA if any(line[name] for line in made))
    columns = (*COMPACT_COLUMNS, *extra)
    yield columns
    rows = [tuple(line[name] for name in columns) for line in made]
    yield from sorted(rows, key=lambda row: (row[1], row[0], *row[2:6], *row[15:]))


def _line(figure: Figure) -> dict[str, str]:
    names = (*COMPACT_COLUMNS, *COMPACT_EXTRA)
    line = {name: str(getattr(figure, name)) for name in names if name != "dims"}
    rest = {name: text for name, text in figure.dims.items() if name not in {"sex", "residence"}}
    return line | {"dims": dim_key(rest), "version": str(figure.version or "")}
