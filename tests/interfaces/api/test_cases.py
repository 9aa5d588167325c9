"""Matters over the API: what is public, the time-line, the rates, and sending a complaint."""

import json

import pytest
from django.test import Client

from kachehri.domains.cases import queries as cases
from kachehri.interfaces.api import answering
from kachehri.interfaces.api.limits import Buckets

ROOT = "/api/v1/"


@pytest.fixture
def set_(kept_moderated, settings, tmp_path, monkeypatch):
    settings.FILES_ROOT = tmp_path / "files"
    monkeypatch.setattr(answering, "buckets", Buckets(0))
    return kept_moderated


def get(way):
    return Client().get(ROOT + way)


def test_public_matters_are_listed_and_go_on(set_):
    first = get("cases?limit=1").json()
    second = Client().get(first["next"].partition("testserver")[2]).json()
    numbers = [one["number"] for one in (*first["items"], *second["items"])]
    assert numbers == sorted(
        (set_.cases["complaint"].number, set_.cases["done"].number), reverse=True
    )
    assert second["next"] is None


def test_nothing_private_is_said(set_):
    text = get("cases").content.decode() + get("cases?text=constable").content.decode()
    assert "constable" not in text.replace("text=constable", "")
    assert "Made-up Man" not in text
    assert get(f"cases/{set_.cases['private'].number}").status_code == 404
    assert get(f"cases/{set_.cases['hidden'].number}/timeline").status_code == 404


def test_one_matter_its_line_kinds_categories_and_rates(set_):
    number = set_.cases["done"].number
    one = get(f"cases/{number}").json()
    assert one["basis"] == "courtesy"
    assert one["outcome"] == "mended"
    assert "report-done" in [line["what"] for line in get(f"cases/{number}/timeline").json()]
    assert "complaint" in [kind["key"] for kind in get("kinds").json()]
    assert {"kind", "key", "label", "sector", "private"} == set(get("categories").json()[0])
    rates = get("closing-rates?kind=complaint").json()
    assert rates["closed_rate"] > 0
    assert rates["confirmed_rate"] == 0


def send(**more):
    sent = {"category": "hand-pump", "place": "larkana", "words": "No water comes.", **more}
    return Client().post(ROOT + "complaints", json.dumps(sent), content_type="application/json")


def test_a_complaint_is_sent_and_opens_by_its_private_address(set_):
    made = send().json()
    assert cases.case(made["number"]).channel == "api"
    assert cases.by_secret(made["address"].rstrip("/").rpartition("/")[2]).number == made["number"]


def test_the_same_words_from_the_same_address_open_nobody_elses_page(set_):
    first, again = send().json(), send().json()
    assert again["number"] == first["number"]
    assert again["address"] == ""


@pytest.mark.parametrize(
    "more", [{"category": "nothing"}, {"place": "nowhere"}, {"words": ""}, {"words": "a\0bcd"}]
)
def test_what_cannot_be_taken_is_said(set_, more):
    answer = send(**more)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_other_addresses_still_only_give(set_):
    assert Client().post(ROOT + "cases", {}).status_code == 405
    assert get("complaints").status_code == 405


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "\xff"])
def test_a_body_that_is_no_json_is_said_so(set_, body):
    answer = Client().post(ROOT + "complaints", body, content_type="application/json")
    assert answer.status_code == 422
