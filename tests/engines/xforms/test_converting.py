"""Spreadsheets to forms: every file of the corpus, every fault with its row and its mend."""

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from kachehri.engines.xforms.converting import convert
from kachehri.engines.xforms.kinds import FormProblem
from kachehri.engines.xforms.reading import from_json, read, to_json

CORPUS = Path(os.environ.get("KACHEHRI_CORPORA", "-")) / "xlsforms"
NO_FORMS = {"media", "fixtures"}
FINE = "| survey |\n| | type | name | label |\n| | text | who | Who? |\n"


def files() -> list[Path]:
    """Every file of the corpus that is called as a form is."""
    endings = {".xlsx", ".xlsm", ".xls", ".csv", ".md", ".xml"}
    return [path for path in sorted(CORPUS.rglob("*")) if path.suffix in endings]


def errors(content: bytes, name: str = "form.md") -> list[FormProblem]:
    return [one for one in convert(content, name).problems if one.is_error]


def first(survey: str, choices: str = "", more: str = "") -> FormProblem:
    """The first fault of a form written as tables."""
    found = errors(f"| survey |\n{survey}\n{choices and '| choices |'}\n{choices}\n{more}".encode())
    assert found, "no fault was found"
    return found[0]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared files are not here")
def test_every_form_of_the_corpus_works_or_is_answered_with_row_and_mend() -> None:
    """Whatever pyxform itself turns is turned, but for four whose expressions nothing can read."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert as turn

    stricter = []
    for path in files():
        found = convert(path.read_bytes(), path.name)
        if found.xform is not None:
            model = read(found.xform)
            assert model.form_id, path
            assert from_json(to_json(model)) == model, path
            continue
        for one in (one for one in found.problems if one.is_error):
            assert one.row > 0, (path, one)
            assert one.message, (path, one)
            assert one.mend, (path, one)
            assert path.suffix == ".xml" or (one.sheet and one.column), (path, one)
        if path.suffix != ".xml" and not NO_FORMS & set(path.parts):
            try:
                turn(path.read_bytes(), form_name="data")
            except (PyXFormError, TypeError):
                continue
            stricter.append(path.name)
    assert stricter == ["bad_calc.xlsx", "xl_date_ambiguous.xlsx", "bad_calc.xlsx"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared files are not here")
def test_lists_of_choices_are_said_to_be_tables_and_no_forms() -> None:
    for path in (CORPUS / "odk-collect-test-forms" / "media").glob("*.csv"):
        (problem,) = errors(path.read_bytes(), path.name)
        assert "not a form" in problem.message
        assert (problem.row, bool(problem.column)) == (1, True)


@pytest.mark.parametrize(
    ("column", "row", "words", "survey"),
    [
        ("type", 3, "intger", "| | type | name | label |\n| | intger | a | A |"),
        ("name", 3, "no name", "| | type | name | label |\n| | text |  | A |"),
        ("name", 3, "Names must begin", "| | type | name | label |\n| | text | a b | A |"),
        ("name", 4, "unique", "| | type | name | label |\n| | text | a | A |\n| | text | a | A |"),
        ("label", 3, "no label", "| | type | name | label |\n| | text | a |  |"),
        ("type", 3, "never ends", "| | type | name | label |\n| | begin group | g | G |"),
        ("type", 3, "none has begun", "| | type | name | label |\n| | end repeat |  |  |"),
        ("relevant", 3, "could not find", "| | type | name | label | relevant |\n"
                                          "| | text | a | A | ${nobody} = 1 |"),
        ("calculation", 3, "cannot be read", "| | type | name | label | calculation |\n"
                                             "| | calculate | a |  | 1 + ( |"),
        ("calculation", 3, "no function", "| | type | name | label | calculation |\n"
                                          "| | calculate | a |  | frobnicate(1) |"),
        ("calculation", 3, "Missing calculation", "| | type | name | label | calculation |\n"
                                                  "| | calculate | a |  |  |"),
        ("label", 2, "Two columns", "| | type | name | label | label |\n| | text | a | A | B |"),
        ("type", 3, "list “x”", "| | type | name | label |\n| | select_one x | a | A |"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_row_and_column(
    column: str, row: int, words: str, survey: str
) -> None:
    problem = first(survey)
    assert (problem.sheet, problem.row, problem.column) == ("survey", row, column), problem
    assert words.lower() in problem.message.lower()
    assert problem.mend


def test_faults_of_choices_are_named_too() -> None:
    survey = "| | type | name | label |\n| | select_multiple x | a | A |"
    head = "| | list_name | name | label |\n"
    for row, choices in ((7, "| | x | a | A |\n| | x | a | B |"), (6, "| | x |  | A |"),
                         (6, "| | x | a b | A |")):  # fmt: skip
        problem = first(survey, head + choices)
        assert (problem.sheet, problem.row, problem.column) == ("choices", row, "name"), problem


def test_calculations_in_a_circle_are_named_with_their_questions() -> None:
    found = first(
        "| | type | name | label | calculation | relevant |\n"
        "| | calculate | a |  | ${b} + 1 |  |\n| | calculate | b |  | ${c} * 2 |  |\n"
        "| | calculate | c |  | ${a} |  |\n"
    )
    assert found.code == "circle"
    assert "a → b → c → a" in found.message
    assert (found.row, found.column) == (3, "calculation")
    inside = first(
        "| | type | name | label | calculation | relevant |\n"
        "| | begin group | g | G |  | ${x} = 1 |\n| | text | x | X |  |  |\n| | end group |  |  |\n"
    )
    assert inside.code == "circle"


def test_a_missing_translation_and_a_language_without_a_code_are_doubts() -> None:
    found = convert(
        b"| survey |\n| | type | name | label::English (en) | label::Urdu |\n"
        b"| | text | a | A |  |\n| | text | b | B | x |\n",
        "form.md",
    )
    assert found.is_sound
    doubts = {one.code: one for one in found.problems}
    assert doubts["no-translation"].row == 3
    assert doubts["no-translation"].column == "label::Urdu"
    assert "label::Urdu (ur)" in doubts["language-without-code"].mend


def test_twenty_thousand_choices_go_quickly() -> None:
    book = Workbook(write_only=True)
    survey, choices = book.create_sheet("survey"), book.create_sheet("choices")
    for row in (("type", "name", "label"), ("select_one v", "v", "V")):
        survey.append(row)
    choices.append(("list_name", "name", "label::English (en)", "label::Urdu (ur)"))
    for number in range(20_000):
        choices.append(("v", f"v{number}", f"Made-up village {number}", f"گاؤں {number}"))
    content = io.BytesIO()
    book.save(content)
    began = time.process_time()
    found = convert(content.getvalue(), "villages.xlsx")
    assert time.process_time() - began < 20
    assert found.xform is not None
    assert len(read(found.xform).lists["v"]) == 20_000


def bomb(name: str, content: bytes, times: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed, packed.open(name, "w") as part:
        for _round in range(times):
            part.write(content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "form.xlsx", "empty"),
        (b"not a workbook", "form.xlsx", "not such a file"),
        (b"PK\x03\x04 cut off", "form.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0 cut off", "form.xls", "damaged"),
        (b"a" * (21 * 1024 * 1024), "form.csv", "larger than 20 MB"),
        ("survey\n,type,name,label\n,text,a,سوال".encode("cp1256"), "form.csv", "UTF-8"),
        (b"", "form.zip", "empty"),
    ],
    ids=["empty", "not-xlsx", "cut-xlsx", "cut-xls", "large", "letters", "empty-zip"],
)
def test_a_file_that_is_no_workbook_is_answered_in_words(
    content: bytes, name: str, words: str
) -> None:
    (problem,) = errors(content, name)
    assert words in problem.message
    assert problem.mend


def test_a_bomb_in_a_workbook_is_not_opened() -> None:
    content = bomb("xl/workbook.xml", bytes(1024 * 1024), 120)
    assert len(content) < 1024 * 1024
    (problem,) = errors(content, "form.xlsx")
    assert "fill the memory" in problem.message


def test_entities_in_a_workbook_and_in_a_form_are_not_taken() -> None:
    doctype = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    )
    (problem,) = errors(bomb("xl/workbook.xml", doctype, 1), "form.xlsx")
    assert "entities" in problem.message
    for content in (
        doctype,
        doctype.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16"),
    ):
        (problem,) = errors(content, "form.xml")
        assert "entities" in problem.message


def test_a_form_nested_too_deeply_or_broken_is_answered() -> None:
    deep = b"<?xml version='1.0'?>" + b"<a>" * 200 + b"</a>" * 200
    (problem,) = errors(deep, "form.xml")
    assert "deep" in problem.message
    (problem,) = errors(b"<?xml version='1.0'?><a>\n<b></a>", "form.xml")
    assert problem.row == 2
    (problem,) = errors(b"<?xml version='1.0'?><a/>", "form.xml")
    assert "not a form" in problem.message


def test_every_way_to_write_the_same_form_gives_the_same_form() -> None:
    csv = "survey\n,type,name,label\n,text,who,Who?\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as several:
        several.writestr("My form - survey.csv", "type,name,label\ntext,who,Who?\n")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    sheet.append(("type", "name", "label"))
    sheet.append(("text", "who", "Who?"))
    workbook = io.BytesIO()
    book.save(workbook)
    made = [
        convert(content, name).xform
        for content, name in (
            (FINE.encode(), "form.md"),
            (csv.encode(), "form.csv"),
            (csv.replace(",", ";").encode(), "form.csv"),
            (csv.encode("utf-16"), "form.csv"),
            (b"type,name,label\ntext,who,Who?\n", "form.csv"),
            (packed.getvalue(), "form.zip"),
            (workbook.getvalue(), "form.xlsx"),
        )
    ]
    assert made[0] is not None
    assert set(made) == {made[0]}


def test_an_x_form_is_taken_as_it_is() -> None:
    made = convert(FINE.encode(), "form.md").xform
    assert made is not None
    assert convert(made, "form.xml").xform == made
