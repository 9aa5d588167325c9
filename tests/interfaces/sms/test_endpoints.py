"""What gateways hand over is kept at once; who is not a gateway is refused."""

import json
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Arrival, Message, Preference, Report

from .conftest import AT, FORM, PHONE

pytestmark = pytest.mark.django_db
SECRET = "secret=made-up"


def kept() -> dict[str, str]:
    return json.loads(bytes(Arrival.objects.order_by("-id")[0].raw))


def test_urdu_comes_from_kannel_as_raw_utf_16(db):
    text = "پانی نہیں".encode("utf-16-be")
    asked = f"{SECRET}&from=923005550009&to=8398&text={quote(text)}&charset=UTF-16BE&coding=2&id=a1"
    answer = Client().get(f"/sms/in?{asked}")
    assert (answer.status_code, answer.content) == (200, b"")
    assert kept()["text"] == "پانی نہیں"
    assert bytes.fromhex(kept()["bytes"]) == text


@pytest.mark.parametrize(
    ("raw", "charset", "coding", "text"),
    [
        (b"caf\xe9", "ISO-8859-1", "0", "café"),
        (b"caf\xe9", "", "", "café"),
        ("بجلي".encode(), "UTF-8", "0", "بجلي"),
        ("بجلي".encode("utf-16-be"), "", "2", "بجلي"),
        (b"\xff\xfe\x00", "no-such-charset", "7", "ÿþ"),
        (b"\xd8\x00x", "UTF-16BE", "2", "Ø\x00x".replace("\x00", "")),
    ],
)
def test_no_charset_stops_a_message(db, raw, charset, coding, text):
    asked = f"{SECRET}&from=923005550009&text={quote(raw)}&charset={charset}&coding={coding}&id=b1"
    assert Client().get(f"/sms/in?{asked}").status_code == 200
    assert kept()["text"] == text


def test_the_same_message_twice_is_one(db):
    for _ in range(3):
        Client().get(f"/sms/in?{SECRET}&from=923005550009&text=pani&id=c1")
    assert Arrival.objects.count() == 1


def test_without_a_number_of_its_own_sender_text_and_time_tell_messages_apart(db):
    for at in ("10:00", "10:00", "10:01"):
        Client().get(f"/sms/in?{SECRET}&from=923005550009&text=pani&ts={at}")
    assert Arrival.objects.count() == 2


@pytest.mark.parametrize("secret", ["", "secret=wrong", "secret="])
def test_whoever_has_not_the_secret_is_refused(db, secret):
    answer = Client().get(f"/sms/in?{secret}&from=92300&text=x")
    assert answer.status_code == 403
    assert Arrival.objects.count() == 0


def test_a_gateway_may_be_known_by_its_address_and_by_its_own_names_of_fields(db):
    sent = urlencode({"sender": "+923005550009", "inhalt": "pani nahi", "date": "2026-11-02"})
    client = Client()
    assert client.post("/sms/rapid/receive", sent, content_type=FORM).status_code == 403
    answer = client.post("/sms/rapid/receive", sent, content_type=FORM, REMOTE_ADDR="10.9.8.7")
    assert answer.status_code == 200
    assert kept()["text"] == "pani nahi"


def test_json_is_read_as_well(db):
    sent = json.dumps({"secret": "made-up", "from": "923005550009", "text": "پاڻي", "id": 7})
    assert Client().post("/sms/kannel/in", sent, content_type="application/json").status_code == 200
    assert kept()["text"] == "پاڻي"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/sms/none/in?{SECRET}&from=1&text=x", 404),
        (f"/sms/wa/in?{SECRET}&from=1&text=x", 404),
        (f"/sms/in?{SECRET}&text=x", 400),
        (f"/sms/in?{SECRET}&from=923005550009", 400),
        (f"/sms/dlr?{SECRET}&type=1", 400),
        (f"/sms/in?{SECRET}&from=1&text=" + "x" * 70_000, 413),
    ],
)
def test_what_cannot_be_read_is_said_plainly(db, address, status):
    assert Client().get(address).status_code == status


def test_nul_and_half_letters_are_kept_without_harm(db):
    asked = f"{SECRET}&from=923005550009%00&text=a%00b%ED%A0%80c&id=d%00"
    assert Client().get(f"/sms/in?{asked}").status_code == 200


@pytest.fixture
def sent(db):
    ensure_system_actors(AT)
    number = post.send(
        channel="sms", address=PHONE, subject=None, title="", words="x", language="en", key="k",
        by=system_actor("post", AT), at=AT,
    )  # fmt: skip
    Message.objects.filter(pk=number).update(
        state="sent", gateway="sms", external=str(number), sent_at=AT
    )
    return Message.objects.get(pk=number)


@pytest.mark.parametrize("order", [("8", "1"), ("1", "8"), ("4", "8", "1"), ("1", "1")])
def test_delivery_reports_count_in_any_order(sent, order):
    for kind in order:
        asked = f"/sms/kannel/dlr?{SECRET}&type={kind}&id={sent.external}"
        assert Client().get(asked).status_code == 200
    sent.refresh_from_db()
    assert sent.state == "delivered"


def test_a_report_of_a_message_that_we_do_not_know_yet_is_kept(db):
    assert Client().get(f"/sms/kannel/dlr?{SECRET}&type=1&id=777").status_code == 200
    assert Report.objects.filter(external="777", state="delivered").exists()


def test_rapidpro_reports_by_address(sent):
    asked = f"/sms/rapid/failed?id={sent.external}"
    assert Client().get(asked, REMOTE_ADDR="10.9.8.7").status_code == 200
    sent.refresh_from_db()
    assert sent.state == "failed"


def test_rapidpro_tells_who_wants_nothing_more(db):
    ensure_system_actors(AT)
    asked = "/sms/rapid/stopped?from=%2B923005550009"
    assert Client().get(asked, REMOTE_ADDR="10.9.8.7").status_code == 200
    assert Preference.objects.get(channel="sms", address=PHONE).opted_out_at is not None


def test_a_file_of_gateways_that_is_broken_lets_nobody_in(db, gateways):
    gateways.write_text("[{")
    assert Client().get(f"/sms/in?{SECRET}&from=1&text=x").status_code == 404
