"""The chapter of one dimension of human security, made for each of the seven in the same way."""

from dataclasses import dataclass

from kachehri.domains.reports.kinds import (
    Changes,
    ChapterKind,
    FindingKind,
    Gaps,
    Heading,
    Part,
    PeopleAndRecords,
    Responses,
    Says,
    Situation,
    Spending,
    SurveyFigures,
    Unpublished,
    Voices,
    Words,
    Written,
)
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

CHANGED = _("What changed over the years")
SAID = _("What people say, and what records say")
ASKED = _("What people answered when they were asked at home")
VOICES = _("What people told the team")
MONEY = _("Public money")
FAR = _("How far it is from the aim and from the best")


@dataclass(frozen=True)
class Dimension:
    """One of the seven sides of human security.

    `asks` says in plain words what the chapter is about. `headlines` are the indicators that its
    tables show: of all others the annex has the figures. `leads` are the sentences to remember,
    `pictures` its charts and maps.
    """

    key: str
    title: str
    asks: str
    headlines: tuple[str, ...]
    sectors: tuple[str, ...]
    leads: tuple[FindingKind, ...] = ()
    pictures: tuple[Part, ...] = ()


def chapter(one: Dimension) -> ChapterKind:
    """The chapter. Schooling, which the catalogue counts as personal, has one of its own."""
    elsewhere = ("education",)
    return ChapterKind(
        one.key,
        one.title,
        (
            Words(one.asks),
            Says(one.leads, main=True),
            Written(one.key, "start"),
            Situation(codes=one.headlines),
            Voices(one.key, most=2, explaining=True),
            *one.pictures,
            Heading(CHANGED),
            Changes(one.key, clear=True, most=5, without=elsewhere),
            PeopleAndRecords(one.key, without=elsewhere, heading=SAID, quiet=True),
            SurveyFigures(one.key, without=elsewhere, heading=ASKED),
            Heading(VOICES),
            Voices(one.key, most=2),
            Spending(sectors=one.sectors, outcomes=False, heading=MONEY, quiet=True),
            Gaps(codes=one.headlines, most=3, heading=FAR, quiet=True),
            Unpublished(one.key, most=3, without=elsewhere),
            Written(one.key, "end"),
            Responses(one.key),
        ),
    )
