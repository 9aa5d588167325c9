"""The examples of docs/api/guide.md, asked by a real client of a running server."""

import json
import re
import subprocess
import sys
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from django.test import Client
from tests import world as worlds
from tests.architecture.sources import ROOT
from tests.interfaces.cli.test_serve import environment, free_port, until

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow.actions import load_calendars
from kachehri.interfaces.api import answering
from kachehri.packs.pakistan.calendars import CALENDARS, HOLIDAYS, WEEKENDS

GUIDE = (ROOT / "docs" / "api" / "guide.md").read_text()
EXAMPLES = re.findall(r"^GET (\S+)$", GUIDE, re.MULTILINE)
SENT = re.findall(r"^POST (\S+)$", GUIDE, re.MULTILINE)


@pytest.fixture
def world(kept_world):
    answering.buckets.left.clear()
    with_free_days()
    return kept_world


def with_free_days() -> None:
    """The calendars of the pack, which deadlines are reckoned on."""
    ensure_system_actors(worlds.AT)
    load_calendars(
        weekends=WEEKENDS,
        holidays=HOLIDAYS,
        names=CALENDARS,
        by=system_actor("setup", worlds.AT),
        at=worlds.AT,
    )


def test_every_example_is_answered(world):
    assert len(EXAMPLES) > 20
    program = Client()
    for address in EXAMPLES:
        answer = program.get(address)
        assert answer.status_code == 200, (address, answer.content)


def test_every_address_is_in_the_guide(world):
    addresses = Client().get("/api/v1/openapi.json").json()["paths"]
    codes = re.compile(r"/(PK713|literacy-10|pk-sindh)\b")
    shown = {codes.sub("/{code}", one.split("?")[0]) for one in (*EXAMPLES, *SENT)}
    shown = {one.replace("/2026", "/{year}") for one in shown}
    numbered = {one for one in addresses if "{number}" in one}
    missing = set(addresses) - shown - numbered - {"/api/v1/sources/{code}"}
    assert missing == set()


@pytest.fixture
def address(transactional_db, kept_world):
    """A server of the site with the standard district."""
    with_free_days()
    port = free_port()
    argv = [sys.executable, "-m", "uvicorn", "kachehri.site.asgi:application", "--port", str(port)]
    process = subprocess.Popen([*argv, "--log-level", "warning"], env=environment())
    root = f"http://127.0.0.1:{port}"
    try:
        until(lambda: answers(root))
        yield root
    finally:
        process.terminate()
        process.wait(20)


def answers(root: str) -> bool:
    try:
        return asked(f"{root}/api/v1/")[0] == 200
    except OSError:
        return False


def asked(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = Request(quote(address, safe=":/?=&;%"), headers=headers)  # noqa: S310  (our own)
    with urlopen(request, timeout=30) as answer:  # noqa: S310
        return answer.status, dict(answer.headers), answer.read()


@pytest.mark.slow
def test_a_real_client_walks_from_a_place_to_a_cell(address):
    _status, headers, body = asked(f"{address}/api/v1/observations?place=PK713&limit=1")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in headers
    page = json.loads(body)
    one = json.loads(asked(address + page["items"][0]["href"])[2])
    assert one["cell"]
    assert one["cited"]["citation"]
    following = json.loads(asked(page["next"])[2])
    assert following["items"][0]["number"] != one["number"]
    urdu = json.loads(asked(f"{address}/api/v1/places/PK713", **{"Accept-Language": "ur"})[2])
    assert not urdu["name"].isascii()
    for example in EXAMPLES:
        assert asked(address + example)[0] == 200
