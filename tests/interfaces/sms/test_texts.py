"""Answers are short in every spelling, and no message is taken for another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.interfaces.sms import texts
from kachehri.interfaces.sms.said import understood
from kachehri.interfaces.sms.texts import MARK, parts, say

ALL = [
    value
    for name, value in vars(texts).items()
    if name.isupper() and isinstance(value, str) and len(value) > 5
]
SPELLINGS = ("en", "ur", "sd", "ur-Latn", "sd-Latn")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_answer_takes_three_messages_at_most(spelling):
    for text in ALL:
        filled = say(text, spelling, number=123456, told="The office works on it.", due="1 May")
        assert parts(filled) <= 3, (spelling, text, len(filled))
        if spelling.endswith("Latn") and text in texts.ROMAN[spelling]:
            assert texts.is_basic(filled)


def test_numbers_are_kept_apart_in_right_to_left_texts():
    assert f"{MARK}4821{MARK}" in say(texts.THANKS, "ur", number=4821)


@pytest.mark.parametrize(
    ("text", "intent", "number"),
    [
        ("STATUS 4821", "status", 4821), ("status4821?", "words", None), ("4821", "status", 4821),
        ("۴۸۲۱", "status", 4821), ("حال ۴۸۲۱", "status", 4821), ("haal 4821", "status", 4821),
        ("YES", "yes", None), ("ji 4821", "yes", 4821), ("جی ہاں", "yes", None),
        ("ها", "yes", None),
        ("نه", "no", None), ("nahi 4821", "no", 4821), ("na", "no", None), ("STOP", "stop", None),
        ("بند", "stop", None), ("START", "start", None), ("help", "help", None),
        ("3", "mark", None),
        ("acha", "mark", None), ("pani nahi hai", "words", None), ("bijli band hai", "words", None),
        ("no water in our village since 10 days", "words", None),
        ("https://x.pk/a", "nothing", None),
        ("", "nothing", None),
    ],
)  # fmt: skip
def test_what_a_message_says(text, intent, number):
    said = understood(text)
    assert (said.intent, said.number) == (intent, number)


@given(st.text())
def test_anything_can_be_read(text):
    said = understood(text)
    assert said.spelling in SPELLINGS
    assert len(say(texts.HELP, said.spelling)) > 20


@given(st.integers(min_value=10, max_value=10**11), st.sampled_from(["STATUS {}", "{}", "haal {}"]))
def test_a_number_is_read_back_whatever_its_digits(number, form):
    eastern = str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    for digits in (str(number), eastern):
        assert understood(form.format(digits)).number == number
