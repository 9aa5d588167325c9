"""Starting loads no slow library."""

from pathlib import Path

import pytest

from .start_up import STARTS, slow_modules_loaded


@pytest.mark.parametrize("start", STARTS)
def test_starting_loads_nothing_slow(start: str, tmp_path: Path) -> None:
    assert slow_modules_loaded(STARTS[start], tmp_path) == []
