"""Somebody who was sent out with a phone, and the address that it sends to."""

import pytest

from kachehri.domains.forms import actions, queries
from kachehri.interfaces.api import openrosa, openrosa_auth


@pytest.fixture
def surveys(kept_surveys):
    queries.model.cache_clear()
    openrosa_auth.remembered.forget()
    openrosa.wrong.left.clear()
    return kept_surveys


@pytest.fixture
def sent_out(surveys):
    return actions.send_out(
        project_id=surveys.project_id, name="Made-up enumerator", username="made-up-ali",
        by=surveys.manager, at=surveys.at,
    )  # fmt: skip


@pytest.fixture
def base(surveys, sent_out):
    return f"/openrosa/key/{sent_out.token}/projects/{surveys.project_id}"
