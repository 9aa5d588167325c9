"""What somebody tries who wishes no good: words that come back, rights that reach too far."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests import surveys as standard
from tests.phones import read, take, xml

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions.settling import settle_conflict
from kachehri.domains.forms.models import Conflict, Form, Submission
from kachehri.domains.forms.queries.conflicts import content_of
from kachehri.domains.places import queries as places
from kachehri.engines.access.reading import Refused


@pytest.fixture
def surveys(kept_surveys):
    queries.model.cache_clear()
    return kept_surveys


def test_what_was_kept_apart_goes_with_the_answers_when_consent_is_taken_back(surveys):
    take(surveys, xml(surveys))
    apart = take(surveys, xml(surveys, words="the same, said otherwise")).conflict_id
    read(surveys)
    actions.withdraw(
        form_id=surveys.household.id, instance="uuid:made-up-1", by=surveys.manager, at=surveys.at
    )
    row = Conflict.objects.get(pk=apart)
    assert (content_of(row), row.settled) == (None, "erased")


def test_what_was_kept_apart_goes_when_its_time_is_over(surveys):
    Form.objects.filter(pk=surveys.household.id).update(keep_days=30)
    apart = take(surveys, xml(surveys).replace(b'version="1"', b'version="99"')).conflict_id
    assert apart
    actions.keep_no_longer(by=surveys.worker, at=surveys.at + timedelta(days=29))
    assert content_of(Conflict.objects.get(pk=apart))
    actions.keep_no_longer(by=surveys.worker, at=surveys.at + timedelta(days=31))
    assert content_of(Conflict.objects.get(pk=apart)) is None


def test_what_was_erased_does_not_come_back_after_the_form_is_closed(surveys):
    take(surveys, xml(surveys))
    actions.withdraw(
        form_id=surveys.household.id, instance="uuid:made-up-1", by=surveys.manager, at=surveys.at
    )
    actions.retire(form_id=surveys.household.id, by=surveys.setup, at=surveys.at)
    assert take(surveys, xml(surveys)).outcome == "had"
    assert not Conflict.objects.exists()


def test_a_manager_elsewhere_cannot_bring_answers_into_a_form_by_settling_them(surveys):
    elsewhere = places.by_key("sukkur")
    project = actions.make_project(
        key="elsewhere", names={"en": "Made-up"}, place_id=elsewhere.id, by=surveys.setup,
        at=surveys.at,
    )  # fmt: skip
    stranger = standard.account("stranger", "survey-manager", elsewhere.thing_id, surveys.at)
    sent = actions.send_out(project_id=project, name="Theirs", by=stranger, at=surveys.at)
    brought = replace(
        actions.bring(xml=xml(surveys), at=surveys.at, collector_id=sent.id), project_id=project
    )
    (told,) = actions.receive_many(brought=[brought], by=surveys.worker, at=surveys.at)
    assert told.reason == "unknown-form"
    with pytest.raises(Refused):
        settle_conflict(
            conflict_id=told.conflict_id, decision="replaced", by=stranger, at=surveys.at
        )
    assert not Submission.objects.exists()


def test_rubbish_counts_for_the_quota_too(surveys):
    sent = actions.send_out(
        project_id=surveys.project_id, name="Busy", by=surveys.manager, at=surveys.at, quota=3
    )
    told = [take(surveys, b"<broken %d" % number, collector_id=sent.id) for number in range(5)]
    assert [one.outcome for one in told] == ["kept-apart"] * 3 + ["later"] * 2
    assert Conflict.objects.count() == 3


def test_an_edit_brings_back_no_words_that_were_taken_back(surveys):
    take(surveys, xml(surveys))
    actions.withdraw(
        form_id=surveys.household.id, instance="uuid:made-up-1", by=surveys.manager, at=surveys.at
    )
    told = take(surveys, xml(surveys, "uuid:2", "uuid:made-up-1", words="again"))
    assert (told.outcome, told.reason) == ("kept-apart", "too-late")
    assert Submission.objects.count() == 1
