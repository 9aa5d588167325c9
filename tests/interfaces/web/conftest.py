"""The standard district with an edition of its report."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from tests import world as worlds
from tests.engines.accounts.people import Person, person, signed_in

from kachehri.domains.evidence import queries as evidence
from kachehri.engines.jobs import actions as jobs


@dataclass(frozen=True)
class Site:
    """What the pages are about, and who reads them."""

    world: worlds.World
    observation: int
    job: int
    editor: Person

    def desk(self) -> Client:
        """The editor's browser."""
        return signed_in(self.editor)


@pytest.fixture
def world(kept_world: worlds.World, settings: Any, tmp_path: Any) -> worlds.World:
    settings.FILES_ROOT = tmp_path / "files"
    return kept_world


@pytest.fixture
def site(kept_report: worlds.World) -> Site:
    world = kept_report
    found = evidence.values(concepts=["literacy-10"], place_ids=[world.larkana.id], dims={})
    job = jobs.ask(
        kind="build-report",
        arguments={"kind": "human-security", "place_id": world.larkana.id},
        by=world.worker,
        at=world.at,
    )
    return Site(world, found[0].id, job, person("editor"))
