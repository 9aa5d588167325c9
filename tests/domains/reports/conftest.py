"""The standard district, files in a folder of the test, and a small kind of report."""

import pytest

from kachehri.domains.reports.kinds import register, report

from .small import SMALL
from .written import known, write

__all__ = ["known", "small", "world", "write"]


@pytest.fixture
def world(kept_world, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return kept_world


@pytest.fixture
def small():
    """The small kind, known while the test runs."""
    register(SMALL)
    yield SMALL
    del report._known[SMALL.key]
