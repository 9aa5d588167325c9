"""Spreadsheets to XForms: opened by us, looked at by us, turned by pyxform.

    found = convert(content, "households.xlsx")
    found.xform          # the bytes for devices, or None
    found.problems       # each with sheet, row, column, message and mend

pyxform stops at its first problem and often names no row. So our own look comes first
(`checking`), and what pyxform says without a row is traced: the shortest beginning of the survey
that makes it say the same ends in the row that is meant.
"""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

from . import checking, sayings
from .kinds import Converted, FormProblem
from .opening import Book, Row, Sheet, SheetRefused, open_book
from .outside import XmlRefused
from .reading import read

ROOT = "data"
_MEND_XML = "Make the form anew from its spreadsheet, or ask who wrote it."


def convert(content: bytes, name: str) -> Converted:
    """What becomes of a file: .xlsx .xlsm .xls .csv .zip .md, or an XForm (.xml) as it is."""
    if PurePath(name).suffix.lower() == ".xml" or content.lstrip()[:5] == b"<?xml":
        return _as_it_is(content)
    try:
        book = open_book(content, name)
    except SheetRefused as refusal:
        return Converted(None, (refusal.problem,))
    return _turned(book, PurePath(name).stem or ROOT)


def _as_it_is(content: bytes) -> Converted:
    try:
        model = read(content)
    except XmlRefused as refusal:
        problem = FormProblem(str(refusal), _MEND_XML, row=refusal.line, code="not-a-form")
        return Converted(None, (problem,))
    found = checking.of_model(model, Book(()))
    problems = tuple(_in_xml(one, content) for one in dict.fromkeys(found))
    return Converted(_unless_broken(content, problems), problems)


def _in_xml(problem: FormProblem, content: bytes) -> FormProblem:
    """With the line of the file. Devices read more than we do: an expression is only doubtful."""
    at = content.find(f'nodeset="{problem.path}"'.encode()) if problem.path else -1
    line = content[:at].count(b"\n") + 1 if at >= 0 else problem.row
    return replace(problem, row=line, is_error=problem.is_error and problem.code != "expression")


def _turned(book: Book, stem: str) -> Converted:
    problems = [*book.problems, *checking.of_sheets(book)]
    turned = _Turned(book, stem)
    problems += _new(turned.problems, problems)
    if turned.xform is not None:
        try:
            problems += _new(checking.of_model(read(turned.xform), book), problems)
        except XmlRefused as refusal:
            problems.append(FormProblem(str(refusal), _MEND_XML, sheet="survey"))
    found = tuple(sorted(dict.fromkeys(problems), key=_order))
    return Converted(_unless_broken(turned.xform, found), found, turned.itemsets)


def _unless_broken(xform: bytes | None, problems: tuple[FormProblem, ...]) -> bytes | None:
    return None if any(one.is_error for one in problems) else xform


def _new(
    found: "list[FormProblem] | tuple[FormProblem, ...]", known: list[FormProblem]
) -> list[FormProblem]:
    """Those that say more than what is known of the same row."""
    rows = {(one.sheet, one.row, one.is_error) for one in known if one.row}
    return [one for one in found if (one.sheet, one.row, one.is_error) not in rows]


def _order(problem: FormProblem) -> tuple[bool, str, int]:
    return (not problem.is_error, (problem.sheet != "survey" and problem.sheet) or "", problem.row)


class _Turned:
    """One run of pyxform, and what it said in our words."""

    def __init__(self, book: Book, stem: str) -> None:
        self.book = book
        self.stem = stem
        self.xform: bytes | None = None
        self.itemsets: bytes | None = None
        self.problems: list[FormProblem] = []
        warnings: list[str] = []
        said = self._run(book, warnings)
        if said:
            self.problems.append(self._traced(said))
        for warning in warnings if not said else ():
            if problem := sayings.warning(warning, book):
                self.problems.append(problem)

    def _run(self, book: Book, warnings: list[str]) -> str:
        """Empty when it went well."""
        from pyxform.errors import PyXFormError
        from pyxform.xls2xform import convert as turn

        try:
            found = turn(
                {**_workbook(book), "fallback_form_name": self.stem},
                warnings=warnings,
                form_name=ROOT,
            )
        except PyXFormError as problem:
            return str(problem) or "The form cannot be turned."
        except RecursionError:
            return "The groups are nested too deeply."
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
            return f"{sayings.UNEXPECTED} ({type(problem).__name__}: {problem})"
        self.xform = found.xform.encode()
        self.itemsets = found.itemsets.encode() if found.itemsets else None
        return ""

    def _traced(self, said: str) -> FormProblem:
        problem = sayings.error(said, self.book)
        if problem.row or problem.sheet not in ("", "survey"):
            return problem
        row = self._row(said)
        return replace(problem, sheet="survey", row=row) if row else problem

    def _row(self, said: str) -> int:
        """The last row of the shortest beginning that makes pyxform say the same; 0 where none."""
        rows = self.book.sheet("survey").rows
        low, high = 0, len(rows)
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self._says(said, middle) else (middle + 1, high)
        if 0 < low <= len(rows) and self._says(said, low) and not self._says(said, 0):
            return rows[low - 1].number
        return 0

    def _says(self, said: str, most: int) -> bool:
        probe = _Probe(self.book, self.stem)
        return probe.run(_beginning(self.book, most)) == said


class _Probe(_Turned):
    """A run whose outcome is only compared."""

    def __init__(self, book: Book, stem: str) -> None:
        self.book = book
        self.stem = stem

    def run(self, book: Book) -> str:
        """What pyxform says of a book."""
        return self._run(book, [])


def _beginning(book: Book, most: int) -> Book:
    """The first rows of the survey, with an end for each group that is open then."""
    survey = book.sheet("survey")
    rows = list(survey.rows[:most])
    for kind in reversed(checking.open_groups(rows)):
        rows.append(Row(0, {checking.type_heading(survey): f"end {kind}"}))
    return replace(book, sheets={**book.sheets, "survey": replace(survey, rows=tuple(rows))})


def _workbook(book: Book) -> dict[str, Any]:
    """As pyxform's own readers hand it on."""
    found: dict[str, Any] = {"sheet_names": list(book.names)}
    for name, sheet in book.sheets.items():
        found[name] = [dict(row.cells) for row in _kept(name, sheet)]
        found[f"{name}_header"] = [dict.fromkeys(sheet.headings)] if sheet.headings else []
    return found


def _kept(name: str, sheet: Sheet) -> tuple[Row, ...]:
    """Blank rows keep the numbers of the survey and the choices right; elsewhere they disturb."""
    if name in ("survey", "choices"):
        return sheet.rows
    return tuple(row for row in sheet.rows if row.cells)
