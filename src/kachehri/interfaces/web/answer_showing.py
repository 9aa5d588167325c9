"""One answered form as a page shows it: each question in the reader's language with its answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kachehri.domains.forms.rules.exporting import text, words
from kachehri.domains.forms.rules.odata import BINARY
from kachehri.engines.xforms.answers import text_of
from kachehri.engines.xforms.kinds import FormModel, Part, Question

UNSHOWN = frozenset({"note", "start", "end", "today", "deviceid", "username", "audit"})
LATELY = ("instanceID", "deprecatedID", "instanceName")


@dataclass(frozen=True)
class Line:
    """A question with its answer, or (without an answer) the heading of a group."""

    label: str
    answer: str = ""
    is_heading: bool = False
    file: str = ""
    href: str = ""


def lines(model: FormModel, values: Mapping[str, Any], language: str) -> tuple[Line, ...]:
    """What was answered, in the order of the form. Questions that were not asked are left out."""
    return tuple(_lines(model, model.children, values, language))


def _lines(
    model: FormModel, parts: Sequence[Part], values: Mapping[str, Any], language: str
) -> Iterator[Line]:
    for part in parts:
        label = text(part.labels, model, language) or part.name
        if isinstance(part, Question):
            if part.path in values and part.type not in UNSHOWN and part.name not in LATELY:
                yield _line(model, part, values[part.path], label, language)
        elif part.is_repeat:
            for number, row in enumerate(values.get(part.path, ()), 1):
                yield Line(f"{label} {number}", is_heading=True)
                yield from _lines(model, part.children, row, language)
        else:
            inner = list(_lines(model, part.children, values, language))
            if inner and part.labels:
                yield Line(label, is_heading=True)
            yield from inner


def _line(model: FormModel, part: Question, value: Any, label: str, language: str) -> Line:
    if part.type in BINARY:
        return Line(label, str(value), file=str(value))
    known = words(model, part, language)
    if isinstance(value, list) and value and isinstance(value[0], str):
        return Line(label, "; ".join(known.get(one, one) for one in value))
    if isinstance(value, str):
        return Line(label, known.get(value, value))
    if part.type in {"geopoint", "start-geopoint"} and isinstance(value, tuple):
        return Line(label, f"{value[0]:.5f}, {value[1]:.5f}")
    return Line(label, text_of(value) or "")
