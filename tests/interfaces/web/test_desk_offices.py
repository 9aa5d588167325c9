"""The directory at the desk: only editors, forms that say what is wrong, terms, files, history."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.world import AT, World

from kachehri.domains.bodies import queries

OFFICE = "public-health-engineering-larkana"
DESK = "/en/desk/offices/"


@pytest.fixture
def offices(kept_directory: World) -> World:
    return kept_directory


@pytest.fixture
def editor(offices: World) -> Client:
    return signed_in(person("editor"))


def pages() -> list[str]:
    body = queries.by_key(OFFICE)
    post = queries.positions([body.id], AT.date())[0]
    return [
        DESK, f"{DESK}wrong/", f"{DESK}stale/", f"{DESK}import/", f"{DESK}of/{OFFICE}/",
        f"{DESK}of/{OFFICE}/score/", f"{DESK}posts/{post.position_id}/",
        f"{DESK}rows/bodies/{body.id}/", f"{DESK}rows/desks/new/?body={OFFICE}",
        f"{DESK}rows/functions/new/",
    ]  # fmt: skip


def test_every_page_answers_an_editor_and_nobody_else(editor: Client) -> None:
    for page in pages():
        assert editor.get(page).status_code == 200, page
        assert Client().get(page).status_code == 302, page


def test_an_office_is_changed_by_its_form_and_the_change_stands_in_its_history(
    editor: Client,
) -> None:
    body = queries.by_key(OFFICE)
    address = f"{DESK}rows/bodies/{body.id}/"
    sent = {
        "kind": "office", "tier": "district", "place": "larkana", "name_en": "Water Office",
        "source": "a test", "website": "https://phe.example/", "paper_only": "yes",
        "calendar": "pk-sindh-larkana", "verified_on": "2026-11-01", "verified_by": "A test",
    }  # fmt: skip
    assert editor.post(address, sent).status_code == 302
    view = queries.by_key(OFFICE)
    assert view.name("en") == "Water Office"
    assert view.is_verified
    page = editor.get(f"{DESK}of/{OFFICE}/").content.decode()
    assert "Wrote down an office" in page
    assert "website" in page


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(editor: Client) -> None:
    body = queries.by_key(OFFICE)
    sent = {"name_en": "<b>Water</b>", "website": "not a site", "place": "nowhere"}
    answer = editor.post(f"{DESK}rows/bodies/{body.id}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is not the address of a website" in page
    assert "&lt;b&gt;Water" in page
    assert queries.by_key(OFFICE).name("en") != "<b>Water</b>"


def test_an_editor_of_another_place_changes_nothing(offices: World) -> None:
    from kachehri.domains.places import queries as places
    from kachehri.engines.access.actions import grant

    who = person("")
    grant(
        actor=who.account.thing_id, role="editor", scope=places.by_key("sukkur").thing_id,
        purpose="a test", starts_at=offices.at.replace(year=2020), ends_at=None,
        by=offices.setup, at=offices.at,
    )  # fmt: skip
    body = queries.by_key(OFFICE)
    sent = {"kind": "office", "tier": "district", "place": "larkana", "name_en": "x", "source": "y"}
    answer = signed_in(who).post(f"{DESK}rows/bodies/{body.id}/", sent)
    assert answer.status_code == 422
    assert "You may not change offices of this place" in answer.content.decode()
    assert queries.by_key(OFFICE).name("en") != "x"


def test_an_officer_comes_and_leaves(editor: Client, offices: World) -> None:
    today = offices.at.date()
    body = queries.by_key(OFFICE)
    head = queries.officer(body.id, "head", today)
    address = f"{DESK}posts/{head.position_id}/"
    begun = editor.post(address, {"act": "begin", "name": "Made-up Engineer", "day": "2026-01-01"})
    assert begun.status_code == 302
    assert "Made-up Engineer" in Client().get(f"/en/offices/{OFFICE}/").content.decode()
    assert (
        editor.post(address, {"act": "begin", "name": "Other", "day": "2026-02-01"}).status_code
        == 422
    )
    (term,) = queries.terms([head.position_id])
    ended = editor.post(address, {"act": "end", "term": term.id, "day": "2026-06-01"})
    assert ended.status_code == 302
    assert queries.officer(body.id, "head", today).is_vacant
    for odd in ({"act": "end", "term": "x", "day": "2026-06-01"}, {"act": "begin", "day": "?"}):
        assert editor.post(address, odd).status_code == 422


def test_an_address_that_somebody_tried_leaves_the_list(editor: Client) -> None:
    body = queries.by_key(OFFICE)
    first = queries.addresses_of_bodies([body.id])[0]
    page = editor.get(f"{DESK}stale/?after={first.id - 1}").content.decode()
    assert f"{DESK}stale/{first.id}/" in page
    editor.post(f"{DESK}stale/{first.id}/", {"act": "works"})
    page = editor.get(f"{DESK}stale/?after={first.id - 1}").content.decode()
    assert f"{DESK}stale/{first.id}/" not in page


def test_what_a_reader_said_is_decided_once_and_a_refusal_needs_a_reason(editor: Client) -> None:
    Client().post(f"/en/offices/{OFFICE}/wrong/", {"what": "other", "words": "made up"})
    (one,) = queries.waiting()
    editor.post(f"{DESK}wrong/{one.id}/", {"act": "refuse"})
    assert len(queries.waiting()) == 1
    editor.post(f"{DESK}wrong/{one.id}/", {"act": "take", "because": "done"})
    editor.post(f"{DESK}wrong/{one.id}/", {"act": "refuse", "because": "again"})
    assert queries.proposal(one.id).state == "taken"


def test_a_score_needs_the_page_on_which_it_is_published(editor: Client) -> None:
    from kachehri.domains.cases.kinds import checklists

    item = checklists()[0].items[0].key
    address = f"{DESK}of/{OFFICE}/score/"
    sent = {"list": checklists()[0].key, "quarter": "2026Q4", f"is-{item}": "full"}
    assert editor.post(address, sent).status_code == 422
    sent[f"where-{item}"] = "https://phe.example/"
    assert editor.post(address, sent).status_code == 302
    assert queries.scores()[0].percent == 100


def upload(editor: Client, name: str, text: str | bytes, act: str = "load") -> tuple[int, str]:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, content)
    answer = editor.post(f"{DESK}import/", {"file": file, "act": act})
    return answer.status_code, answer.content.decode()


def test_a_sheet_that_was_taken_along_can_be_brought_in_again(editor: Client) -> None:
    for name in ("bodies", "desks", "positions", "addresses", "points", "functions"):
        given = editor.get(f"{DESK}export/{name}.csv")
        text = b"".join(given.streaming_content)
        status, page = upload(editor, f"{name}.csv", text)
        assert status == 200, name
        assert "New: 0. Changed: 0." in page, name


def test_a_trial_changes_nothing_and_a_load_changes_what_the_trial_said(editor: Client) -> None:
    text = "body,key,name_en,categories\npublic-health-engineering-larkana,wells,Wells,hand-pump\n"
    status, page = upload(editor, "desks.csv", text, act="try")
    assert (status, "New: 1." in page) == (200, True)
    body = queries.by_key(OFFICE)
    assert len(queries.desks(body.id)) == 1
    upload(editor, "desks.csv", text)
    assert len(queries.desks(body.id)) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "a,b\n1,2\n"),
        ("desks.csv", ""),
        ("desks.csv", "body,key,name_en\nnowhere,x,X\n"),
        ("desks.csv", "body,key,name_en\n" + f"{OFFICE},w,W\n" * 2),
        ("desks.csv", "body,key,name_en,colour\n" + f"{OFFICE},w,W,red\n"),
        ("bodies.xlsx", "PK\x03\x04 no workbook"),
    ],
)
def test_a_file_that_cannot_be_brought_in_says_why(editor: Client, name: str, text: str) -> None:
    status, page = upload(editor, name, text)
    assert status == 422
    assert 'role="alert"' in page


def test_no_file_is_no_crash(editor: Client) -> None:
    assert editor.post(f"{DESK}import/", {}).status_code == 422
    assert editor.post(f"{DESK}import/", {"file": io.BytesIO(b"")}).status_code == 422
