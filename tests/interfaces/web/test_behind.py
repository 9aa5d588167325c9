"""The pages behind numbers that are no observation: differences, aims, ranks and counts."""

import re

import pytest
from django.test import Client
from tests import world as worlds

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.indicators import INDICATORS


@pytest.fixture
def world(kept_world, settings):
    settings.HOME_PLACE = "larkana"
    return kept_world


def get(address, **asked):
    return Client().get(f"/en/{address}", asked)


def literacy(**dims):
    found = evidence.values(
        concepts=["literacy-10"], place_ids=[places.by_pcode("PK713").id], dims=dims
    )
    return found[0].id


def test_a_difference_shows_both_figures_their_sum_and_their_sources(world):
    page = get(f"observations/{literacy(sex='male')}/and/{literacy(sex='female')}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "60.0\u00a0% − 40.0\u00a0% = +20.0" in text
    assert "percentage points" in text
    assert text.count("/en/sources/made-up-census/") == 2


def test_a_change_lists_all_figures_from_the_one_to_the_other(world):
    found = evidence.values(
        concepts=["youth-literacy-15-24"], place_ids=[world.larkana.id], dims={}
    )
    text = get(f"observations/{found[-1].id}/and/{found[0].id}/").content.decode()
    assert "= +11.0" in text
    assert "47.0\u00a0%" in text
    assert "All figures from the one to the other" in text
    assert "±" not in text


def test_counts_of_one_unit_show_their_share(world):
    ids = {
        one.dims.get("sex", ""): one.id
        for one in evidence.values(concepts=["population"], place_ids=[world.larkana.id])
    }
    text = get(f"observations/{ids['female']}/and/{ids['']}/").content.decode()
    assert "990 ÷ 1,000 × 100 = 99.0\u00a0%" in text


def test_figures_of_two_units_have_no_difference(world):
    people = evidence.values(concepts=["population"], place_ids=[world.larkana.id], dims={})[0]
    assert get(f"observations/{literacy()}/and/{people.id}/").status_code == 404


def test_the_aim_of_a_figure_says_who_set_it(world):
    about = next(one for one in INDICATORS if one.target == 100 and one.unit == "percent")
    worlds.load([worlds.figure("PK713", about.code, 41)])
    found = evidence.values(concepts=[about.code], place_ids=[world.larkana.id], dims={})[0]
    text = get(f"observations/{found.id}/aim/").content.decode()
    assert "41.0\u00a0% − 100\u00a0% = −59.0" in text
    assert "/en/sources/made-up-census/" in text
    assert "Who set the aim" in text
    people = evidence.values(concepts=["population"], place_ids=[world.larkana.id], dims={})[0]
    assert get(f"observations/{people.id}/aim/").status_code == 404


def test_a_rank_lists_the_places_with_the_same_figure_from_the_best(world):
    text = get(f"observations/{literacy()}/rank/").content.decode()
    assert "2 / 2" in text
    assert text.index("Sukkur") < text.rindex("Larkana")
    assert "58.0\u00a0%" in text


def test_a_count_lists_what_was_counted(world):
    page = get("places/larkana/counted/published/", dimension="context")
    text = page.content.decode()
    listed = len(re.findall(r'<li>(?:<span>)?<a href="/en/indicators/[a-z]', text))
    assert listed > 0
    assert f'<p class="big"><bdi dir="ltr">{listed}</bdi>' in text


@pytest.mark.parametrize(
    "address",
    [
        "observations/999999999/rank/",
        "observations/99999999999999999999/aim/",
        "observations/1/and/999999999/",
        "places/larkana/counted/nothing/",
        "places/nowhere/counted/published/",
        "places/larkana/counted/published/?dimension=moon",
        "places/larkana/counted/published/?without=moon",
        "places/larkana/counted/published/?strange=1",
    ],
)
def test_an_address_that_names_nothing_is_not_found(world, address):
    assert Client().get(f"/en/{address}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "places/larkana/counted/indicators/?dimension=health",
        "places/larkana/counted/compared/?dimension=personal",
        "places/larkana/counted/followed/",
        "places/larkana/counted/improved/?sector=education&sector=health",
    ],
)
def test_the_pages_ask_at_most_six_queries(world, address, django_assert_max_num_queries):
    client = Client()
    client.get(f"/en/{address}")
    with django_assert_max_num_queries(6):
        assert client.get(f"/en/{address}").status_code == 200
