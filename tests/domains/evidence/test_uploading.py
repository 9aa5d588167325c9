"""Files at the desk, from their arrival to their load. The figures are made up."""

import pytest
from tests.pack_fixtures import AT

from kachehri.domains.evidence import actions, queries
from kachehri.domains.evidence.kinds.mapping import TableMapping, ValueColumn
from kachehri.domains.evidence.models import Observation, Upload
from kachehri.domains.places import queries as places
from kachehri.engines.access.actions import grant
from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.queries import actor_for
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.actions import register
from kachehri.engines.tables.files import FileProblem

TABLE = """Zilla,Aurat %,Mard %,Saal
Larkana,45.5,61,2019-20
Sukkur,50,many,2019-20
Atlantis,10,20,2019-20
"""
MAPPING = TableMapping(
    columns={"place": "Zilla", "period": "Saal"},
    fixed={"source": "pslm-2019-20"},
    values=(
        ValueColumn("Aurat %", "literacy-10", sex="female"),
        ValueColumn("Mard %", "literacy-10", sex="male"),
    ),
    tier="district",
    within="PK7",
)


@pytest.fixture
def editor(pakistan, settings, tmp_path):
    """An editor of Sindh, with a folder of their own for originals."""
    settings.VAR = tmp_path
    return editor_of("PK7")


def editor_of(pcode):
    thing = register(kind="accounts.account", at=AT).pk
    more = {"purpose": "test", "starts_at": AT, "ends_at": None, "by": system_actor("setup", AT)}
    scope = places.by_pcode(pcode).thing_id
    grant(actor=thing, role="editor", scope=scope, at=AT, **more)
    return actor_for(thing_id=thing, name="Made up", language="en", at=AT)


def given(by, text=TABLE, name="table.csv"):
    return actions.receive_upload(file_name=name, chunks=[text.encode()], by=by, at=AT)


def checked(by, number, **how):
    actions.describe_upload(upload=number, by=by, at=AT, **how)
    actions.preview_upload(upload=number, by=by, at=AT)
    return queries.upload(by, number)


def test_a_table_of_unknown_making_is_checked_and_loaded(editor):
    number = given(editor)
    view = checked(editor, number, mapping=MAPPING)
    assert view.state == "checked"
    assert (view.preview["rows"], view.preview["added"]) == (3, 3)
    rules = view.preview["by_rule"]
    assert rules == {"not-a-number": 1, "place-not-found": 2}
    wrong = next(one for one in view.preview["findings"] if one["rule"] == "not-a-number")
    assert (wrong["file"], wrong["row"], wrong["column"]) == ("table.csv", 3, "Mard %")
    assert view.preview["figures_shown"][0]["value"] == "45.5"
    assert not Observation.objects.exists()
    actions.ask_for_load(upload=number, by=editor, at=AT)
    actions.load_upload(upload=number, by=system_actor("worker", AT), at=AT)
    view = queries.upload(editor, number)
    assert view.state == "loaded"
    assert queries.load(view.load).file_name == "table.csv"
    larkana = places.by_pcode("PK713").id
    women = queries.values(concepts=["literacy-10"], place_ids=[larkana], dims={"sex": "female"})
    assert f"{women[0].value.normalize():f}" == "45.5"
    assert women[0].cell == "Aurat %@2"
    assert women[0].period == "2019-20"
    assert women[0].method == "survey"


def test_to_load_twice_is_to_load_once(editor):
    number = given(editor)
    checked(editor, number, mapping=MAPPING)
    first = actions.load_upload(upload=number, by=editor, at=AT)
    assert actions.load_upload(upload=number, by=editor, at=AT) == first
    again = given(editor)
    assert checked(editor, again, mapping=MAPPING).preview["unchanged"] == 3
    assert actions.load_upload(upload=again, by=editor, at=AT)["load"] is None
    assert [twin.upload_id for twin in queries.same_file(queries.upload(editor, again))] == [number]


def test_a_load_has_the_rights_of_whoever_gave_the_file_and_no_more(pakistan, settings, tmp_path):
    settings.VAR = tmp_path
    local = editor_of("PK713")
    number = given(local)
    view = checked(local, number, mapping=MAPPING)
    assert view.state == "refused"
    assert "places that you may not change" in view.preview["message"]
    with pytest.raises(actions.UploadProblem, match="preview"):
        actions.ask_for_load(upload=number, by=local, at=AT)


def test_nobody_else_sees_or_touches_a_file(editor):
    number = given(editor)
    other = editor_of("PK7")
    assert queries.upload(other, number) is None
    assert queries.uploads(other) == ()
    assert [one.id for one in queries.uploads(editor)] == [number]
    for actor in (other, PUBLIC):
        with pytest.raises(Refused):
            actions.drop_upload(upload=number, by=actor, at=AT)
    with pytest.raises(Refused):
        given(PUBLIC)


def test_a_file_that_was_put_away_is_not_loaded(editor):
    number = given(editor)
    actions.drop_upload(upload=number, by=editor, at=AT)
    with pytest.raises(actions.UploadProblem, match="put away"):
        actions.describe_upload(upload=number, mapping=MAPPING, by=editor, at=AT)


def test_a_file_that_cannot_be_read_is_refused_in_words(editor):
    view = checked(editor, given(editor, "\0\1\2\3\4\5"), mapping=MAPPING)
    assert view.state == "refused"
    assert "not a text file" in view.preview["message"]
    with pytest.raises(FileProblem, match="empty"):
        given(editor, "")


def test_a_mapping_names_columns_that_are_there(editor):
    view = checked(editor, given(editor, "A,B\n1,2\n"), mapping=MAPPING)
    assert view.state == "refused"
    assert view.preview["params"]["column"] == "Zilla"
    with pytest.raises(actions.UploadProblem, match="everything"):
        actions.describe_upload(upload=given(editor), mapping=TableMapping(), by=editor, at=AT)


def test_a_saved_mapping_is_a_recipe(editor):
    code = actions.save_mapping(name="zilla", label="Zillas", mapping=MAPPING, by=editor, at=AT)
    assert [one.code for one in queries.saved_mappings()] == [code] == ["mapping-zilla"]
    assert queries.saved_mappings()[0].mapping == MAPPING
    assert checked(editor, given(editor), recipe=code).preview["added"] == 3


def test_the_head_of_a_file_shows_its_columns_and_the_recipes_that_fit(editor):
    head = queries.head_of(editor, given(editor))
    assert head.columns == ("Zilla", "Aurat %", "Mard %", "Saal")
    assert head.rows[0] == ("Larkana", "45.5", "61", "2019-20")
    assert head.recipes == ()
    titled = queries.head_of(editor, given(editor, "A title\n\n" + TABLE), header=3)
    assert titled.columns == head.columns
    assert titled.first[0] == (1, ("A title",))


def test_the_same_bytes_lie_there_once_and_only_for_us(editor, tmp_path):
    given(editor)
    given(editor, name="other.csv")
    (kept,) = (tmp_path / "uploads").iterdir()
    assert kept.read_text() == TABLE
    assert kept.stat().st_mode & 0o077 == 0
    assert Upload.objects.count() == 2
