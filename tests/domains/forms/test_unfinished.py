"""What somebody has answered so far: sealed under its secret, and gone after its time."""

from datetime import timedelta
from typing import Any

import pytest
from tests import surveys as standard

from kachehri.domains.forms.actions.unfinished import (
    KEPT,
    drop_unfinished,
    forget_unfinished,
    keep_unfinished,
)
from kachehri.domains.forms.models import Unfinished
from kachehri.domains.forms.queries.unfinished import unfinished
from kachehri.engines.access.reading import Refused

pytestmark = pytest.mark.django_db
AT = standard.AT


@pytest.fixture
def surveys(db: None) -> standard.Surveys:
    return standard.build()


def keep(surveys: standard.Surveys, mark: str = "made-up", **more: Any) -> None:
    told = {"values": {"/data/source": "pump"}, "by": surveys.enumerator, "at": AT, **more}
    number = surveys.simple.published_id or 0
    keep_unfinished(secret=mark, version_id=number, channel="light", **told)


def test_only_the_secret_opens_it_and_a_row_moved_elsewhere_does_not_open(
    surveys: standard.Surveys,
) -> None:
    keep(surveys)
    kept = unfinished("made-up", AT)
    assert kept is not None
    assert kept.values == {"/data/source": "pump"}
    assert unfinished("other", AT) is None
    assert b"pump" not in bytes(Unfinished.objects.get().content)
    Unfinished.objects.update(version=surveys.household.published_id)
    assert unfinished("made-up", AT) is None


def test_it_is_kept_once_and_gone_after_its_time_or_on_demand(surveys: standard.Surveys) -> None:
    keep(surveys)
    keep(surveys, values={"/data/source": "tap"}, at=AT + timedelta(days=2))
    keep(surveys, "second")
    assert Unfinished.objects.count() == 2
    assert unfinished("second", AT + KEPT) is None
    assert forget_unfinished(by=surveys.worker, at=AT + KEPT) == 1
    drop_unfinished(secret="made-up", by=surveys.enumerator, at=AT)
    assert not Unfinished.objects.exists()


def test_who_may_not_fill_keeps_nothing_and_nobody_keeps_too_much(
    surveys: standard.Surveys,
) -> None:
    with pytest.raises(Refused):
        keep(surveys, by=surveys.other)
    with pytest.raises(ValueError, match="too much"):
        keep(surveys, values={"/data/words": "x" * 500_000})
    assert not Unfinished.objects.exists()
