"""What a kind of matter asks, as a form shows it: when it is opened, and when a move is made.

The public's form, the counter's and the desk's are made of the same questions. What was typed and
what was kept look alike, so a form is filled from either, and nothing that was typed is lost.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.http import QueryDict
from django.utils.translation import gettext, pgettext

from kachehri.domains.cases.kinds import Field

Content: TypeAlias = Mapping[str, Any]
Label: TypeAlias = tuple[str, str]

FEW = 6
"""So many choices stand below each other; more are a list to open."""
PREFIX = "f-"
"""Before the key of a field, so that no field of a kind takes the name of one of the page."""


@dataclass(frozen=True)
class Option:
    """One choice; `help` is said beside it."""

    value: str
    label: str
    chosen: bool = False
    help: str = ""


@dataclass(frozen=True)
class Question:
    """One field of a form. `look` is the name of a branch of `web/question.html`."""

    key: str
    look: str
    label: str
    help: str = ""
    required: bool = False
    problem: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    most: int = 0
    name: str = ""

    @property
    def first(self) -> str:
        """The id of what a link to this question leads to."""
        return f"{self.name}-0" if self.look in ("radios", "checks") else self.name

    @property
    def described(self) -> str:
        """The ids of what explains the field, for whoever hears the page."""
        said = (("problem", self.problem), ("help", self.help))
        return " ".join(f"{self.name}-{end}" for end, text in said if text)


@dataclass(frozen=True)
class Around:
    """What fields of type `body` and `place` may name: pairs of a value and its label."""

    bodies: tuple[Label, ...] = ()
    places: tuple[Label, ...] = ()


def questions(
    fields: Iterable[Field],
    content: Content,
    problems: Mapping[str, str] | None = None,
    *,
    around: Around | None = None,
    required: Iterable[str] = (),
) -> tuple[Question, ...]:
    """The fields as a form shows them. Those named in `required` must be filled in, too."""
    must, said = set(required), problems or {}
    return tuple(
        question(
            one,
            content.get(one.key),
            said.get(one.key, ""),
            around=around or Around(),
            required=one.required or one.key in must,
        )
        for one in fields
    )


def question(
    one: Field, value: Any, problem: str = "", *, around: Around, required: bool
) -> Question:
    """One field as a form shows it, filled with a value."""
    look, filled = LOOKS[one.type](one, value, around, required)
    return Question(
        key=one.key,
        look=look,
        label=gettext(one.label),
        help=gettext(one.help) if one.help else "",
        required=required,
        problem=problem,
        most=one.most,
        name=PREFIX + one.key,
        **filled,
    )


Look: TypeAlias = tuple[str, dict[str, Any]]


def _line(one: Field, value: Any, around: Around, required: bool) -> Look:
    return "line", {"value": _text(value)}


def _words(one: Field, value: Any, around: Around, required: bool) -> Look:
    return "words", {"value": _text(value)}


def _number(one: Field, value: Any, around: Around, required: bool) -> Look:
    return "number", {"value": _text(value)}


def _file(one: Field, value: Any, around: Around, required: bool) -> Look:
    return "file", {}


def _date(one: Field, value: Any, around: Around, required: bool) -> Look:
    """A browser's calendar, unless it would not show what was typed."""
    text = _text(value)
    fits = not text or re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return "date" if fits else "line", {"value": text}


def _choice(one: Field, value: Any, around: Around, required: bool) -> Look:
    return one_of([(key, gettext(label)) for key, label in one.choices.items()], value, required)


def _choices(one: Field, value: Any, around: Around, required: bool) -> Look:
    labels = [(key, gettext(label)) for key, label in one.choices.items()]
    taken = value if isinstance(value, list | tuple) else [_text(value)]
    return "checks", {"options": _options(labels, taken)}


def _yes(one: Field, value: Any, around: Around, required: bool) -> Look:
    said = {True: "true", False: "false"}.get(value, _text(value))
    labels = [("true", pgettext("answer", "Yes")), ("false", pgettext("answer", "No"))]
    return "radios", {"options": _options(labels, (said,))}


def _body(one: Field, value: Any, around: Around, required: bool) -> Look:
    return one_of(around.bodies, value, required, few=0)


def _place(one: Field, value: Any, around: Around, required: bool) -> Look:
    return one_of(around.places, value, required, few=0)


LOOKS: Mapping[str, Callable[[Field, Any, Around, bool], Look]] = {
    "line": _line, "words": _words, "choice": _choice, "choices": _choices, "yes": _yes,
    "date": _date, "number": _number, "money": _number, "file": _file, "body": _body,
    "place": _place,
}  # fmt: skip
"""How a field of each type is asked."""


def one_of(labels: Sequence[Label], value: Any, required: bool, *, few: int = FEW) -> Look:
    """A few choices below each other, many as a list to open."""
    chosen = _text(value)
    if required and len(labels) <= few:
        return "radios", {"options": _options(labels, (chosen,))}
    return "select", {"options": _options([("", "–"), *labels], (chosen,))}


def _options(labels: Iterable[Label], chosen: Iterable[str]) -> tuple[Option, ...]:
    taken = set(chosen)
    return tuple(Option(value, label, value in taken) for value, label in labels)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def sent(fields: Iterable[Field], data: QueryDict) -> dict[str, Any]:
    """The content that a form sent, as it was typed. Files are not in it."""
    return {one.key: _sent(one, data) for one in fields if one.type != "file"}


def _sent(one: Field, data: QueryDict) -> Any:
    name = PREFIX + one.key
    if one.type == "choices":
        return data.getlist(name)
    if one.type == "yes":
        return {"true": True, "false": False}.get(data.get(name, ""))
    return data.get(name, "").strip()


@dataclass(frozen=True)
class Plain:
    """A question of a page itself, made without a kind."""

    key: str
    label: str
    look: str = "line"
    help: str = ""
    required: bool = False
    labels: tuple[Label, ...] = field(default_factory=tuple)
    most: int = 4000

    def asked(self, value: Any, problem: str = "") -> Question:
        """As a form shows it: its name is its key."""
        chosen = value if isinstance(value, list | tuple) else [_text(value)]
        return Question(
            key=self.key,
            look=self.look,
            label=self.label,
            help=self.help,
            required=self.required,
            problem=problem,
            value="" if self.labels else _text(value),
            options=_options(self.labels, chosen),
            most=self.most,
            name=self.key,
        )


def plain(
    asks: Iterable[Plain], data: Mapping[str, Any], problems: Mapping[str, str] | None = None
) -> tuple[Question, ...]:
    """Questions of a page, filled with what was sent."""
    said = problems or {}
    return tuple(one.asked(_given(one, data), said.get(one.key, "")) for one in asks)


def _given(one: Plain, data: Mapping[str, Any]) -> Any:
    if one.look == "checks" and isinstance(data, QueryDict):
        return data.getlist(one.key)
    return data.get(one.key, "")
