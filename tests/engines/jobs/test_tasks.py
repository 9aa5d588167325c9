"""The rounds of the house."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from kachehri.engines.jobs import tasks


@pytest.mark.django_db
def test_a_session_that_ended_is_deleted_with_what_was_typed_in_it(monkeypatch):
    monkeypatch.setattr(tasks.queue, "forget_ended", lambda hours: None)
    now = timezone.now()
    for key, end in (("ended", now - timedelta(minutes=1)), ("running", now + timedelta(hours=8))):
        Session.objects.create(session_key=key, session_data="made up", expire_date=end)
    tasks.forget_ended(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]
