"""A form asked by text message: begun by its word, stopped for days, ended as a submission."""

from datetime import timedelta

import pytest
from tests import surveys as standard

from kachehri.domains.cases.models import Case
from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.models import Submission, Unfinished
from kachehri.engines.post.models import Arrival, Message

from .conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def surveys(district):
    return standard.build(AT)


def answers(surveys):
    actions.read_submissions(by=surveys.worker, at=AT, most=10)
    return [one.values for one in queries.answers(surveys.simple.id)]


def test_a_form_is_asked_question_by_question_and_ends_as_a_submission(phone, surveys):
    first = phone.sends("FORM water")
    assert "Where does your water come from?" in first
    assert "1 Tap\n2 Hand pump" in first
    assert "How many hours" in phone.sends("1")
    assert "From 0 to 24." in phone.sends("30")
    assert "What is wrong?" in phone.sends("6")
    assert "arrived" in phone.sends("It is salty")
    (one,) = answers(surveys)
    assert one["/data/source"] == "tap"
    assert one["/data/hours"] == 6
    assert one["/data/words"] == "It is salty"
    assert Submission.objects.get().channel == "sms"
    assert not Unfinished.objects.exists()


def test_urdu_numbers_and_words_are_understood_and_what_is_not_relevant_is_not_asked(
    phone, surveys
):
    assert "آپ کا پانی کہاں سے آتا ہے؟" in phone.sends("FORM water UR")
    assert "کیا خرابی ہے؟" in phone.sends("۲")
    phone.sends("کھارا ہے")
    (one,) = answers(surveys)
    assert one["/data/source"] == "pump"
    assert not one.get("/data/hours")
    assert one["/data/words"] == "کھارا ہے"


def test_a_choice_may_be_sent_as_a_word_in_sindhi(phone, surveys):
    phone.sends("FORM water SD")
    assert "ڇا خرابي آهي؟" in phone.sends("هٿ نلڪو")


def test_after_days_the_same_word_goes_on_where_it_was(phone, surveys):
    phone.sends("FORM water")
    phone.sends("1")
    phone.at += timedelta(days=9)
    again = phone.sends("FORM water")
    assert "How many hours" in again
    assert "Where does" not in again


def test_a_complaint_in_between_is_a_matter_of_its_own(phone, surveys):
    phone.sends("FORM water")
    phone.sends("Dokri me hand pump 2 mahine se kharab hai aur koi nahi aata")
    assert Case.objects.count() == 1
    phone.at += timedelta(days=9)
    assert "How many hours" in phone.sends("1"), "the list is short: this is still its answer"


def test_stop_ends_it_and_keeps_nothing_and_back_corrects(phone, surveys):
    phone.sends("FORM water")
    phone.sends("1")
    assert "Where does your water" in phone.sends("BACK")
    assert "What is wrong?" in phone.sends("2")
    assert "ended" in phone.sends("STOP")
    assert not Unfinished.objects.exists()
    assert not Submission.objects.exists()


def test_no_answer_stays_in_the_post(phone, surveys):
    phone.sends("FORM water")
    phone.sends("2")
    phone.sends("Made-up secret words")
    kept = b"".join(bytes(raw) for raw in Arrival.objects.values_list("raw", flat=True))
    assert b"Made-up secret" not in kept
    assert not Message.objects.filter(words__contains="Made-up secret").exists()
    assert all(b"pump" not in bytes(one.content) for one in Unfinished.objects.all())


def test_words_that_must_not_lie_open_go_to_the_tray(phone, surveys):
    phone.sends("FORM water")
    phone.sends("2")
    assert phone.sends("my husband beats me") == ""
    assert not Submission.objects.exists()


def test_a_word_that_no_form_has_is_no_form(phone, surveys):
    phone.sends("FORM nothing")
    assert not Unfinished.objects.exists()
