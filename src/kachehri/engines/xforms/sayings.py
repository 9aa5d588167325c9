"""What pyxform says, with sheet, row, column and mend: in the words that authors know."""

import re
from typing import NamedTuple

from .kinds import FormProblem
from .opening import Book

UNEXPECTED = "This file holds something that no form has."
LOOK = "Look at this row again, and compare it with the page about forms."
_ROW = re.compile(r"\[row\s*:\s*(\d+)\]\s*:?\s*")
_WHERE = re.compile(r"On the '(\w+)' sheet, the '([^']*)' value")
_SHEET = re.compile(r"(?:for sheet: |On the )'(\w+)'")
_LEARN = re.compile(r"\s*Learn more:\s*\S+|\s*(?:See|see)\s+https?:\S+")
_DICT = re.compile(r"\s*\{.*\}\s*$", re.DOTALL)


class _Saying(NamedTuple):
    pattern: re.Pattern[str]
    mend: str
    code: str
    column: str = ""
    sheet: str = ""


def _one(pattern: str, mend: str, code: str, column: str = "", sheet: str = "") -> _Saying:
    return _Saying(re.compile(pattern, re.IGNORECASE), mend, code, column, sheet)


_NAME = "Begin with a letter; then letters, digits, _ and - only: no spaces, no other signs."
_SAYINGS = (
    _one(
        r"must have a sheet named 'survey'",
        "Call the sheet with the questions “survey”.",
        "no-survey",
    ),
    _one(
        r"Missing calculation", "Write what is to be calculated.", "no-calculation", "calculation"
    ),
    _one(r"with no name", "Give it a name of its own.", "no-name", "name"),
    _one(r"Question with no type", "Write what sort of question it is: text.", "no-type", "type"),
    _one(r"Audits must always", "Leave the name of the row empty.", "audit", "name"),
    _one(
        r"Unmatched 'begin_|unmatched begin|SURVEY_002",
        "Write a row “end group” or “end repeat” where it ends.",
        "no-end",
        "type",
    ),
    _one(
        r"Unmatched 'end_|unmatched end",
        "Write a row “begin group” or “begin repeat” where it begins, or delete this one.",
        "no-begin",
        "type",
    ),
    _one(
        r"List name not in (choices|external choices|columns)",
        "Write this list in the sheet of choices, or correct its name here.",
        "no-list",
        "type",
    ),
    _one(
        r"Reference variables must start",
        "Write ${name}, with the name of a question between the braces.",
        "reference",
    ),
    _one(
        r"Could not find the name|There has been a problem trying to replace",
        "Write the name of a question of this form between the braces.",
        "reference",
    ),
    _one(
        r"names must be unique anywhere|appears more than once",
        "Give the questions different names.",
        "reference-twice",
    ),
    _one(
        r"must be unique within|Repeat names must|is reserved for form metadata|same as the survey",
        "Give it another name.",
        "name-twice",
        "name",
    ),
    _one(
        r"Choice names must be unique",
        "Give each choice of a list a name of its own.",
        "choice-twice",
        "name",
        "choices",
    ),
    _one(r"Choices must have a name", "Write its name.", "choice-no-name", "name", "choices"),
    _one(
        r"Choices should have a label",
        "Write what people read.",
        "choice-no-label",
        "label",
        "choices",
    ),
    _one(
        r"Choice names with spaces",
        "Take the spaces out of the name; they may stay in its label.",
        "choice-name",
        "name",
        "choices",
    ),
    _one(r"Names must begin with a letter", _NAME, "name", "name"),
    _one(
        r"has no label or hint",
        "Write the words of the question into the column “label”.",
        "no-label",
        "label",
    ),
    _one(
        r"Unknown question type",
        "Write one of: text, integer, decimal, date, select_one LIST, select_multiple LIST, "
        "geopoint, image, note, calculate, begin group, begin repeat.",
        "type",
        "type",
    ),
    _one(
        r"section has not been included",
        "Copy the rows of the other form into this one: a form of several files is not taken.",
        "include",
        "type",
    ),
    _one(
        r"different names for the same column",
        "Keep one of the two columns, and delete the other.",
        "heading-twice",
    ),
    _one(
        r"required column headers were not found|missing header row|mandatory columns",
        "Write headings into the first row: type, name, label; in choices: list_name, name, label.",
        "no-heading",
    ),
    _one(
        r"Column headers must not be empty",
        "Give the column a heading without spaces, or delete it if it holds notes only.",
        "heading",
        sheet="choices",
    ),
    _one(
        r"max-pixels",
        "Write max-pixels=1024 into the column “parameters”, so that pictures can be sent.",
        "large-pictures",
        "parameters",
    ),
    _one(
        r"[Pp]arameter",
        "Look at how this parameter is written: name=value.",
        "parameter",
        "parameters",
    ),
    _one(r"save_to|entit", "Take the column “save_to” and the sheet “entities” out.", "entities"),
    _one(r"is no longer supported", "Take this row out.", "old-type", "type"),
    _one(
        r"has no label",
        "Write its words, so that people see what it is about.",
        "no-label",
        "label",
    ),
    _one(
        r"or_other",
        "Write the choice “other” yourself, and a text question that asks which.",
        "or-other",
        "type",
    ),
    _one(r"Row without name, text, or label", "Nothing, if it is a comment.", "comment-row"),
    _one(
        r"similar names were found",
        "Correct the name of the sheet, or begin it with _ if it is not part of the form.",
        "sheet-name",
    ),
    _one(r"'disabled' column", "Use the column “relevant” instead.", "disabled", "disabled"),
    _one(
        r"form_id and id_string",
        "Keep the column form_id, delete id_string.",
        "form-id",
        sheet="settings",
    ),
    _one(
        r"only meant for filtered", "Write a choice_filter, or use select_one.", "external", "type"
    ),
)
_OURS = ("is missing the", "language declarations do not contain")


