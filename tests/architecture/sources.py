"""The sources as the checks of this folder read them.

A check is a function from a Tree to the problems it finds, each one line that says where and what.
The same function reads the real tree and a tree with a planted breach (test_checks_bite.py).
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file: `name` is its path without suffix, as in `domains/places/actions`."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The file, parsed once."""
        return ast.parse(self.text)

    @property
    def layer(self) -> str:
        """kernel, engines, domains, packs, interfaces or site."""
        return self.name.split("/")[0]

    @property
    def room(self) -> str:
        """Which engine, domain, pack or interface, as in `domains/places`."""
        return "/".join(self.name.split("/")[:2])

    @property
    def role(self) -> str:
        """The third part of the name, which tells the file's job in a domain."""
        parts = self.name.split("/")
        return parts[2] if len(parts) > 2 else ""

    def says(self, node: ast.AST, problem: str) -> str:
        """A problem and where it is."""
        return f"{self.name}.py:{getattr(node, 'lineno', 1)}: {problem}"


@dataclass(frozen=True)
class Tree:
    """The package's modules, without migrations unless asked for."""

    folder: Path

    @cached_property
    def modules(self) -> list[Module]:
        """Every module that people write."""
        return [
            Module(path.relative_to(self.folder).with_suffix("").as_posix(), path.read_text())
            for path in sorted(self.folder.rglob("*.py"))
            if "migrations" not in path.parts
        ]

    def of(self, *layers: str, role: str = "") -> Iterator[Module]:
        """Modules of some layers, and of one file role."""
        for module in self.modules:
            if module.layer in layers and (not role or module.role == role):
                yield module


TREE = Tree(ROOT / "src" / "kachehri")


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, however deep."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node


def dotted(node: ast.expr) -> str:
    """`a.b.c` as text; calls and subscripts in between are passed over."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return dotted(node.value) if isinstance(node, ast.Subscript) else ""


def imports(
    module: Module, nodes: Iterator[ast.AST] | None = None
) -> Iterator[tuple[ast.stmt, str]]:
    """Every import as (statement, absolute dotted name), `from a import b` as `a.b`."""
    package = ["kachehri", *module.name.split("/")[:-1]]
    for node in nodes or ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            kept = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*kept, *([node.module] if node.module else [])])
            yield from ((node, f"{base}.{alias.name}") for alias in node.names)
