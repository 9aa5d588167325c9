"""Calls, played by a local HTTP client that stands for the gateway."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from tests.engines.accounts.people import person, signed_in

from kachehri.domains.cases import queries
from kachehri.domains.cases.models import Case
from kachehri.engines.post import speaking
from kachehri.engines.post.models import Arrival, Message
from kachehri.engines.quarantine import queries as files
from kachehri.engines.vault.models import Sealed
from kachehri.interfaces.sms.calls import PROMPTS, Call, turn

from .conftest import PHONE
from .test_reading import done

pytestmark = pytest.mark.django_db
BASE = {"secret": "ring", "from": PHONE, "call": "c-1"}
SOUND = b"RIFF\x24\x00\x00\x00WAVEfmt made up"


class Line:
    """A gateway for telephones: follows what it is told, and presses keys."""

    def __init__(self, **more: str) -> None:
        self.base, self.client = BASE | more, Client()
        self.told = self.ask("/voice/line/call", {})

    def ask(self, path: str, asked: dict[str, str]) -> dict[str, object]:
        answer = self.client.get(path, self.base | asked)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    def press(self, keys: str) -> dict[str, object]:
        following = urlsplit(str(self.told["gather"]["next"]))  # type: ignore[index]
        asked = {name: value[0] for name, value in parse_qs(following.query).items()}
        self.told = self.ask(following.path, asked | {"keys": keys})
        return self.told

    @property
    def heard(self) -> list[str]:
        return [str(one).rpartition("/")[2].removesuffix(".wav") for one in self.told["play"]]  # type: ignore[attr-defined]


def test_a_call_begins_with_the_language_and_goes_on_in_it(db):
    line = Line()
    assert line.heard == ["welcome"]
    line.press("2")
    assert line.heard == ["menu"]
    assert "/sd/" in str(line.told["play"])


def test_a_complaint_is_spoken_listened_to_and_opened(phone, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    line = Line()
    line.press("1")
    line.press("1")
    following = urlsplit(str(line.told["record"]["next"]))
    answer = line.client.post(
        f"{following.path}?{following.query}&secret=ring&from=%2B923005550009&call=c-1",
        SOUND,
        content_type="audio/wav",
    )
    assert json.loads(answer.content)["hangup"] is True
    phone.hears()
    note = Arrival.objects.get()
    assert (note.state, bytes(note.raw)) == ("held", SOUND)
    desk = signed_in(person("counter"))
    assert "0300 5550009" in desk.get("/en/desk/calls/in/").content.decode()
    saved = desk.get(f"/en/desk/calls/in/{note.pk}/sound/")
    assert saved.content == SOUND
    assert saved["Content-Disposition"].startswith("attachment")
    address = f"/en/desk/calls/in/{note.pk}/"
    assert "Write down" in desk.post(address, {"words": " "}).content.decode()
    desk.post(address, {"words": "Dokri me hand pump kharab hai"})
    case = queries.case(Case.objects.get().number)
    assert (case.category, case.channel) == ("hand-pump", "voice")
    assert [one.name for one in files.files(case.thing_id)] == ["voice-note.wav"]
    assert desk.get(address).status_code == 404


def test_a_voice_note_that_is_sensitive_goes_to_the_tray_with_its_sound(phone):
    query = "secret=ring&from=%2B923005550009&call=c-9"
    Client().post(f"/voice/line/recording?{query}", SOUND, content_type="audio/wav")
    phone.hears()
    note = Arrival.objects.get()
    desk = signed_in(person("counter"))
    desk.post(f"/en/desk/calls/in/{note.pk}/", {"words": "mera shohar mujhe marta hai"})
    note.refresh_from_db()
    assert (note.state, bytes(note.raw)) == ("purged", b"")
    assert Sealed.objects.count() == 1
    assert Case.objects.count() == 0


def test_news_of_a_number_is_heard_and_never_what_it_is_about(phone):
    phone.sends("Dokri me hand pump kharab hai")
    line = Line()
    line.press("1")
    line.press("2")
    line.press(f"{Case.objects.get().number}#")
    assert line.heard == ["open"]
    line = Line()
    line.press("1")
    line.press("2")
    line.press("99999999")
    assert line.heard == ["unknown"]


@pytest.mark.parametrize("key", ["2", "3"])
def test_a_strange_telephone_hears_nothing_of_a_matter_that_is_not_public(phone, key):
    phone.sends("Dokri me hand pump kharab hai")
    line = Line(**{"from": "+923005550777"})
    for keys in ("1", key, str(Case.objects.get().number)):
        line.press(keys)
    assert line.heard == ["unknown"]


@pytest.mark.parametrize(("key", "state"), [("1", "confirmed"), ("2", "contested")])
def test_a_key_confirms_or_contests_from_the_telephone_of_the_matter(phone, district, key, state):
    note = Client().post(
        "/voice/line/recording?secret=ring&from=%2B923005550009&call=c-7",
        SOUND, content_type="audio/wav",
    )  # fmt: skip
    assert note.status_code == 200
    phone.hears()
    desk = signed_in(person("counter"))
    number = Arrival.objects.get().pk
    desk.post(f"/en/desk/calls/in/{number}/", {"words": "Dokri me hand pump kharab hai"})
    case = queries.case(Case.objects.get().number)
    done(case, district)
    line = Line(call="c-8")
    for keys in ("1", "3", str(case.number), key):
        line.press(keys)
    assert line.heard == ["thanks"]
    phone.hears()
    assert queries.case(case.number).state == state


def test_a_missed_call_is_called_back_once(db, district):
    for _ in range(10):
        assert Client().get("/voice/line/missed", BASE).status_code == 200
    assert Message.objects.filter(channel="voice", address=PHONE, state="waiting").count() == 1


@pytest.mark.parametrize("address", ["call", "missed"])
def test_a_stranger_is_no_gateway(db, address):
    assert Client().get(f"/voice/line/{address}", {"from": PHONE}).status_code == 403
    assert Client().get(f"/voice/none/{address}", BASE).status_code == 404


def test_what_is_no_sound_is_refused(db):
    asked = "/voice/line/recording?secret=ring&from=1"
    assert Client().post(asked, b"x", content_type="text/html").status_code == 400
    assert Client().post(asked, b"", content_type="audio/wav").status_code == 400


def test_xml_says_the_same(db):
    answer = Client().get("/voice/line/call", BASE | {"format": "xml"})
    found = fromstring(answer.content)
    assert [one.tag for one in found] == ["Play", "Gather"]
    assert "state=language" in found[1].attrib["action"]


def test_whoever_presses_nonsense_three_times_is_called_back_by_a_person(db, district):
    line = Line()
    for _ in range(2):
        line.press("9")
        assert line.heard == ["again", "welcome"]
    line.press("9")
    assert line.heard == ["later"]
    assert Message.objects.filter(channel="voice").count() == 1


def test_every_prompt_that_a_menu_plays_exists():
    states = ("welcome", "language", "menu", "news", "which", "confirm", "spoken", "end", "none")
    for state in states:
        for keys in ("", "0", "1", "2", "3", "9", "4821"):
            made = turn(Call(state), keys)
            assert set(made.step.play) <= set(PROMPTS)


@pytest.mark.slow
def test_prompts_are_spoken_into_sound_files_and_a_recording_comes_first(db, settings, tmp_path):
    settings.VAR = tmp_path
    made = speaking.speak_all()
    assert len(made) == 2 * len(PROMPTS)
    assert all(path.read_bytes()[:4] == b"RIFF" and path.stat().st_size > 8000 for path in made)
    assert Client().get("/voice/prompts/sd/menu.wav")["Content-Type"] == "audio/wav"
    recorded = tmp_path / "voice" / "recorded" / "sd" / "menu.wav"
    recorded.parent.mkdir(parents=True)
    recorded.write_bytes(SOUND)
    assert b"".join(Client().get("/voice/prompts/sd/menu.wav").streaming_content) == SOUND
    assert Client().get("/voice/prompts/en/menu.wav").status_code == 404
    assert Client().get("/voice/prompts/ur/none.wav").status_code == 404
