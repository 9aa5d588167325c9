"""With a real Kannel on this machine: an Urdu complaint in, an answer out, a report counted."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from kachehri.domains.cases import queries
from kachehri.domains.cases.models import Case
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Arrival, Message

from .conftest import AT

FAKE = Path("/usr/lib/kannel/test/fakesmsc")
PHONE = "923005550009"
URDU = "ڈوکری میں ہینڈ پمپ خراب ہے"
PATIENCE = 40.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (shutil.which("bearerbox") and FAKE.exists()),
        reason="needs Debian's kannel and kannel-extras",
    ),
]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Kannel:
    """Bearerbox and smsbox with ports of their own, and a telephone network that is made up."""

    def __init__(self, folder: Path, site: str) -> None:
        self.folder, self.site = folder, site
        self.admin, self.inner, self.smsc, self.out = (free_port() for _ in range(4))
        self.processes: list[subprocess.Popen[bytes]] = []
        self.config = folder / "kannel.conf"
        self.config.write_text(self.words())

    def words(self) -> str:
        ask = "secret=made-up&from=%p&to=%P&text=%b&charset=%C&coding=%c&ts=%t&smsc=%i&id=%I"
        local = "127.0.0.1"
        return f"""
group = core
admin-port = {self.admin}
admin-interface = {local}
admin-password = made-up
smsbox-port = {self.inner}
smsbox-interface = {local}
box-allow-ip = {local}
dlr-storage = internal
store-type = file
store-location = {self.folder}/store

group = smsc
smsc = fake
smsc-id = FAKE
port = {self.smsc}
connect-allow-ip = {local}

group = smsbox
bearerbox-host = {local}
sendsms-port = {self.out}
sendsms-interface = {local}
global-sender = 8398

group = sendsms-user
username = kachehri
password = made-up
concatenation = true
max-messages = 6

group = sms-service
keyword = default
catch-all = true
max-messages = 0
omit-empty = true
get-url = "{self.site}/sms/kannel/in?{ask}"
"""

    def start(self) -> None:
        for name, port in (("bearerbox", self.inner), ("smsbox", self.out)):
            self.run([name, "-v", "4", str(self.config)], name)
            wait_for(lambda port=port: is_open(port), name)

    def run(self, words: list[str], name: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{name}.log").open("ab")
        made = subprocess.Popen(
            words, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=self.folder
        )
        self.processes.append(made)
        return made

    def telephone(self, words: str) -> subprocess.Popen[bytes]:
        """Send one message as a telephone, and stay to receive."""
        network = ["-H", "127.0.0.1", "-r", str(self.smsc), "-i", "0.1", "-m", "1"]
        return self.run([str(FAKE), *network, words], "telephone")

    def heard(self) -> str:
        return (self.folder / "telephone.log").read_text(errors="replace")

    def stop(self) -> None:
        for _ in range(2):
            with suppress(OSError):
                address = f"http://127.0.0.1:{self.admin}/shutdown?password=made-up"
                urllib.request.urlopen(address, timeout=3).read()
        for one in reversed(self.processes):
            with suppress(subprocess.TimeoutExpired):
                one.wait(3)
            if one.poll() is None:
                one.kill()
                one.wait(5)


def is_open(port: int) -> bool:
    with socket.socket() as tried:
        tried.settimeout(0.5)
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait_for(is_so, what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"{what} did not come"
        time.sleep(0.1)


@pytest.fixture
def kannel(live_server, tmp_path, gateways) -> Iterator[Kannel]:
    (tmp_path / "kannel").mkdir()
    made = Kannel(tmp_path / "kannel", live_server.url)
    report = f"{live_server.url}/sms/kannel/dlr?secret=made-up"
    send = {
        "kind": "kannel",
        "url": f"http://127.0.0.1:{made.out}/cgi-bin/sendsms",
        "username": "kachehri",
        "password": "made-up",
        "report": report,
        "check": "Accepted",
    }
    line = {"key": "kannel", "kind": "kannel", "secret": "made-up", "numbers": ["8398"]}
    gateways.write_text(json.dumps([line | {"send": send}]))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def test_an_urdu_complaint_goes_in_by_kannel_and_its_answer_is_delivered(kept_offices, kannel):
    assert os.environ.get("KACHEHRI_GATEWAYS") is None
    by = system_actor("post", AT)
    first = kannel.telephone(f"{PHONE} 8398 ucs2 {quote(URDU.encode('utf-16-be'))}")
    wait_for(lambda: Arrival.objects.filter(state="new").exists(), "the complaint")
    Arrival.objects.update(received_at=AT)
    post.read(by=by, at=AT)
    case = queries.case(Case.objects.get().number)
    assert (case.words, case.category, case.language) == (URDU, "hand-pump", "ur")

    post.drain(by=by, at=AT)
    answer = Message.objects.get(is_incoming=False, state__in=["sent", "delivered"])
    assert str(case.number) in answer.words
    wait_for(lambda: message(answer.pk).state == "delivered", "the delivery report")
    assert message(answer.pk).delivered_at is not None
    assert "ucs-2" in kannel.heard().lower() or "%" in kannel.heard()
    first.kill()
    first.wait(5)

    kannel.telephone(f"{PHONE} 8398 text STATUS {case.number}")
    wait_for(lambda: Arrival.objects.filter(state="new").exists(), "STATUS")
    Arrival.objects.filter(state="new").update(received_at=AT)
    post.read(by=by, at=AT)
    post.drain(by=by, at=AT)
    told = Message.objects.filter(is_incoming=False).order_by("-id")[0]
    assert f"Number {case.number}" in told.words
    assert told.state in {"sent", "delivered"}
    assert Case.objects.count() == 1


def message(number: int) -> Message:
    return Message.objects.get(pk=number)
