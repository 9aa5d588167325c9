"""Everything that people may use is written about in docs/ or the README."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from .sources import ROOT, Tree

VARIABLE = re.compile(r"\b(?:KACHEHRI|DATABASE)_[A-Z0-9_]+\b|\bDATABASE_URL\b")


def documents() -> str:
    """All that is written for people, as one text."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md"]
    pages += sorted((ROOT / "docs").rglob("*.md"))
    return "\n".join(page.read_text() for page in pages if page.exists())


def variables(tree: Tree) -> set[str]:
    """Every environment variable that the program reads."""
    return {
        node.value
        for module in tree.modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and VARIABLE.fullmatch(node.value)
    }


def make_targets(makefile: Path) -> set[str]:
    """Every command of make, as people type it."""
    return {
        f"make {name}" for name in re.findall(r"^([a-z]+):", makefile.read_text(), re.MULTILINE)
    }


def kinds(tree: Tree) -> set[str]:
    """Every class that a pack can fill in."""
    return {
        node.name
        for module in tree.of("domains", role="kinds")
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def undocumented(names: Iterable[str], text: str) -> Iterator[str]:
    """Names that no page mentions."""
    for name in sorted(names):
        if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text):
            yield f"{name}: not in docs/"


def commands(group: object, path: str = "kachehri") -> Iterator[str]:
    """Every command of the program, as people type it."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            yield f"{path} {name}"
            yield from commands(group.get_command(context, name), f"{path} {name}")
