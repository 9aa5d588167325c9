"""Every file keeps to its role."""

from collections.abc import Callable, Iterator

import pytest

from .file_roles import CHECKS
from .sources import TREE, Tree


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_role_is_kept(check: Callable[[Tree], Iterator[str]]) -> None:
    assert "\n".join(check(TREE)) == ""
