"""Lists as files: readable everywhere, harmless in a spreadsheet."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from kachehri.engines.tables.export import STARTS_A_FORMULA, as_csv, as_xlsx, export, harmless
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.engines.tables.reading import wanted

KIND = TableKind(
    name="rows",
    caption="Rows [all]",
    columns=(
        Column("a", "A", value=lambda row: row[0], sort=lambda row: row[0]),
        Column("b", "B", value=lambda row: row[1], only_file=True),
    ),
    start="a",
    empty="",
    key=lambda row: row[0],
    page_size=1,
)
ROWS = ListRows([("x", Decimal("2.50")), ("=1+1", None), ("لاڑکانہ", Decimal(-3))])


def test_a_file_has_every_row_and_every_column() -> None:
    file = export(KIND, ROWS, wanted(KIND, {}), "csv", right_to_left=False)
    assert file.name == "rows.csv"
    assert file.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert lines == [["A", "B"], ["'=1+1", ""], ["x", "2.5"], ["لاڑکانہ", "-3"]]


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    assert not harmless(text).startswith(STARTS_A_FORMULA)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5))))
def test_text_comes_back_as_it_was_but_for_the_apostrophe(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO(as_csv([], rows).decode("utf-8-sig"), newline="")))[1:]
    assert back == [[harmless(value) for value in row] if row else [] for row in rows]


def test_a_sheet_reads_right_to_left_and_keeps_formulas_as_words() -> None:
    file = export(KIND, ROWS, wanted(KIND, {}), "xlsx", right_to_left=True)
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert sheet is not None
    assert sheet.title == "Rows all"
    assert sheet.sheet_view.rightToLeft is True
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B3"].value == 2.5


def test_a_sheet_without_a_name_has_one() -> None:
    assert as_xlsx("", ["A"], [], right_to_left=False).startswith(b"PK")


def test_no_other_form_is_written() -> None:
    with pytest.raises(ValueError, match="pdf"):
        export(KIND, ROWS, wanted(KIND, {}), "pdf", right_to_left=False)
