"""A mail server of our own on loopback, mails in, and a standard set of matters."""

import contextlib
import socket
import threading
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from tests import matters as standard

from kachehri.domains.people import actions as people
from kachehri.domains.people.kinds import NewContact
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import receiving
from kachehri.interfaces.email.addresses import address_of, complaints, domain

APPLICANT = "made-up-citizen@mail.example"
OFFICE = "larkana-water@office.example"


class Inbox:
    """An SMTP server that takes mail, or answers what it is told to answer."""

    def __init__(self):
        self.mails = []
        self.says = {}

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if answer := self.says.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if answer := self.says.get("DATA"):
            return answer
        import email
        import email.policy

        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.mails.append((envelope.mail_from, tuple(envelope.rcpt_tos), mail))
        return "250 OK"


@pytest.fixture
def server(monkeypatch):
    """The mail server that takes our mail."""
    inbox = Inbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("KACHEHRI_SMTP", f"127.0.0.1:{port}")
    yield inbox
    controller.stop()


@pytest.fixture
def matters(kept_offices):
    return kept_offices


@pytest.fixture
def by(matters):
    return system_actor("post", matters.at)


@pytest.fixture
def case(matters):
    """A complaint of somebody who is reached by mail."""
    person = people.register_person(
        name="Made-up Citizen",
        contacts=[NewContact("email", APPLICANT, preferred=True)],
        by=matters.setup,
        at=matters.at,
    )
    return standard.complaint(matters, applicant_id=person, channel="email")


@pytest.fixture
def done(matters, case):
    """The office says that it is done."""
    return standard.step(matters, case, "report-done", outcome="mended", because="Mended.")


@pytest.fixture
def arrive(matters, by):
    """Mail comes in and is read."""
    count = iter(range(1000))

    def put(words, to="", sender=APPLICANT, at=None, read=True, **headers):
        at = at or matters.at + timedelta(minutes=10)
        to = to or f"{complaints()}@{domain()}"
        if isinstance(words, bytes):
            raw = words
        else:
            mail = EmailMessage()
            mail["From"], mail["To"] = sender, to
            mail["Subject"] = headers.pop("subject", "A mail")
            mail["Message-ID"] = headers.pop("message_id", f"<m{next(count)}@mail.example>")
            for name, value in headers.items():
                mail[name.replace("_", "-")] = value
            mail.set_content(words)
            raw = mail.as_bytes()
        number = post.keep(
            channel="email",
            gateway="lmtp",
            external=receiving.external_of(raw, raw.partition(b"\n\n")[0], [to]),
            raw=raw,
            content_type="message/rfc822",
            headers={"sender": sender, "recipients": [to]},
            at=at,
        )
        if read:
            post.read(by=by, at=at)
        return number

    return put


@pytest.fixture
def alias(case):
    """The address of the matter that was given to the applicant."""
    return address_of(case.number, APPLICANT)


@pytest.fixture
def lmtp(transactional_db):
    """The receiver, on a port of its own."""
    import asyncio

    started, port, loop = threading.Event(), [], asyncio.new_event_loop()
    task = []

    def ready(number):
        port.append(number)
        started.set()

    def run(kind):
        asyncio.set_event_loop(loop)
        task.append(loop.create_task(receiving.serve("127.0.0.1", 0, kind, ready)))
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(task[0])

    threads = []

    def begin(kind="lmtp"):
        thread = threading.Thread(target=run, args=(kind,), daemon=True)
        threads.append(thread)
        thread.start()
        assert started.wait(10)
        return port[0]

    yield begin
    if threads:
        loop.call_soon_threadsafe(task[0].cancel)
        threads[0].join(10)
