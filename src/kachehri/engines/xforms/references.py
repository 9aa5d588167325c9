"""Which question an expression asks for, and which ask for each other in a circle."""

import re
from collections.abc import Iterator

from .binds import Bind
from .kinds import FormModel, Group, Part

_TEXT = re.compile(r"'[^']*'|\"[^\"]*\"")
_PATH = re.compile(r"(?:current\(\)/)?(?:\.\./)+[\w.:/-]+|/[A-Za-z_][\w.:/-]*")


def parts(children: tuple[Part, ...]) -> Iterator[Part]:
    """Every question and group, in the order of the form."""
    for one in children:
        yield one
        if isinstance(one, Group):
            yield from parts(one.children)


def expressions_of(part: Part) -> Iterator[tuple[str, str]]:
    """(column, expression) of all that a part calculates or asks."""
    if isinstance(part, Group):
        written = {"relevant": part.relevant, "repeat_count": part.count}
    else:
        written = {
            "relevant": part.relevant,
            "calculation": part.calculation,
            "constraint": part.constraint,
            "required": part.required,
            "choice_filter": part.choice_filter,
            "default": part.parameters.get("setvalue", ""),
        }
    yield from ((column, one) for column, one in written.items() if one)


def asked_for(expression: str, at: str) -> Iterator[str]:
    """The absolute paths that an expression at a path names."""
    for written in _PATH.findall(_TEXT.sub("''", expression)):
        path = written.removeprefix("current()/")
        yield Bind.plain(path if path.startswith("/") else _resolved(path, at))


def _resolved(path: str, at: str) -> str:
    steps = at.split("/")
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def circles(model: FormModel) -> list[tuple[str, ...]]:
    """Questions that need each other's value to have their own: each circle once."""
    graph = _graph(model)
    found: list[tuple[str, ...]] = []
    settled: set[str] = set()
    for start in graph:
        if start not in settled:
            found += _from(start, graph, settled)
    return found


def _graph(model: FormModel) -> dict[str, list[str]]:
    """path → paths that it depends on. A child depends on the condition of its group."""
    graph: dict[str, list[str]] = {}
    conditional: set[str] = set()
    for part in parts(model.children):
        needs = [
            path
            for column, written in expressions_of(part)
            if column in ("relevant", "calculation")
            for path in asked_for(written, part.path)
        ]
        if isinstance(part, Group) and part.relevant:
            conditional.add(part.path)
        parent = part.path.rpartition("/")[0]
        while parent.count("/") > 1:
            if parent in conditional:
                needs.append(parent)
            parent = parent.rpartition("/")[0]
        graph[part.path] = needs
    return graph


def _from(start: str, graph: dict[str, list[str]], settled: set[str]) -> list[tuple[str, ...]]:
    """Circles that are met on the way from one path. No recursion: forms may be long."""
    found: list[tuple[str, ...]] = []
    way: list[str] = [start]
    waiting: list[Iterator[str]] = [iter(graph[start])]
    while way:
        nearest = next(waiting[-1], None)
        if nearest is None:
            settled.add(way.pop())
            waiting.pop()
        elif nearest in way:
            found.append(tuple(way[way.index(nearest) :]))
        elif nearest in graph and nearest not in settled:
            way.append(nearest)
            waiting.append(iter(graph[nearest]))
    return found
