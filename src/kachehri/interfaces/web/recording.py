"""The form of a record, made of the fields that its kind declares: what is asked, what was sent.

A content that somebody sent and one that was kept look alike (`rules.entering` reads both), so a
form is filled from either, and nothing that was typed is lost.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.http import QueryDict
from django.utils.translation import get_language, gettext, pgettext

from kachehri.domains.reports import kinds as reports
from kachehri.domains.reports.kinds import records as declared
from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.domains.reports.queries import EditionView
from kachehri.domains.reports.queries.records import RecordView
from kachehri.engines.pagekit.languages import NAMES
from kachehri.interfaces.web.editions import edition_title

Content: TypeAlias = Mapping[str, Any]

FEW = 6
"""So many choices stand below each other; more are a list to open."""
EMPTY_LINES = 2
"""Empty lines below the evidence that is named."""


@dataclass(frozen=True)
class Option:
    """One choice; `language` is that of its words where they are not the page's."""

    value: str
    label: str
    chosen: bool = False
    language: str = ""


@dataclass(frozen=True)
class Input:
    """One place to type or choose. `language` is the one that is written there."""

    name: str
    label: str = ""
    value: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Question:
    """One field of the form, and how it looks: the name of a branch of `record_field.html`."""

    key: str
    look: str
    label: str
    help: str
    required: bool
    problem: str = ""
    inputs: tuple[Input, ...] = ()
    more: tuple[Input, ...] = ()
    options: tuple[Option, ...] = ()
    most: int = 0

    @property
    def first(self) -> str:
        """The id of what a link to this question leads to."""
        if self.look in ("radios", "checks"):
            return f"{self.key}-0"
        return self.inputs[0].name if self.inputs else self.key

    @property
    def written(self) -> bool:
        """Whether anything stands in what is folded away."""
        return any(one.value for one in self.more)


@dataclass(frozen=True)
class Around:
    """What the fields may name: records about the same place, and editions of its reports."""

    records: Mapping[str, tuple[RecordView, ...]] = field(default_factory=dict)
    editions: tuple[EditionView, ...] = ()


def questions(
    kind: RecordKind, content: Content, around: Around, problems: Mapping[str, str]
) -> tuple[Question, ...]:
    """The fields of a kind as a form shows them, filled with a content."""
    return tuple(question(one, content, around, problems.get(one.key, "")) for one in kind.fields)


def question(one: Field, content: Content, around: Around, problem: str = "") -> Question:
    """One field as the form shows it."""
    value = content.get(one.key)
    look, filled = LOOKS[one.type](one, value, around)
    return Question(
        key=one.key,
        look=look,
        label=gettext(one.label),
        help=gettext(one.help) if one.help else "",
        required=one.required,
        problem=problem,
        most=one.most,
        **filled,
    )


Look: TypeAlias = tuple[str, dict[str, Any]]


def _line(one: Field, value: Any, around: Around) -> Look:
    return "line", {"inputs": (Input(one.key, value=_text(value)),)}


def _number(one: Field, value: Any, around: Around) -> Look:
    return "number", {"inputs": (Input(one.key, value=_text(value)),)}


def _date(one: Field, value: Any, around: Around) -> Look:
    """A browser's calendar, unless it would not show what was typed."""
    text = _text(value)
    fits = not text or re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return "date" if fits else "day", {"inputs": (Input(one.key, value=text),)}


def _words(one: Field, value: Any, around: Around) -> Look:
    """A box for each language, the reader's first and the others folded away."""
    said = value if isinstance(value, Mapping) else {"en": _text(value)}
    own = get_language() or "en"
    boxes = [
        Input(f"{one.key}-{code}", NAMES[code], _text(said.get(code)), code)
        for code in (own, *(code for code in NAMES if code != own))
    ]
    return "words", {"inputs": tuple(boxes[:1]), "more": tuple(boxes[1:])}


def _choice(one: Field, value: Any, around: Around) -> Look:
    labels = [(key, gettext(label), "") for key, label in one.choices.items()]
    return _one_of(labels, _text(value), required=one.required)


def _choices(one: Field, value: Any, around: Around) -> Look:
    labels = [(key, gettext(label), "") for key, label in one.choices.items()]
    return "checks", {"options": _options(labels, _several(value))}


def _yes(one: Field, value: Any, around: Around) -> Look:
    said = {True: "true", False: "false"}.get(value, _text(value))
    labels = [("true", pgettext("answer", "Yes"), ""), ("false", pgettext("answer", "No"), "")]
    return "radios", {"options": _options(labels, (said,))}


