"""What `kachehri forms check` says of a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kachehri.engines.xforms.converting import convert
from kachehri.engines.xforms.kinds import FormProblem
from kachehri.engines.xforms.reading import read


def check(path: Path) -> dict[str, Any]:
    """The verdict on a file: ok, warnings, errors; id, version and languages of a form."""
    found = convert(path.read_bytes(), path.name)
    said: dict[str, Any] = {"path": str(path), **verdict(found.problems, is_sound=found.is_sound)}
    if found.xform is not None:
        model = read(found.xform)
        said |= {
            "form_id": model.form_id,
            "version": model.version,
            "title": model.title,
            "languages": [one.code for one in model.languages],
            "questions": sum(1 for _one in model.asked()),
            "media": list(model.media),
        }
    return said


def verdict(problems: Iterable[FormProblem], *, is_sound: bool) -> dict[str, Any]:
    """Problems as scripts read them."""
    known = list(problems)
    return {
        "ok": is_sound,
        "errors": [_plain(one) for one in known if one.is_error],
        "warnings": [_plain(one) for one in known if not one.is_error],
    }


def in_words(found: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [f"{found['path']}: {'it can be filled.' if found['ok'] else 'it has faults.'}"]
    if found["ok"]:
        lines.append(
            f"  {found['title']} ({found['form_id']}): {found['questions']} questions, "
            f"languages: {', '.join(found['languages'])}"
        )
    for name, head in (("errors", "FAULT"), ("warnings", "doubt")):
        lines += [f"  {head}  {_in_words(one)}" for one in found[name]]
    return "\n".join(lines)


def _in_words(problem: dict[str, Any]) -> str:
    where = [problem["sheet"]] if problem["sheet"] else []
    where += [f"row {problem['row']}"] if problem["row"] else []
    where += [f"column {problem['column']}"] if problem["column"] else []
    place = f"{', '.join(where)}: " if where else ""
    return f"{place}{problem['message']} {problem['mend']}".strip()


def _plain(problem: FormProblem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "message": problem.message,
        "mend": problem.mend,
        "code": problem.code,
    }
