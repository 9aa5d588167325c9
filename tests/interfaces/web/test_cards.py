"""The cards: what is published is linked to its figure, what is not says so and whom to ask."""

import re

import pytest
from django.test import Client
from tests import world as worlds

from kachehri.domains.evidence.actions import declare, load_file
from kachehri.domains.evidence.kinds import SourceKind
from kachehri.packs.pakistan.money import PUBLIC_MONEY, SCHEMES

PAPER = SourceKind(
    code="made-up-budget",
    kind="district_budget",
    publisher="Made-up Treasury",
    title="Made-up budget",
    year=2023,
    licence="made up for tests",
)
BUDGET = """place,year,function,estimate,release,actual,source
PK713,2023-24,09,1000000,800000,750000,made-up-budget
PK713,2022-23,09,5,,,made-up-budget
"""


@pytest.fixture
def published(world, tmp_path):
    declare(indicators=(), sources=(PAPER,), by=world.setup, at=world.at)
    plan = "number,name,place,year,estimate,source\n" + "".join(
        f"{n:04d},Made-up scheme {n},PK713,2023-24,{n},made-up-budget\n" for n in range(1, 121)
    )
    for recipe, text in ((PUBLIC_MONEY, BUDGET), (SCHEMES, plan)):
        path = tmp_path / "made-up.csv"
        path.write_text(text)
        load_file(recipe=recipe, path=path, by=world.importer, at=world.at, strict=True)
    return world


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_an_unpublished_card_says_so_and_names_whom_to_ask(world: worlds.World):
    shown = page("/en/cards/capacity/")
    assert "Nothing of this is published yet for this place." in shown
    assert "Ask: Head of the department in the district" in shown
    assert "not published" in shown


def test_a_published_figure_links_to_its_own_page(published):
    shown = page("/en/cards/money/")
    assert "1,000,000" in shown
    assert "/en/observations/" in shown
    assert "3 of " not in page("/en/cards/seats/")


def test_another_year_is_chosen_by_its_link(published):
    shown = page("/en/cards/money/?year=2022-07-01")
    assert "1,000,000" not in shown
    assert "2022-23" in shown


def test_schemes_are_listed_fifty_at_a_time(published, django_assert_max_num_queries):
    first = page("/en/cards/money/")
    assert "Made-up scheme 50<" in first
    assert "Made-up scheme 51<" not in first
    assert "after=0050" in first
    with django_assert_max_num_queries(8):
        last = page("/en/cards/money/?after=0100")
    assert "Made-up scheme 120<" in last
    assert "after=0120" not in last


@pytest.mark.parametrize("address", ["/en/cards/none/", "/en/cards/money/?place=PK0"])
def test_what_there_is_not_is_not_found(world: worlds.World, address: str):
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("year", ["x", "2023-13-40", "9999-07-01"])
def test_a_strange_year_breaks_nothing(published, year):
    page(f"/en/cards/money/?year={year}")


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_the_list_of_cards_opens_in_every_language(world: worlds.World, language: str):
    assert f"/{language}/cards/money/" in page(f"/{language}/cards/")


def test_a_subject_shows_its_money_beside_its_outcomes(published):
    shown = page("/en/sectors/education/")
    assert "Public money for it" in shown
    assert "1,000,000" in shown
    assert re.search(r"75\W*%\W* of the estimate was spent", shown)
    assert "neither is said to make the other" in shown


def test_a_subject_whose_money_nobody_published_says_so(world: worlds.World):
    shown = page("/en/sectors/health/")
    assert "Public money for it" in shown
    assert "not published" in shown


def test_what_people_say_stands_beside_the_record_without_an_interval(world: worlds.World):
    asked = {"method": "perception", "source": "made-up-survey", "value": "61"}
    worlds.load([worlds.figure("PK713", "literacy-10", 61) | asked])
    shown = page("/en/sectors/education/")
    assert "What people say, and what records say" in shown
    assert "People say 61" in shown
    assert "no margin of error can be given" in shown
