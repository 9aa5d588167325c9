"""The functions of expressions: how little and how much each is given, and what it does."""

import math
import random
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeAlias
from uuid import uuid4

from kachehri.kernel.scripts.digits import western_digits

from .evaluating import Nodes, Spot, amount, nodes, truth, value, words
from .expressions import ExpressionProblem, Tree
from .patterns import runs_away, takes_too_long
from .valuing import Value, from_text, text

Do: TypeAlias = Callable[..., Value]
MANY = 1_000


def _texts(spot: Spot, given: Iterable[Tree]) -> list[str]:
    """Each thing as a text; of a path every node."""
    found: list[str] = []
    for tree in given:
        one = value(tree, spot)
        each = [spot.around.content(node) for node in one] if isinstance(one, list) else [one]
        found.extend(text(part, spot.around) for part in each)
    return found


def _amounts(spot: Spot, given: Iterable[Tree]) -> list[float]:
    """The numbers of what was answered."""
    return [from_text(one) for one in _texts(spot, given) if one.strip()]


def _if(spot: Spot, condition: Tree, then: Tree, otherwise: Tree) -> Value:
    return value(then if truth(condition, spot) else otherwise, spot)


def _coalesce(spot: Spot, *given: Tree) -> Value:
    return next((found for one in given if (found := words(one, spot))), "")


def _selected(spot: Spot, chosen: Tree, name: Tree) -> Value:
    return words(name, spot).strip() in words(chosen, spot).split()


def _selected_at(spot: Spot, chosen: Tree, at: Tree) -> Value:
    found, place = words(chosen, spot).split(), amount(at, spot)
    return found[int(place)] if 0 <= place < len(found) else ""


def _filled(spot: Spot, *given: Tree) -> Value:
    return float(sum(1 for one in _texts(spot, given) if one.strip()))


def _once(spot: Spot, tree: Tree) -> Value:
    return spot.around.content(spot.current) or words(tree, spot)


def _round(spot: Spot, tree: Tree, places: Tree | None = None) -> Value:
    found, exact = amount(tree, spot), int(amount(places, spot)) if places is not None else 0
    if math.isnan(found) or math.isinf(found):
        return found
    scale = 10.0 ** max(-15, min(exact, 15))
    return math.floor(found * scale + 0.5) / scale


def _whole(spot: Spot, tree: Tree) -> Value:
    found = amount(tree, spot)
    return found if math.isnan(found) or math.isinf(found) else float(int(found))


def _regex(spot: Spot, tree: Tree, pattern: Tree) -> Value:
    wanted, found = words(pattern, spot), words(tree, spot)
    if runs_away(wanted):
        raise ExpressionProblem("this pattern is too costly")
    if len(found) > MANY or takes_too_long(wanted, len(found)):
        return False
    try:
        return re.fullmatch(wanted, western_digits(found)) is not None or (
            re.fullmatch(wanted, found) is not None
        )
    except re.error as problem:
        raise ExpressionProblem(f"the pattern cannot be read: {problem}") from problem


def _slice(spot: Spot, tree: Tree, start: Tree, end: Tree | None = None) -> Value:
    """substr(): from 0; a negative end counts from the back."""
    found, first = words(tree, spot), int(amount(start, spot))
    return found[first:] if end is None else found[first : int(amount(end, spot))]


def _substring(spot: Spot, tree: Tree, start: Tree, length: Tree | None = None) -> Value:
    found, first = words(tree, spot), round(amount(start, spot))
    last = len(found) + 1 if length is None else first + round(amount(length, spot))
    return found[max(first, 1) - 1 : max(last, 1) - 1]


def _before(spot: Spot, tree: Tree, mark: Tree) -> Value:
    head, found, _rest = words(tree, spot).partition(words(mark, spot))
    return head if found else ""


def _after(spot: Spot, tree: Tree, mark: Tree) -> Value:
    return words(tree, spot).partition(words(mark, spot))[2]


def _translate(spot: Spot, tree: Tree, old: Tree, new: Tree) -> Value:
    came, go = words(old, spot), words(new, spot)
    table = {ord(one): (go[at] if at < len(go) else None) for at, one in enumerate(came)}
    return words(tree, spot).translate(table)


def _join(spot: Spot, mark: Tree, *given: Tree) -> Value:
    return words(mark, spot).join(_texts(spot, given))


def _sum(spot: Spot, tree: Tree) -> Value:
    return math.fsum(_amounts(spot, [tree]))


def _least(spot: Spot, *given: Tree) -> Value:
    return min(_amounts(spot, given), default=math.nan)


def _most(spot: Spot, *given: Tree) -> Value:
    return max(_amounts(spot, given), default=math.nan)


