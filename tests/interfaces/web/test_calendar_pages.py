"""The public calculator and calendars, and the desk where a free day is announced or moved."""

from datetime import date

import pytest
from django.test import Client
from tests.engines.accounts.people import AT, elevated, person, signed_in

from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import queries
from kachehri.engines.flow.actions import load_calendars
from kachehri.engines.jobs.models import Job
from kachehri.packs.pakistan.calendars import CALENDARS, HOLIDAYS, WEEKENDS

ASKED = {"rule": "rti-sindh-2016", "day": "2026-03-18", "hour": "16:40"}


@pytest.fixture
def calendars(db):
    """The pack's calendars."""
    ensure_system_actors(AT)
    by = system_actor("setup", AT)
    load_calendars(weekends=WEEKENDS, holidays=HOLIDAYS, names=CALENDARS, by=by, at=AT)


@pytest.fixture
def administrator(calendars):
    return elevated(person("administrator", email="administrator@example.org"))


def asked(**changed):
    return Client().get("/en/deadline/", ASKED | changed)


def text(answer):
    return answer.content.decode()


def test_the_calculator_says_the_day_and_every_step_to_it(calendars):
    said = text(asked())
    assert "Friday, 10 April 2026" in said
    assert "Friday, 20 March 2026 is a holiday and not counted: Eid ul-Fitr." in said
    assert "This stands in Sindh Transparency and Right to Information Act" in said
    assert "not verified" in said


def test_the_calculator_begins_with_an_empty_answer(calendars):
    answer = Client().get("/en/deadline/")
    assert answer.status_code == 200
    assert "Why this date?" not in text(answer)


def test_urgent_extended_and_another_office_change_the_day(calendars):
    normal = text(asked())
    for named in ({"urgent": "on"}, {"extended": "on"}, {"office": "pk--six-days"}):
        said = text(asked(**named))
        assert "Why this date?" in said
        assert 'class="big">Friday, 10 April 2026' in normal
        assert 'class="big">Friday, 10 April 2026' not in said


@pytest.mark.parametrize("day", ["18 March 2026", "18/3/2026", "۱۸ مارچ ۲۰۲۶"])
def test_a_day_is_understood_as_people_type_it(calendars, day):
    assert "Friday, 10 April 2026" in text(asked(day=day, hour=""))


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"day": ""}, "Say which day."),
        ({"day": "the day before"}, "is not the name of a month"),
        ({"day": "1 March 1900"}, "Only days from 2001 to 2099 can be reckoned."),
        ({"hour": "half past"}, "Type the time as 16:40."),
        ({"rule": "nothing"}, "Choose one of the list."),
        ({"office": "'; drop table"}, "Choose one of the list."),
        ({"rule": "complaint", "urgent": "on"}, "no shorter time for urgent matters"),
    ],
)
def test_what_cannot_be_reckoned_is_told_in_words(calendars, named, words):
    answer = asked(**named)
    assert answer.status_code == 422
    assert words in text(answer)


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_calendars_can_be_read_by_everybody(calendars, language):
    visitor = Client()
    assert "/calendars/pk-sindh/" in text(visitor.get(f"/{language}/calendars/"))
    said = text(visitor.get(f"/{language}/calendars/pk-sindh/2026/"))
    assert "app.com.pk 1180682" in said
    assert visitor.get(f"/{language}/calendars/nowhere/2026/").status_code == 404
    assert visitor.get(f"/{language}/calendars/pk/1900/").status_code == 404


def test_a_calculator_without_any_calendar_says_so(db):
    assert "No calendar was loaded yet." in text(Client().get("/en/calendars/"))
    answer = asked()
    assert answer.status_code == 422
    assert "There is no calendar pk-sindh." in text(answer)


def change(client, what, **fields):
    return client.post(f"/en/desk/calendars/pk/{what}/", fields)


def test_a_holiday_is_announced_and_open_clocks_are_reckoned_by_a_job(administrator):
    answer = change(
        administrator, "announce", on="2026-12-01", en="Made-up Day", ur="", sd="", source="made up"
    )
    job = Job.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/en/desk/work/{job.pk}/"
    assert job.arguments["calendar"] == "pk"
    assert queries.calendar("pk").holidays[date(2026, 12, 1)].name == "Made-up Day"


def test_a_holiday_is_moved_and_cancelled_and_a_weekend_changed(administrator):
    change(administrator, "move", on="2026-11-09", to="2026-11-10", source="made up")
    change(administrator, "cancel", on="2026-12-25", source="made up")
    change(administrator, "weekend", since="2026-12-01", weekdays=["6"], source="made up")
    known = queries.calendar("pk")
    assert date(2026, 11, 10) in known.holidays
    assert not {date(2026, 11, 9), date(2026, 12, 25)} & set(known.holidays)
    assert known.is_working(date(2026, 12, 5))


def test_a_day_that_is_no_holiday_is_refused_in_words(administrator):
    answer = change(administrator, "cancel", on="2026-11-13", source="made up")
    assert answer.status_code == 422
    assert "Friday, 13 November 2026 is not a holiday in this calendar." in text(answer)
    assert not Job.objects.exists()


def test_the_desk_offers_what_can_be_done_to_each_day(administrator):
    said = text(administrator.get("/en/desk/calendars/pk/2027/"))
    assert "/en/desk/calendars/pk/announce/?on=2027-03-10" in said
    assert "/en/desk/calendars/pk/move/?on=2027-03-10" in said
    form = text(administrator.get("/en/desk/calendars/pk/announce/?on=2027-03-10"))
    assert 'value="2027-03-10"' in form
    assert 'value="Eid ul-Fitr"' in form


@pytest.mark.parametrize("role", ["officer", "editor", "auditor"])
def test_nobody_else_changes_a_calendar(calendars, role):
    other = signed_in(person(role))
    assert other.get("/en/desk/calendars/").status_code == 403
    assert change(other, "cancel", on="2026-12-25", source="x").status_code == 403
    assert not Job.objects.exists()
