"""A declared questionnaire becomes a form; its answers are scored as they are read."""

import pytest
from tests import surveys as standard
from tests.surveys import Surveys

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions.instruments import NoInstrument
from kachehri.domains.forms.queries.answers import by_id
from kachehri.domains.forms.queries.instruments import scores_of
from kachehri.engines.access.reading import Refused
from kachehri.engines.xforms import answers

pytestmark = pytest.mark.django_db
SATISFIED = {f"/data/services/sat_{name}": "satisfied" for name in ("school", "health", "water",
    "electricity", "sewage", "waste", "roads", "transport")}  # fmt: skip


@pytest.fixture
def surveys() -> Surveys:
    return standard.build()


def _send(surveys: Surveys, key: str, values: dict[str, object], number: int = 1) -> int:
    form = queries.form(key)
    assert form is not None
    assert form.published_id is not None
    xml = answers.to_xml(
        queries.model(form.published_id),
        values,
        instance=f"uuid:00000000-0000-4000-8000-0000000001{number:02d}",
    )
    receipt = actions.receive(xml=xml, by=surveys.enumerator, at=surveys.at)
    assert receipt.submission_id is not None, receipt
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=100)
    return receipt.submission_id


def _use(surveys: Surveys, key: str, form_key: str = "") -> None:
    made = actions.load_instrument(
        key=key, project_id=surveys.project_id, form_key=form_key, by=surveys.manager, at=surveys.at
    )
    assert (made.instrument, made.title("ur") != "") == (key, True)
    actions.publish(form_id=made.id, by=surveys.manager, at=surveys.at)


def test_answers_are_scored_and_held_against_the_telephone(surveys: Surveys) -> None:
    _use(surveys, "perception")
    device = {"/data/score_satisfaction": 74}
    pk = _send(surveys, "perception", {"/data/consent": "yes", **SATISFIED, **device})
    view = by_id(pk)
    assert view is not None
    found = {one.key: one for one in scores_of([view.submission])[pk]}
    assert (found["satisfaction"].value, found["satisfaction"].band) == (75, "high")
    assert (found["satisfaction"].device, found["satisfaction"].agrees) == (74, False)
    assert (found["safety"].value, found["safety"].agrees) == (None, True)


def test_scores_are_written_over_when_answers_are_read_again(surveys: Surveys) -> None:
    _use(surveys, "perception", "perception.autumn")
    pk = _send(surveys, "perception.autumn", {"/data/consent": "yes", **SATISFIED})
    form = queries.form("perception.autumn")
    assert form is not None
    actions.read_again(form_id=form.id, by=surveys.manager, at=surveys.at)
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=100)
    view = by_id(pk)
    assert view is not None
    assert scores_of([view.submission])[pk][0].value == 75


def test_who_may_not_manage_makes_no_form(surveys: Surveys) -> None:
    with pytest.raises(Refused):
        actions.load_instrument(
            key="perception", project_id=surveys.project_id, by=surveys.other, at=surveys.at
        )


def test_a_form_of_another_name_is_not_that_questionnaire(surveys: Surveys) -> None:
    for key, form_key in (("no-such", ""), ("perception", "something")):
        with pytest.raises(NoInstrument):
            actions.load_instrument(
                key=key, project_id=surveys.project_id, form_key=form_key, by=surveys.manager,
                at=surveys.at,
            )  # fmt: skip
