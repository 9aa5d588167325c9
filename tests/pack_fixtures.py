"""A pack's places, indicators and sources in the database, without any figures."""

import pytest

from tests.standard_grounds import PACK_AT as AT

__all__ = ["AT", "pakistan"]


@pytest.fixture
def pakistan(kept_pack):
    return kept_pack
