"""The chapter of one dimension of human security, made for each of the seven in the same way."""

from dataclasses import dataclass

from kachehri.domains.reports.kinds import (
    Changes,
    ChapterKind,
    Gaps,
    Heading,
    Part,
    PeopleAndRecords,
    Situation,
    Spending,
    Unpublished,
    Words,
)
from kachehri.kernel.messages import gettext_noop
from kachehri.packs.pakistan.indicators import INDICATORS

_ = gettext_noop

CHANGED = _("What changed in four years")
SAID = _("What people say, and what records say")
MONEY = _("Public money")
FAR = _("How far it is")
MISSING = _("What nobody publishes")


@dataclass(frozen=True)
class Dimension:
    """One of the seven sides of human security.

    `asks` says in plain words what the chapter is about. `headlines` are the indicators that its
    tables show: of all others the annex has the figures. `pictures` are its charts and maps.
    """

    key: str
    title: str
    asks: str
    headlines: tuple[str, ...]
    sectors: tuple[str, ...]
    pictures: tuple[Part, ...] = ()


def codes(key: str, *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The indicators of a dimension in the order of the catalogue, less those of some sectors."""
    return tuple(
        one.code for one in INDICATORS if one.dimension == key and one.sector not in without
    )


def chapter(one: Dimension, every: tuple[str, ...] = ()) -> ChapterKind:
    """The chapter; `every` names the indicators of the dimension if they are not all of its own."""
    every = every or codes(one.key)
    return ChapterKind(
        one.key,
        one.title,
        (
            Words(one.asks),
            Situation(codes=one.headlines),
            *one.pictures,
            Heading(CHANGED),
            Changes(codes=every, clear=True, most=6),
            Heading(SAID),
            PeopleAndRecords(codes=every),
            Heading(MONEY),
            Spending(sectors=one.sectors, outcomes=False),
            Heading(FAR),
            Gaps(codes=one.headlines, most=5),
            Heading(MISSING),
            Unpublished(codes=every, most=4),
        ),
    )
