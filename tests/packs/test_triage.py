"""What the word lists find and miss, on made-up messages that are not the lists themselves."""

from itertools import chain
from time import process_time

import pytest

from kachehri.engines.vault.triage import flagged
from kachehri.packs.pakistan.triage import WORD_LISTS

from . import triage_hard_sentences as hard
from . import triage_sentences as made_up


def rate(sentences) -> float:
    found = [bool(flagged(sentence)) for sentence in sentences]
    return sum(found) / len(found)


@pytest.mark.parametrize("language", sorted(made_up.SENSITIVE))
def test_what_is_named_is_flagged_in_every_language(language):
    assert rate(made_up.SENSITIVE[language]) == 1


@pytest.mark.parametrize("language", sorted(made_up.ORDINARY))
def test_ordinary_complaints_are_rarely_flagged(language):
    assert rate(made_up.ORDINARY[language]) <= 0.05


def test_what_is_only_hinted_at_is_often_missed_and_the_docs_say_so():
    """The word lists are one net of two: a reader with the button is the other one."""
    assert rate(hard.SECOND_SENSITIVE) >= 0.95
    assert rate(hard.THIRD_SENSITIVE) >= 0.9
    assert 0.1 <= rate(hard.UNSEEN_SENSITIVE) < 0.5
    others = (hard.SECOND_ORDINARY, hard.THIRD_ORDINARY, hard.UNSEEN_ORDINARY)
    assert rate(tuple(chain(*others))) <= 0.04


@pytest.mark.parametrize(
    "text",
    [
        "beating a drum",
        "they killed the power line",
        "rape seed oil is adulterated",
        "peene ka pani nahi hai, bache ganda pani peete hain",
        "سڑک پر گندا پانی کھڑا ہے",
    ],
)
def test_words_that_only_look_alike_are_passed_over(text):
    assert flagged(text) == ()


@pytest.mark.parametrize(
    "text",
    ["MERA SHOHAR MUJHE MAARTA HAI!!", "mera  shohar\nmujhe\tmartaa   hai", "شوہر مُجھے مارتا ہے"],
)
def test_case_spacing_marks_and_doubled_letters_make_no_difference(text):
    assert flagged(text)


def test_a_word_inside_another_word_is_no_hit():
    assert flagged("The grapes and drapes of Mr Scraper") == ()


def test_a_hit_names_its_list_and_language():
    (hit,) = [hit for hit in flagged("my cousin was raped") if hit.key == "rape"]
    assert (hit.language, hit.words) == ("en", "raped")


def test_every_list_has_words_in_six_languages_and_spellings_at_least():
    for one in WORD_LISTS:
        assert len(one.words) >= 5, one.key
    assert len(set(chain(*(one.words for one in WORD_LISTS)))) >= 6


def test_a_long_text_takes_little_time():
    flagged("warm")
    text = "hamari gali me pani nahi hai aur bijli bhi nahi " * 200
    before = process_time()
    flagged(text)
    assert process_time() - before < 0.25
