"""Figures as rows of a file to take away."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from .views import ObservationView

CSV_HEADER = (
    "place_code", "place", "indicator", "period_start", "period_end", "sex", "residence", "value",
    "unit", "numerator", "denominator", "status", "derivation", "source", "cell",
)  # fmt: skip


def csv_rows(
    found: Iterable[ObservationView], places: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[str, ...]]:
    """Rows for a download, the header first.

    `places` maps an id to (code, name); no cell can be a formula.
    """
    yield CSV_HEADER
    for view in found:
        code, name = places[view.place_id]
        row = (
            code, name, view.concept, view.period_start, view.period_end, view.sex or "all",
            view.residence or "all", view.value, view.unit, view.numerator, view.denominator,
            view.status, view.derivation, view.source_code, view.cell,
        )  # fmt: skip
        yield tuple(safe_cell(cell) for cell in row)


def safe_cell(value: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula.

    Numbers, also negative ones, stay as they are.
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "|"} else text
