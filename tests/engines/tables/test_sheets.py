"""Workbooks and Stata files as tables, and those that are no tables. All figures are made up."""

import io
import zipfile

import openpyxl
import pytest

from kachehri.engines.tables.files import FileProblem, open_table


def book(path, rows, title="Figures", merge=""):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    made.save(path)
    return path


def read(path, **how):
    with open_table(path, **how) as table:
        return table, list(table.rows)


def refusal(path, **how):
    with pytest.raises(FileProblem) as wrong:
        read(path, **how)
    return str(wrong.value)


def test_a_workbook_is_read_with_the_numbers_of_its_rows(tmp_path):
    rows = [["district", "people"], ["Badin", 12], [None, None], ["Dadu", 0.5]]
    table, found = read(book(tmp_path / "a.xlsx", rows))
    assert table.header == ["district", "people"]
    assert (table.sheet, table.sheets) == ("Figures", ("Figures",))
    assert found == [(2, ["Badin", "12"]), (4, ["Dadu", "0.5"])]


def test_titles_above_the_header_are_stepped_over(tmp_path):
    rows = [[None], ["A made-up table"], ["district", "people", "homes"], ["Badin", 1, 2]]
    table, found = read(book(tmp_path / "a.xlsx", rows))
    assert table.header == ["district", "people", "homes"]
    assert found == [(4, ["Badin", "1", "2"])]


def test_a_sheet_is_chosen_by_name_and_an_unknown_one_is_named(tmp_path):
    path = book(tmp_path / "a.xlsx", [["a", "b"], [1, 2]])
    made = openpyxl.load_workbook(path)
    made.create_sheet("Second").append(["c", "d"])
    made.save(path)
    assert read(path, sheet="Second")[0].header == ["c", "d"]
    assert "has no sheet Third. It has: Figures, Second" in refusal(path, sheet="Third")


def test_merged_cells_in_the_header_are_refused_with_sheet_row_and_columns(tmp_path):
    rows = [["district", "people", None], ["Badin", 1, 2]]
    said = refusal(book(tmp_path / "a.xlsx", rows, merge="B1:C1"))
    assert "sheet Figures, row 1: columns B to C" in said


def test_an_empty_workbook_a_cut_one_and_a_zip_of_something_else_are_refused(tmp_path):
    assert "is empty" in refusal(book(tmp_path / "a.xlsx", []))
    whole = book(tmp_path / "b.xlsx", [["a", "b"], [1, 2]]).read_bytes()
    cut = tmp_path / "c.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    assert "is cut off" in refusal(cut)
    other = tmp_path / "d.xlsx"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("letter.txt", "not a table")
    assert "is a ZIP file and no workbook" in refusal(other)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (64 << 20))
    assert path.stat().st_size < 1 << 20
    assert "holds 64 MB when it is unpacked" in refusal(path)


def test_an_xml_bomb_is_refused(tmp_path):
    """Nested entities: quick to write, and a gigabyte once a careless reader expands them."""
    path = book(tmp_path / "a.xlsx", [["a", "b"], [1, 2]])
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 10}">' for n in range(9)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = f"<!DOCTYPE x [{entities}]>".encode() + text.replace(b">1<", b">&e8;<")
            new.writestr(name, text)
    path.write_bytes(made.getvalue())
    assert "declares XML entities in xl/worksheets/sheet1.xml" in refusal(path)
