"""What a team writes down: forms made of fields, nothing lost, nobody written over unseen."""

from typing import Any

import pytest
from django.test import Client
from tests.engines.accounts.people import PASSWORD, Person, person, signed_in
from tests.world import World

from kachehri.domains.reports.queries import records
from kachehri.engines.accounts.models import Account

NEW = "/en/desk/team/larkana/threat/new/"
THREAT = {
    "threat-sd": "ٻوڏ جو پاڻي ڳوٺن ۾ بيٺو آهي",
    "dimension": "environmental",
    "severity": "3",
    "groups": ["women", "landless"],
}


@pytest.fixture
def editor(world: World) -> Person:
    return person("editor")


@pytest.fixture
def desk(editor: Person) -> Client:
    return signed_in(editor)


@pytest.fixture
def threat(desk: Client) -> int:
    assert desk.post(NEW, THREAT).status_code == 302
    return newest()


def newest() -> int:
    return max(one.id for one in records.records(larkana(), ended=True))


def larkana() -> int:
    from kachehri.domains.places import queries as places

    place = places.by_key("larkana")
    assert place
    return place.id


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_phases_say_what_is_written_and_what_is_empty(desk: Client, threat: int) -> None:
    page = text(desk.get("/en/desk/team/larkana/"))
    for words in ("Situation", "Impact assessment", "Threats", "empty"):
        assert words in page
    assert "Beside the phases" in page


def test_a_form_asks_the_readers_language_first_and_folds_the_others(desk: Client) -> None:
    page = text(desk.get(NEW.replace("/en/", "/sd/")))
    assert page.index('id="threat-sd"') < page.index("<details") < page.index('id="threat-en"')


def test_what_was_written_stands_in_its_language(desk: Client, threat: int) -> None:
    page = text(desk.get(f"/en/desk/records/{threat}/"))
    assert f'<bdi lang="sd">{THREAT["threat-sd"]}</bdi>' in page
    for words in ("Landless farm workers", "Environmental security", "written for the first time"):
        assert words in page


def test_what_pasted_text_lost_is_said_and_no_markup_stays(desk: Client) -> None:
    pasted = "<p class=MsoNormal>Clean <o:p></o:p>water<script>alert('hit')</script></p>"
    page = text(desk.post(NEW, THREAT | {"cause-en": pasted}, follow=True))
    assert "Left out of what was pasted: marks of formatting; a script." in page
    assert "Clean water" in page
    assert "alert(" not in page


def test_an_error_stands_in_the_summary_and_at_its_field_and_nothing_is_lost(desk: Client) -> None:
    answer = desk.post(NEW, {"threat-ur": "سیلاب", "cause-en": "Drains <b>blocked</b>"})
    page = text(answer)
    assert answer.status_code == 422
    assert '<a href="#dimension' in page
    assert 'id="dimension-problem"' in page
    for kept in ("سیلاب", "Drains &lt;b&gt;blocked&lt;/b&gt;"):
        assert kept in page


@pytest.mark.parametrize("back", ["javascript:alert(1)", "//evil.example/", "/\\evil.example"])
def test_the_way_back_never_leaves_the_site(desk: Client, threat: int, back: str) -> None:
    for page in (NEW, f"/en/desk/records/{threat}/write/"):
        assert back not in text(desk.get(page, {"next": back}))
    answer = desk.post(NEW, {**THREAT, "next": back})
    assert answer["Location"].startswith("/en/desk/records/")


def test_an_address_with_a_character_that_no_text_has_is_answered(desk: Client) -> None:
    wrong = {"evidence-href": "sources/a\0b/", "evidence-note": ""}
    assert desk.post(NEW, THREAT | wrong).status_code == 422


def test_evidence_without_an_address_comes_back_with_its_note(desk: Client) -> None:
    given = {**THREAT, "evidence-href": ["", ""], "evidence-note": ["page 4", ""]}
    answer = desk.post(NEW, given)
    assert answer.status_code == 422
    assert "page 4" in text(answer)


