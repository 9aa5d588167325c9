"""The workbook: figures that can be summed, text that is never a formula."""

import io
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from tests.engines.documents.sample import BASE, sample
from tests.engines.documents.samples_of_trouble import FORMULAS, hostile, long_table, with_blocks

from kachehri.engines.documents.blocks import Cell, Column, Number, Table
from kachehri.engines.documents.xlsx import write_xlsx

LANGUAGES = ("en", "ur", "sd")


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_cover_and_a_sheet_for_each_table(language: str) -> None:
    book = opened(write_xlsx(sample(language), base_url=BASE))
    assert len(book.worksheets) == 1 + 6
    assert book.worksheets[0]["A1"].value == sample(language).title
    rtl = language != "en"
    assert all(bool(sheet.sheet_view.rightToLeft) == rtl for sheet in book.worksheets)


def test_figures_are_numbers_with_their_format_and_link() -> None:
    sheet = opened(write_xlsx(sample("en"), base_url=BASE)).worksheets[1]
    assert (sheet["B5"].value, sheet["B5"].number_format) == (35.2, "0.0")
    assert (sheet["D5"].value, sheet["D5"].number_format) == (45155, "#,##0")
    assert sheet["D5"].hyperlink.target == f"{BASE}/en/observations/2/"


def test_where_there_is_no_figure_the_cell_is_empty_and_notes_stand_apart() -> None:
    sheet = opened(write_xlsx(sample("en"), base_url=BASE)).worksheets[1]
    assert sheet["C9"].value is None
    assert "estimated" in sheet["E9"].value


@pytest.mark.parametrize(
    ("number", "value", "format"),
    [
        (Number("45.0 %"), 45, '0.0" %"'),
        (Number("45.0\u00a0%"), 45, '0.0" %"'),
        (Number("1,234,567"), 1234567, "#,##0"),
        (Number("2,52,953"), 252953, "#,##0"),
        (Number("۳۵٫۲", value="35.2"), 35.2, "0.0"),
        (Number("۱٬۲۳۴٬۵۶۷"), 1234567, "#,##0"),
        (Number("۴۵٫۰\u00a0٪"), 45, '0.0" %"'),
        (Number("-3.25"), -3.25, "0.00"),
    ],
)
def test_a_figure_keeps_its_decimals(number: Number, value: float, format: str) -> None:
    table = Table("t", (Column("p"), Column("n", numeric=True)), ((Cell("x"), Cell(number)),))
    sheet = opened(write_xlsx(with_blocks(table), base_url=BASE)).worksheets[1]
    assert (sheet["B5"].value, sheet["B5"].number_format) == (value, format)


def test_a_range_stays_text() -> None:
    table = Table("t", (Column("p"), Column("n")), ((Cell("x"), Cell(Number("35 to 41"))),))
    sheet = opened(write_xlsx(with_blocks(table), base_url=BASE)).worksheets[1]
    assert sheet["B5"].value == "35 to 41"


@pytest.mark.parametrize("text", FORMULAS)
def test_text_is_never_a_formula(text: str) -> None:
    book = opened(write_xlsx(hostile(text), base_url=BASE))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type in {"s", "n"} for cell in row)
    assert text in {cell.value for row in book.worksheets[1].iter_rows() for cell in row}


def test_control_characters_do_not_stop_the_file() -> None:
    assert len(opened(write_xlsx(hostile(), base_url=BASE)).worksheets) == 3


def test_three_hundred_rows_can_be_summed() -> None:
    sheet = opened(write_xlsx(with_blocks(long_table()), base_url=BASE)).worksheets[1]
    assert sum(sheet.cell(row, 2).value for row in range(5, 305)) == sum(
        n + 0.5 for n in range(300)
    )


def test_sheets_with_the_same_caption_have_names_of_their_own() -> None:
    book = opened(write_xlsx(with_blocks(*[long_table(1)] * 12), base_url=BASE))
    assert len({name.lower() for name in book.sheetnames}) == 13


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_xlsx(sample("ur"), base_url=BASE) == write_xlsx(sample("ur"), base_url=BASE)


def test_a_draft_says_so_on_every_sheet() -> None:
    draft = replace(sample("en"), draft="Draft 3 of edition 2: not validated")
    for sheet in opened(write_xlsx(draft, base_url=BASE)).worksheets:
        assert sheet["A3"].value == "Draft 3 of edition 2: not validated"
        assert "Draft 3" in sheet.oddHeader.center.text


def test_every_sheet_keeps_its_heads_in_sight_and_names_its_source() -> None:
    for sheet in opened(write_xlsx(sample("en"), base_url=BASE)).worksheets[1:]:
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("B5", "$4:$4")
        assert any(
            str(cell.value).startswith("Source:") for row in sheet.iter_rows() for cell in row
        )
