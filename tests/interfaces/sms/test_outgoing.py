"""The way out: templates that can do no harm, a real local gateway, and what its answers mean."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post.kinds import Never, Outgoing, TryLater, Uncertain
from kachehri.engines.post.models import Message
from kachehri.engines.vault.actions import hush
from kachehri.interfaces.sms import outgoing
from kachehri.interfaces.sms.gateways import Gateway

from .conftest import AT, GATEWAYS, PHONE

URDU = "آپ کا نمبر 4821 ہے"


def message(words: str = "hello", address: str = PHONE) -> Outgoing:
    return Outgoing(
        id=42, key="k", channel="sms", address=address, subject=None, title="", words=words,
        language="ur", class_="notice", attempt=1, created_at=AT,
    )  # fmt: skip


class Local:
    """A gateway on this machine: keeps what it is asked and answers as it is told."""

    def __init__(self) -> None:
        local = self
        self.asked: list[tuple[str, bytes]] = []
        self.status, self.answer = 200, b"0: Accepted for delivery"

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                local.asked.append((self.path, body))
                self.send_response(local.status)
                self.end_headers()
                self.wfile.write(local.answer)

            do_POST = do_GET  # noqa: N815  (the library's name)

            def log_message(self, *_words: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}/send"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def local():
    made = Local()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def through(local, gateways):
    def set_up(**send: object) -> Local:
        line = GATEWAYS[0] | {"send": {"url": local.url} | send}
        gateways.write_text(json.dumps([line]))
        return local

    return set_up


@pytest.mark.django_db
def test_kannel_gets_urdu_as_ucs_2_with_a_report_asked_for(through):
    gateway = through(kind="kannel", username="u", password="p", report="http://x/dlr?secret=s")
    sent = outgoing.send(message(URDU))
    told = parse_qs(urlsplit(gateway.asked[0][0]).query)
    assert (told["text"], told["coding"], told["to"]) == ([URDU], ["2"], [PHONE[1:]])
    assert told["dlr-url"] == ["http://x/dlr?secret=s&type=%d&id=42"]
    assert (sent.external, sent.parts) == ("42", 1)


@pytest.mark.django_db
def test_plain_english_goes_in_the_small_alphabet(through):
    gateway = through(kind="kannel")
    outgoing.send(message("Your number is 4821"))
    assert parse_qs(urlsplit(gateway.asked[0][0]).query)["coding"] == ["0"]


@pytest.mark.django_db
def test_a_template_in_json_holds_any_text(through):
    body = '{"id": {{id}}, "text": {{text}}, "to": {{to_no_plus}}}'
    gateway = through(body=body, content_type="application/json")
    outgoing.send(message('He said "no" \\ }'))
    told = json.loads(gateway.asked[0][1])
    assert told == {"id": 42, "text": 'He said "no" \\ }', "to": PHONE[1:]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "answer", "problem"),
    [(503, b"", TryLater), (500, b"", TryLater), (429, b"", TryLater), (400, b"", Never),
     (200, b"ERR no credit", Never)],
)  # fmt: skip
def test_what_a_gateway_answers_says_whether_to_try_again(through, status, answer, problem):
    gateway = through(check="^0:")
    gateway.status, gateway.answer = status, answer
    with pytest.raises(problem):
        outgoing.send(message())


@pytest.mark.django_db
def test_a_gateway_that_is_silent_is_uncertain_and_one_that_is_away_is_tried_later(
    through, local, monkeypatch
):
    through(kind="kannel")
    monkeypatch.setattr(outgoing, "SILENCE", 0.2)
    release = threading.Event()
    monkeypatch.setattr(local.server, "process_request", lambda *_: release.wait(2))
    with pytest.raises(Uncertain):
        outgoing.send(message())
    release.set()
    local.server.shutdown()
    local.server.server_close()
    with pytest.raises(TryLater):
        outgoing.send(message())


@pytest.mark.django_db
def test_a_hushed_number_gets_nothing(through):
    gateway = through(kind="kannel")
    ensure_system_actors(AT)
    hush(address=PHONE, by=system_actor("post", AT), at=AT)
    with pytest.raises(Never):
        outgoing.send(message())
    assert gateway.asked == []


@pytest.mark.django_db
def test_what_is_no_number_is_marked_as_bad(through):
    through(kind="kannel")
    with pytest.raises(Never) as found:
        outgoing.send(message(address="JAZZ"))
    assert found.value.bad_address


@pytest.mark.django_db(transaction=True)
def test_a_gateway_that_is_away_for_a_day_loses_nothing_and_sends_nothing_twice(through, local):
    from datetime import timedelta

    through(kind="kannel")
    ensure_system_actors(AT)
    by = system_actor("post", AT)
    for number in range(5):
        post.send(
            channel="sms", address=f"{PHONE[:-1]}{number}", subject=None, title="", words="x",
            language="en", key=f"k{number}", class_="answer", by=by, at=AT,
        )  # fmt: skip
    local.status = 503
    for hour in range(0, 24, 2):
        post.drain(by=by, at=AT + timedelta(hours=hour))
    assert Message.objects.filter(state="waiting").count() == 5
    local.status, local.asked[:] = 200, []
    for hour in range(24, 40, 2):
        post.drain(by=by, at=AT + timedelta(hours=hour))
    assert Message.objects.filter(state="sent").count() == 5
    assert len(local.asked) == 5


WAY = Gateway("g", "external", numbers=("+92741000000",))
KINDS = st.sampled_from(["json", "xml", "urlencoded"])


@given(st.text(), KINDS)
def test_no_text_breaks_out_of_its_template(text, kind):
    values = outgoing.holes(WAY, message(text))
    if kind == "json":
        told = json.loads(outgoing.filled('{"a": {{text}}, "b": 1}', values, "application/json"))
        assert told == {"a": text, "b": 1}
    elif kind == "urlencoded":
        if not any("\ud800" <= letter <= "\udfff" for letter in text):
            asked = outgoing.filled("a={{text}}&b=1", values, "application/x-www-form-urlencoded")
            assert parse_qs(asked, keep_blank_values=True, strict_parsing=True)["b"] == ["1"]
    elif text.isprintable():
        found = fromstring(outgoing.filled("<m><t>{{text}}</t></m>", values, "text/xml"))
        assert [child.tag for child in found] == ["t"]
        assert (found[0].text or "") == text


@given(st.text(max_size=700))
def test_parts_are_counted_as_telephones_do(text):
    from kachehri.interfaces.sms.texts import is_basic, parts

    length = len(text.encode("utf-16-be", "surrogatepass")) // 2
    assert 1 <= parts(text) <= max(1, -(-length * 2 // 67) + 1)
    if is_basic(text) and len(text) <= 80:
        assert parts(text) == 1
