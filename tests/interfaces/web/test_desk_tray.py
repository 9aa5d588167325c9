"""The tray's pages: for keepers with extra rights switched on, and for nobody else."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.engines.accounts.people import elevated, person, signed_in

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.vault.actions import seal
from kachehri.engines.vault.models import Opening, Sealed

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
WORDS = "mera shohar mujhe marta hai <b>"
TRAY = "/en/desk/tray/"


@pytest.fixture
def number(settings: Any, tmp_path: Any) -> int:
    settings.VAR = tmp_path
    ensure_system_actors(AT)
    content = {"words": WORDS, "address": "+923005550009", "files": [
        {"name": "a.jpg", "content": b"\xff\xd8made-up"}]}  # fmt: skip
    by = system_actor("post", AT)
    return seal(content=content, channel="sms", received_at=AT, by=by, at=AT)


@pytest.fixture
def keeper(number: int) -> Client:
    return elevated(person("keeper"))


def test_the_list_tells_channel_and_time_and_not_a_word(keeper: Client) -> None:
    answer = keeper.get(TRAY)
    page = answer.content.decode()
    assert "Text message" in page
    assert "shohar" not in page
    assert "<title>Desk" in page
    assert answer["Cache-Control"].startswith("no-store, private")


def test_it_opens_for_a_reason_and_the_next_reader_sees_who_did(
    keeper: Client, number: int
) -> None:
    address = f"{TRAY}{number}/"
    assert "shohar" not in keeper.get(address).content.decode()
    assert "Write why you open it." in keeper.post(address, {"because": " "}).content.decode()
    page = keeper.post(address, {"because": "She asked for help"}).content.decode()
    assert "mera shohar mujhe marta hai &lt;b&gt;" in page
    assert "0009" in page
    again = keeper.get(address).content.decode()
    assert "She asked for help" in again
    assert "shohar" not in again


def test_a_file_is_given_only_with_a_reason(keeper: Client, number: int) -> None:
    address = f"{TRAY}{number}/"
    answer = keeper.post(address, {"because": "to help", "file": "a.jpg"})
    assert answer.content == b"\xff\xd8made-up"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Content-Disposition" not in keeper.post(address, {"because": "", "file": "a.jpg"})
    assert keeper.post(address, {"because": "x", "file": "other"}).status_code == 404


def test_it_is_noted_closed_and_erased(keeper: Client, number: int) -> None:
    act = f"{TRAY}{number}/act/"
    keeper.post(act, {"what": "note", "words": "Called her sister"})
    page = keeper.post(f"{TRAY}{number}/", {"because": "again"}).content.decode()
    assert "Called her sister" in page
    keeper.post(act, {"what": "close", "words": "helped"})
    assert Sealed.objects.get(pk=number).state == "closed"
    keeper.post(act, {"what": "erase", "words": "her wish"})
    assert Sealed.objects.get(pk=number).state == "closed", "only with the box ticked"
    keeper.post(act, {"what": "erase", "words": "her wish", "sure": "1"})
    assert Sealed.objects.get(pk=number).state == "erased"


@pytest.mark.parametrize("role", ["officer", "moderator", "administrator", "auditor"])
def test_nobody_else_sees_that_anything_lies_there(number: int, role: str) -> None:
    other = elevated(person(role)) if role == "administrator" else signed_in(person(role))
    assert other.get(TRAY).status_code == 403
    assert other.post(f"{TRAY}{number}/", {"because": "x"}).status_code == 403
    assert Opening.objects.count() == 0


def test_a_keeper_whose_extra_rights_are_off_is_led_to_them(number: int) -> None:
    answer = signed_in(person("keeper")).get(TRAY)
    assert answer.status_code == 403
    assert "switched off" in answer.content.decode()


def test_a_keeper_whose_rights_sleep_finds_the_way_to_the_tray(db: None) -> None:
    page = signed_in(person("keeper")).get("/en/desk/").content.decode()
    assert TRAY in page
    assert "You hold no role" not in page
    refused = signed_in(person("keeper", email="other@example.org")).get(TRAY)
    assert refused.status_code == 403
    assert "Switch them on" in refused.content.decode()
