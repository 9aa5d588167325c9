"""What was kept apart, at the desk: seen beside what is here, and settled."""

from datetime import timedelta

import pytest
from tests import surveys as standard
from tests.engines.accounts.people import person, signed_in

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.models import Conflict
from kachehri.domains.places import queries as places
from kachehri.engines.access.actions import grant
from kachehri.engines.vault.models import Sealed
from kachehri.engines.xforms.answers import to_xml

LIST = "/en/desk/forms/apart/"


@pytest.fixture
def surveys(kept_surveys):
    queries.model.cache_clear()
    return kept_surveys


@pytest.fixture
def manager(surveys):
    return signed_in(person("survey-manager", email="manager@example.org"))


def bring(surveys, version="1", **changed):
    values = {**standard.ANSWERS, **{f"/data/{name}": value for name, value in changed.items()}}
    model = queries.model(surveys.household.published_id)
    xml = to_xml(model, values, instance="uuid:1", version=version)
    return actions.receive(xml=xml, by=surveys.worker, at=surveys.at)


def test_other_answers_under_the_same_number_stand_side_by_side_and_one_is_taken_in(
    surveys, manager
):
    bring(surveys)
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    number = bring(surveys, words="Something else").conflict_id
    assert "Other answers under the same number" in manager.get(LIST).content.decode()
    page = manager.get(f"{LIST}{number}/").content.decode()
    assert page.count("<b>differs</b>") == 1
    assert "The pump is far away." in page
    assert "Something else" in page
    answer = manager.post(f"{LIST}{number}/settle/", {"do": "replaced"}, follow=True)
    assert "It is settled." in answer.content.decode()
    assert "Nothing is kept apart" in answer.content.decode()
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    (batch,) = queries.each_batch(surveys.household.id)
    assert [one.values["/data/words"] for one in batch] == ["Something else"]


def test_an_unknown_version_is_read_with_the_one_that_is_chosen(surveys, manager):
    number = bring(surveys, version="77").conflict_id
    page = manager.get(f"{LIST}{number}/").content.decode()
    assert f'<option value="{surveys.household.published_id}">' in page
    answer = manager.post(f"{LIST}{number}/settle/", {"do": "replaced"}, follow=True)
    assert "No form here can take these answers." in answer.content.decode()
    choice = {"do": "replaced", "version": str(surveys.household.published_id)}
    manager.post(f"{LIST}{number}/settle/", choice)
    assert Conflict.objects.get(pk=number).settled == "replaced"


def test_what_cannot_be_read_can_be_left_or_erased_and_not_taken_in(surveys, manager):
    told = actions.send_out(
        project_id=surveys.project_id, name="A", by=surveys.manager, at=surveys.at
    )
    number = actions.receive(
        xml=b"<broken", by=surveys.worker, at=surveys.at, collector_id=told.id
    ).conflict_id
    page = manager.get(f"{LIST}{number}/").content.decode()
    assert "The program cannot read it as it is." in page
    assert 'value="replaced"' not in page
    manager.post(f"{LIST}{number}/settle/", {"do": "erased"})
    assert bytes(Conflict.objects.get(pk=number).content) == b""


def test_others_see_nothing_of_it(surveys):
    number = bring(surveys, version="77").conflict_id
    analyst = signed_in(person("analyst", email="analyst@example.org"))
    assert analyst.get(LIST).status_code == 403
    assert analyst.get(f"{LIST}{number}/").status_code == 403
    assert analyst.post(f"{LIST}{number}/settle/", {"do": "erased"}).status_code == 403


def test_who_manages_elsewhere_and_collects_here_sees_nothing_that_is_apart_here(surveys):
    bring(surveys)
    number = bring(surveys, words="Something else").conflict_id
    who = person(email="both@example.org")
    elsewhere = places.by_key("sukkur")
    for role, place in (("survey-manager", elsewhere), ("enumerator", surveys.larkana)):
        grant(
            actor=who.account.thing_id, role=role, scope=place.thing_id, purpose="a test",
            starts_at=surveys.at - timedelta(days=900), ends_at=None, by=surveys.setup,
            at=surveys.at,
        )  # fmt: skip
    client = signed_in(who)
    assert "Nothing is kept apart" in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{number}/").status_code == 404
    answer = client.post(f"{LIST}{number}/settle/", {"do": "erased"})
    assert answer.status_code == 404


def test_words_that_must_not_lie_open_are_not_shown_and_go_into_the_tray(surveys, manager):
    bring(surveys)
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    words = "mera shohar mujhe marta hai, kisi ko mat batana"
    number = bring(surveys, words=words).conflict_id
    page = manager.get(f"{LIST}{number}/").content.decode()
    assert "mujhe marta" not in page
    assert "must not lie open" in page
    manager.post(f"{LIST}{number}/settle/", {"do": "replaced"})
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    assert Sealed.objects.count() == 1
