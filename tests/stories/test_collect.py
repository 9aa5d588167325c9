"""A phone's whole day against a real server, byte for byte as OkHttp writes it on the wire.

The connection drops in the middle of each part, the server is killed while phones send, and five
hundred phones come back at once: what was answered 201 is there once, and nothing else is.
"""

import asyncio
import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from bench.sms import free_port, is_open
from defusedxml import ElementTree

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.models import Conflict, Submission
from kachehri.engines.xforms.answers import to_xml
from tests import surveys as standard

PHOTO = "گھر کی تصویر.jpg"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 400
LINE = "7d9b3f52-made-up"
PHONES = 500


@pytest.fixture
def surveys(transactional_db):
    queries.model.cache_clear()
    return standard.build()


@pytest.fixture
def server(surveys):
    port = free_port()
    process = started(port)
    yield port
    process.kill()
    process.wait()


def started(port):
    argv = [sys.executable, "-m", "uvicorn", "kachehri.site.asgi:application", "--port", str(port)]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "kachehri.site.settings"}
    process = subprocess.Popen([*argv, "--log-level", "error"], env=env)
    until = time.monotonic() + 30
    while not is_open(port):
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.1)
    return process


def out(surveys, **more):
    return actions.send_out(
        project_id=surveys.project_id, name="Made-up", by=surveys.manager, at=surveys.at, **more
    )


def xml(surveys, number, **changed):
    values = {**standard.ANSWERS, **{f"/data/{name}": value for name, value in changed.items()}}
    model = queries.model(surveys.household.published_id)
    return to_xml(model, values, instance=f"uuid:phone-{number}")


def request(method, path, body=b"", *headers):
    """A request with the headers that Collect sends."""
    told = [
        f"{method} {path} HTTP/1.1",
        "User-Agent: org.odk.collect.android/v2026.3.1 Dalvik/2.1.0",
        "X-OpenRosa-Version: 1.0",
        "Date: Mon, 02 Nov 2026 06:00:00 GMT",
        "Host: 127.0.0.1",
        "Accept-Encoding: gzip",
        *headers,
    ]
    if method == "POST":
        told += [f"Content-Type: multipart/form-data; boundary={LINE}",
                 f"Content-Length: {len(body)}"]  # fmt: skip
    return "\r\n".join([*told, "", ""]).encode() + body


def body_of(content, files=(), *, incomplete=False):
    """The parts as OkHttp's MultipartBody writes them: the file's name in UTF-8."""
    parts = [("xml_submission_file", "phone.xml", "text/xml; charset=utf-8", content), *files]
    told = b""
    for name, filename, kind, held in parts:
        told += (
            f'--{LINE}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            f"Content-Type: {kind}\r\nContent-Length: {len(held)}\r\n\r\n"
        ).encode() + held + b"\r\n"  # fmt: skip
    if incomplete:
        told += (
            f'--{LINE}\r\nContent-Disposition: form-data; name="*isIncomplete*"\r\n'
            "Content-Length: 3\r\n\r\nyes\r\n"
        ).encode()
    return told + f"--{LINE}--\r\n".encode()


def ask(port, sent):
    """Send bytes; return (status, headers, body)."""
    with socket.create_connection(("127.0.0.1", port), 30) as wire:
        wire.sendall(sent.replace(b"Accept-Encoding: gzip\r\n", b"Connection: close\r\n", 1))
        told = b"".join(iter(lambda: wire.recv(65536), b""))
    head, _, body = told.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in rest:
        name, _, text = line.partition(": ")
        headers.setdefault(name.lower(), []).append(text)
    return int(first.split()[1]), headers, body


def proof(challenge, name, password, method, uri):
    fields = dict(re.findall(r'(\w+)="([^"]*)"', challenge))

    def md5(text):
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    first, second = md5(f"{name}:{fields['realm']}:{password}"), md5(f"{method}:{uri}")
    told = md5(f"{first}:{fields['nonce']}:00000001:c0ffee:auth:{second}")
    return (
        f'Authorization: Digest username="{name}", realm="{fields["realm"]}", '
        f'nonce="{fields["nonce"]}", uri="{uri}", response="{told}", qop=auth, nc=00000001, '
        'cnonce="c0ffee", algorithm=MD5'
    )


@pytest.mark.slow
def test_a_day_of_a_phone_over_http_with_digest(surveys, server):
    sent_out = out(surveys, username="made-up-zainab")
    base = f"/openrosa/projects/{surveys.project_id}"

    def call(method, path, body=b""):
        status, headers, _ = ask(server, request(method, path, body))
        assert (status, headers["x-openrosa-version"]) == (401, ["1.0"])
        (challenge,) = headers["www-authenticate"]
        mine = proof(challenge, "made-up-zainab", sent_out.password, method, path)
        return ask(server, request(method, path, body, mine))

    status, headers, listed = call("GET", f"{base}/formList?deviceID=collect%3Amade-up")
    assert status == 200
    assert headers["content-type"][0].startswith("text/xml")
    assert headers["x-openrosa-version"] == ["1.0"]
    assert len(headers["date"]) == 1
    space = "{http://openrosa.org/xforms/xformsList}"
    forms = {one.find(f"{space}formID").text: one for one in ElementTree.fromstring(listed)}
    address = forms["household"].find(f"{space}downloadUrl").text
    assert address.startswith("http://127.0.0.1/openrosa/")
    _, _, form = call("GET", address.removeprefix("http://127.0.0.1") + "&deviceID=x")
    digest = hashlib.md5(form, usedforsecurity=False).hexdigest()
    assert forms["household"].find(f"{space}hash").text == f"md5:{digest}"
    status, headers, body = call("HEAD", f"{base}/submission?deviceID=collect%3Amade-up")
    assert (status, body) == (204, b"")
    assert headers["x-openrosa-accept-content-length"]
    content = xml(surveys, 1, photo=PHOTO)
    status, _, _ = call("POST", f"{base}/submission?deviceID=x", body_of(content, incomplete=True))
    assert status == 201
    whole = body_of(content, [(PHOTO, PHOTO, "image/jpeg", JPEG)])
    status, _, said = call("POST", f"{base}/submission?deviceID=x", whole)
    assert status == 201
    assert b"OpenRosaResponse" in said
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    found = queries.answer(surveys.household.id, "uuid:phone-1")
    assert found.values["/data/photo"] == PHOTO
    assert found.submission.is_complete
    assert queries.attachment(found.submission.id, PHOTO) == JPEG


