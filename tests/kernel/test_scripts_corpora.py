"""Scripts and numbers on real text and real tables. Nothing of them is kept here."""

import csv
import gzip
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kachehri.kernel.numbers import format_number, parse_number
from kachehri.kernel.scripts import fold, sort_key
from kachehri.kernel.scripts.sorting import FIRST_LETTER, NEIGHBOUR

CORPORA = Path(os.environ.get("KACHEHRI_CORPORA", "-"))

if not CORPORA.is_dir():
    pytest.skip("KACHEHRI_CORPORA is not set", allow_module_level=True)

pytestmark = pytest.mark.corpora

TEXTS = {"ur": "text/urd_2.html", "sd": "text/sd_isra-ud-train.conllu", "en": "text/eng.html"}
# Letters of other languages that turn up in quoted words, at most this share of all letters.
STRANGE = 0.001


def words(language: str) -> list[str]:
    text = (CORPORA / TEXTS[language]).read_text()
    if language == "sd":
        lines = [line for line in text.splitlines() if line.startswith("# text = ")]
        text = " ".join(line.removeprefix("# text = ") for line in lines)
    plain = re.sub(r"<[^>]+>", " ", text.partition("<body>")[2] or text)
    return plain.split()


def census(table: str) -> Iterator[dict[str, str]]:
    with gzip.open(CORPORA / f"census2023/{table}.csv.gz", "rt") as file:
        yield from csv.DictReader(file)


def tehsils_of_the_census() -> set[str]:
    return {row["TEHSIL"] for row in census("TABLE_01") if row["TEHSIL"]}


@pytest.mark.parametrize("language", TEXTS)
def test_real_words_fold_and_stay_folded(language: str) -> None:
    found = words(language)
    assert len(found) > 700
    folded = {fold(word) for word in found}
    assert all(fold(word) == word for word in folded)
    assert len(folded) > 300


@pytest.mark.parametrize("language", TEXTS)
def test_nearly_every_letter_of_real_text_is_in_its_alphabet(language: str) -> None:
    letters = [letter for word in words(language) for letter in word if letter.isalpha()]
    levels = [sort_key(letter, language).split(b"\x00")[0] for letter in letters]
    strange = {
        letter
        for letter, level in zip(letters, levels, strict=True)
        if level and not FIRST_LETTER <= level[0] < NEIGHBOUR
    }
    share = sum(letter in strange for letter in letters) / len(letters)
    assert share < STRANGE, f"{share:.4f} of the letters: {' '.join(sorted(strange))}"


@pytest.mark.parametrize("language", TEXTS)
def test_real_words_have_a_total_order(language: str) -> None:
    found = set(words(language))
    assert len({sort_key(word, language) for word in found}) == len(found)


def test_plain_names_sort_as_the_letters_do() -> None:
    names = {name for name in tehsils_of_the_census() if re.fullmatch("[A-Z]+", name)}
    assert len(names) > 200
    assert sorted(names, key=lambda name: sort_key(name, "en")) == sorted(names)


def test_most_names_of_the_census_are_found_among_the_names_with_codes() -> None:
    """The rest are other names or spellings, not other signs: they need an alias."""
    path = CORPORA / "cod-ab-pak-2022/pak_adm3_names.csv"
    with path.open() as file:
        coded = {fold(row["admin3Name_en"]) for row in csv.DictReader(file)}
    named = {
        fold(re.sub(r"\b(TEHSIL|TALUKA|SUB.?DIVISION)\b", "", name))
        for name in tehsils_of_the_census()
    }
    assert len(named & coded) / len(named) > 0.6


def test_every_number_of_a_census_table_survives_being_written_and_read() -> None:
    values = {
        parse_number(cell)
        for row in census("TABLE_12")
        for column, cell in row.items()
        if column.endswith(("OVERALL", "RURAL", "URBAN")) and cell
    }
    assert len(values) > 5000
    for value in values:
        written = format_number(value, grouping="south_asian", digits="eastern", language="sd")
        assert parse_number(written) == value
