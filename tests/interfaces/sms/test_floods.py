"""Thousands of the same message in a minute, and a village that shares a telephone."""

import json

import pytest

from kachehri.domains.cases.models import Case
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Arrival, Message

from .conftest import AT, PHONE

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
MANY = 2000
SAME = "Dokri me hand pump kharab hai"


def keep(number: int, words: str) -> None:
    raw = {"from": PHONE, "to": "8398", "text": words}
    post.keep(
        channel="sms", gateway="kannel", external=f"f{number}", raw=json.dumps(raw).encode(),
        content_type="application/json", headers={"sender": PHONE}, at=AT,
    )  # fmt: skip


def test_a_flood_of_the_same_is_one_with_a_count_and_others_of_that_telephone_pass(district):
    for number in range(MANY):
        keep(number, SAME)
        if number % 500 == 250:
            keep(MANY + number, f"Ratodero me bijli nahi {number} din se")
    by = system_actor("post", AT)
    while post.read(by=by, at=AT, most=1000):
        pass
    assert Case.objects.count() == 1 + MANY // 500
    again = Arrival.objects.filter(state="dropped", problem__startswith="the same again")
    assert again.count() == MANY - 1
    sent = Message.objects.filter(is_incoming=False).exclude(state="withheld")
    assert sent.count() == 1 + MANY // 500
    assert not Arrival.objects.filter(state__in=["new", "failed"]).exists()
