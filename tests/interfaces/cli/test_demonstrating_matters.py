"""The matters of a demonstration go every way, say that they are made up, and come once."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests import matters as standard

from kachehri.domains.bodies import actions as bodies
from kachehri.domains.bodies.queries.files import read_sheets
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries import hearings
from kachehri.engines.accounts.demonstration import ensure_demo_accounts
from kachehri.interfaces.cli.demonstrating_matters import write_matters
from kachehri.packs.pakistan.contents import BODIES
from kachehri.packs.pakistan.demonstration import matters as told

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_made_up_matters_go_every_way_and_are_written_once(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    now = timezone.now()
    ground = standard.ground(now)
    bodies.import_bodies(sheets=read_sheets(BODIES), by=ground.setup, at=now, keep=True)
    ensure_demo_accounts(by=ground.setup, at=now)
    assert write_matters(told, at=now) == Case.objects.count()
    states = Counter(Case.objects.filter(kind="complaint").values_list("state", flat=True))
    assert {"new", "working", "asked", "confirmed", "contested", "refused", "done"} <= set(states)
    marks = tuple(told.MADE_UP.values())
    assert all(
        any(mark in words for mark in marks) for (words,) in Case.objects.values_list("words")
    )
    past, coming = sorted(hearings.hearings(), key=lambda one: one.starts_at)
    assert (past.state, coming.state) == ("closed", "called")
    assert hearings.tally(past.id).promised == len(told.HEARD)
    assert {timezone.localtime(one.starts_at).hour for one in (past, coming)} == {10}
    assert write_matters(told, at=now) == 0
