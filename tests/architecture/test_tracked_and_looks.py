"""Files hold nothing that they should not, and pages keep to the look."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .looks import CHECKS
from .sources import ROOT, TREE
from .tracked import problems, tracked_files


def test_files_hold_nothing_that_they_should_not() -> None:
    found = [p for name in tracked_files() for p in problems(str(name), (ROOT / name).read_bytes())]
    assert "\n".join(found) == ""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_look_is_kept(check: Callable[[Path], Iterator[str]]) -> None:
    assert "\n".join(check(TREE.folder)) == ""


def test_the_licence_is_apache() -> None:
    assert "Apache License" in (ROOT / "LICENSE").read_text()
