"""What goes out: once, at the right hour, again after a failure, and never twice."""

from datetime import time, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.post import actions, kinds, queries
from kachehri.engines.post.models import Message, Report
from kachehri.engines.post.quiet import end_of_quiet

from .conftest import AT

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def states():
    return dict(Message.objects.order_by("id").values_list("key", "state"))


def test_a_message_goes_to_its_gateway_once(send, gateway, by):
    send("a")
    assert actions.drain(by=by, at=AT) == 1
    assert actions.drain(by=by, at=AT) == 0
    assert [one.words for one in gateway.taken] == ["words of a"]
    (row,) = Message.objects.all()
    assert (row.state, row.external, row.sent_at) == ("sent", f"gw-{row.pk}", AT)


def test_the_same_key_is_one_message(send, gateway, by):
    assert send("a") == send("a")
    actions.drain(by=by, at=AT)
    assert len(gateway.taken) == 1


def test_what_is_rolled_back_was_never_said(send, gateway, by):
    with transaction.atomic():
        send("a")
        transaction.set_rollback(True)
    assert actions.drain(by=by, at=AT) == 0


def test_a_gateway_that_is_down_is_tried_again_after_waits_that_grow(send, gateway, by):
    send("a")
    waits, at = [], AT
    for _ in range(5):
        gateway.raises = [kinds.TryLater("no line")]
        actions.drain(by=by, at=at)
        row = Message.objects.get()
        waits.append((row.next_at - at) // MINUTE)
        at = row.next_at
    assert waits == [1, 2, 5, 15, 30]
    actions.drain(by=by, at=at)
    assert states() == {"a": "sent"}


def test_a_gateway_that_is_down_for_a_day_loses_nothing_and_sends_nothing_twice(send, gateway, by):
    for number in range(20):
        send(f"m{number}", address=f"+9200000000{number:02}")
    at = AT
    while at < AT + DAY:
        gateway.raises = [kinds.TryLater("no line")] * 9
        actions.drain(by=by, at=at)
        at += HOUR
    gateway.raises = []
    for _ in range(10):
        actions.drain(by=by, at=at)
        at += HOUR
    assert sorted(one.key for one in gateway.taken) == sorted(f"m{n}" for n in range(20))


def test_a_gateway_that_refuses_three_in_a_row_gets_a_rest(send, gateway, by):
    for number in range(10):
        send(f"m{number}", address=f"+9200000000{number:02}")
    gateway.raises = [kinds.TryLater("no line")] * 10
    assert actions.drain(by=by, at=AT) == 3
    assert Message.objects.filter(attempts=0).count() == 7


def test_after_three_days_of_tries_a_message_has_failed(send, gateway, by):
    send("a", class_="official")
    at = AT
    while Message.objects.get().state == "waiting":
        gateway.raises = [kinds.TryLater("no line")]
        at = Message.objects.get().next_at
        actions.drain(by=by, at=at)
    assert states() == {"a": "failed"}
    assert timedelta(days=2) < at - AT < timedelta(days=4)
    assert "no line" in Message.objects.get().problem


def test_an_address_where_nobody_is_fails_at_once_and_is_marked(send, gateway, by):
    send("a")
    gateway.raises = [kinds.Never("no such number", bad_address=True)]
    actions.drain(by=by, at=AT)
    assert states() == {"a": "failed"}


@pytest.mark.parametrize("error", [kinds.Uncertain("cut"), RuntimeError("a mistake of ours")])
def test_a_line_that_broke_leaves_the_message_to_a_person(send, gateway, by, error):
    number = send("a")
    gateway.raises = [error]
    actions.drain(by=by, at=AT)
    actions.drain(by=by, at=AT + DAY)
    assert states() == {"a": "uncertain"}
    assert gateway.taken == []
    assert [one.id for one in queries.uncertain()] == [number]


def test_a_person_settles_what_was_uncertain(send, gateway, by):
    number = send("a")
    gateway.raises = [kinds.Uncertain("cut")]
    actions.drain(by=by, at=AT)
    assert actions.resolve(message_id=number, went_out=False, by=by, at=AT)
    actions.drain(by=by, at=AT)
    assert len(gateway.taken) == 1
    assert not actions.resolve(message_id=number, went_out=True, by=by, at=AT)


@pytest.mark.parametrize(("has", "state"), [(None, "uncertain"), (True, "sent"), (False, "sent")])
def test_what_a_killed_program_was_sending_is_asked_of_the_gateway(
    send, gateway, by, monkeypatch, has, state
):
    way = kinds.Channel("sms", "test", gateway.send, ask=lambda _out: has)
    monkeypatch.setattr(kinds, "_channels", {"sms": way})
    send("a")
    Message.objects.update(state="sending", next_at=AT + MINUTE)
    actions.drain(by=by, at=AT)
    assert states() == {"a": "sending"}  # perhaps it still lives
    actions.drain(by=by, at=AT + HOUR)
    assert states() == {"a": state}
    assert len(gateway.taken) == (has is False)


def test_a_channel_that_is_not_set_up_lets_messages_wait(send, gateway, by, monkeypatch):
    way = kinds.Channel("sms", "test", gateway.send, is_ready=lambda: False)
    monkeypatch.setattr(kinds, "_channels", {"sms": way})
    send("a")
    assert actions.drain(by=by, at=AT) == 0
    (lag,) = queries.lag().out
    assert (lag.channel, lag.is_ready, lag.waiting, lag.oldest) == ("sms", False, 1, AT)


def test_news_that_waited_a_week_for_a_gateway_are_not_sent(send, gateway, by):
    send("a")
    actions.drain(by=by, at=AT + timedelta(days=8))
    assert states() == {"a": "failed"}


def test_quiet_hours_put_a_notice_off_until_the_morning(send, gateway, by):
    night = AT.replace(hour=17)  # ten at night in Larkana
    send("a", at=night)
    actions.drain(by=by, at=night)
    assert gateway.taken == []
    assert Message.objects.get().next_at == AT.replace(day=4, hour=3)
    actions.drain(by=by, at=AT.replace(day=4, hour=3))
    assert len(gateway.taken) == 1


@pytest.mark.parametrize("class_", ["answer", "official"])
def test_an_answer_to_who_just_wrote_waits_for_no_hour(send, gateway, by, class_):
    night = AT.replace(hour=17)
    send("a", at=night, class_=class_)
    actions.drain(by=by, at=night)
    assert len(gateway.taken) == 1


def test_an_address_may_have_quiet_hours_of_its_own(send, gateway, by):
    actions.set_quiet(
        channel="sms",
        address="+920000000001",
        quiet_from=time(11),
        quiet_until=time(14),
        by=by,
        at=AT,
    )
    send("a")
    actions.drain(by=by, at=AT)
    assert Message.objects.get().next_at == AT.replace(hour=9)


def test_who_opted_out_gets_answers_and_nothing_else(send, gateway, by):
    send("before")
    actions.opt_out(channel="sms", address="+920000000001", by=by, at=AT)
    send("notice")
    send("answer", class_="answer")
    actions.drain(by=by, at=AT)
    assert [one.key for one in gateway.taken] == ["answer"]
    assert states()["before"] == states()["notice"] == "withheld"
    actions.opt_in(channel="sms", address="+920000000001", by=by, at=AT)
    send("later")
    actions.drain(by=by, at=AT)
    assert states()["later"] == "sent"


def test_ten_notices_to_one_address_become_one_that_names_the_matters(send, gateway, by):
    for number in range(10):
        send(f"m{number}", title=f"Matter 48{number}")
    actions.drain(by=by, at=AT)
    (digest,) = gateway.taken
    assert digest.title == "10 messages about your matters"
    assert all(f"Matter 48{number}" in digest.words for number in range(10))
    assert set(states().values()) == {"digested", "sent"}


def test_the_fourth_notice_within_an_hour_waits_for_its_end(send, gateway, by):
    for number in range(5):
        send(f"m{number}", at=AT + number * MINUTE)
        actions.drain(by=by, at=AT + number * MINUTE)
    assert len(gateway.taken) == 3
    actions.drain(by=by, at=AT + HOUR)
    assert len(gateway.taken) == 4
    assert gateway.taken[-1].content["digest_of"]


def test_questions_are_never_in_a_digest(send, gateway, by):
    for number in range(5):
        send(f"q{number}", class_="question")
    actions.drain(by=by, at=AT)
    assert [one.key for one in gateway.taken] == [f"q{number}" for number in range(5)]


def test_who_asked_for_one_message_a_day_gets_one(send, gateway, by):
    actions.set_digest(channel="sms", address="+920000000001", digest=True, by=by, at=AT)
    for number in range(6):
        at = AT + number * HOUR
        send(f"m{number}", at=at)
        actions.drain(by=by, at=at)
    assert len(gateway.taken) == 1
    actions.drain(by=by, at=AT + DAY)
    assert len(gateway.taken) == 2


def test_a_gateway_gets_no_more_in_a_minute_than_it_takes(send, gateway, by, monkeypatch):
    monkeypatch.setattr(
        kinds, "_channels", {"sms": kinds.Channel("sms", "test", gateway.send, a_minute=4)}
    )
    for number in range(10):
        send(f"m{number}", address=f"+9200000000{number:02}")
    assert [actions.drain(by=by, at=AT + n * timedelta(seconds=61)) for n in range(3)] == [4, 4, 2]


@pytest.mark.parametrize(
    "order", [("sent", "delivered"), ("delivered", "sent"), ("delivered", "failed", "delivered")]
)
def test_reports_count_in_any_order(send, gateway, by, order):
    number = send("a")
    actions.drain(by=by, at=AT)
    for state in order:
        assert actions.report(gateway="test", external=f"gw-{number}", state=state, at=AT)
    assert states() == {"a": "delivered"}


def test_a_report_that_comes_before_we_know_the_message_is_kept(send, gateway, by):
    number = send("a")
    assert not actions.report(gateway="test", external=f"gw-{number}", state="delivered", at=AT)
    actions.drain(by=by, at=AT)
    assert states() == {"a": "delivered"}
    assert not Report.objects.exists()


@given(st.datetimes(min_value=AT.replace(tzinfo=None)), st.times(), st.times())
def test_quiet_hours_always_end_after_now_and_at_their_end(naive, start, end):
    at = naive.replace(year=2026, tzinfo=AT.tzinfo, day=min(naive.day, 28))
    until = end_of_quiet(at, start, end)
    if until is not None:
        assert at < until <= at + DAY + MINUTE
        assert until.time() == end
