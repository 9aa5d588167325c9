"""A pack's places, indicators and sources in the database, without any figures."""

from datetime import UTC, datetime

import pytest

from kachehri.domains.evidence.actions import declare
from kachehri.domains.places.actions import load_tree
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan.contents import EVIDENCE, TREE

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def setup_actor(db):
    ensure_system_actors(AT)
    return system_actor("setup", AT)


@pytest.fixture
def pakistan(setup_actor):
    load_tree(tree=TREE, by=setup_actor, at=AT)
    declare(indicators=EVIDENCE.indicators, sources=EVIDENCE.sources, by=setup_actor, at=AT)
    return setup_actor