def error(said: str, book: Book) -> FormProblem:
    """What stopped pyxform."""
    return _problem(said, book, is_error=True)


def warning(said: str, book: Book) -> FormProblem | None:
    """What it found doubtful; None for what our own look says better."""
    if any(words in said for words in _OURS):
        return None
    return _problem(said, book, is_error=False)


def _problem(said: str, book: Book, *, is_error: bool) -> FormProblem:
    known = next((one for one in _SAYINGS if one.pattern.search(said)), None)
    where = _WHERE.search(said)
    found = _SHEET.search(said)
    nth = _ROW.search(said)
    sheet = where[1] if where else found[1] if found else known.sheet if known else ""
    sheet = sheet or ("survey" if nth else "")
    row = book.sheet(sheet).number(int(nth[1])) if nth and int(nth[1]) > 1 else int(bool(nth))
    column = where[2] if where else known.column if known else ""
    row = row or _by_name(said, sheet, book)
    return FormProblem(
        message=_plain(said),
        mend=known.mend if known else LOOK,
        sheet=sheet or ("survey" if row else ""),
        row=row,
        column=column or (_heading(said, sheet, book) if row else ""),
        code=known.code if known else "",
        is_error=is_error,
    )


def _plain(said: str) -> str:
    """The first of several lines, without addresses and what a program would print."""
    words = _LEARN.sub("", _ROW.sub("", said.strip().split("\n", maxsplit=1)[0]))
    return _DICT.sub("", words).strip().rstrip(":")


_CHOICE = re.compile(r"\[([^\]]+)\] in \[([^\]]+)\]")
_QUOTED = re.compile(r"'([^']+)'")


def _by_name(said: str, sheet: str, book: Book) -> int:
    """The row of a question that the words name in quotes; the first row for a heading."""
    if chosen := _CHOICE.search(said):
        wanted = {chosen[1], chosen[2]}
        rows = (row for row in book.sheet("choices").rows if wanted <= set(row.cells.values()))
        return next((row.number for row in rows), 0)
    written = _QUOTED.findall(said)
    survey = book.sheet("survey")
    for row in survey.rows if sheet in ("", "survey") else ():
        if row.cells.get("name") in written and "name" in row.cells:
            return row.number
    known = {heading.lower() for heading in book.sheet(sheet).headings} if sheet else set()
    is_heading = bool(known & {one.lower() for one in written}) or "headers" in said
    return book.sheet(sheet).first if sheet and is_heading else 0


def _heading(said: str, sheet: str, book: Book) -> str:
    """The last heading of the sheet that the words name in quotes."""
    known = {heading.lower(): heading for heading in book.sheet(sheet or "survey").headings}
    named = [known[one.lower()] for one in _QUOTED.findall(said) if one.lower() in known]
    return named[-1] if named else ""
