"""Expressions of forms (XPath 1.0 as ODK writes it), read into small trees. Nothing runs here."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

LONGEST = 20_000
DEEPEST = 60
"""Letters of an expression, and brackets within brackets."""


class ExpressionProblem(ValueError):
    """An expression that cannot be read, or asks for what is not done here."""


@dataclass(frozen=True)
class Literal:
    """A text or a number as it stands."""

    value: str | float


@dataclass(frozen=True)
class Call:
    """A function and what it is given."""

    name: str
    given: tuple["Tree", ...]


@dataclass(frozen=True)
class Operation:
    """Two sides and what stands between them."""

    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True)
class Negative:
    """Minus something."""

    of: "Tree"


@dataclass(frozen=True)
class Move:
    """One step of a path: along an axis, to elements of a name, where conditions hold."""

    axis: str
    name: str
    where: tuple["Tree", ...] = ()


@dataclass(frozen=True)
class Way:
    """A path. `start` is an expression that gives nodes, "/" for the root, None for here."""

    start: "Tree | str | None"
    moves: tuple[Move, ...]
    where: tuple["Tree", ...] = ()


Tree: TypeAlias = Literal | Call | Operation | Negative | Way

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<sign>//|::|\.\.|!=|<=|>=|[/()\[\].@,|+=<>*$-])"
    r"|(?P<name>[^\W\d][\w.-]*(?::(?!:)(?:[^\W\d][\w.-]*|\*))?))"
)
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_AXES = frozenset(
    {
        "child",
        "parent",
        "self",
        "descendant",
        "descendant-or-self",
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "following-sibling",
        "preceding-sibling",
    }
)


@lru_cache(maxsize=20_000)
def read(text: str) -> Tree:
    """The tree of an expression. Raises ExpressionProblem."""
    if len(text) > LONGEST:
        raise ExpressionProblem("the expression is too long")
    reader = _Reader(_tokens(text))
    found = reader.expression()
    if reader.kind:
        raise ExpressionProblem(f"{reader.word!r} was not expected")
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, at, end = [], 0, len(text.rstrip())
    while at < end:
        one = _TOKEN.match(text, at)
        if one is None:
            raise ExpressionProblem(f"{text[at : at + 20]!r} cannot be read")
        found.append((str(one.lastgroup), one.group(str(one.lastgroup))))
        at = one.end()
    return found


class _Reader:
    """Walks over the tokens of one expression."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    @property
    def word(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def is_sign(self, *signs: str, ahead: int = 0) -> bool:
        at = self.at + ahead
        return at < len(self.tokens) and self.tokens[at] in {("sign", one) for one in signs}

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def expect(self, sign: str) -> None:
        if not self.is_sign(sign):
            raise ExpressionProblem(f"{sign!r} is missing")
        self.at += 1

    def expression(self, level: int = 0) -> Tree:
        if level == len(_LEVELS):
            return self.negative()
        self.deeper(level)
        left = self.expression(level + 1)
        while self.kind in {"sign", "name"} and self.word in _LEVELS[level]:
            left = Operation(self.take(), left, self.expression(level + 1))
        self.depth -= level == 0
        return left

    def deeper(self, level: int) -> None:
        self.depth += level == 0
        if self.depth > DEEPEST:
            raise ExpressionProblem("the expression is nested too deeply")

    def negative(self) -> Tree:
        minus = 0
        while self.is_sign("-"):
            minus, self.at = minus + 1, self.at + 1
        found = self.union()
        return Negative(found) if minus % 2 else found

    def union(self) -> Tree:
        left = self.path()
        while self.is_sign("|"):
            self.at += 1
            left = Operation("|", left, self.path())
        return left

    def path(self) -> Tree:
        if self.is_sign("/", "//"):
            return Way("/", self.moves())
        if self.is_primary():
            first = self.primary()
            where = self.conditions()
            if where or self.is_sign("/", "//"):
                return Way(first, self.moves(), where)
            return first
        if self.starts_move():
            move = self.move()
            return Way(None, (move, *self.moves()))
        raise ExpressionProblem(f"{self.word or 'the end'!r} was not expected")

    def is_primary(self) -> bool:
        if self.kind in {"number", "text"} or self.is_sign("("):
            return True
        return self.kind == "name" and self.is_sign("(", ahead=1) and self.word != "node"

    def primary(self) -> Tree:
        if self.kind == "number":
            return Literal(float(self.take()))
        if self.kind == "text":
            return Literal(self.take()[1:-1])
        if self.is_sign("("):
            self.at += 1
            found = self.expression()
            self.expect(")")
            return found
        return self.call()

    def call(self) -> Call:
        name, given = self.take(), []
        self.expect("(")
        while not self.is_sign(")"):
            given.append(self.expression())
            if not self.is_sign(")"):
                self.expect(",")
        self.expect(")")
        return Call(name, tuple(given))

    def moves(self) -> tuple[Move, ...]:
        found = []
        while self.is_sign("/", "//"):
            if self.take() == "//":
                found.append(Move("descendant-or-self", "*"))
            elif not found and not self.starts_move():
                break  # "/" alone
            found.append(self.move())
        return tuple(found)

    def starts_move(self) -> bool:
        return self.kind == "name" or self.is_sign(".", "..", "@", "*")

    def move(self) -> Move:
        if self.is_sign("..", "."):
            axis = "parent" if self.take() == ".." else "self"
            return Move(axis, "*", self.conditions())
        axis = "child"
        if self.is_sign("@"):
            self.at += 1
            axis = "attribute"
        elif self.is_sign("::", ahead=1):
            axis = self.take()
            self.at += 1
        if axis not in _AXES or not (self.kind == "name" or self.is_sign("*")):
            raise ExpressionProblem(f"{self.word or axis!r} was not expected")
        return Move(axis, self.name(), self.conditions())

    def name(self) -> str:
        """The name that a step asks for: `node()` asks for every one."""
        found = self.take().rpartition(":")[2]
        if not self.is_sign("("):
            return found
        self.at += 1
        self.expect(")")
        return "*"

    def conditions(self) -> tuple[Tree, ...]:
        found = []
        while self.is_sign("["):
            self.at += 1
            found.append(self.expression())
            self.expect("]")
        return tuple(found)
