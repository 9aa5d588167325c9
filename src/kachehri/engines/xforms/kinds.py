"""A form as programs read it: questions, groups, choices; what is wrong with a file, and where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""A text by language code (`en`, `ur`, `sd`, or the author's own where it has no code)."""

UNASKED = frozenset(
    {"note", "calculate", "hidden", "start", "end", "today", "deviceid", "phonenumber", "username"}
    | {"email", "audit", "start-geopoint", "background-audio"}
)
"""The types that nobody answers: words to read, and what a device fills in by itself."""


@dataclass(frozen=True)
class FormProblem:
    """Something wrong or doubtful in a file, where it stands, and how to mend it (in English).

    `row` counts from 1 as a spreadsheet does; `column` is the heading. Empty or 0: not known.
    `path` is the question's, where the form could be read.
    """

    message: str
    mend: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    code: str = ""
    is_error: bool = True
    path: str = ""


@dataclass(frozen=True)
class Language:
    """A language of a form: the heading as written, its BCP 47 code and its direction."""

    name: str
    code: str
    direction: Literal["ltr", "rtl"] = "ltr"


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen. `attributes` are further columns, for filters of cascades."""

    name: str
    labels: Texts
    attributes: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question, or a hidden value. `path` is its place in the instance, `/data/home/age`.

    `type` is the XLSForm's word: text, integer, decimal, date, time, dateTime, select_one,
    select_multiple, rank, geopoint, geotrace, geoshape, image, audio, video, file, barcode, note,
    calculate, hidden, acknowledge, range, start, end, today, deviceid, username, audit, …
    Expressions are XPath as they stand in the XForm. `media` is language → kind → file name.
    """

    path: str
    name: str
    type: str
    labels: Texts = field(default_factory=dict)
    hints: Texts = field(default_factory=dict)
    required: str = ""
    required_messages: Texts = field(default_factory=dict)
    relevant: str = ""
    constraint: str = ""
    constraint_messages: Texts = field(default_factory=dict)
    calculation: str = ""
    default: str = ""
    read_only: bool = False
    list_name: str = ""
    choice_filter: str = ""
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Questions that belong together; with `is_repeat` they are asked again and again."""

    path: str
    name: str
    labels: Texts
    children: tuple["Question | Group", ...]
    is_repeat: bool = False
    relevant: str = ""
    count: str = ""
    appearance: str = ""


Part: TypeAlias = Question | Group


@dataclass(frozen=True)
class FormModel:
    """A whole form as read out of its XForm."""

    form_id: str
    version: str
    title: str
    root: str
    languages: tuple[Language, ...]
    default_language: str
    children: tuple[Part, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    external_lists: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    instance_name: str = ""
    public_key: str = ""

    def questions(self) -> Iterator[Question]:
        """Every question in the order of the form, also those within groups and repeats."""
        yield from _questions(self.children)

    def asked(self) -> Iterator[Question]:
        """The questions that somebody answers: no notes, nothing that a device fills in."""
        return (one for one in self.questions() if one.type not in UNASKED)

    def repeats(self) -> Iterator[Group]:
        """Every repeat, the outer ones first."""
        yield from _repeats(self.children)


def _questions(parts: tuple[Part, ...]) -> Iterator[Question]:
    for part in parts:
        if isinstance(part, Group):
            yield from _questions(part.children)
        else:
            yield part


def _repeats(parts: tuple[Part, ...]) -> Iterator[Group]:
    for part in parts:
        if isinstance(part, Group):
            if part.is_repeat:
                yield part
            yield from _repeats(part.children)


@dataclass(frozen=True)
class Converted:
    """What became of a spreadsheet: the XForm (None where it has errors) and all that was found."""

    xform: bytes | None
    problems: tuple[FormProblem, ...]
    itemsets: bytes | None = None

    @property
    def is_sound(self) -> bool:
        """Whether there is a form."""
        return self.xform is not None and not any(one.is_error for one in self.problems)
