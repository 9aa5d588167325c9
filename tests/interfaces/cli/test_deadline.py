"""`kachehri deadline` and `kachehri calendar`: in words and as data, mistakes in words."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow.actions import load_calendars
from kachehri.interfaces.cli import calendar, deadline
from kachehri.packs.pakistan.calendars import CALENDARS, HOLIDAYS, WEEKENDS

AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _calendars(db, monkeypatch):
    monkeypatch.setattr(deadline, "start", lambda: None)
    monkeypatch.setattr(calendar, "start", lambda: None)
    ensure_system_actors(AT)
    by = system_actor("setup", AT)
    load_calendars(weekends=WEEKENDS, holidays=HOLIDAYS, names=CALENDARS, by=by, at=AT)


def run(*words):
    return CliRunner().invoke(deadline.command, words)


def show(*words):
    return CliRunner().invoke(calendar.command, ["show", *words])


def data(*words):
    answer = run(*words, "--json")
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def test_the_due_day_and_every_step_are_told():
    answer = run("rti-sindh-2016", "--filed", "2026-03-18T16:40")
    assert answer.exit_code == 0
    assert "Due: Friday, 10 April 2026" in answer.output
    assert "1. Filed on Wednesday, 18 March 2026, 16:40." in answer.output


def test_as_data_it_holds_the_law_the_day_and_the_steps():
    found = data("rti-sindh-2016", "--filed", "2026-03-18T16:40")
    assert (found["due"], found["due_at"]) == ("2026-04-10", "2026-04-10T23:59:59+05:00")
    assert (found["calendar"], found["basis"]) == ("pk-sindh", "statutory")
    assert found["citation"]["verified"] is False
    assert found["steps"][-1]["day"] == "2026-04-10"


@pytest.mark.parametrize(
    ("rule", "words", "due"),
    [
        ("rti-federal-2017", [], "2026-04-03"),
        ("rti-punjab-2013", [], "2026-04-09"),
        ("rti-kp-2013", [], "2026-04-03"),
        ("rti-balochistan-2021", [], "2026-04-10"),
        ("rti-federal-2017", ["--extended"], "2026-04-17"),
        ("rtps-kp-2014/emergency", [], "2026-03-18"),
        ("rtps-kp-2014/arms-licence", [], "2026-04-09"),
    ],
)
def test_each_law_has_its_own_day(rule, words, due):
    assert data(rule, "--filed", "2026-03-18T16:40", *words)["due"] == due


def test_an_urgent_request_is_answered_sooner_and_another_office_counts_other_days():
    normal = data("rti-punjab-2013", "--filed", "2026-03-18")
    assert data("rti-punjab-2013", "--filed", "2026-03-18", "--urgent")["due"] < normal["due"]
    six = data("rti-punjab-2013", "--filed", "2026-03-18", "--body", "pk--six-days")
    assert six["due"] < normal["due"]


@pytest.mark.parametrize("typed", ["18 March 2026", "۱۸ مارچ ۲۰۲۶", "2026-03-18", "18/3/2026"])
def test_a_day_is_understood_as_people_type_it(typed):
    assert data("rti-sindh-2016", "--filed", typed)["due"] == "2026-04-10"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rti-sindh", "--filed", "2026-03-18"], "Did you mean rti-sindh-2016?"),
        (["nothing", "--filed", "2026-03-18"], "Rules: "),
        (["rti-sindh-2016", "--filed", "tomorrow"], "is not the name of a month"),
        (["rti-sindh-2016", "--filed", "1950-03-18"], "Only days from 2001 to 2099"),
        (["rti-sindh-2016", "--filed", "2026-03-18", "--body", "x"], "Calendars: pk, pk--six"),
        (["complaint", "--filed", "2026-03-18", "--urgent"], "no shorter time"),
    ],
)
def test_a_mistake_is_told_in_words_with_what_there_is(words, said):
    answer = run(*words)
    assert answer.exit_code == 2
    assert said in answer.output
    assert "Traceback" not in answer.output


def test_a_year_of_a_calendar_is_shown_with_sources():
    answer = show("pk-sindh", "2026")
    assert answer.exit_code == 0
    assert "2026-03-20  Eid ul-Fitr  [pk: app.com.pk 1180682]" in answer.output
    found = json.loads(show("pk-sindh", "2026", "--json").output)
    assert (found["working_days"], found["weekends"][0]["weekdays"]) == (248, [6, 7])
    assert {row["calendar"] for row in found["holidays"]} == {"pk", "pk-sindh"}


def test_an_unknown_office_and_a_far_year_are_told_in_words():
    answer = show("nowhere", "2026")
    assert answer.exit_code == 2
    assert "There is no office and no calendar nowhere." in answer.output
    assert show("pk", "1999").exit_code == 2
