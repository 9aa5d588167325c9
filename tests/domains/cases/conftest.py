"""The standard set of matters."""

import pytest
from tests import matters as standard


@pytest.fixture
def matters(db):
    return standard.ground()
