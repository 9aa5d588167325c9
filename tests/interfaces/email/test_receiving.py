"""Mail comes in by LMTP on loopback: kept before 250 is said, refused where it is not ours."""

import smtplib
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError

from kachehri.engines.post import receiving
from kachehri.engines.post.models import Arrival

pytestmark = pytest.mark.django_db(transaction=True)

TO = "matter+4821-abcdefghijkm@kachehri.example"
MAIL = f"From: a@mail.example\r\nTo: {TO}\r\nMessage-ID: <x@mail.example>\r\n\r\nHello\r\n"


@pytest.fixture
def line(lmtp):
    with smtplib.LMTP("127.0.0.1", lmtp()) as made:
        yield made


def test_a_mail_is_kept_as_it_came_and_once(line):
    for _ in range(2):
        line.sendmail("a@mail.example", [TO], MAIL)
    (row,) = Arrival.objects.all()
    assert bytes(row.raw) == MAIL.encode()
    assert (row.channel, row.state) == ("email", "new")
    assert row.headers["sender"] == "a@mail.example"
    assert row.headers["recipients"] == [TO]


def test_the_same_id_with_another_body_is_another_mail(line):
    line.sendmail("a@mail.example", [TO], MAIL)
    line.sendmail("a@mail.example", [TO], MAIL + "more")
    assert Arrival.objects.count() == 2


def test_nothing_is_passed_on_to_others(line):
    with pytest.raises(smtplib.SMTPRecipientsRefused) as told:
        line.sendmail("a@mail.example", ["somebody@elsewhere.example"], MAIL)
    assert told.value.recipients["somebody@elsewhere.example"][0] == 550
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        line.sendmail("a@mail.example", ["nobody@kachehri.example"], MAIL)
    assert not Arrival.objects.exists()


def test_each_recipient_of_many_gets_an_answer_and_too_many_are_told_so(line):
    line.ehlo()
    line.mail("a@mail.example")
    answers = [line.rcpt(f"matter+{n}-abcdefghijkm@kachehri.example")[0] for n in range(102)]
    assert answers.count(250) == receiving.MOST_RECIPIENTS
    assert answers[-1] == 452
    line.data(MAIL.encode())
    more = {line.getreply()[0] for _ in range(receiving.MOST_RECIPIENTS - 1)}
    assert more == {250}
    (row,) = Arrival.objects.all()
    assert len(row.headers["recipients"]) == receiving.MOST_RECIPIENTS


def test_a_mail_that_is_too_large_is_refused(lmtp, monkeypatch):
    monkeypatch.setenv("KACHEHRI_MAIL_MB", "1")
    with smtplib.LMTP("127.0.0.1", lmtp()) as line, pytest.raises(smtplib.SMTPException) as told:
        line.sendmail("a@mail.example", [TO], MAIL + "x" * 70 + ("\r\n" + "y" * 70) * 20_000)
    assert "552" in str(told.value) or "552" in str(getattr(told.value, "smtp_code", ""))


def test_long_lines_are_taken(line):
    line.sendmail("a@mail.example", [TO], MAIL + "x" * 300_000)
    assert Arrival.objects.count() == 1


@pytest.mark.parametrize(
    "problem", [OperationalError("gone"), OSError(28, "no room"), ValueError()]
)
def test_what_cannot_be_kept_is_to_be_sent_again(lmtp, monkeypatch, problem):
    def broken(**_):
        raise problem

    monkeypatch.setattr(receiving, "keep", broken)
    monkeypatch.setattr(receiving.Keeper, "keep", staticmethod(broken))
    monkeypatch.setattr(
        receiving, "Keeper", lambda house, per_recipient: _keeper(house, per_recipient, broken)
    )
    with smtplib.LMTP("127.0.0.1", lmtp()) as line, pytest.raises(smtplib.SMTPDataError) as told:
        line.sendmail("a@mail.example", [TO], MAIL)
    assert told.value.smtp_code == 451


_made = receiving.Keeper


def _keeper(house, per_recipient, keep):
    return _made(house, per_recipient, keep=keep)


def test_a_mail_that_goes_round_in_circles_is_refused(line):
    with pytest.raises(smtplib.SMTPDataError) as told:
        line.sendmail("a@mail.example", [TO], "Received: x\r\n" * 31 + MAIL)
    assert told.value.smtp_code == 554


def test_two_hundred_mails_of_twenty_senders_are_all_kept(lmtp):
    port = lmtp()

    def sender(number):
        with smtplib.LMTP("127.0.0.1", port) as line:
            for count in range(10):
                line.sendmail("a@mail.example", [TO], MAIL.replace("<x@", f"<{number}.{count}@"))

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(sender, range(20)))
    assert Arrival.objects.count() == 200


def test_smtp_works_as_well(lmtp):
    with smtplib.SMTP("127.0.0.1", lmtp("smtp")) as line:
        line.sendmail("a@mail.example", [TO], MAIL)
    assert Arrival.objects.count() == 1


def test_who_says_nothing_is_sent_away(lmtp, monkeypatch):
    monkeypatch.setattr(receiving, "SILENCE", 0.3)
    with socket.create_connection(("127.0.0.1", lmtp()), timeout=5) as line:
        line.recv(200)
        rest = b"".join(iter(lambda: line.recv(200), b""))
    assert rest == b"" or rest.startswith(b"421")
