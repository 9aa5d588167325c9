"""What an expression of a form gives: nodes, a text, a number, or true and false.

Dates are texts as they stand in the form, and days since 1970 wherever a number is needed, which
is how Collect compares them. Nodes that are not asked for count as empty.
"""

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from .expressions import (
    Call,
    ExpressionProblem,
    Literal,
    Move,
    Negative,
    Operation,
    Tree,
    Way,
    read,
)
from .outside import local
from .valuing import Value, is_true, number, text

if TYPE_CHECKING:
    from lxml.etree import _Element

Nodes: TypeAlias = list[Any]
MOST = 2_000_000
"""Steps of one form's evaluation: what takes more is refused, not waited for."""


@dataclass
class Surroundings:
    """What expressions of one form share: its instances, what is not relevant, the time."""

    root: "_Element"
    instances: Mapping[str, "_Element"]
    at: datetime
    hidden: set["_Element"] = field(default_factory=set)
    choice_name: Callable[[str, str], str] = lambda value, path: ""
    itext: Callable[[str], str] = lambda key: key
    version: str = ""
    steps: int = 0

    def content(self, node: Any) -> str:
        """The text of a node; nothing where it is not asked for."""
        if isinstance(node, str):
            return node
        if node in self.hidden:
            return ""
        return node.text or "" if len(node) == 0 else "".join(node.itertext())


@dataclass(frozen=True)
class Spot:
    """Where an expression stands: its node, the node it began at, and its place among others."""

    around: Surroundings
    node: Any
    current: Any
    position: int = 1
    size: int = 1


def evaluate(expression: str, around: Surroundings, node: Any) -> Value:
    """What an expression gives at a node. Raises ExpressionProblem."""
    around.steps = 0
    return value(read(expression), Spot(around, node, node))


def value(tree: Tree, spot: Spot) -> Value:
    """What a tree gives."""
    spot.around.steps += 1
    if spot.around.steps > MOST:
        raise ExpressionProblem("the expression takes too long")
    match tree:
        case Literal(found):
            return found
        case Negative(of):
            return -number(value(of, spot), spot.around)
        case Operation():
            return _operation(tree, spot)
        case Call():
            return _call(tree, spot)
        case Way():
            return _way(tree, spot)


def truth(tree: Tree, spot: Spot) -> bool:
    """Whether a tree holds."""
    return is_true(value(tree, spot), spot.around)


def words(tree: Tree, spot: Spot) -> str:
    """A tree as text."""
    return text(value(tree, spot), spot.around)


def amount(tree: Tree, spot: Spot) -> float:
    """A tree as a number."""
    return number(value(tree, spot), spot.around)


def nodes(tree: Tree, spot: Spot) -> Nodes:
    """A tree that gives nodes."""
    found = value(tree, spot)
    if not isinstance(found, list):
        raise ExpressionProblem("a path was expected")
    return found


def _operation(tree: Operation, spot: Spot) -> Value:
    match tree.sign:
        case "or":
            return truth(tree.left, spot) or truth(tree.right, spot)
        case "and":
            return truth(tree.left, spot) and truth(tree.right, spot)
        case "|":
            left = nodes(tree.left, spot)
            return [*left, *(one for one in nodes(tree.right, spot) if one not in left)]
        case "=" | "!=" | "<" | "<=" | ">" | ">=":
            return _compared(tree.sign, value(tree.left, spot), value(tree.right, spot), spot)
    return _reckoned(tree.sign, amount(tree.left, spot), amount(tree.right, spot))


def _reckoned(sign: str, left: float, right: float) -> float:
    if sign in ("div", "mod"):
        if right == 0:
            return math.nan if sign == "mod" or left == 0 else math.copysign(math.inf, left)
        return left / right if sign == "div" else math.fmod(left, right)
    return float({"+": operator.add, "-": operator.sub, "*": operator.mul}[sign](left, right))


_COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _compared(sign: str, left: Value, right: Value, spot: Spot) -> bool:
    around = spot.around
    if isinstance(left, list) or isinstance(right, list):
        if isinstance(left, bool) or isinstance(right, bool):
            return _COMPARES[sign](is_true(left, around), is_true(right, around))
        return any(
            _pair(sign, one, other, around)
            for one in _each(left, around)
            for other in _each(right, around)
        )
    return _pair(sign, left, right, around)


def _each(found: Value, around: Surroundings) -> list[Any]:
    """Nodes as their texts. A path that leads nowhere is an empty answer, as ODK has it."""
    if isinstance(found, list):
        return [around.content(one) for one in found] or [""]
    return [found]


def _pair(sign: str, left: Any, right: Any, around: Surroundings) -> bool:
    compare = _COMPARES[sign]
    if sign in ("=", "!="):
        if isinstance(left, bool) or isinstance(right, bool):
            return compare(is_true(left, around), is_true(right, around))
        if isinstance(left, str) and isinstance(right, str):
            return compare(left, right)
    first, second = number(left, around), number(right, around)
    if math.isnan(first) or math.isnan(second):
        return sign == "!="
    return compare(first, second)


def _call(tree: Call, spot: Spot) -> Value:
    from .functions import FUNCTIONS

    found = FUNCTIONS.get(tree.name)
    if found is None:
        raise ExpressionProblem(f"the function {tree.name}() is not known here")
    least, most, do = found
    if not least <= len(tree.given) <= most:
        raise ExpressionProblem(f"{tree.name}() is given too little or too much")
    return do(spot, *tree.given)


def _way(tree: Way, spot: Spot) -> Nodes:
    match tree.start:
        case None:
            found = [spot.node]
        case "/":
            found = [_Above(spot.around.root)]
        case start:
            found = _where(nodes(start, spot), tree.where, spot)  # type: ignore[arg-type]
    for move in tree.moves:
        found = _moved(found, move, spot)
    return [one.root if isinstance(one, _Above) else one for one in found]


class _Above:
    """What stands above the root: an absolute path begins here."""

    def __init__(self, root: "_Element") -> None:
        self.root = root


def _moved(found: Nodes, move: Move, spot: Spot) -> Nodes:
    gathered: dict[Any, None] = {}
    for node in found:
        near = [one for one in _along(node, move) if _is_called(one, move)]
        for one in _where(near, move.where, spot):
            gathered.setdefault(one, None)
    return list(gathered)


def _is_called(node: Any, move: Move) -> bool:
    if move.name == "*" or move.axis == "attribute":
        return True
    return not isinstance(node, _Above) and local(node.tag) == move.name


def _along(node: Any, move: Move) -> Nodes:
    if isinstance(node, _Above):
        within = [node, *node.root.iter()] if move.axis == "descendant-or-self" else [node.root]
        return within if move.axis in ("child", "descendant-or-self", "descendant") else []
    if isinstance(node, str):
        return []
    if move.axis == "attribute":
        return [found for key, found in node.attrib.items() if move.name in ("*", local(key))]
    return _ALONG[move.axis](node)


def _parents(node: Any) -> Nodes:
    parent = node.getparent()
    return [] if parent is None else [parent]


_ALONG: Mapping[str, Callable[[Any], Nodes]] = {
    "child": list,
    "self": lambda node: [node],
    "parent": _parents,
    "descendant": lambda node: list(node.iterdescendants()),
    "descendant-or-self": lambda node: list(node.iter()),
    "ancestor": lambda node: list(node.iterancestors()),
    "ancestor-or-self": lambda node: [node, *node.iterancestors()],
    "following-sibling": lambda node: list(node.itersiblings()),
    "preceding-sibling": lambda node: list(node.itersiblings(preceding=True)),
}


def _where(found: Nodes, conditions: tuple[Tree, ...], spot: Spot) -> Nodes:
    for condition in conditions:
        size, kept = len(found), []
        for at, node in enumerate(found, start=1):
            here = replace(spot, node=node, position=at, size=size)
            said = value(condition, here)
            is_number = isinstance(said, float) and not isinstance(said, bool)
            if said == at if is_number else is_true(said, spot.around):
                kept.append(node)
        found = kept
    return found
