"""Folding, sorting, digits and direction of English, Urdu and Sindhi."""

import random
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kachehri.kernel.scripts import (
    direction,
    eastern_digits,
    fold,
    sort_key,
    trigrams,
    western_digits,
)

# Written out here a second time, by hand, from the sources named in letters.py.
URDU = (
    "ا آ ب بھ پ پھ ت تھ ٹ ٹھ ث ج جھ چ چھ ح خ د دھ ڈ ڈھ ذ ر رھ ڑ ڑھ ز ژ س ش ص ض ط ظ ع غ ف ق ک کھ گ "
    "گھ ل لھ م مھ ن نھ ں و وھ ہ ھ ء ی یھ ے"
)
SINDHI = (
    "ا ب ٻ ڀ ت ٿ ٽ ٺ ث پ ج ڄ جھ ڃ چ ڇ ح خ د ڌ ڏ ڊ ڍ ذ ر ڙ ز س ش ص ض ط ظ ع غ ف ڦ ق ڪ ک گ ڳ گھ ڱ "
    "ل م ن ڻ و ھ ء ي"
)
WORDS = {
    "en": "Arija|Badah|Bakrani|Dokri|Larkana|Larkano|Mohen jo Daro|Mohenjo|Ratodero|Ward 9|Ward 10",
    "ur": "اسلام آباد|آزادی|باقرانی|بہار|بھائی|پاکستان|تعلقہ|ٹھٹہ|جامشورو|خیرپور|دادو|ڈوکری|"
    "رتودیرو|شکارپور|عورت|قمبر|کراچی|کھیت|گاؤں|گھوٹکی|لاڑکانہ|مٹیاری|نوابشاہ|ہالا|یونین|ے",
    "sd": "اسلام|باقراڻي|ٻار|ڀاڻ|تعلقو|ٿر|ٽنڊو|ٺٽو|پاڪستان|ڄامشورو|جھول|خيرپور|دادو|ڏوڪري|"
    "رتوديرو|سکر|شڪارپور|عورت|ڦل|قمبر|ڪراچي|کير|گاڏي|ڳوٺ|گھوٽڪي|لاڙڪاڻو|مٽياري|نوابشاھ|ھالا|يونين",
}
LANGUAGES = ("en", "ur", "sd")


def test_the_alphabets_have_as_many_letters_as_they_are_said_to_have() -> None:
    assert len(SINDHI.split()) == 52
    assert len([one for one in URDU.split() if len(one) == 1]) == 40


@pytest.mark.parametrize(
    ("language", "letters"),
    [("en", "a b c d e f g h i j k l m n o p q r s t u v w x y z"), ("ur", URDU), ("sd", SINDHI)],
)
def test_the_letters_come_in_the_order_of_their_alphabet(language: str, letters: str) -> None:
    right = letters.split()
    mixed = random.Random(1).sample(right, len(right))  # noqa: S311
    assert sorted(mixed, key=lambda one: sort_key(one, language)) == right


@pytest.mark.parametrize("language", LANGUAGES)
def test_known_lists_of_words_come_in_dictionary_order(language: str) -> None:
    right = WORDS[language].split("|")
    mixed = random.Random(2).sample(right, len(right))  # noqa: S311
    assert sorted(mixed, key=lambda one: sort_key(one, language)) == right


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("sd", "ڪار", "کار"),  # ڪ (k) and ک (kh) are two letters of Sindhi
        ("sd", "گهر", "ڱ"),  # گه is the letter گھ, whichever h it is written with
        ("sd", "گم", "ڳ"),
        ("ur", "بہار", "بھار"),  # bahar before bhar: bh is a letter after b
        ("ur", "آم", "بھائی"),
        ("ur", "ان", "آب"),  # every ا before any آ
        ("en", "resume", "résumé"),
        ("en", "résumé", "resumes"),
        ("en", "polish", "Polish"),
        ("en", "Resume", "resumé"),  # accents weigh more than capitals
        ("ur", "کراچی", "كراچی"),  # the letter before what is typed for it
        ("en", "Dera Bugti", "Derabad"),  # a gap comes before any letter
        ("en", "7", "a"),
        ("en", "Ward 2", "Ward 10"),
        ("ur", "وارڈ ۲", "وارڈ ۱۰"),
        ("ur", "یونین", "Union"),  # the language's own script first
        ("en", "Union", "یونین"),
        ("en", "zebra", "中"),
        ("en", "", "a"),
    ],
)
def test_what_stands_before_what(language: str, first: str, second: str) -> None:
    assert sort_key(first, language) < sort_key(second, language)


def levels(text: str, language: str) -> bytes:
    """The first level of a key: the letters."""
    return sort_key(text, language).split(b"\x00")[0]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ur", "كراچي", "کراچی"),  # typed on an Arabic keyboard
        ("ur", "لاڑكانه", "لاڑکانہ"),
        ("ur", "اُردُو", "اردو"),
        ("ur", "کم\u200cتر", "کمتر"),
        ("ur", "مسئلہ", "مسیلہ"),
        ("sd", "لاڙڪاڻه", "لاڙڪاڻھ"),
        ("sd", "سنڌی", "سنڌي"),
        ("sd", "سِنڌي", "سنڌي"),
        ("en", "LARKANA", "Larkana"),
        ("en", "Mohen-jo-Daro", "Mohen jo  Daro "),
        ("en", "Ra'ana", "Raana"),
        ("en", "Ward 07", "Ward 7"),
    ],
)
def test_spellings_of_one_word_stand_together(language: str, one: str, other: str) -> None:
    assert levels(one, language) == levels(other, language)
    assert sort_key(one, language) != sort_key(other, language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(texts=st.lists(st.text(max_size=8), max_size=6))
def test_two_texts_have_one_key_only_if_they_are_the_same(language: str, texts: list[str]) -> None:
    assert len({sort_key(text, language) for text in texts}) == len(set(texts))


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text())
def test_the_levels_of_a_key_hold_no_zero_byte(language: str, text: str) -> None:
    key = sort_key(text, language)
    assert key.endswith(b"\x00" + text.encode())
    assert key[: len(key) - len(text.encode())].count(b"\x00") == 3


