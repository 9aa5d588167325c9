"""The steps of a reckoning in three languages: days in full, limits in words, nothing left over."""

import re
from datetime import date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.flow import words
from kachehri.kernel.calendars import Calendar, Holiday, Weekend
from kachehri.kernel.clocks import KARACHI, Happening, Limit, Pause, reckon
from kachehri.kernel.messages import Reason

from .conftest import TEN_DAYS

FREE = Calendar(
    "pk",
    (Weekend(date(2012, 1, 1), frozenset({5, 6}), "made up"),),
    {
        date(2026, 3, 20): Holiday(date(2026, 3, 20), "Eid ul-Fitr", "made up", "estimated"),
        date(2026, 3, 23): Holiday(date(2026, 3, 23), "Pakistan Day", "made up"),
    },
)
FILED = datetime(2026, 3, 18, 16, 40, tzinfo=KARACHI)
PAUSE = Pause(
    datetime(2026, 3, 24, 9, tzinfo=KARACHI), datetime(2026, 3, 26, 9, tzinfo=KARACHI), ""
)
HAPPENED = Happening(
    extended_by=Limit(5, "working-days"), extended_because="many papers", pauses=(PAUSE,)
)


def told(language, happened=HAPPENED):
    with translation.override(language):
        return words.sentences(reckon(rule=TEN_DAYS, filed=FILED, calendar=FREE, happened=happened))


def test_every_sentence_is_in_words():
    said = told("en")
    assert said[0] == "Filed on Wednesday, 18 March 2026, 16:40."
    assert "The law gives the office 10 working days." in said
    assert "Saturdays and Sundays are not counted: 6 in this time." in said
    assert any("by 5 working days" in one and "many papers" in one for one in said)
    assert said[-1].startswith("The answer is due by the end of ")


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_no_code_and_no_placeholder_is_left_in_a_sentence(language):
    for sentence in told(language):
        assert not re.search(r"%\(|\d{4}-\d\d|working-days| \+ ", sentence), sentence


@pytest.mark.parametrize("language", ["ur", "sd"])
def test_every_sentence_is_translated(language):
    latin = re.compile(r"[A-Za-z]{4,}")
    allowed = ("Made", "many", "papers", "must", "searched", "March", "Act")
    for sentence in told(language):
        rest = [one for one in latin.findall(sentence) if not one.startswith(allowed)]
        assert len(rest) < 4, sentence


@given(st.sampled_from(["working-days", "days", "hours", "minutes"]), st.integers(0, 400))
def test_a_limit_is_said_with_its_number(unit, amount):
    said = words.limit_words(Limit(amount, unit))
    assert said.startswith(f"{amount} ")
    assert said.endswith("s") is (amount != 1)


def test_limits_without_a_number_have_words_of_their_own():
    assert words.limit_words(Limit(0, "same-day")) == "the same working day"
    assert words.limit_words(Limit(0, "at-once")) == "no time at all: at once"


def test_a_due_time_is_a_day_or_an_hour_or_open():
    end = datetime(2026, 4, 10, 23, 59, 59, tzinfo=KARACHI)
    assert words.due_words(end) == "Friday, 10 April 2026"
    assert words.due_words(FILED) == "Wednesday, 18 March 2026, 16:40"
    assert words.due_words(None) == "no end as long as the clock stands still"


def test_what_a_person_wrote_stays_as_it_is():
    reason = Reason("Its reason: %(why)s", {"why": "100 % of 2026-03-18 files + more"})
    assert "100 % of 2026-03-18 files" in words.said(reason)
    assert words.said(Reason("Its reason: %(why)s", {"why": ""})) == "Its reason: "
