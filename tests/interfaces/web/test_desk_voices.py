"""Talks at the desk without a script: kept, coded by two, quoted, taken back; and in public."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests import talks as standard
from tests.engines.accounts.people import person, signed_in
from tests.talks import AT, Talks
from tests.world import World

from kachehri.domains.forms.actions import voices_knowledge, voices_leaving
from kachehri.domains.forms.actions.voices_knowledge import Consent, Telling
from kachehri.domains.forms.queries import voices, voices_codes, voices_quotes
from kachehri.engines.access.reading import Refused
from kachehri.engines.qda.reading import read_qdc, read_qdpx

pytestmark = pytest.mark.django_db
DESK = "/en/desk/voices/"
OGG = b"OggS" + bytes(100)


@pytest.fixture
def talks(kept_world: World, settings: Any, tmp_path: Path) -> Talks:
    settings.FILES_ROOT = tmp_path / "files"
    return standard.build(kept_world)


def researcher(name: str) -> Client:
    return signed_in(person("researcher", email=f"{name}@example.org"))


def text_of(answer: Any) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_a_talk_is_written_down_and_its_words_are_kept(talks: Talks) -> None:
    desk = researcher("one")
    said = {
        "kind": "interview",
        "topic_en": "Made up: seed",
        "place": talks.world.talukas["Dokri"].key,
        "held_on": "2026-11-01",
        "language": "sd",
    }
    wrong = desk.post(DESK + "new/", said | {"held_on": "", "place": ""})
    assert wrong.status_code == 422
    assert "Choose a place that is known." in text_of(wrong)
    answer = desk.post(DESK + "new/", said)
    talk = answer["Location"]
    assert "Made up: seed" in text_of(desk.get(DESK))
    assert "6 people" in text_of(desk.get(DESK))
    assert "Made up: seed" in text_of(desk.get(talk))
    nobody = desk.post(talk + "people/new/", {"how": "orally", "sex": "female"})
    assert "Nothing is written down" in text_of(nobody)
    for _number in range(2):
        desk.post(
            talk + "people/new/",
            {"how": "orally", "sex": "female", "consents": ["keep", "record", "quote"]},
        )
    bad = desk.post(talk + "texts/new/", {"what": "transcript", "language": "sd", "text": "hello"})
    assert "say who speaks first" in text_of(bad)
    file = SimpleUploadedFile("t.txt", "Q: ڪيئن؟\r\n1: سٺو آهي\r\n2: نه".encode())
    made = desk.post(
        talk + "texts/new/", {"what": "transcript", "language": "sd", "text": "", "file": file}
    )
    assert "سٺو آهي" in desk.get(made["Location"]).content.decode()
    sound = SimpleUploadedFile("talk.ogg", OGG)
    desk.post(talk + "sounds/new/", {"sound": sound})
    kept = re.search(r"sounds/\d+/", desk.get(talk).content.decode())
    assert kept is not None
    assert desk.get(DESK + kept[0]).content == OGG
    desk.post(DESK + kept[0] + "erase/")
    assert desk.get(DESK + kept[0]).status_code == 404


def test_what_is_known_of_a_talk_is_mended_by_who_saw_the_newest(talks: Talks) -> None:
    desk = researcher("one")
    page = f"{DESK}{talks.talk}/change/"
    shown = desk.get(page).content.decode()
    version = re.search(r'name="version" value="(\d+)"', shown)
    assert version is not None
    said = {
        "kind": "interview", "topic_en": "Made up: another topic", "held_on": "2026-11-01",
        "language": "sd", "version": version[1],
    }  # fmt: skip
    assert "Write the day of the talk." in text_of(desk.post(page, said | {"held_on": ""}))
    assert desk.post(page, said).status_code == 302
    assert "Made up: another topic" in text_of(desk.get(f"{DESK}{talks.talk}/"))
    late = desk.post(page, said | {"topic_en": "Made up: too late"})
    assert late.status_code == 422
    assert "Somebody has changed this meanwhile." in text_of(late)


def test_two_code_without_a_script_and_see_how_far_they_agree(talks: Talks) -> None:
    turn = talks.turns()[1]
    page = f"{DESK}texts/{talks.text}/"
    for name, last in (("one", "3"), ("two", "4")):
        desk = researcher(name)
        desk.post(page + "begin/", {"book": talks.book})
        shown = desk.get(f"{DESK}turns/{turn.id}/").content.decode()
        assert "1. نلکا" in shown
        task = re.search(r'name="task" value="(\d+)"', shown)
        assert task is not None
        facts = {"task": task[1], "turn": turn.id, "code": talks.codes["Distance"], "back": "turn"}
        wrong = desk.post(page + "code/", facts | {"first": "9", "last": "2"}, follow=True)
        assert "Choose the first word" in text_of(wrong)
        desk.post(page + "code/", facts | {"first": "1", "last": last, "memo": "far"})
        assert "<mark" in desk.get(page).content.decode()
        assert desk.get(f"{page}agreement/{talks.book}/").status_code == 404
        desk.post(f"{DESK}tasks/{task[1]}/end/")
    both = desk.get(f"{page}agreement/{talks.book}/")
    assert "Distance" in text_of(both)
    assert both.content.decode().count("<mark") == 2
    first, second = voices_codes.tasks(talks.text)
    assert 0 < (voices_codes.agreement(first, second).codes[0].text.alpha or 0) < 1


def test_a_code_is_given_by_positions_as_the_script_sends_them(talks: Talks) -> None:
    desk = researcher("one")
    page = f"{DESK}texts/{talks.text}/"
    desk.post(page + "begin/", {"book": talks.book})
    (task,) = voices_codes.tasks(talks.text)
    turn = talks.turns()[1]
    facts = {"task": task.id, "turn": turn.id, "code": talks.codes["Taste"]}
    desk.post(page + "code/", facts | {"start": "5", "end": "8"})
    (found,) = voices_codes.codings([task.id])
    assert (turn.words or "")[found.start : found.end] == "دور"
    desk.post(f"{DESK}codings/{found.id}/off/", {"turn": turn.id})
    assert voices_codes.codings([task.id]) == ()


def test_a_quote_is_proposed_by_one_and_approved_by_another(talks: Talks) -> None:
    spoken, english = talks.turns()[1], talks.turns(talks.translation)[1]
    one, two, public = researcher("one"), researcher("two"), Client()
    form = {
        "first": "1",
        "last": "3",
        f"first_{english.id}": "1",
        f"last_{english.id}": "4",
        "dimension": "health",
        "indicator": "water-tap",
        "place": "larkana",
        "shown": ["sex"],
    }
    page = f"{DESK}turns/{spoken.id}/quote/"
    assert "Print" in text_of(one.get(page))
    wrong = one.post(page, form | {"indicator": "nothing"})
    assert wrong.status_code == 422
    quote = one.post(page, form)["Location"]
    assert "somebody else decides" in text_of(one.get(quote))
    assert one.post(quote, {"do": "approve"}).status_code == 422
    assert "The tap is far" not in text_of(public.get("/en/voices/"))
    assert two.post(quote, {"do": "refuse"}).status_code == 422
    two.post(quote, {"do": "approve"})
    shown = text_of(public.get("/en/voices/"))
    for words in ("The tap is far", "a woman", "Larkana", "Made up for the demonstration"):
        assert words in shown
    assert "نلکا دور ہے" in public.get("/ur/voices/").content.decode()
    number = quote.rstrip("/").rpartition("/")[2]
    assert "نلکا دور ہے" in public.get(f"/en/voices/{number}/").content.decode()
    two.post(quote, {"do": "back"})
    assert public.get(f"/en/voices/{number}/").status_code == 404


def test_somebody_takes_everything_back_at_the_desk(talks: Talks) -> None:
    made = standard.quote(talks)
    desk = researcher("one")
    page = f"{DESK}{talks.talk}/people/1/back/"
    assert desk.post(page, {"purpose": "keep"}).status_code == 422
    answer = desk.post(page, {"purpose": "keep", "sure": "1"}, follow=True)
    assert "took everything back" in text_of(answer)
    assert desk.get(page).status_code == 404
    assert Client().get(f"/en/voices/{made}/").status_code == 404
    shown = desk.get(f"{DESK}texts/{talks.text}/").content.decode()
    assert "These words were taken back." in shown
    assert "نلکا" not in shown


def test_a_codebook_is_brought_in_and_taken_out_for_other_tools(talks: Talks) -> None:
    desk = researcher("one")
    book = f"{DESK}codebooks/{talks.book}/"
    odd = SimpleUploadedFile("a.csv", b"label\nx")
    assert "Row 1" in text_of(desk.post(book + "import/", {"file": odd}))
    tags = SimpleUploadedFile("a.csv", b"tag,description,color\nmoney.debt,Owes,#f00\n")
    desk.post(book + "import/", {"file": tags, "language": "en"})
    page = text_of(desk.get(book))
    assert "money.debt" in page
    again = SimpleUploadedFile("a.csv", b"tag,description,color\nmoney.debt,Owes,#f00\n")
    told = desk.post(book + "import/", {"file": again, "language": "en"}, follow=True)
    assert "0 codes are new, 0 were changed." in text_of(told)
    names = {
        each.name
        for one in read_qdc(desk.get(book + "file/qdc/").content).codes
        for each in one.walk()
    }
    assert {"Distance", "money", "debt"} <= names
    assert b"money.debt" in desk.get(book + "file/tags/").content


def test_a_project_for_other_tools_holds_profiles_and_no_name(talks: Talks) -> None:
    standard.code(talks, talks.first, [(2, "نلکا دور ہے", "Distance"), (3, "کڑوا", "Taste")])
    voices_leaving.take_back(participant_id=talks.people[1], purpose="keep", by=talks.first, at=AT)
    desk = researcher("one")
    found = read_qdpx(desk.get(f"{DESK}codebooks/{talks.book}/file/qdpx/").content)
    text = next(one for one in found.sources if one.selections)
    (marked,) = text.selections
    assert text.text[marked.start : marked.end] == "نلکا دور ہے"
    assert "کڑوا" not in text.text
    assert [one.name for one in found.users] == ["Coder 1"]


def test_themes_are_shown_by_group_and_place(talks: Talks) -> None:
    standard.code(talks, talks.first, [(2, "نلکا", "Distance")])
    desk = researcher("one")
    page = desk.get(f"{DESK}codebooks/{talks.book}/themes/?place=larkana").content.decode()
    for words in ("Distance", "a woman", "30 to 44 years", "Dokri"):
        assert words in page
    assert "18 to 29 years" not in page


def test_knowledge_is_read_on_its_holders_terms_and_leaves_with_them(talks: Talks) -> None:
    desk, other, public = researcher("one"), researcher("two"), Client()
    form = {
        "sort": "water",
        "title_en": "Made up: signs of a flood",
        "words_en": "When ants carry their eggs up the wall, move the grain.",
        "holder_en": "The boat people of an invented village",
        "place": "larkana",
        "terms": "public",
        "conditions": ["named", "not-sold"],
        "how": "orally",
        "consent_on": "2026-11-01",
    }
    assert desk.post(DESK + "knowledge/new/", form | {"holder_en": ""}).status_code == 422
    page = desk.post(DESK + "knowledge/new/", form)["Location"]
    number = page.rstrip("/").rpartition("/")[2]
    shown = f"/en/voices/knowledge/{number}/"
    assert public.get(shown).status_code == 404
    assert desk.post(page, {"do": "approve"}).status_code == 422
    other.post(page, {"do": "approve"})
    told = text_of(public.get(shown))
    for words in ("move the grain", "The boat people", "Not to be sold"):
        assert words in told
    assert "signs of a flood" in text_of(public.get("/en/voices/knowledge/"))
    desk.post(page, {"do": "back"})
    assert public.get(shown).status_code == 404
    assert "took it back" in text_of(desk.get(page))


def test_knowledge_rests_once_its_holder_has_to_be_asked_again(talks: Talks) -> None:
    consent = Consent("public", "orally", standard.HELD, ask_again_on=AT.date())
    told = Telling({"en": "x"}, {"en": "y"}, {"en": "z"})
    made = voices_knowledge.write_knowledge(
        place_id=talks.world.larkana.id,
        sort="water",
        telling=told,
        consent=consent,
        by=talks.first,
        at=AT,
    )
    voices_knowledge.approve_knowledge(knowledge_id=made, by=talks.second, at=AT)
    assert voices_quotes.published_knowledge(on=standard.HELD)
    assert not voices_quotes.published_knowledge(on=AT.date())


def test_a_page_of_a_talk_asks_few_questions(
    talks: Talks, django_assert_max_num_queries: Any
) -> None:
    standard.quote(talks)
    desk = researcher("one")
    desk.get(f"{DESK}{talks.talk}/")
    with django_assert_max_num_queries(6 + 6):
        desk.get(f"{DESK}{talks.talk}/")


def test_who_does_not_research_sees_no_talk(talks: Talks) -> None:
    analyst = signed_in(person("analyst", email="analyst@example.org"))
    assert analyst.get(f"{DESK}{talks.talk}/").status_code == 403
    with pytest.raises(Refused):
        voices.talk(talks.talk, standard.somebody(role="analyst"))
