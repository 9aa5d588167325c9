"""Headings and their languages: `label::Urdu (ur)`; what is not translated yet."""

from collections.abc import Iterator

from .kinds import FormProblem
from .languages import code_of
from .opening import Book, Sheet

LANGUAGE_CODES = frozenset({"language-without-code"})
_SPOKEN = (
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
)
_ALIASES = {
    "caption": "label",
    "constraint message": "constraint_message",
    "constraintmsg": "constraint_message",
    "required message": "required_message",
    "requiredmsg": "required_message",
    "list name": "list_name",
}


def plain_heading(heading: str) -> str:
    """A heading in lower case, without its language."""
    base = heading.partition("::")[0].strip().lower()
    return _ALIASES.get(base, base)


def _language(heading: str) -> str:
    if "::" in heading:
        return heading.partition("::")[2].strip()
    base, _colon, language = heading.partition(":")
    return language.strip() if base.strip().lower() in _SPOKEN else ""


def _base(heading: str) -> str:
    return plain_heading(heading if "::" in heading else heading.partition(":")[0])


def translations(book: Book) -> Iterator[FormProblem]:
    """Languages without a code, columns and cells that lack a language."""
    default = _default(book)
    sheets = [book.sheet(name) for name in ("survey", "choices")]
    languages = list(dict.fromkeys(_languages(sheets, default)))
    yield from _codes(sheets)
    if len(languages) < 2:
        return
    for sheet in sheets:
        yield from _columns(sheet, languages, default)
        yield from _cells(sheet)


def _default(book: Book) -> str:
    for row in book.sheet("settings").rows:
        return row.cells.get("default_language", "")
    return ""


def _languages(sheets: list[Sheet], default: str) -> Iterator[str]:
    for sheet in sheets:
        for heading in sheet.headings:
            if _base(heading) in _SPOKEN:
                yield _language(heading) or default


def _codes(sheets: list[Sheet]) -> Iterator[FormProblem]:
    seen = set()
    for sheet in sheets:
        for heading in sheet.headings:
            name = _language(heading)
            if _base(heading) not in _SPOKEN or not name or code_of(name) or name in seen:
                continue
            seen.add(name)
            yield FormProblem(
                f"The language “{name}” has no code: no program knows in which direction it runs.",
                f"Write the code after its name: {heading} ({_guess(name)}).",
                sheet.name.lower(),
                sheet.first,
                heading,
                "language-without-code",
                is_error=False,
            )


def _guess(name: str) -> str:
    known = {"english": "en", "urdu": "ur", "sindhi": "sd", "french": "fr", "arabic": "ar"}
    return known.get(name.strip().lower(), "en")


def _columns(sheet: Sheet, languages: list[str], default: str) -> Iterator[FormProblem]:
    """Kinds of text that have a column in one language and none in another."""
    found: dict[str, set[str]] = {}
    for heading in sheet.headings:
        if _base(heading) in _SPOKEN:
            found.setdefault(_base(heading), set()).add(_language(heading) or default)
    for base, there in found.items():
        if "" in there and len(languages) > 1:
            yield _nameless(sheet, base)
        for language in languages:
            if language and language not in there:
                heading = f"{base}::{language}"
                yield FormProblem(
                    f"There is no column “{heading}”: in this language the text is missing.",
                    "Add the column and translate.",
                    sheet.name.lower(),
                    sheet.first,
                    heading,
                    "no-translation",
                    is_error=False,
                )


def _nameless(sheet: Sheet, base: str) -> FormProblem:
    return FormProblem(
        f"The heading “{base}” names no language, others do.",
        f"Write the language after it: {base}::English (en).",
        sheet.name.lower(),
        sheet.first,
        base,
        "language-unnamed",
        is_error=False,
    )


def _cells(sheet: Sheet) -> Iterator[FormProblem]:
    """Rows that say something in one language and nothing in another, one problem a column."""
    columns: dict[str, list[str]] = {}
    for heading in sheet.headings:
        if _base(heading) in _SPOKEN:
            columns.setdefault(_base(heading), []).append(heading)
    for headings in columns.values():
        for heading in headings:
            rows = [
                row.number
                for row in sheet.rows
                if heading not in row.cells and any(one in row.cells for one in headings)
            ]
            if rows:
                yield _untranslated(sheet, heading, rows)


def _untranslated(sheet: Sheet, heading: str, rows: list[int]) -> FormProblem:
    shown = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
    return FormProblem(
        f"{len(rows)} rows say nothing here and something in another language: {shown}.",
        "Translate them.",
        sheet.name.lower(),
        rows[0],
        heading,
        "no-translation",
        is_error=False,
    )
