"""The life of a form: added, tried, published, retired; versions, files, settings."""

import pytest
from tests import surveys as standard
from tests.surveys import Surveys

from kachehri.domains.forms import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def surveys() -> Surveys:
    return standard.build()


def test_a_form_is_added_published_and_answered(surveys: Surveys) -> None:
    standard.send(surveys)
    form = queries.form("household")
    assert form is not None
    assert (form.state, form.draft_id, form.title("ur")) == (
        "published",
        None,
        "Made-up household survey",
    )
