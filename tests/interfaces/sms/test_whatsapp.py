"""WhatsApp's hook: the challenge, the signature over the raw body, messages and statuses."""

import hashlib
import hmac
import json

import pytest
from django.test import Client

from kachehri.domains.cases import queries
from kachehri.domains.cases.models import Case
from kachehri.engines.post.models import Arrival, Message, Report

from .conftest import PHONE

pytestmark = pytest.mark.django_db


def sent(body: object, secret: str = "app-secret") -> int:  # noqa: S107  (made up)
    raw = json.dumps(body).encode() if not isinstance(body, bytes) else body
    mark = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    answer = Client().post(
        "/whatsapp/hook", raw, content_type="application/json",
        headers={"X-Hub-Signature-256": f"sha256={mark}"},
    )  # fmt: skip
    return int(answer.status_code)


def told(**value: object) -> dict[str, object]:
    return {"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]}


def words(text: str, number: str = "wamid.1") -> dict[str, object]:
    return {"from": PHONE[1:], "id": number, "type": "text", "text": {"body": text}}


def test_the_set_up_is_answered_to_whoever_knows_the_word(db):
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    answer = Client().get("/whatsapp/hook", asked | {"hub.verify_token": "v"})
    assert answer.content == b"1158201444"
    assert Client().get("/whatsapp/hook", asked | {"hub.verify_token": "x"}).status_code == 403


def test_only_what_is_signed_over_the_raw_body_is_kept(db):
    body = told(messages=[words("pani nahi")])
    assert sent(body, "another secret") == 403
    assert Client().post("/whatsapp/hook", body, content_type="application/json").status_code == 403
    assert Arrival.objects.count() == 0
    assert sent(body) == 200
    assert sent(body) == 200
    assert Arrival.objects.count() == 1


def test_a_complaint_opens_a_case_and_is_answered_there(phone):
    assert sent(told(messages=[words("Dokri me hand pump kharab hai")])) == 200
    answer = phone.hears()
    case = queries.case(Case.objects.get().number)
    assert (case.channel, case.category) == ("whatsapp", "hand-pump")
    assert str(case.number) in answer
    assert Message.objects.get(is_incoming=False, state="sent").channel == "whatsapp"


def test_statuses_are_reports_and_unknown_kinds_do_no_harm(db):
    status = {"id": "wamid.9", "status": "read", "recipient_id": PHONE[1:]}
    picture = {"from": "92300", "id": "w2", "type": "image", "image": {"caption": "pani"}}
    odd = {"from": "92300", "id": "w3", "type": "contacts", "contacts": [1]}
    assert sent(told(statuses=[status, {}], messages=[picture, odd, {}, 3])) == 200
    assert Report.objects.get(external="wamid.9").state == "delivered"
    assert Arrival.objects.count() == 2


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"3", b'{"entry": 1}', b'{"entry": [{"changes": 3}]}']
)
def test_no_body_breaks_it(db, body):
    assert sent(body) in {200, 400}