@pytest.mark.slow
@pytest.mark.faults
def test_a_network_that_drops_in_each_part_leaves_nothing_and_the_phone_sends_again(
    surveys, server
):
    base = f"/openrosa/key/{out(surveys).token}/projects/{surveys.project_id}"
    content = xml(surveys, 1, photo=PHOTO)
    sent = request(
        "POST", f"{base}/submission", body_of(content, [(PHOTO, PHOTO, "image/jpeg", JPEG)])
    )
    head = sent.index(b"\r\n\r\n") + 4
    starts = [match.start() for match in re.finditer(LINE.encode(), sent) if match.start() > head]
    cuts = [20, head, head + 40, head + 400, *starts[1:], starts[-1] - 5000, len(sent) - 4]
    for cut in cuts:
        with socket.create_connection(("127.0.0.1", server), 10) as wire:
            wire.sendall(sent[:cut])
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    time.sleep(0.5)
    assert not Submission.objects.exists()
    assert not Conflict.objects.exists()
    assert ask(server, sent)[0] == 201
    assert ask(server, sent)[0] == 201
    assert Submission.objects.count() == 1
    assert len(queries.attachments(Submission.objects.get().pk)) == 1


async def phone(port, sent, answered, mark):
    """One phone: sends what it has, and what was not answered again."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number, one in sent:
            writer.write(one)
            head = await reader.readuntil(b"\r\n\r\n")
            for line in head.lower().split(b"\r\n"):
                if line.startswith(b"content-length:"):
                    await reader.readexactly(int(line[15:]))
            if b" 201 " in head.split(b"\r\n", 1)[0]:
                answered.append(number)
        writer.close()
    except (OSError, EOFError):
        return


@pytest.mark.slow
@pytest.mark.faults
def test_five_hundred_phones_come_back_at_once_and_each_answer_is_there_once(surveys, server):
    bases = [f"/openrosa/key/{out(surveys).token}/projects/{surveys.project_id}" for _ in range(20)]
    content = xml(surveys, "NUMBER")

    def day(number):
        one = request(
            "POST", f"{bases[number % 20]}/submission",
            body_of(content.replace(b"NUMBER", str(number).encode())),
        ).replace(b"Accept-Encoding: gzip\r\n", b"")  # fmt: skip
        return [(number, one), (number, one)]

    answered = []

    async def all_at_once():
        await asyncio.gather(
            *(phone(server, day(number), answered, number) for number in range(PHONES))
        )

    for _try in range(3):
        asyncio.run(all_at_once())
        if len(set(answered)) == PHONES:
            break
    assert len(set(answered)) == PHONES
    kept = list(Submission.objects.values_list("instance", flat=True))
    assert sorted(kept) == sorted(f"uuid:phone-{number}" for number in range(PHONES))
    assert actions.read_submissions(by=surveys.worker, at=surveys.at) == PHONES
    assert not queries.lag().waiting


@pytest.mark.slow
@pytest.mark.faults
def test_a_killed_server_loses_no_answers_that_it_said_it_had(surveys):
    port = free_port()
    process = started(port)
    base = f"/openrosa/key/{out(surveys, quota=100_000).token}/projects/{surveys.project_id}"
    content = xml(surveys, "NUMBER")
    answered = []

    def endless(mark):
        for number in range(100_000):
            name = f"{mark}-{number}"
            one = body_of(content.replace(b"NUMBER", name.encode()))
            yield (
                name,
                request("POST", f"{base}/submission", one).replace(
                    b"Accept-Encoding: gzip\r\n", b""
                ),
            )

    async def send_and_kill():
        tasks = [
            asyncio.ensure_future(phone(port, endless(mark), answered, mark)) for mark in range(8)
        ]
        until = time.monotonic() + 30
        while len(answered) < 60 and time.monotonic() < until:
            await asyncio.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        await asyncio.wait_for(asyncio.gather(*tasks), 20)

    try:
        asyncio.run(send_and_kill())
    finally:
        process.kill()
        process.wait()
    assert len(answered) >= 60
    kept = set(Submission.objects.values_list("instance", flat=True))
    assert {f"uuid:phone-{name}" for name in answered} <= kept
    actions.read_submissions(by=surveys.worker, at=surveys.at)
    assert not Submission.objects.exclude(state="read").exists()
