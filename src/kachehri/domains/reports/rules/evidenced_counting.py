"""What a count in a report was counted from, so that a page can list it.

The sentence and the page ask the same rule: what the page lists is what the sentence counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.lines import Line, Mark, Picture
from kachehri.domains.reports.kinds import Evidenced
from kachehri.kernel.trends import VERDICTS, Verdict

from .evidenced_gaps import distances
from .evidenced_missing import without_figure
from .evidenced_reading import Evidence, chosen
from .evidenced_situation import rows
from .evidenced_standing import Standing, better_half, standings, worse_half


@dataclass(frozen=True)
class Counted:
    """One indicator that was counted, with the figure that it was counted for, if there is one."""

    code: str
    name: str
    figure: Shown | Mark | None = None


Lister = Callable[[Evidenced, Evidence], list[Counted]]


def _indicators(part: Evidenced, evidence: Evidence) -> list[Counted]:
    return [
        Counted(one.code, one.name, evidence.total(one.code))
        for one in chosen(part, evidence.catalogue)
    ]


def _published(part: Evidenced, evidence: Evidence) -> list[Counted]:
    return [
        Counted(row.indicator.code, row.indicator.name, row.newest) for row in rows(part, evidence)
    ]


def _unpublished(part: Evidenced, evidence: Evidence) -> list[Counted]:
    return [Counted(one.code, one.name) for one in without_figure(part, evidence)]


def _stood(found: list[Standing]) -> list[Counted]:
    return [Counted(one.indicator.code, one.indicator.name, one.own) for one in found]


def _aims(part: Evidenced, evidence: Evidence) -> list[Counted]:
    compared, _behind = distances(part, evidence)
    return [
        Counted(one.indicator.code, one.indicator.name, one.own)
        for one in compared
        if one.aim is not None
    ]


def _short(part: Evidenced, evidence: Evidence) -> list[Counted]:
    _compared, behind = distances(part, evidence)
    return [
        Counted(one.indicator.code, one.indicator.name, one.own)
        for one in behind
        if one.aim is not None
    ]


LISTS: Mapping[str, tuple[str, Lister]] = {
    "indicators": (gettext_noop("The figures that are looked for"), _indicators),
    "published": (gettext_noop("Figures that are published"), _published),
    "unpublished": (gettext_noop("Figures that nobody has published"), _unpublished),
    "compared": (
        gettext_noop("Figures that other districts have as well"),
        lambda part, evidence: _stood(standings(part, evidence)),
    ),
    "better-half": (
        gettext_noop("Figures in which the place stands in the better half"),
        lambda part, evidence: _stood(better_half(standings(part, evidence))),
    ),
    "worse-half": (
        gettext_noop("Figures in which the place stands in the worse half"),
        lambda part, evidence: _stood(worse_half(standings(part, evidence))),
    ),
    "aims": (gettext_noop("Figures with an aim"), _aims),
    "short-of-aim": (gettext_noop("Figures that are short of their aim"), _short),
}
"""What is counted among the newest figures: a heading, and what lists it."""

FOLLOWED = "followed"
CHANGED: Mapping[str, str] = {
    FOLLOWED: gettext_noop("Figures that can be followed over time"),
    **{verdict.value: VERDICTS[verdict] for verdict in Verdict},
}
"""What is counted in the picture of what changed."""


def of_picture(what: str, part: Evidenced, picture: Picture) -> list[Counted]:
    """The lines of a picture that were counted under a name of CHANGED."""
    return [
        Counted(line.subject.code, line.subject.name, line.points[-1])
        for line in picture.lines
        if is_of(part, line)
        if (line.difference is not None if what == FOLLOWED else line.verdict.value == what)
    ]


def is_of(part: Evidenced, line: Line) -> bool:
    """Whether a line belongs to what a part is about; the dimension was asked for before."""
    if line.subject.sector in part.without:
        return False
    if not (part.sectors or part.codes):
        return True
    return line.subject.sector in part.sectors or line.subject.code in part.codes
