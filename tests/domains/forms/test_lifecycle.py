"""The life of a form: added, tried, published, retired; versions, files, settings."""

import pytest
from tests import surveys as standard
from tests.surveys import HOUSEHOLD, SIMPLE, Surveys

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.kinds.forms import FormChanged, FormRefused
from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event

pytestmark = pytest.mark.django_db
PICTURE = """
| survey |
|  | type | name | label::English (en) | media::image::English (en) |
|  | select_one_from_file villages.csv | village | Which village? | map.png |
| settings |
|  | form_id | version |
|  | pictures | 1 |
"""


@pytest.fixture
def surveys(kept_surveys: Surveys) -> Surveys:
    return kept_surveys


def test_a_form_goes_from_spreadsheet_to_answers(surveys: Surveys) -> None:
    number = standard.send(surveys)
    form = queries.form("household")
    assert form is not None
    assert (form.state, form.draft_id, form.is_simple) == ("published", None, False)
    assert form.title("ur") == "Made-up household survey"
    assert queries.form_by_keyword(" WATER ") == surveys.simple
    assert queries.form_by_keyword("") is None
    assert [one.id for one in queries.public_forms()] == [surveys.simple.id]
    verbs = Event.objects.filter(thing_id=form.thing_id).values_list("verb", flat=True)
    assert {"forms.form_added", "forms.version_added", "forms.published", "forms.set"} <= {*verbs}
    assert number


def test_a_new_version_waits_as_a_draft_while_people_fill_the_old_one(surveys: Surveys) -> None:
    manager, at = surveys.manager, surveys.at
    changed = HOUSEHOLD.replace("How old are you?", "What is your age?")
    form = standard.add(surveys.project_id, changed, by=manager, at=at, publish=False)
    assert form.published_id == surveys.household.published_id
    assert form.draft_id != form.published_id
    old, new = queries.versions(form.id)[::-1]
    assert (old.number, new.number, new.published_at) == (1, 2, None)
    # The author forgot to write another version: it gets one, also in the bytes of devices.
    assert (old.label, new.label) == ("1", "1.2")
    assert b'version="1.2"' in queries.xform(new.id)
    form = actions.publish(form_id=form.id, by=manager, at=at)
    assert (form.published_id, form.draft_id) == (new.id, None)
    before = queries.version_by_label(form.id, "1")
    assert before is not None
    assert before.id == old.id


def test_a_broken_form_is_refused_with_its_row_and_nothing_is_added(surveys: Surveys) -> None:
    broken = SIMPLE.replace("select_one source", "select_one sources").encode()
    with pytest.raises(FormRefused) as refusal:
        actions.add_form(
            project_id=surveys.project_id, content=broken, name="x.md", by=surveys.manager,
            at=surveys.at,
        )  # fmt: skip
    problem = refusal.value.problems[0]
    assert (problem.sheet, problem.row, problem.column) == ("survey", 4, "type")
    assert "sources" in problem.message
    assert problem.mend
    assert len(queries.versions(surveys.simple.id)) == 1


def test_a_form_is_published_when_its_files_are_here(surveys: Surveys) -> None:
    manager, at = surveys.manager, surveys.at
    form = actions.add_form(
        project_id=surveys.project_id, content=PICTURE.encode(), name="x.md", by=manager, at=at,
        media=(NewFile("map.png", b"\x89PNG\r\n\x1a\n"),),
    )  # fmt: skip
    assert form.draft_id is not None
    assert [one.name for one in queries.media(form.draft_id) if one.is_awaited] == ["villages.csv"]
    with pytest.raises(FormRefused, match=r"villages\.csv"):
        actions.publish(form_id=form.id, by=manager, at=at)
    rows = b"name,label\nv1,Made-up village\n"
    actions.add_media(
        version_id=form.draft_id, name="villages.csv", content=rows, by=manager, at=at
    )
    with pytest.raises(FormRefused, match="shows no file"):
        actions.add_media(
            version_id=form.draft_id, name="other.csv", content=rows, by=manager, at=at
        )
    form = actions.publish(form_id=form.id, by=manager, at=at)
    assert form.published_id is not None
    assert queries.media_file(form.published_id, "villages.csv") == rows
    with pytest.raises(FormRefused, match="fill this version already"):
        actions.add_media(
            version_id=form.published_id, name="map.png", content=b"x", by=manager, at=at
        )
    # The next version of the form finds the files of the one before.
    again = actions.add_form(
        project_id=surveys.project_id, content=PICTURE.encode(), name="x.md", by=manager, at=at
    )
    assert again.draft_id is not None
    assert not [one for one in queries.media(again.draft_id) if one.is_awaited]


