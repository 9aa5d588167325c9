"""Mail out through a real SMTP server on loopback: headers, directions, refusals, broken lines."""

import socket
import threading
from datetime import timedelta

import pytest

from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Message
from kachehri.engines.vault import queries as vault
from kachehri.interfaces.email import outgoing
from kachehri.interfaces.email.addresses import address_of, message_id

from .conftest import APPLICANT, OFFICE

pytestmark = pytest.mark.django_db


@pytest.fixture
def drain(by, matters):
    return lambda minutes=0: post.drain(by=by, at=matters.at + timedelta(minutes=minutes))


@pytest.fixture
def send(case, by, matters):
    def put(key="k", address=APPLICANT, words="Your number is 4821.", language="en", **more):
        return post.send(
            channel="email", address=address, subject=case.thing_id, title=f"Matter {case.number}",
            words=words, language=language, key=key, by=by, at=matters.at, **more,
        )  # fmt: skip

    return put


def state(key):
    return Message.objects.values_list("state", flat=True).get(key=key)


def only(server, to):
    return [mail for _, recipients, mail in server.mails if recipients == (to,)]


def test_a_notice_goes_from_the_matters_own_address_and_says_what_it_is(server, drain, case):
    drain()
    (mail,) = only(server, APPLICANT)
    own = address_of(case.number, APPLICANT)
    assert str(mail["From"]) == f"Kachehri <{own}>"
    assert mail["Reply-To"] == own
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"].strip() == f"<mailto:{own}?subject=STOP>"
    assert str(case.number) in mail.get_content()
    assert server.mails[0][0].startswith("mailer-daemon@")
    row = Message.objects.get(address=APPLICANT)
    assert mail["Message-ID"] == f"<{row.external}>" == f"<{message_id(row.key)}>"


def test_urdu_goes_as_text_and_as_html_from_right_to_left(server, drain, send):
    send(words="آپ کا نمبر 4821 ہے۔\n<b>", language="ur", class_="question", key="u")
    drain()
    mail = next(one for one in only(server, APPLICANT) if one.is_multipart())
    text, html = mail.get_body(["plain"]).get_content(), mail.get_body(["html"]).get_content()
    assert "آپ کا نمبر 4821 ہے۔" in text
    assert 'dir="rtl"' in html
    assert "&lt;b&gt;" in html


def test_a_letter_to_an_office_has_no_way_out(server, drain, send):
    send(address=OFFICE, class_="official", key="o")
    drain()
    (mail,) = only(server, OFFICE)
    assert mail["List-Unsubscribe"] is None


def test_an_answer_names_the_mail_that_it_answers(server, drain, send):
    send(class_="answer", key="a", content={"answers": "theirs@mail.example"})
    drain()
    mail = next(one for one in only(server, APPLICANT) if one["In-Reply-To"])
    assert mail["In-Reply-To"] == mail["References"] == "<theirs@mail.example>"
    assert mail["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize(
    ("says", "after"),
    [
        ({"RCPT": "450 4.2.1 later"}, "waiting"),
        ({"RCPT": "550 5.1.1 no such user"}, "failed"),
        ({"DATA": "452 4.3.1 disk full"}, "waiting"),
        ({"DATA": "554 5.7.1 spam"}, "failed"),
    ],
)
def test_what_the_server_refuses_waits_or_has_failed(server, drain, send, says, after):
    send(class_="official", key="r")
    server.says = says
    drain()
    assert state("r") == after
    server.says = {}
    drain(minutes=10)
    assert state("r") == ("sent" if after == "waiting" else "failed")


def test_a_server_that_is_down_is_tried_again(send, drain, monkeypatch):
    monkeypatch.setenv("KACHEHRI_SMTP", "127.0.0.1:9")
    send(class_="official", key="d")
    drain()
    assert state("d") == "waiting"


def test_a_line_that_breaks_while_the_mail_goes_over_leaves_it_uncertain(send, drain, monkeypatch):
    listener = socket.create_server(("127.0.0.1", 0))

    def talk():
        line, _ = listener.accept()
        line.sendall(b"220 hello\r\n")
        for answer in (b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
            line.recv(4096)
            line.sendall(answer)
        line.recv(4096)
        line.close()

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    monkeypatch.setenv("KACHEHRI_SMTP", f"127.0.0.1:{listener.getsockname()[1]}")
    Message.objects.all().delete()
    send(class_="official", key="b")
    drain()
    thread.join(5)
    listener.close()
    assert state("b") == "uncertain"
    drain(minutes=60)
    assert state("b") == "uncertain"


def test_nothing_goes_to_an_address_that_the_tray_hushed(server, drain, send, monkeypatch):
    monkeypatch.setattr(vault, "hushed", lambda address: address == APPLICANT)
    send(key="h", class_="question")
    drain()
    assert only(server, APPLICANT) == []
    assert state("h") == "failed"


def test_without_a_server_mail_waits(send, drain, monkeypatch):
    monkeypatch.delenv("KACHEHRI_SMTP", raising=False)
    assert not outgoing.is_ready()
    send(key="w")
    drain()
    assert state("w") == "waiting"


def test_lines_with_dots_arrive_as_they_were_written(server, drain, send):
    send(words="one\n.\n..two\nthree", key="dots", class_="official")
    drain()
    texts = [mail.get_content().replace("\r", "") for mail in only(server, APPLICANT)]
    assert any("one\n.\n..two\nthree" in text for text in texts)