@pytest.mark.parametrize("language", LANGUAGES)
@given(numbers=st.lists(st.integers(0, 10**12), min_size=2, max_size=2))
def test_numbers_stand_in_order_of_size(language: str, numbers: list[int]) -> None:
    low, high = sorted(numbers)
    assert sort_key(f"UC {low} x", language) <= sort_key(f"UC {high} x", language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=st.text("abc آبڪکجھه ", max_size=6), more=st.text("abcآبڪ", min_size=1, max_size=3))
def test_a_word_stands_before_its_continuation(language: str, word: str, more: str) -> None:
    # A following h would make another letter of the last one.
    assert levels(word, language) <= levels(word + more, language)


def test_a_language_without_an_alphabet_cannot_be_sorted() -> None:
    with pytest.raises(KeyError):
        sort_key("x", "xx")


# --- folding -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ڏوڪري", "ڈوکری"),  # Sindhi and Urdu write the same places
        ("سنڌ", "سندھ"),
        ("شڪارپور", "شکارپور"),
        ("گهوٽڪي", "گھوٹکی"),
        ("ميرپور خاص", "میرپور خاص"),
        ("سکر", "سكر"),
        ("عُلَماء", "علما"),
        ("مسئلہ", "مسیلہ"),
        ("مؤمن", "مومن"),
        ("القرآن", "القران"),
        ("صوبۂ سندھ", "صوبہ سندھ"),
        ("مدرسة", "مدرسه"),
        ("کم\u200cتر", "کمتر"),
        ("\u200fلاڑکانہ\u200e", "لاڑکانہ"),
        ("لاڑکـــانہ", "لاڑکانہ"),
        ("ﻻﮌﮐﺎﻧﮧ", "لاڑکانہ"),  # presentation forms, as old PDF files give them
        ("یونین ۱۲", "يونين 12"),
        ("Ward No.٤", "ward no 4"),
        ("MOHEN-JO-DARO", "Mohen jo daro"),
        ("Ra’ana", "Raana"),
        ("Qambar–Shahdadkot", "qambar shahdadkot"),
        ("Naudéro", "Naudero"),
        ("ﬁeld", "field"),
        ("Straße", "STRASSE"),
        ("  two   words\n", "two words"),
    ],
)
def test_spellings_of_one_name_are_found_by_each_other(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("لاڑکانہ", "لاہور"), ("دادو", "ڈاڈو"), ("Dokri", "Dakri"), ("ساک", "ساگ")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
@example("ﷺ")
@example("ΐ\u0345 İ ŉ")
@example("ڀـٔہ")
def test_to_fold_twice_is_to_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_to_fold_any_character_twice_is_to_fold_it_once() -> None:
    characters = (chr(code) for code in range(0x11_0000) if not 0xD800 <= code < 0xE000)
    changed = [one for one in characters if fold(fold(one)) != fold(one)]
    assert changed == []


@given(st.text())
def test_a_folded_text_has_single_blanks_and_no_marks(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not {"Mn", "Me", "Cf", "Cc"} & {unicodedata.category(one) for one in folded}


def test_trigrams_are_the_runs_of_three_with_the_edges_of_words() -> None:
    assert trigrams("Dokri") == {"  d", " do", "dok", "okr", "kri", "ri "}
    assert trigrams("a") == {"  a", " a "}
    assert trigrams(" - ") == frozenset()


def test_a_misspelt_name_shares_most_trigrams_with_the_right_one() -> None:
    right, wrong, other = trigrams("Larkana"), trigrams("Larkhana"), trigrams("Sukkur")
    assert len(right & wrong) / len(right | wrong) > 0.5
    assert not right & other


@given(st.text(), st.text())
def test_trigrams_of_two_words_are_those_of_each(one: str, other: str) -> None:
    assert trigrams(f"{one} {other}") == trigrams(one) | trigrams(other)


# --- digits and direction ----------------------------------------------------------------------


def test_digits_of_the_three_kinds() -> None:
    assert western_digits("۱۲۳ ٤٥ 6") == "123 45 6"
    assert eastern_digits("2023: ٤", "ur") == "۲۰۲۳: ۴"
    assert eastern_digits("2023", "sd") == "۲۰۲۳"
    assert eastern_digits("2023", "en") == "2023"


@given(st.text())
def test_digits_go_there_and_back(text: str) -> None:
    for language in ("ur", "sd", "ar"):
        assert western_digits(eastern_digits(text, language)) == western_digits(text)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "ltr"),
        ("ur", "rtl"),
        ("sd", "rtl"),
        ("ur-PK", "rtl"),
        ("fr", "ltr"),
    ],
)
def test_the_direction_of_a_language(language: str, expected: str) -> None:
    assert direction(language) == expected