def test_a_language_without_a_code_is_mended_before_people_fill_it(surveys: Surveys) -> None:
    uncoded = SIMPLE.replace("Urdu (ur)", "Urdu").replace("| water |", "| uncoded |")
    form = standard.add(
        surveys.project_id, uncoded, by=surveys.manager, at=surveys.at, publish=False
    )
    with pytest.raises(FormRefused, match="“Urdu” has no code"):
        actions.publish(form_id=form.id, by=surveys.manager, at=surveys.at)


def test_a_sensitive_form_needs_a_key_of_its_own(surveys: Surveys) -> None:
    form = surveys.household
    draft = standard.add(
        surveys.project_id, HOUSEHOLD, by=surveys.manager, at=surveys.at, publish=False
    )
    actions.set_form(
        form_id=form.id, version=draft.version, is_sensitive=True, by=surveys.manager, at=surveys.at
    )
    with pytest.raises(FormRefused, match="public key"):
        actions.publish(form_id=form.id, by=surveys.manager, at=surveys.at)


def test_a_retired_form_takes_no_answers_until_it_is_opened_again(surveys: Surveys) -> None:
    manager, at, form = surveys.manager, surveys.at, surveys.household
    assert actions.retire(form_id=form.id, by=manager, at=at).state == "retired"
    assert queries.form_by_keyword("water") is not None
    assert actions.retire(form_id=form.id, by=manager, at=at).state == "retired"
    assert actions.reopen(form_id=form.id, by=manager, at=at).state == "published"


def test_settings_are_checked_and_two_people_do_not_write_over_each_other(
    surveys: Surveys,
) -> None:
    form, manager, at = surveys.household, surveys.manager, surveys.at
    for wrong in (
        {"sampling": "somehow"},
        {"keyword": "two words"},
        {"keyword": "water"},
        {"consent": "/data/nothing"},
        {"key": "other"},
    ):
        with pytest.raises(FormRefused):
            actions.set_form(form_id=form.id, version=form.version, by=manager, at=at, **wrong)
    done = actions.set_form(
        form_id=form.id, version=form.version, keep_days=365, sampling="probability", by=manager,
        at=at,
    )  # fmt: skip
    assert (done.keep_days, done.sampling, done.version) == (365, "probability", form.version + 1)
    with pytest.raises(FormChanged):
        actions.set_form(form_id=form.id, version=form.version, keep_days=1, by=manager, at=at)


def test_a_form_belongs_to_one_project_and_only_its_manager_changes_it(surveys: Surveys) -> None:
    for who in (surveys.other, surveys.enumerator, surveys.analyst):
        with pytest.raises(Refused):
            actions.publish(form_id=surveys.household.id, by=who, at=surveys.at)
    second = actions.make_project(
        key="second", names={"en": "Second"}, place_id=surveys.larkana.id, by=surveys.manager,
        at=surveys.at,
    )  # fmt: skip
    with pytest.raises(FormRefused, match="Another project"):
        standard.add(second, HOUSEHOLD, by=surveys.manager, at=surveys.at)
    assert [one.key for one in queries.forms(surveys.enumerator)] == ["water", "household"]
    assert queries.forms(surveys.other) == ()
    assert queries.projects(surveys.other) == ()
