"""Deadlines, rules and calendars over the API: the same answer as everywhere, mistakes in words."""

import pytest
from django.test import Client

from kachehri.interfaces.api import answering

from .test_guide import with_free_days

ROOT = "/api/v1"
ASKED = {"rule": "rti-sindh-2016", "filed": "2026-03-18T16:40"}


@pytest.fixture(autouse=True)
def _calendars(db):
    answering.buckets.left.clear()
    with_free_days()


def get(address, **asked):
    return Client().get(f"{ROOT}{address}", asked)


def test_a_deadline_is_answered_with_its_law_and_steps():
    found = get("/deadline", **ASKED).json()
    assert (found["due"], found["due_at"]) == ("2026-04-10", "2026-04-10T23:59:59+05:00")
    assert (found["calendar"], found["citation"]["verified"]) == ("pk-sindh", False)
    assert found["steps"][0]["text"] == "Filed on Wednesday, 18 March 2026, 16:40."
    assert found["steps"][-1]["day"] == "2026-04-10"


def test_urgent_extended_and_another_calendar_change_the_day():
    plain = get("/deadline", **ASKED).json()["due"]
    assert get("/deadline", **ASKED, urgent="true").json()["due"] < plain
    assert get("/deadline", **ASKED, extended="true").json()["due"] > plain
    assert get("/deadline", **ASKED, calendar="pk--six-days").json()["due"] < plain


def test_a_moment_with_a_time_zone_is_brought_to_pakistan():
    found = get("/deadline", rule=ASKED["rule"], filed="2026-03-17T20:00:00Z").json()
    assert found["filed"] == "2026-03-18T01:00:00+05:00"
    assert found["due"] == "2026-04-10"


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"rule": "nothing"}, "rule", "There is no rule nothing. Known: /api/v1/rules."),
        ({"filed": "0001-01-01T00:00:00"}, "filed", "Only days from 2001 to 2099"),
        ({"filed": "9999-12-31T23:59:59-12:00"}, "filed", "Only days from 2001 to 2099"),
        ({"calendar": "nowhere"}, "filed", "There is no calendar nowhere."),
        ({"body": "nowhere"}, "body", "There is no office nowhere."),
        ({"rule": "complaint", "urgent": "true"}, "filed", "no shorter time"),
    ],
)
def test_what_cannot_be_reckoned_is_a_problem_in_words(changed, where, words):
    answer = get("/deadline", **(ASKED | changed))
    assert answer.status_code == 422
    (wrong,) = answer.json()["errors"]
    assert wrong["where"] == where
    assert words in wrong["message"]


def test_every_rule_is_listed_with_where_it_stands():
    rules = {one["rule"]: one for one in get("/rules").json()}
    assert rules["rti-sindh-2016"]["limit"] == {
        "amount": 15,
        "unit": "working-days",
        "words": "15 working days",
    }
    assert rules["rtps-kp-2014/fir"]["limit"]["amount"] is None
    assert len(rules["rtps-kp-2014/arms-licence"]["stages"]) == 1
    assert all(one["citation"]["law"] for one in rules.values() if one["basis"] == "statutory")


def test_a_year_of_a_calendar_is_data():
    found = get("/calendars/pk-sindh/2026").json()
    assert (found["working_days"], found["weekends"][0]["weekdays"]) == (248, [6, 7])
    assert get("/calendars/nowhere/2026").status_code == 404
    assert get("/calendars/pk/1900").status_code == 422


def test_every_rule_can_be_asked_for():
    for rule in get("/rules").json():
        answer = get("/deadline", rule=rule["rule"], filed="2026-03-18T16:40")
        assert answer.status_code == 200, rule["rule"]
