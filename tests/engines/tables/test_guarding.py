"""Files that would do harm or say nothing, and files of random bytes. All figures are made up."""

import io
import random
import re
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kachehri.engines.tables.files import LARGEST, FileProblem, open_table
from kachehri.engines.tables.guarding import MOST_PARTS

ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="Figures">
<table:table-row>{district}{people}</table:table-row>
<table:table-row>{badin}%s</table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""
for word in ("district", "people", "badin"):
    cell = f'office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
    ODS = ODS.replace("{" + word + "}", f"<table:table-cell {cell}")
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
TWELVE = '<table:table-cell office:value-type="float" office:value="12"/>'


def sheet_of(tmp_path, rows, name="a.xlsx"):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def ods(tmp_path, cell=TWELVE, text=None, manifest=None):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", text or ODS % cell)
        packed.writestr("META-INF/manifest.xml", manifest or MANIFEST)
    return path


def read(path):
    with open_table(path) as table:
        return table.header, list(table.rows)


def refusal(path):
    with pytest.raises(FileProblem) as wrong:
        read(path)
    return str(wrong.value)


def test_a_file_of_more_than_2_gb_is_refused_without_being_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "large.csv is larger than 2 GB (2048 MB)" in refusal(path)


def test_a_formula_that_was_never_reckoned_is_refused_with_its_cell(tmp_path):
    path = sheet_of(tmp_path, [["district", "people"], ["Badin", "=6*2"]])
    said = refusal(path)
    assert "sheet Sheet, cell B2: a formula without its result" in said


def test_a_formula_with_its_result_is_a_number(tmp_path):
    path = sheet_of(tmp_path, [["district", "people"], ["Badin", "=6*2"]])
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, re.sub(rb"<v ?/>|<v></v>", b"<v>12</v>", text))
    path.write_bytes(made.getvalue())
    assert read(path)[1] == [(2, ["Badin", "12"])]


def test_a_formula_on_another_sheet_harms_nobody(tmp_path):
    path = sheet_of(tmp_path, [["district", "people"], ["Badin", 12]])
    book = openpyxl.load_workbook(path)
    book.create_sheet("Sums").append(["=1+1"])
    book.save(path)
    assert read(path)[1] == [(2, ["Badin", "12"])]


def test_an_ods_table_is_read(tmp_path):
    assert read(ods(tmp_path)) == (["district", "people"], [(2, ["badin", "12"])])


def test_an_ods_formula_without_its_result_is_refused(tmp_path):
    said = refusal(ods(tmp_path, '<table:table-cell table:formula="of:=6*2"/>'))
    assert "cell of:=6*2: a formula without its result" in said


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "ha">', '<!ENTITY a SYSTEM "file:///etc/hostname">']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_wherever_they_lead(tmp_path, entity, encoding):
    text = (ODS % TWELVE).replace("?>", f"?><!DOCTYPE x [{entity}]>", 1)
    text = text.replace("badin", "&a;").encode(encoding)
    assert "declares XML entities in content.xml" in refusal(ods(tmp_path, text=text))


def test_locked_workbooks_are_named(tmp_path):
    old = tmp_path / "locked.xlsx"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    old.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600)
    assert "locked.xlsx asks for a password" in refusal(old)
    manifest = "<manifest><manifest:encryption-data/></manifest>"
    assert "asks for a password" in refusal(ods(tmp_path, manifest=manifest))


def test_a_workbook_of_too_many_parts_is_refused(tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(MOST_PARTS + 1):
            packed.writestr(f"xl/{number}.bin", b"")
    assert "many.xlsx holds" in refusal(path)


def test_the_content_counts_and_not_the_ending(tmp_path):
    book = sheet_of(tmp_path, [["district", "people"], ["Badin", 12]])
    wrong = tmp_path / "table.csv"
    wrong.write_bytes(book.read_bytes())
    text = tmp_path / "table.xlsx"
    text.write_text("district,people\nBadin,12\n", encoding="utf-8")
    assert read(wrong) == read(text) == (["district", "people"], [(2, ["Badin", "12"])])


def whole_or_refused(path):
    """Whatever the file holds, it is read or refused in words."""
    try:
        header, rows = read(path)
    except FileProblem as problem:
        header, rows = [str(problem)], []
    assert all(isinstance(cell, str) for cell in header)
    assert all(line > 0 for line, _cells in rows)


STARTS = (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b", b"<stata_dta>",
          b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"r\x02\x01\x00", b"%PDF")  # fmt: skip


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.sampled_from(STARTS), st.binary(max_size=3000))
def test_random_bytes_are_read_or_refused(tmp_path, start, data):
    path = tmp_path / "random.bin"
    path.write_bytes(start + data)
    whole_or_refused(path)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_workbook_with_broken_bytes_is_read_or_refused(tmp_path, kind):
    rows = [["district", "people"], *([f"D{n}", n] for n in range(30))]
    whole = (sheet_of(tmp_path, rows) if kind == "xlsx" else ods(tmp_path)).read_bytes()
    chance = random.Random(1)  # noqa: S311 (a test)
    for _time in range(60):
        data = bytearray(whole[: chance.randrange(len(whole) // 2, len(whole) + 1)])
        for _byte in range(chance.randrange(0, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path = tmp_path / f"broken.{kind}"
        path.write_bytes(data)
        whole_or_refused(path)


def test_a_word_in_the_last_cell_of_a_sheet_is_refused_before_it_fills_the_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["place", "people"])
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    said = refusal(tmp_path / "far.xlsx")
    assert "far.xlsx" in said
    assert "as far as row 1048576 and 16384 columns wide" in said


def test_an_empty_cell_with_a_colour_far_below_does_no_harm(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["place", "people"])
    book.active.append(["Badin", 12])
    book.active["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    book.save(tmp_path / "coloured.xlsx")
    assert read(tmp_path / "coloured.xlsx")[1] == [(2, ["Badin", "12"])]