def _power(spot: Spot, base: Tree, exponent: Tree) -> Value:
    try:
        found = amount(base, spot) ** amount(exponent, spot)
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return math.nan if isinstance(found, complex) else found


def _real(do: Callable[[float], float]) -> Do:
    """A function of one number; NaN where it has no value."""

    def done(spot: Spot, tree: Tree) -> Value:
        try:
            return float(do(amount(tree, spot)))
        except (ValueError, OverflowError):
            return math.nan

    return done


def _position(spot: Spot, tree: Tree | None = None) -> Value:
    if tree is None:
        return float(spot.position)
    found = nodes(tree, spot)
    if not found:
        return math.nan
    before = found[0].itersiblings(found[0].tag, preceding=True)
    return float(1 + sum(1 for _ in before))


def _instance(spot: Spot, name: Tree) -> Value:
    wanted = words(name, spot)
    if wanted not in spot.around.instances:
        raise ExpressionProblem(f"the list {wanted!r} is not in the form")
    return [spot.around.instances[wanted]]


def _indexed(spot: Spot, tree: Tree, *given: Tree) -> Value:
    found: Nodes = nodes(tree, spot)
    for repeat, at in zip(given[::2], given[1::2], strict=True):
        around, place = nodes(repeat, spot), int(amount(at, spot))
        if not 1 <= place <= len(around):
            return []
        wanted = around[place - 1]
        found = [one for one in found if one is wanted or wanted in one.iterancestors()]
    return found


def _checklist(spot: Spot, least: Tree, most: Tree, *given: Tree) -> Value:
    count, top = sum(truth(one, spot) for one in given), amount(most, spot)
    return count >= amount(least, spot) and (top < 0 or count <= top)


def _weighted(spot: Spot, least: Tree, most: Tree, *given: Tree) -> Value:
    pairs = zip(given[::2], given[1::2], strict=True)
    weight = sum(amount(much, spot) for one, much in pairs if truth(one, spot))
    top = amount(most, spot)
    return weight >= amount(least, spot) and (top < 0 or weight <= top)


def _day(spot: Spot, tree: Tree) -> Value:
    """A day as text, of a text or of days since 1970."""
    found = value(tree, spot)
    if isinstance(found, float) and not math.isnan(found):
        return (datetime(1970, 1, 1) + timedelta(days=math.floor(found))).date().isoformat()  # noqa: DTZ001
    return words(tree, spot)


_FORMATS: Mapping[str, Callable[[datetime], str]] = {
    "Y": lambda at: f"{at.year:04}",
    "y": lambda at: f"{at.year % 100:02}",
    "m": lambda at: f"{at.month:02}",
    "n": lambda at: str(at.month),
    "b": lambda at: at.strftime("%b"),
    "d": lambda at: f"{at.day:02}",
    "e": lambda at: str(at.day),
    "H": lambda at: f"{at.hour:02}",
    "h": lambda at: str(at.hour),
    "M": lambda at: f"{at.minute:02}",
    "S": lambda at: f"{at.second:02}",
    "3": lambda at: f"{at.microsecond // 1000:03}",
    "a": lambda at: at.strftime("%a"),
    "%": lambda at: "%",
}


def _format(spot: Spot, tree: Tree, pattern: Tree) -> Value:
    try:
        at = datetime.fromisoformat(str(_day(spot, tree)))
    except ValueError:
        return ""
    return re.sub(
        r"%(.)",
        lambda mark: _FORMATS[mark[1]](at) if mark[1] in _FORMATS else mark[0],
        words(pattern, spot),
    )


def _choice_name(spot: Spot, tree: Tree, path: Tree) -> Value:
    return spot.around.choice_name(words(tree, spot), words(path, spot).strip())


def _uuid(spot: Spot, length: Tree | None = None) -> Value:
    return (
        str(uuid4()) if length is None else secrets.token_urlsafe(MANY)[: int(amount(length, spot))]
    )


def _name(spot: Spot, tree: Tree | None = None) -> Value:
    found = nodes(tree, spot) if tree is not None else [spot.node]
    return str(found[0].tag).rpartition("}")[2] if found else ""


def _distance(spot: Spot, *given: Tree) -> Value:
    """Metres along points, on a ball."""
    points = [
        (math.radians(float(part[0])), math.radians(float(part[1])))
        for one in _texts(spot, given)
        for point in one.split(";")
        if len(part := point.split()) >= 2
    ]
    return math.fsum(_apart(one, other) for one, other in pairwise(points))


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    across = math.sin((other[0] - one[0]) / 2) ** 2
    along = math.cos(one[0]) * math.cos(other[0]) * math.sin((other[1] - one[1]) / 2) ** 2
    return 2 * 6_378_100 * math.asin(math.sqrt(across + along))


def _refused(name: str) -> Do:
    def refuse(spot: Spot, *given: Tree) -> Value:
        raise ExpressionProblem(f"{name}() needs a file, which is not read here")

    return refuse


