"""Every declared questionnaire: whole in three languages, converts cleanly, scores as it says."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formulas import Formulas

from kachehri.domains.forms.kinds.instruments import LANGUAGES, Ask, Instrument
from kachehri.domains.forms.rules.instrument_sheets import device_question, sheets
from kachehri.domains.forms.rules.points import answers
from kachehri.engines.xforms.converting import convert
from kachehri.engines.xforms.reading import read
from kachehri.engines.xforms.writing import workbook
from kachehri.kernel.scoring import ByRisk, score_all
from kachehri.packs.pakistan.instruments import instruments

ALL = instruments()
each = pytest.mark.parametrize("instrument", ALL, ids=[one.key for one in ALL])
scoring = [one for one in ALL if any(score.on_device for score in one.scores)]
RIGHT_TO_LEFT = re.compile(r"[\u0600-\u06ff]")
ONLY_SINDHI = re.compile(r"[ٻڀڄڃڇڊڏڌڍڪڦڳڱڻ۽۾ٿٽٺ]")


@each
def test_it_converts_without_an_error_or_a_warning(instrument: Instrument) -> None:
    found = convert(workbook(sheets(instrument)), f"{instrument.key}.xlsx")
    assert found.is_sound
    assert found.problems == ()
    assert found.xform is not None
    model = read(found.xform)
    assert [one.code for one in model.languages] == ["en", "ur", "sd"]
    assert (model.form_id, model.version) == (instrument.key, instrument.version)
    names = {one.name for one in model.questions()}
    assert {ask.name for ask in instrument.asks()} <= names


@each
def test_all_of_it_is_in_three_languages(instrument: Instrument) -> None:
    told = [instrument.titles, instrument.purpose, instrument.unit, instrument.respondent]
    told += [instrument.consent] if instrument.consent else []
    told += [score.names for score in instrument.scores]
    told += [band.names for score in instrument.scores for band in score.bands]
    told += [option.texts for options in instrument.lists.values() for option in options]
    told += [ask.texts for ask in instrument.asks() if ask.type != "calc"]
    told += [ask.hints for ask in instrument.asks() if ask.hints]
    for texts in told:
        assert set(texts) == set(LANGUAGES), texts
        assert all(texts.values()), texts
        assert not RIGHT_TO_LEFT.search(texts["en"]), texts


@each
def test_no_language_stands_in_the_place_of_another(instrument: Instrument) -> None:
    for ask in instrument.asks():
        if ask.type == "calc":
            continue
        assert RIGHT_TO_LEFT.search(ask.texts["ur"]), ask
        assert not ONLY_SINDHI.search(ask.texts["ur"]), ask
        assert RIGHT_TO_LEFT.search(ask.texts["sd"]), ask
        assert not re.search("[ٹڑے]", ask.texts["sd"]), ask
        assert "۔" not in ask.texts["sd"], ask


@each
def test_names_are_unique_and_what_a_score_asks_for_exists(instrument: Instrument) -> None:
    asks = {ask.name: ask for ask in instrument.asks()}
    assert len(asks) == len(list(instrument.asks()))
    for score in instrument.scores:
        assert score.items or score.parts
        for item in score.items:
            ask = asks[item.question]
            if ask.list_name:
                known = {one.key for one in instrument.lists[ask.list_name]}
                if not isinstance(item, ByRisk):
                    assert set(answers(item)) <= known, (score.key, item)
            else:
                assert ask.type in ("int", "decimal", "calc"), (score.key, item)
        for least, most in zip(score.bands, score.bands[1:], strict=False):
            assert most.least == least.most + 1, score.key
        if score.bands and score.key != instrument.points:
            assert (score.bands[0].least, score.bands[-1].most) == (0, score.most), score.key


@each
def test_it_asks_as_much_as_its_subject_needs(instrument: Instrument) -> None:
    assert 9 <= instrument.size <= 130


def _answer(ask: Ask, instrument: Instrument) -> st.SearchStrategy[Any]:
    if ask.type == "one":
        return st.none() | st.sampled_from([one.key for one in instrument.lists[ask.list_name]])
    if ask.type == "many":
        keys = [one.key for one in instrument.lists[ask.list_name]]
        return st.none() | st.lists(st.sampled_from(keys), unique=True, min_size=1)
    return st.none() | st.integers(ask.low or 0, min(ask.high or 100, 60))


@pytest.mark.parametrize("instrument", scoring, ids=[one.key for one in scoring])
def test_the_telephone_and_the_server_come_to_the_same(instrument: Instrument) -> None:
    found = convert(workbook(sheets(instrument)), f"{instrument.key}.xlsx")
    assert found.xform is not None
    formulas = Formulas(found.xform)
    wanted = _scored(instrument)
    asks = [ask for ask in instrument.asks() if ask.name in wanted]
    everything = st.fixed_dictionaries({ask.name: _answer(ask, instrument) for ask in asks})

    @settings(max_examples=25, deadline=None)
    @given(everything)
    def same(given_answers: dict[str, Any]) -> None:
        told = {name: value for name, value in given_answers.items() if value is not None}
        device = formulas.work_out(told)
        for score, one in zip(instrument.scores, score_all(instrument.scores, told), strict=True):
            if score.on_device:
                number = device[device_question(score)]
                assert (int(float(number)) if number else None) == one.value, (score.key, told)

    same()


def _scored(instrument: Instrument) -> set[str]:
    names: set[str] = set()
    for score in instrument.scores:
        for item in score.items:
            names |= {item.question, getattr(item, "over", "") or item.question}
            names |= {f"{item.question}_harm", f"{item.question}_likely"}
    return names
