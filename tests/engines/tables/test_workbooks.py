"""Workbooks and Parquet files that are written as rows come, read again by other programs."""

import datetime
import io
import threading
from decimal import Decimal

import openpyxl
import polars
import pytest
import python_calamine

from kachehri.engines.tables.columnar import write_parquet
from kachehri.engines.tables.workbooks import Cover, Field, Sheet, write_workbook

FIELDS = (Field("figure", "whole"), Field("place"), Field("day", "day"), Field("value", "number"))
ROWS = (
    ("1", 'لاڑکانہ <&> "x"', "2023-01-31", "0.25"),
    ("2", "=1+1", "", "-12.5"),
    ("3", "", "1999-12-01", ""),
)
DAY, OLD_DAY = (datetime.datetime.fromisoformat(day) for day in ("2023-01-31", "1999-12-01"))
COVER = Cover("About", (("Figures", "=SUM(A1)"),), ("Code", "Source"), (("a", "b"),))


def book(rows=ROWS, **options) -> bytes:
    out = io.BytesIO()
    write_workbook(out, Sheet("Figures", FIELDS, rows), lambda: COVER, **options)
    return out.getvalue()


def sheets(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_numbers_are_numbers_days_are_days_and_formulas_are_words():
    sheet = sheets(book())["Figures"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["figure", "place", "day", "value"],
        [1, 'لاڑکانہ <&> "x"', DAY, 0.25],
        [2, "=1+1", None, -12.5],
        [3, None, OLD_DAY, None],
    ]
    formula = sheet["B3"]
    assert (formula.data_type, formula.quotePrefix) == ("s", True)


def test_the_header_stays_in_sight_and_the_cover_comes_first():
    made = sheets(book())
    assert made.sheetnames == ["About", "Figures"]
    assert made["Figures"].freeze_panes == "A2"
    assert made["Figures"]["A1"].font.b
    cover = [[cell.value for cell in row] for row in made["About"].iter_rows(max_col=2)]
    assert cover == [["About", None], [None, None], ["Figures", "=SUM(A1)"], [None, None],
                     ["Code", "Source"], ["a", "b"]]  # fmt: skip
    assert made["About"]["B3"].data_type == "s"


def test_a_full_sheet_is_followed_by_another():
    rows = (("1", "place", "2023-01-01", str(n)) for n in range(7))
    made = sheets(book(rows, most_rows=4))
    assert made.sheetnames == ["About", "Figures 1", "Figures 2", "Figures 3"]
    values = [sheet["D"][1:] for sheet in made.worksheets[1:]]
    assert [[cell.value for cell in column] for column in values] == [[0, 1, 2], [3, 4, 5], [6]]
    assert all(sheet["A1"].value == "figure" for sheet in made.worksheets[1:])


def test_a_sheet_that_is_just_full_needs_no_other():
    rows = (("1", "place", "2023-01-01", str(n)) for n in range(3))
    assert sheets(book(rows, most_rows=4)).sheetnames == ["About", "Figures"]


def test_no_rows_leave_the_header():
    assert [[c.value for c in row] for row in sheets(book(()))["Figures"].iter_rows()] == [
        ["figure", "place", "day", "value"]
    ]


def test_right_to_left_where_the_language_is():
    assert sheets(book(right_to_left=True))["Figures"].sheet_view.rightToLeft
    assert not sheets(book())["Figures"].sheet_view.rightToLeft


def test_another_reader_sees_the_same():
    read = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book()))
    assert read.get_sheet_by_name("Figures").to_python()[1] == [
        1.0, 'لاڑکانہ <&> "x"', datetime.date(2023, 1, 31), 0.25,
    ]  # fmt: skip


def test_characters_that_xml_cannot_hold_are_left_away():
    rows = [("1", "a\x00b\x1bc\ud7ff", "", "1")]
    assert sheets(book(rows))["Figures"]["B2"].value == "abc\ud7ff"


@pytest.mark.parametrize("words", ["1e5", "12a", "NaN", "--1"])
def test_what_is_no_plain_number_stays_words(words):
    assert sheets(book([("1", "x", "", words)]))["Figures"]["D2"].value == words


def test_parquet_keeps_digits_days_and_gaps():
    out = io.BytesIO()
    write_parquet(out, FIELDS, [b'1,"a, ""b""",2023-01-31,0.1\n2,=1+1,,\n', b"", b"3,,,-5\n"])
    read = polars.read_parquet(io.BytesIO(out.getvalue()))
    assert read.rows() == [
        (1, 'a, "b"', datetime.date(2023, 1, 31), Decimal("0.100000")),
        (2, "=1+1", None, None),
        (3, None, None, Decimal("-5.000000")),
    ]


def test_parquet_without_rows_has_its_columns():
    out = io.BytesIO()
    write_parquet(out, FIELDS, [])
    assert polars.read_parquet(io.BytesIO(out.getvalue())).schema.names() == [
        "figure", "place", "day", "value",
    ]  # fmt: skip


def test_batches_are_asked_for_in_the_callers_thread():
    threads = []

    def batches():
        for n in range(5):
            threads.append(threading.get_ident())
            yield f"{n},x,,1\n".encode()

    out = io.BytesIO()
    write_parquet(out, FIELDS, batches())
    assert set(threads) == {threading.get_ident()}
    assert polars.read_parquet(io.BytesIO(out.getvalue())).height == 5


def test_a_parquet_file_that_cannot_be_written_says_so():
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    lines = b"".join(b"%d,some words,,1\n" % n for n in range(5000))
    with pytest.raises(Exception, match="space left"):
        write_parquet(Full(), FIELDS, [lines] * 30)


def test_a_problem_with_the_batches_is_passed_on():
    def batches():
        yield b"1,x,,1\n"
        raise LookupError("gone")

    with pytest.raises(LookupError):
        write_parquet(io.BytesIO(), FIELDS, batches())
