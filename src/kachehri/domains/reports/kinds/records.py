"""What a team writes down for a report, as a pack declares it: kinds of records and their fields.

A threat, a strategy, a recommendation, an answer of a department are each a kind of record. A new
one takes no new table and no new page: the list, the form and the history are made of its fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

FieldType: TypeAlias = Literal[
    "line", "words", "choice", "choices", "yes", "date", "number", "counts",
    "record", "records", "edition", "chapter", "evidence",
]  # fmt: skip
"""How a field is asked and kept in the record's content (JSON):

- line: one line of text, the same in every language (a name, a place of meeting)
- words: text by language, {"en": "...", "ur": "..."}; at least one where it is required
- choice, choices: key or list of keys of `choices`
- yes: true or false
- date: ISO text; number: decimal as text
- counts: whole numbers by key of `choices`, {"women": 12}
- record, records: number or list of numbers of records of the kind `of`
- edition: "human-security/2", kind and number of an edition about the same place
- chapter: the key of a chapter of a report of kind `of`
- evidence: list of {"href": "observations/12/" or "sources/CODE/", "note": "p. 4"}
"""


@dataclass(frozen=True)
class Field:
    """One thing that is asked. `most` is the longest text in characters (of one language).

    `when` bounds a date: "past" is not after the day of writing, "coming" may lie ten years ahead.
    `at_least` and `at_most` bound a number. `column` is the label over a narrow column.
    """

    key: str
    label: str
    type: FieldType = "line"
    required: bool = False
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    of: str = ""
    most: int = 4000
    when: Literal["", "past", "coming"] = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    column: str = ""


@dataclass(frozen=True)
class RecordKind:
    """A kind of record. `title` is the key of the field that names a record in lists.

    `phase` is the phase of a human security programme (1 to 5) in which it is filled in, None for
    what stands beside the phases. `confidential` ones are seen by the team only and never printed.
    `consent` names the field of type `yes` that says that the person agrees to be quoted.
    `until` names the field of type `date` on which what is recorded ceased to be (an office that
    was dissolved), `successor` the field of type `record` that names what came in its place.
    """

    key: str
    name: str
    plural: str
    help: str
    title: str
    fields: tuple[Field, ...]
    phase: int | None = None
    confidential: bool = False
    consent: str = ""
    until: str = ""
    successor: str = ""

    def field(self, key: str) -> Field:
        """Return the field of that key; KeyError for none."""
        return {one.key: one for one in self.fields}[key]


_known: dict[str, RecordKind] = {}


def register(*kinds: RecordKind) -> None:
    """Make kinds of records known, in this order. A second kind of a key is a ValueError."""
    for kind in kinds:
        if _known.setdefault(kind.key, kind) != kind:
            raise ValueError(f"Two kinds of records are called {kind.key!r}.")


def find(key: str) -> RecordKind | None:
    """Return the kind of that key, or None."""
    return _known.get(key)


def every() -> tuple[RecordKind, ...]:
    """Every known kind in the order of registration."""
    return tuple(_known.values())
