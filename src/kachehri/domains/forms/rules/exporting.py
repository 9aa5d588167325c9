"""Which columns a question becomes in a file, by which name, with which words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kachehri.engines.tables.labelled import Kind, Variable
from kachehri.engines.xforms.answers import Column, tables
from kachehri.engines.xforms.kinds import FormModel, Question, Texts

_KINDS: Mapping[str, Kind] = {
    "integer": "whole",
    "int": "whole",
    "decimal": "number",
    "range": "number",
    "date": "day",
    "today": "day",
    "dateTime": "moment",
    "datetime": "moment",
    "start": "moment",
    "end": "moment",
    "select_one": "choice",
    "select_multiple": "several",
    "rank": "several",
}
POINTS = frozenset({"geopoint", "start-geopoint"})
LINES = frozenset({"geotrace", "geoshape"})


@dataclass(frozen=True)
class Source:
    """One question and the columns of a file that it becomes."""

    path: str
    type: str
    variables: tuple[Variable, ...]

    def parted(self, column: Sequence[Any]) -> list[Sequence[Any]]:
        """The answers as those columns: a position as four, everything else as it is."""
        if self.type in POINTS:
            found = [one if isinstance(one, list | tuple) else () for one in column]
            return [[one[n] if n < len(one) else None for one in found] for n in range(4)]
        if self.type in LINES:
            return [[_line(one) for one in column]]
        kind = self.variables[0].kind
        if kind == "several":
            return [[" ".join(one) if isinstance(one, list) else one for one in column]]
        if kind in {"whole", "number"}:
            return [[None if isinstance(one, str) else one for one in column]]
        return [column]


def _line(value: Any) -> str | None:
    """A line of positions as a device writes it."""
    if not isinstance(value, list | tuple):
        return None if value is None else str(value)
    return "; ".join(
        " ".join("0" if n is None else format(n, ".12g") for n in one) for one in value
    )


def sources_of(model: FormModel, path: str, language: str) -> list[Source]:
    """The questions of a table (the form or one of its repeats) as columns of a file."""
    table = next((one for one in tables(model) if one.path == path), None)
    if table is None:
        return []
    questions = {one.path: one for one in model.questions()}
    times = Counter(one.name.lower() for one in table.columns)
    return [
        _source(model, one, questions.get(one.path), _name(one, table.path, times), language)
        for one in table.columns
    ]


def _name(column: Column, above: str, times: Mapping[str, int]) -> str:
    """The last name of a path; with those before it where another question has the same."""
    if times[column.name.lower()] == 1:
        return column.name
    return column.path.removeprefix(f"{above}/").replace("/", "_")


def _source(
    model: FormModel, column: Column, question: Question | None, name: str, language: str
) -> Source:
    label = text(question.labels, model, language) if question else ""
    if column.type in POINTS:
        parts = ("latitude", "longitude", "altitude", "accuracy")
        made = tuple(Variable(f"{name}_{part}", "number", label) for part in parts)
        placed = (replace(made[0], place="lat"), replace(made[1], place="lon"), *made[2:])
        return Source(column.path, column.type, placed)
    kind = _KINDS.get(column.type, "text")
    values = words(model, question, language) if kind in {"choice", "several"} else {}
    return Source(column.path, column.type, (Variable(name, kind, label, values),))


def words(model: FormModel, question: Question | None, language: str) -> Mapping[str, str]:
    """What the codes of a question mean. A list from a file is not known here: its codes stay."""
    choices = model.lists.get(question.list_name, ()) if question else ()
    return {one.name: text(one.labels, model, language) or one.name for one in choices}


def text(texts: Texts, model: FormModel, language: str) -> str:
    """The text in a language, else in the form's own, else in any."""
    found = texts.get(language) or texts.get(model.default_language)
    return found or next((one for one in texts.values() if one), "")


def unite(versions: Sequence[Sequence[Source]]) -> tuple[Source, ...]:
    """The columns of several versions: those of the first, then what only others have.

    Codes that only an older version knows keep their words.
    """
    made: dict[str, Source] = {}
    for sources in versions:
        for one in sources:
            known = made.get(one.path)
            if known is None:
                made[one.path] = one
            elif len(known.variables) == 1:
                first = known.variables[0]
                both = {**first.values, **{
                    code: say for code, say in one.variables[0].values.items()
                    if code not in first.values
                }}  # fmt: skip
                made[one.path] = replace(known, variables=(replace(first, values=both),))
    return tuple(made.values())
