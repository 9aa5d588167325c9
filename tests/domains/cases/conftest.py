"""The standard set of matters."""

import pytest


@pytest.fixture
def matters(kept_offices):
    return kept_offices
