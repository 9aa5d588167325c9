"""What surveys give to evidence: every question is in its instrument, every answer is a choice."""

import pytest

from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.forms.kinds import instruments
from kachehri.packs.pakistan.indicators import INDICATORS
from kachehri.packs.pakistan.surveys import SURVEYS

CODES = {one.code: one for one in INDICATORS}


@pytest.mark.parametrize("feeds", SURVEYS, ids=lambda one: one.instrument)
def test_questions_answers_and_indicators_of_a_survey_are_all_there(feeds) -> None:
    asked = instruments.find(feeds.instrument)
    assert asked is not None
    assert asked.consent
    for name in feeds.questions - {feeds.consent}:
        assert asked.ask(name) is not None, name
    for one in feeds.feeds:
        question = asked.ask(one.question)
        assert question is not None
        keys = {option.key for option in asked.lists[question.list_name]}
        assert one.counts <= keys, one.question
        assert one.counts.isdisjoint(one.none)
        assert CODES[one.indicator].unit == "percent"
    declared = dimensions.known()
    for one in feeds.breakdowns:
        for value in one.values.values():
            assert declared[one.dimension].allows(value)
        for name in one.questions:
            question = asked.ask(name)
            assert question is not None
            assert set(one.values) <= {option.key for option in asked.lists[question.list_name]}


def test_an_indicator_comes_from_one_question_of_a_survey() -> None:
    for feeds in SURVEYS:
        codes = [one.indicator for one in feeds.feeds]
        assert len(codes) == len(set(codes))
