"""Names that say nothing, and pieces too large to read in one go."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from .sources import Tree, functions

SAYS_NOTHING = re.compile(
    r"^(.+_)?(utils?|core|common|helpers?|misc|managers?|services?|handlers?)$"
)
MODULE_LINES = 400
FUNCTION_LINES = 60
MEDIAN_LINES = 6
SETTINGS_LINES = 150


def names_say_something(paths: list[Path]) -> Iterator[str]:
    """No file or folder is called utils, core, common, helpers, misc, manager or the like."""
    for path in paths:
        for part in (*path.parts[:-1], path.stem):
            if SAYS_NOTHING.match(part):
                yield f"{path}: {part!r} says nothing"


def modules_are_short(tree: Tree) -> Iterator[str]:
    """No module has more than 400 lines, settings no more than 150."""
    for module in tree.modules:
        most = SETTINGS_LINES if module.name == "site/settings" else MODULE_LINES
        if (lines := len(module.text.splitlines())) > most:
            yield f"{module.name}.py has {lines} lines; at most {most}"


def functions_are_short(tree: Tree) -> Iterator[str]:
    """No function has more than 60 lines without its docstring."""
    for module in tree.modules:
        for node in functions(module.tree):
            if (lines := length(node)) > FUNCTION_LINES:
                yield module.says(node, f"{node.name} has {lines} lines; at most {FUNCTION_LINES}")


def half_of_the_functions_are_very_short(tree: Tree) -> Iterator[str]:
    """The median function has at most 6 lines."""
    lengths = [length(node) for module in tree.modules for node in functions(module.tree)]
    if lengths and (middle := median(lengths)) > MEDIAN_LINES:
        yield f"half of the functions have more than {middle:g} lines; at most {MEDIAN_LINES}"


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without decorators and docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


CHECKS = (modules_are_short, functions_are_short, half_of_the_functions_are_very_short)
