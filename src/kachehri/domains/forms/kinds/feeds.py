"""Which question becomes which indicator: declared by a pack, for each of its instruments."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kachehri.domains.evidence.kinds import AnyRecipe

DONT_KNOW = frozenset({"dk", "dont_know", "refused", "not_applicable", "na"})
"""Answers that are none: whoever gave them is in no share."""


@dataclass(frozen=True)
class SurveyFeed:
    """One question becomes one indicator.

    `question` is its last name in the form. A share: `counts` are the answers that count, among all
    who gave an answer (`none` are no answer). A mean: `measure` is "mean", of the number given.
    `among` keeps those who gave one of some answers to another question.
    """

    indicator: str
    question: str
    counts: frozenset[str] = frozenset()
    measure: Literal["share", "mean"] = "share"
    none: frozenset[str] = DONT_KNOW
    among: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Breakdown:
    """Questions by which people are told apart: their answers become values of a dimension.

    Of several questions the value counts that stands first among `values`: who has a difficulty in
    one of six things has one.
    """

    dimension: str
    questions: tuple[str, ...]
    values: Mapping[str, str] = field(hash=False)

    def value(self, said: Mapping[str, object]) -> str:
        """The value that some answers mean; empty where they mean none."""
        given = {str(said.get(name) or "") for name in self.questions}
        return next((value for answer, value in self.values.items() if answer in given), "")


@dataclass(frozen=True)
class SurveyFeeds:
    """All that a form made of an instrument gives to evidence.

    `recipe` reads the compact table by which figures come in. `cluster` is the question that holds
    the number of the drawn area, `result` that which says how a visit ended (`done` are the answers
    of an interview that was held; without the question every answer is one), `adults` that which
    says among how many one person was chosen.
    """

    instrument: str
    recipe: AnyRecipe
    feeds: tuple[SurveyFeed, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    cluster: str = "cluster"
    result: str = "result"
    done: frozenset[str] = frozenset({"done", "completed"})
    consent: str = "consent"
    adults: str = "adults"

    @property
    def questions(self) -> frozenset[str]:
        """The last names of all questions that are read."""
        named = {self.cluster, self.result, self.consent, self.adults}
        named |= {one.question for one in self.feeds} | {
            name for one in self.breakdowns for name in one.questions
        }
        return frozenset(named | {name for one in self.feeds for name in one.among})


_known: dict[str, SurveyFeeds] = {}


def register_survey_feeds(*feeds: SurveyFeeds) -> None:
    """Make what a pack declares known. Saying it twice changes nothing."""
    _known.update({one.instrument: one for one in feeds})


def survey_feeds(instrument: str) -> SurveyFeeds | None:
    """What is declared for an instrument, or None."""
    return _known.get(instrument)
