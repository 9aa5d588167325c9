"""What programs ask for at the root of the site."""

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client


@pytest.fixture
def robots() -> RobotFileParser:
    answer = Client().get("/robots.txt")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    return rules


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_search_engines_read_what_is_public_and_nothing_else(
    robots: RobotFileParser, language: str
) -> None:
    for public in ("", "places/larkana/", "sources/", "reports/"):
        assert robots.can_fetch("any", f"/{language}/{public}")
    for closed in ("desk/", "desk/ledger/", "account/", "account/sign-in/"):
        assert not robots.can_fetch("any", f"/{language}/{closed}")


def test_the_old_address_of_the_icon_leads_to_a_picture() -> None:
    answer = Client().get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/pagekit/icon.png")
    picture = find("pagekit/icon.png")
    assert picture is not None
    assert Path(picture).read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
