"""Phones that send answers of the standard surveys, as OkHttp writes them; all made up."""

import hashlib

from defusedxml import ElementTree
from django.test import Client

from kachehri.domains.forms import actions, queries
from kachehri.engines.xforms.answers import to_xml
from tests import surveys as standard

JPEG = b"\xff\xd8\xff\xe0" + b"made up" * 100


def xml(surveys, instance="uuid:made-up-1", replaces="", **changed):
    """Answers of the household form; what is changed is named by its path below /data/."""
    values = {**standard.ANSWERS, **{f"/data/{name}": value for name, value in changed.items()}}
    model = queries.model(surveys.household.published_id)
    return to_xml(model, values, instance=instance, replaces=replaces)


def post(address, content, files=(), *, incomplete=False, **headers):
    """A request as OkHttp writes it; returns the answer and the words in it."""
    parts = [part("xml_submission_file", "sub.xml", "text/xml", content)]
    parts += [part(name, name, kind, held) for name, kind, held in files]
    if incomplete:
        parts.append(b'Content-Disposition: form-data; name="*isIncomplete*"\r\n\r\nyes')
    return post_body(address, whole(parts), **headers)


def md5_of(content):
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def part(name, filename, kind, content):
    head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
    return (
        f"{head}Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content
    )


def whole(parts):
    return (
        b"".join(b"--made-up-line\r\n" + one + b"\r\n" for one in parts) + b"--made-up-line--\r\n"
    )


def post_body(address, body, **headers):
    answer = Client().generic(
        "POST", address, body, content_type="multipart/form-data; boundary=made-up-line", **headers
    )
    return answer, words_of(answer)


def words_of(answer):
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    return root[0].text


def take(surveys, content, **more):
    """Let an answer come in, without a request."""
    return actions.receive(xml=content, by=surveys.worker, at=surveys.at, **more)


def read(surveys):
    """Read what waits."""
    return actions.read_submissions(by=surveys.worker, at=surveys.at)