FUNCTIONS: Mapping[str, tuple[int, int, Do]] = {
    "if": (3, 3, _if),
    "coalesce": (2, MANY, _coalesce),
    "once": (1, 1, _once),
    "true": (0, 0, lambda spot: True),
    "false": (0, 0, lambda spot: False),
    "not": (1, 1, lambda spot, tree: not truth(tree, spot)),
    "boolean": (1, 1, lambda spot, tree: truth(tree, spot)),
    "boolean-from-string": (1, 1, lambda spot, tree: words(tree, spot) in ("true", "1")),
    "selected": (2, 2, _selected),
    "selected-at": (2, 2, _selected_at),
    "count-selected": (1, 1, lambda spot, tree: float(len(words(tree, spot).split()))),
    "count-non-empty": (1, 1, _filled),
    "count": (1, 1, lambda spot, tree: float(len(nodes(tree, spot)))),
    "sum": (1, 1, _sum),
    "min": (1, MANY, _least),
    "max": (1, MANY, _most),
    "number": (0, 1, lambda spot, tree=None: amount(tree, spot) if tree else math.nan),
    "int": (1, 1, _whole),
    "round": (1, 2, _round),
    "floor": (1, 1, _real(math.floor)),
    "ceiling": (1, 1, _real(math.ceil)),
    "abs": (1, 1, _real(abs)),
    "pow": (2, 2, _power),
    "sqrt": (1, 1, _real(math.sqrt)),
    "exp": (1, 1, _real(math.exp)),
    "exp10": (1, 1, _real(lambda found: 10.0**found)),
    "log": (1, 1, _real(math.log)),
    "log10": (1, 1, _real(math.log10)),
    "sin": (1, 1, _real(math.sin)),
    "cos": (1, 1, _real(math.cos)),
    "tan": (1, 1, _real(math.tan)),
    "pi": (0, 0, lambda spot: math.pi),
    "random": (0, 0, lambda spot: random.random()),  # noqa: S311 (no secret: the form's own lot)
    "randomize": (1, 2, lambda spot, tree, seed=None: nodes(tree, spot)),
    "string": (0, 1, lambda spot, tree=None: words(tree, spot) if tree else ""),
    "string-length": (0, 1, lambda spot, tree=None: float(
        len(words(tree, spot) if tree else spot.around.content(spot.node)))),
    "normalize-space": (1, 1, lambda spot, tree: " ".join(words(tree, spot).split())),
    "concat": (0, MANY, lambda spot, *given: "".join(_texts(spot, given))),
    "join": (1, MANY, _join),
    "contains": (2, 2, lambda spot, tree, part: words(part, spot) in words(tree, spot)),
    "starts-with": (2, 2, lambda spot, tree, part: words(tree, spot).startswith(words(part, spot))),
    "ends-with": (2, 2, lambda spot, tree, part: words(tree, spot).endswith(words(part, spot))),
    "substr": (2, 3, _slice),
    "substring": (2, 3, _substring),
    "substring-before": (2, 2, _before),
    "substring-after": (2, 2, _after),
    "translate": (3, 3, _translate),
    "regex": (2, 2, _regex),
    "today": (0, 0, lambda spot: spot.around.at.date().isoformat()),
    "now": (0, 0, lambda spot: spot.around.at.isoformat(timespec="milliseconds")),
    "date": (1, 1, _day),
    "date-time": (1, 1, _day),
    "decimal-date-time": (1, 1, lambda spot, tree: amount(tree, spot)),
    "decimal-date": (1, 1, lambda spot, tree: amount(tree, spot)),
    "decimal-time": (1, 1, lambda spot, tree: from_text(f"1970-01-01T{words(tree, spot)}")),
    "format-date": (2, 2, _format),
    "format-date-time": (2, 2, _format),
    "position": (0, 1, _position),
    "last": (0, 0, lambda spot: float(spot.size)),
    "name": (0, 1, _name),
    "local-name": (0, 1, _name),
    "current": (0, 0, lambda spot: [spot.current]),
    "instance": (1, 1, _instance),
    "indexed-repeat": (3, 7, _indexed),
    "checklist": (2, MANY, _checklist),
    "weighted-checklist": (4, MANY, _weighted),
    "uuid": (0, 1, _uuid),
    "version": (0, 0, lambda spot: spot.around.version),
    "distance": (1, MANY, _distance),
    "jr:choice-name": (2, 2, _choice_name),
    "jr:itext": (1, 1, lambda spot, tree: spot.around.itext(words(tree, spot))),
    "pulldata": (0, MANY, _refused("pulldata")),
    "search": (0, MANY, _refused("search")),
}  # fmt: skip
"""By name: how little and how much it is given, and what it does."""