def _counts(one: Field, value: Any, around: Around) -> Look:
    said = value if isinstance(value, Mapping) else {}
    return "counts", {
        "inputs": tuple(
            Input(f"{one.key}-{key}", gettext(label), _text(said.get(key)))
            for key, label in one.choices.items()
        )
    }


def _record(one: Field, value: Any, around: Around) -> Look:
    return _one_of(_titles(one, around), _text(value), required=one.required)


def _records(one: Field, value: Any, around: Around) -> Look:
    return "checks", {"options": _options(_titles(one, around), _several(value))}


def _edition(one: Field, value: Any, around: Around) -> Look:
    named = {edition.name: edition for edition in reversed(around.editions)}
    labels = [(name, edition_title(edition), "") for name, edition in reversed(named.items())]
    return _one_of(labels, _text(value), required=one.required)


def _chapter(one: Field, value: Any, around: Around) -> Look:
    report = reports.find(one.of)
    labels = [(part.key, gettext(part.title), "") for part in (report.chapters if report else ())]
    return _one_of(labels, _text(value), required=one.required)


def _evidence(one: Field, value: Any, around: Around) -> Look:
    """Pairs of an address and where to look, with empty lines to add more."""
    given = [said for said in value or () if isinstance(said, Mapping)]
    lines = [(_text(said.get("href")), _text(said.get("note"))) for said in given]
    lines += [("", "")] * EMPTY_LINES
    return "evidence", {
        "inputs": tuple(
            Input(f"{one.key}-{number}", value=href, note=note)
            for number, (href, note) in enumerate(lines)
        )
    }


LOOKS: Mapping[str, Callable[[Field, Any, Around], Look]] = {
    "line": _line, "words": _words, "choice": _choice, "choices": _choices, "yes": _yes,
    "date": _date, "number": _number, "counts": _counts, "record": _record, "records": _records,
    "edition": _edition, "chapter": _chapter, "evidence": _evidence,
}  # fmt: skip
"""How a field of each type is asked."""


def _one_of(labels: list[tuple[str, str, str]], chosen: str, *, required: bool) -> Look:
    """A few choices below each other, many as a list. What is not required may be left open."""
    if chosen and chosen not in {value for value, _label, _language in labels}:
        labels = [*labels, (chosen, chosen, "")]
    if len(labels) <= FEW and required:
        return "radios", {"options": _options(labels, (chosen,))}
    return "select", {"options": _options([("", "–", ""), *labels], (chosen,))}


def _options(labels: list[tuple[str, str, str]], chosen: Iterable[str]) -> tuple[Option, ...]:
    taken = set(chosen)
    return tuple(Option(value, label, value in taken, lang) for value, label, lang in labels)


def _titles(one: Field, around: Around) -> list[tuple[str, str, str]]:
    own = get_language() or "en"
    return [
        (str(view.id), view.title(own), "" if (lang := title_language(view, own)) == own else lang)
        for view in around.records.get(one.of, ())
    ]


def title_language(view: RecordView, language: str) -> str:
    """The language that the title of a record is in."""
    kind = kind_of(view)
    title = kind.field(kind.title) if kind else None
    if title is None or title.type not in ("line", "words"):
        return language
    return view.words(title.key, language)[1]


def kind_of(view: RecordView) -> RecordKind | None:
    """The kind of a record, or None where no pack declares it any more."""
    return declared.find(view.kind)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _several(value: Any) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)


def sent(kind: RecordKind, data: QueryDict) -> dict[str, Any]:
    """The content that a form sent, as it was typed."""
    return {one.key: _sent(one, data) for one in kind.fields}


def _sent(one: Field, data: QueryDict) -> Any:
    if one.type == "words":
        return {code: data.get(f"{one.key}-{code}", "") for code in NAMES}
    if one.type == "counts":
        return {key: data.get(f"{one.key}-{key}", "") for key in one.choices}
    if one.type in ("choices", "records"):
        return data.getlist(one.key)
    if one.type == "evidence":
        pairs = zip(data.getlist(f"{one.key}-href"), data.getlist(f"{one.key}-note"), strict=False)
        given = ((href.strip(), note.strip()) for href, note in pairs)
        return [{"href": href, "note": note} for href, note in given if href or note]
    return data.get(one.key, "")
