"""Names say something and pieces are small."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .names_and_sizes import CHECKS, modules_are_short, names_say_something
from .sources import ROOT, TREE, Tree


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_pieces_are_small(check: Callable[[Tree], Iterator[str]]) -> None:
    assert "\n".join(check(TREE)) == ""


@pytest.mark.parametrize("folder", ["tests", "tools", "bench"])
def test_test_and_tool_modules_are_short(folder: str) -> None:
    assert "\n".join(modules_are_short(Tree(ROOT / folder))) == ""


def test_names_say_something() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "\n".join(names_say_something([Path(line) for line in listed.stdout.splitlines()])) == ""
