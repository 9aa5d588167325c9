"""`$filter` as programs write it: read into a tree, never into SQL.

What can be asked is what Central answers: when an answer came, when it was changed, who sent it,
what was said of it, compared by `lt le gt ge eq ne`, joined by `and`, `or`, `not` and parentheses,
with the functions `now year month day hour minute second`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "__id": "root",
        "__system/submissionDate": "received_at",
        "__system/updatedAt": "changed_at",
        "__system/submitterId": "collector_id",
        "__system/reviewState": "review",
        "__system/deviceId": "device",
        "__system/formVersion": "version__label",
    }
)
"""Names that programs write, and the columns that they mean."""

MOMENTS = frozenset({"received_at", "changed_at"})
PARTS = frozenset({"year", "month", "day", "hour", "minute", "second"})
OPERATORS = frozenset({"lt", "le", "gt", "ge", "eq", "ne"})
MOST_WORDS = 200
DEEPEST = 20
EARLIEST, LATEST = 1900, 2200
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<sign>[(),])|(?P<word>[^\s(),']+))", re.ASCII
)
_ROOT = "$root/Submissions/"


class FilterProblem(ValueError):
    """A filter that cannot be read, or asks for what is not offered (`is_unknown`)."""

    def __init__(self, message: str, *, is_unknown: bool = False) -> None:
        super().__init__(message)
        self.is_unknown = is_unknown


Value: TypeAlias = str | int | datetime | bool | None


@dataclass(frozen=True)
class Field:
    """A column, or with `part` a piece of its moment (`year`, …)."""

    column: str
    part: str = ""


@dataclass(frozen=True)
class Compared:
    """A column held against a value."""

    field: Field
    operator: str
    value: Value


@dataclass(frozen=True)
class Joined:
    """Several conditions."""

    how: Literal["and", "or"]
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Negated:
    """What a condition leaves out."""

    part: "Condition"


Condition: TypeAlias = Compared | Joined | Negated
_MIRRORED = {"lt": "gt", "gt": "lt", "le": "ge", "ge": "le", "eq": "eq", "ne": "ne"}


def read_filter(text: str, at: datetime) -> Condition | None:
    """The tree of a filter; None for an empty one. `at` is what `now()` means.

    Raises FilterProblem.
    """
    words = _words(text)
    if not words:
        return None
    reader = _Reader(words, at)
    found = reader.either(0)
    if reader.rest:
        raise FilterProblem(f"The filter goes on after its end: {reader.rest[0]!r}.")
    return found


def _words(text: str) -> list[str]:
    words, at = [], 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise FilterProblem(f"The filter cannot be read from here on: {text[at : at + 20]!r}.")
        words.append(found[0].strip())
        at = found.end()
    if len(words) > MOST_WORDS:
        raise FilterProblem("The filter is too long.")
    return words


class _Reader:
    """Reads words from left to right."""

    def __init__(self, words: list[str], at: datetime) -> None:
        self.rest = words
        self.at = at

    def take(self) -> str:
        """The next word."""
        if not self.rest:
            raise FilterProblem("The filter ends too early.")
        return self.rest.pop(0)

    def follows(self, word: str) -> bool:
        """Whether this word comes next; it is taken then."""
        if self.rest and self.rest[0] == word:
            self.rest.pop(0)
            return True
        return False

    def either(self, depth: int) -> Condition:
        """Conditions with `or` between them."""
        return self._joined("or", self.all_of, depth)

    def all_of(self, depth: int) -> Condition:
        """Conditions with `and` between them."""
        return self._joined("and", self.one, depth)

    def _joined(
        self, how: Literal["and", "or"], inner: Callable[[int], Condition], depth: int
    ) -> Condition:
        parts = [inner(depth)]
        while self.follows(how):
            parts.append(inner(depth))
        return parts[0] if len(parts) == 1 else Joined(how, tuple(parts))

    def one(self, depth: int) -> Condition:
        """A comparison, something in parentheses, or what is not so."""
        if depth > DEEPEST:
            raise FilterProblem("The filter is nested too deeply.")
        if self.follows("not"):
            return Negated(self.one(depth + 1))
        if self.follows("("):
            found = self.either(depth + 1)
            self._expect(")")
            return found
        return self._comparison()

    def _comparison(self) -> Compared:
        left, operator = self._operand(), self.take()
        if operator == "neq":
            operator = "ne"
        if operator not in OPERATORS:
            raise FilterProblem(f"{operator!r} is no comparison: use lt, le, gt, ge, eq or ne.")
        right = self._operand()
        if isinstance(left, Field) and not isinstance(right, Field):
            return _checked(left, operator, right)
        if isinstance(right, Field) and not isinstance(left, Field):
            return _checked(right, _MIRRORED[operator], left)
        raise FilterProblem("A comparison has a field on one side and a value on the other.")

    def _operand(self) -> Field | Value:
        word = self.take()
        if self.rest and self.rest[0] == "(" and not word.startswith("'"):
            return self._function(word)
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        return _literal(word)

    def _function(self, name: str) -> Field | Value:
        self._expect("(")
        if name == "now":
            self._expect(")")
            return self.at
        if name not in PARTS:
            raise FilterProblem(f"There is no function {name!r} here.", is_unknown=True)
        inner = self._operand()
        self._expect(")")
        if isinstance(inner, Field) and inner.column in MOMENTS and not inner.part:
            return Field(inner.column, name)
        if isinstance(inner, datetime):
            return int(getattr(inner.astimezone(UTC), name))
        raise FilterProblem(f"{name}() takes a moment.")

    def _expect(self, sign: str) -> None:
        if self.take() != sign:
            raise FilterProblem(f"{sign!r} is missing.")


def _literal(word: str) -> Field | Value:
    known: dict[str, Value] = {"null": None, "true": True, "false": False}
    if word in known:
        return known[word]
    path = word.removeprefix(_ROOT)
    if path in FIELDS:
        return Field(FIELDS[path])
    if re.fullmatch(r"-?\d{1,18}", word):
        return int(word)
    if re.match(r"\d{4}-", word):
        return _moment(word)
    raise FilterProblem(f"{word!r} cannot be asked for here.", is_unknown=True)


def _moment(text: str) -> datetime:
    # A plus sign that was not quoted in an address arrives as a space, and was parted there.
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise FilterProblem(f"{text!r} is no moment: write 2026-11-22T09:00:00Z.") from None
    if not EARLIEST < found.year < LATEST:
        raise FilterProblem(f"{text!r} is no moment of these centuries.")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _checked(field: Field, operator: str, value: Value) -> Compared:
    """The comparison, where the two sides can be compared."""
    if value is None and operator not in {"eq", "ne"}:
        raise FilterProblem("null can be compared by eq and ne only.")
    if value is not None:
        value = _fitting(field, value)
    return Compared(field, operator, value)


def _fitting(field: Field, value: Value) -> Value:
    """The value as the column holds it."""
    if field.part:
        return _whole(value, is_part=True)
    if field.column in MOMENTS:
        found = _moment(value) if isinstance(value, str) else value
        if not isinstance(found, datetime):
            raise FilterProblem("A moment is written like 2026-11-22T09:00:00Z.")
        return found
    if field.column == "collector_id":
        return _whole(value)
    return str(value)


def _whole(value: Value, *, is_part: bool = False) -> int:
    try:
        number = int(str(value))
    except ValueError:
        raise FilterProblem(f"{value!r} is no whole number.") from None
    if is_part and not 0 <= number < LATEST:
        raise FilterProblem(f"{number} is no part of a moment.")
    return number