def test_what_an_ended_session_sent_waits_behind_the_sign_in(
    desk: Client, editor: Person, world: World
) -> None:
    desk.cookies.clear()
    answer = desk.post(NEW, THREAT)
    assert answer.status_code == 302
    assert "/account/sign-in/" in answer["Location"]
    assert not records.records(world.larkana.id)
    account = Account.objects.get(pk=editor.account.id)
    desk.post("/en/account/sign-in/", {"login": account.email, "password": PASSWORD})
    desk.post("/en/account/sign-in/code/", {"code": editor.recovery_codes[0]})
    page = text(desk.get(NEW))
    assert "Not written down yet" in page
    assert THREAT["threat-sd"] in page
    assert "Not written down yet" not in text(desk.get(NEW))


def test_a_list_is_searched_in_any_letters_and_keeps_ended_ones_apart(
    desk: Client, threat: int
) -> None:
    page = "/en/desk/team/larkana/threat/"
    assert f"/records/{threat}/" in text(desk.get(page, {"q": "ڳوٺن"}))
    assert "Nothing found" in text(desk.get(page, {"q": "drought"}))
    end = f"/en/desk/records/{threat}/end/"
    assert desk.post(end, {"version": "1", "because": ""}).status_code == 422
    assert desk.post(end, {"version": "1", "because": "twice"}).status_code == 302
    assert f"/records/{threat}/" not in text(desk.get(page))
    assert f"/records/{threat}/" in text(desk.get(page + "ended/"))
    assert desk.post(end, {"version": "2", "because": "needed"}).status_code == 302
    assert f"/records/{threat}/" in text(desk.get(page))


def change(desk: Client, threat: int, version: int, **more: Any) -> Any:
    return desk.post(f"/en/desk/records/{threat}/write/", {**THREAT, "version": version, **more})


def test_two_editors_on_one_text_see_both_and_choose(desk: Client, threat: int) -> None:
    assert change(desk, threat, 1, **{"threat-sd": "ٻوڏ هر سال اچي ٿي"}).status_code == 302
    late = change(desk, threat, 1, **{"threat-sd": "نالا بند آهن", "severity": "1"})
    assert late.status_code == 409
    for words in ("ٻوڏ هر سال اچي ٿي", "نالا بند آهن", "Take theirs over"):
        assert words in text(late)
    both = {"threat-sd": "نالا بند آهن", "severity": "1", "contested": "threat"}
    unsaid = change(desk, threat, 2, **both)
    assert unsaid.status_code == 409
    assert "Choose which of the two shall stand." in text(unsaid)
    assert change(desk, threat, 2, **both, **{"take-threat": "theirs"}).status_code == 302
    kept = records.record(threat)
    assert kept
    assert kept.words("threat", "sd")[0] == "ٻوڏ هر سال اچي ٿي"
    assert kept.content["severity"] == "1"


def test_changes_of_different_fields_are_put_together(desk: Client, threat: int) -> None:
    assert change(desk, threat, 1, severity="2").status_code == 302
    late = change(desk, threat, 1, likelihood="1")
    assert "You changed different things." in text(late)
    assert 'value="2" selected' in text(late)


def test_a_withdrawn_consent_takes_the_words_away(desk: Client, world: World) -> None:
    new = "/en/desk/team/larkana/quote/new/"
    said = {"dimension": "health", "words-en": "The clinic is far.", "who-en": "A farmer"}
    assert desk.post(new, said).status_code == 422
    assert desk.post(new, {**said, "consent": "true"}).status_code == 302
    number = newest()
    page = f"/en/desk/records/{number}/withdraw/"
    assert "The words are taken out of every version" in text(desk.get(page))
    assert desk.post(page).status_code == 422
    assert desk.post(page, {"sure": "1"}).status_code == 302
    assert "The clinic is far." not in text(desk.get(f"/en/desk/records/{number}/"))


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_every_kind_of_record_has_a_form_and_a_list(desk: Client, language: str) -> None:
    from kachehri.domains.reports.kinds import records as declared

    for kind in declared.every():
        for page in ("", "new/"):
            address = f"/{language}/desk/team/larkana/{kind.key}/{page}"
            assert desk.get(address).status_code == 200, address


def test_nobody_reads_or_writes_without_a_role_there(world: World) -> None:
    stranger = signed_in(person("", email="stranger@example.org"))
    for page in ("/en/desk/team/larkana/", NEW):
        assert stranger.get(page).status_code == 403
