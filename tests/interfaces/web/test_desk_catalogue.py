"""The catalogue of indicators at the desk."""

import pytest
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.world import World

CATALOGUE = "/en/desk/catalogue/"


@pytest.fixture
def desk(world: World) -> Client:
    return signed_in(person("editor"))


def test_an_indicator_is_found_by_name_and_by_code(desk: Client) -> None:
    for asked in ("read and write", "literacy-10"):
        page = desk.get(CATALOGUE, {"q": asked}).content.decode()
        assert "/en/desk/catalogue/literacy-10/" in page


def test_those_without_figures_can_be_asked_for(desk: Client) -> None:
    page = desk.get(CATALOGUE, {"q": "no figure yet"}).content.decode()
    assert "/en/desk/catalogue/" in page
    assert "literacy-10/" not in page


def test_a_detail_says_each_definition_and_what_rests_on_it(desk: Client) -> None:
    page = desk.get(CATALOGUE + "literacy-10/").content.decode()
    for words in ("Definition 1", "Made-up Census 2023", "nothing can be changed here"):
        assert words in page
    assert desk.get(CATALOGUE + "no-such-thing/").status_code == 404


def test_the_whole_catalogue_is_a_file(desk: Client) -> None:
    answer = desk.get(CATALOGUE, {"format": "csv"})
    assert answer.headers["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert any("literacy-10" in line for line in lines)


def test_an_auditor_reads_it_and_somebody_without_a_role_does_not(world: World) -> None:
    assert signed_in(person("auditor", email="a@example.org")).get(CATALOGUE).status_code == 200
    assert signed_in(person(email="b@example.org")).get(CATALOGUE).status_code == 403
