"""The standard district, and files in a folder of the test."""

import pytest

from tests import world as worlds


@pytest.fixture
def world(db, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return worlds.build()
