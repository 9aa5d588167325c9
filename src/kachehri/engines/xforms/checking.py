"""Our own look at a form: at its sheets before they are turned, at its model afterwards."""

from collections.abc import Iterable, Iterator, Sequence

from . import faults, references
from .headings import LANGUAGE_CODES, plain_heading, translations
from .kinds import FormModel, FormProblem, Group, Part, Question
from .opening import Book, Row, Sheet

_BEGIN, _END = ("begin",), ("end",)
_GROUPS = {"group", "repeat", "loop"}
_CHOOSES = ("select_one", "select_multiple", "rank", "select one", "select multiple")
_LISTLESS = ("select_one_external", "_from_file")


def of_sheets(book: Book) -> tuple[FormProblem, ...]:
    """What can be seen without turning it."""
    return tuple(_of_sheets(book))


def _of_sheets(book: Book) -> Iterator[FormProblem]:
    survey = book.sheet("survey")
    if not survey.headings:
        return
    yield from _structure(survey)
    yield from _included(survey)
    yield from _lists(book)
    yield from translations(book)


def of_model(model: FormModel, book: Book) -> tuple[FormProblem, ...]:
    """What can be seen in the form that came out: expressions, and calculations in a circle."""
    rows = rows_by_path(book.sheet("survey"), model.root)
    found: list[FormProblem] = []
    if not model.form_id:
        found.append(FormProblem("The form has no id.", "Write form_id into the sheet settings."))
    for part in references.parts(model.children):
        found += _expressions(part, rows)
    found += _circles(model, rows)
    return tuple(found)


def _words(row: Row) -> str:
    said = next((text for key, text in row.cells.items() if plain_heading(key) == "type"), "")
    return " ".join(said.lower().replace("_", " ").split())


def type_heading(sheet: Sheet) -> str:
    """How the column of types is written."""
    return next((one for one in sheet.headings if plain_heading(one) == "type"), "type")


def _group(row: Row, ways: tuple[str, ...]) -> str:
    """`begin group` → "group"; empty for another row."""
    written = _words(row).split()
    is_one = len(written) > 1 and written[0] in ways and written[1] in _GROUPS
    return written[1] if is_one else ""


def open_groups(rows: Iterable[Row]) -> list[str]:
    """The groups that have begun and not ended, the outer ones first."""
    found: list[str] = []
    for row in rows:
        if kind := _group(row, _BEGIN):
            found.append(kind)
        elif _group(row, _END) and found:
            found.pop()
    return found


def _structure(survey: Sheet) -> Iterator[FormProblem]:
    """Groups that never end, ends without a beginning, ends of another sort."""
    begun: list[tuple[str, Row]] = []
    for row in survey.rows:
        if kind := _group(row, _BEGIN):
            begun.append((kind, row))
        elif kind := _group(row, _END):
            if not begun:
                yield _mismatch(row, f"This row ends a {kind}, but none has begun.", "no-begin")
            elif begun.pop()[0] != kind:
                yield _mismatch(
                    row, f"This row ends a {kind}, but another sort has begun.", "no-begin"
                )
    for kind, row in begun:
        name = row.cells.get("name", "")
        yield _mismatch(row, f"The {kind} “{name}” begins here and never ends.", "no-end")


def _mismatch(row: Row, message: str, code: str) -> FormProblem:
    mend = "Each “begin group” or “begin repeat” needs its “end group” or “end repeat” below it."
    return FormProblem(message, mend, "survey", row.number, "type", code)


def _included(survey: Sheet) -> Iterator[FormProblem]:
    for row in survey.rows:
        if _words(row).startswith("include"):
            yield FormProblem(
                "This row wants the rows of another form.",
                "Copy those rows into this sheet: a form of several files is not taken.",
                "survey",
                row.number,
                "type",
                "include",
            )


def _lists(book: Book) -> Iterator[FormProblem]:
    """Lists that a question wants and nobody wrote."""
    known = {
        text
        for row in book.sheet("choices").rows
        for key, text in row.cells.items()
        if plain_heading(key) == "list_name"
    }
    for row in book.sheet("survey").rows:
        wanted = _wanted(row)
        if wanted and wanted not in known and "${" not in wanted:
            yield FormProblem(
                f"The list “{wanted}” is not in the sheet of choices.",
                "Write its choices there, or correct the name of the list here.",
                "survey",
                row.number,
                "type",
                "no-list",
            )


def _wanted(row: Row) -> str:
    """The list of a question that chooses from the sheet of choices."""
    said = next((text for key, text in row.cells.items() if plain_heading(key) == "type"), "")
    written = said.split()
    if len(written) < 2 or any(word in written[0].lower() for word in _LISTLESS):
        return ""
    return written[1] if written[0].lower() in _CHOOSES else ""


def rows_by_path(survey: Sheet, root: str) -> dict[str, Row]:
    """Where each question and group stands: its path → its row."""
    found: dict[str, Row] = {}
    stack = [f"/{root}"]
    for row in survey.rows:
        name = next((text for key, text in row.cells.items() if plain_heading(key) == "name"), "")
        if _group(row, _BEGIN):
            stack.append(f"{stack[-1]}/{name}")
            found[stack[-1]] = row
        elif _group(row, _END):
            stack = stack[:-1] or stack
        elif name:
            found[f"{stack[-1]}/{name}"] = row
    return found


def _expressions(part: Part, rows: dict[str, Row]) -> Iterator[FormProblem]:
    for column, written in references.expressions_of(part):
        if said := faults.fault(written):
            row = rows.get(part.path)
            yield FormProblem(
                f"“{part.name}”: {said}",
                "Look at the brackets, the quotes and the names of functions in it.",
                "survey" if row else "",
                row.number if row else 0,
                column,
                "expression",
                path=part.path,
            )


def _circles(model: FormModel, rows: dict[str, Row]) -> Iterator[FormProblem]:
    for circle in references.circles(model):
        names = " → ".join(path.rpartition("/")[2] for path in (*circle, circle[0]))
        row = next((rows[path] for path in circle if path in rows), None)
        yield FormProblem(
            f"These depend on each other in a circle: {names}.",
            "Take one of them out of the calculation or the condition of the other.",
            "survey" if row else "",
            row.number if row else 0,
            _column_of(model, circle[0]),
            "circle",
            path=circle[0],
        )


def _column_of(model: FormModel, path: str) -> str:
    for part in references.parts(model.children):
        if part.path == path:
            return "calculation" if isinstance(part, Question) and part.calculation else "relevant"
    return ""


def before_publishing(problems: Sequence[FormProblem]) -> tuple[FormProblem, ...]:
    """What was a warning while the form is a draft and must be mended before people fill it."""
    return tuple(one for one in problems if one.is_error or one.code in LANGUAGE_CODES)


__all__ = ["Group", "before_publishing", "of_model", "of_sheets", "open_groups", "rows_by_path"]
