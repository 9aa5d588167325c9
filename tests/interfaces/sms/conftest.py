"""The standard district with its offices, and a gateway set up in a file of this test."""

import json
import zlib
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from tests import matters

from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as letters
from kachehri.engines.post.models import Arrival, Message

AT = matters.AT
GATEWAYS = [
    {
        "key": "kannel",
        "kind": "kannel",
        "secret": "made-up",
        "numbers": ["8398"],
        "send": {
            "kind": "kannel",
            "url": "http://127.0.0.1:9/cgi-bin/sendsms",
            "username": "k",
            "password": "p",
            "report": "http://127.0.0.1:9/sms/kannel/dlr?secret=made-up",
        },
    },
    {"key": "rapid", "kind": "external", "addresses": ["10.9.8.7"], "fields": {"text": "inhalt"}},
    {"key": "wa", "kind": "whatsapp", "secret": "app-secret", "token": "t", "verify": "v"},
    {"key": "line", "kind": "voice", "secret": "ring", "numbers": ["0741000000"]},
]
FORM = "application/x-www-form-urlencoded"
PHONE = "+923005550009"


@pytest.fixture(autouse=True)
def gateways(settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "gateways.json").write_text(json.dumps(GATEWAYS))
    return tmp_path / "gateways.json"


@pytest.fixture
def district(kept_offices):
    from kachehri.interfaces.sms import reading

    reading._LAST.clear()
    return kept_offices


class Phone:
    """Somebody with a telephone: sends, lets the post read, and hears what it answers."""

    def __init__(self, number: str = PHONE) -> None:
        self.number, self.count, self.at = number, 0, AT

    def sends(self, text: str, *, read: bool = True, number: str = "") -> str:
        self.count += 1
        self.at += timedelta(seconds=20)
        asked = {
            "secret": "made-up",
            "from": (number or self.number).lstrip("+"),
            "to": "8398",
            "text": text,
            "id": f"{zlib.crc32((number or self.number).encode())}-{self.count}",
        }
        answer = Client().post("/sms/in", urlencode(asked), content_type=FORM)
        assert (answer.status_code, answer.content) == (200, b"")
        return self.hears() if read else ""

    def hears(self) -> str:
        """Read what came; mark what goes out as sent, and return the last of it."""
        Arrival.objects.filter(state="new").update(received_at=self.at)
        post.read(by=system_actor("post", self.at), at=self.at)
        waiting = Message.objects.filter(is_incoming=False, state="waiting")
        told = [row.words for row in waiting.filter(address=self.number).order_by("id")]
        waiting.update(state="sent", sent_at=self.at, next_at=None)
        return told[-1].replace("\u200e", "") if told else ""


@pytest.fixture
def phone(district):
    return Phone()


def states() -> list[str]:
    return list(Arrival.objects.order_by("id").values_list("state", flat=True))


def lag():
    return letters.lag()
