"""Opening a matter."""

import pytest
from tests import matters as standard

from kachehri.domains.cases import queries
from kachehri.domains.cases.kinds import Filter

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(kept_offices):
    return kept_offices


def test_a_complaint_goes_to_the_office_of_its_category_and_its_clock_runs(matters):
    case = standard.complaint(matters)
    assert case.body_id == matters.bodies["water"]
    assert case.state == "new"
    assert case.due_at is not None
    assert case.basis == "courtesy"
    assert queries.by_secret(case.secret).id == case.id
    assert [line.what for line in queries.timeline(case, matters.officer)] == ["opened"]
    page = queries.desk_list(matters.officer)
    assert [row.number for row in page.rows] == [case.number]
    assert queries.public_list(Filter()).rows == ()


def test_the_standard_set_is_built(matters):
    found = standard.cases(matters)
    assert found["done"].state == "done"
    assert found["refused"].closed_as == "no-money"
    assert found["private"].is_private
