"""The situation of a place in a subject: every figure, under the sentence how it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop, ngettext

from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.queries.trends import Line
from kachehri.domains.evidence.rules.needs import needed
from kachehri.domains.reports.kinds import Evidenced, Situation
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Inline,
    Rich,
    Table,
    Text,
)

from .evidenced_reading import Evidence, chosen
from .evidenced_standing import Standing, better_half, standings, worse_half
from .evidenced_words import (
    about,
    counted,
    headed,
    named,
    noted,
    number,
    ranked,
    source,
    years,
)
from .figures import Figures
from .tables import source_line
from .words import place_name, plain, say

PLACE, WOMEN, MEN = "", "sex=female", "sex=male"


@dataclass(frozen=True)
class Row:
    """One indicator with its newest figures; `line` is what its figures over time say."""

    indicator: IndicatorView
    here: Shown | None
    women: Shown | None
    men: Shown | None
    around: Shown | None
    line: Line | None

    @property
    def newest(self) -> Shown:
        """The figure that gives the line its year and source."""
        return next(one for one in (self.here, self.women, self.men) if one is not None)


def situation(part: Situation, figures: Figures, language: str) -> Iterator[Block]:
    """A finding, and the table; or the word that nothing is published."""
    evidence = figures.known
    found = rows(part, evidence)
    if not found:
        yield nothing(part, figures, language)
        return
    yield from findings(part, figures, language, found)
    yield table(found[: part.most or None], part, figures, language)


def rows(part: Evidenced, evidence: Evidence) -> list[Row]:
    """The indicators of a part that have any figure of the place."""
    here, around, lines = evidence.place.id, evidence.around.id, evidence.lines()
    made = (
        Row(
            indicator=one,
            here=evidence.held.get((one.code, here, PLACE)),
            women=evidence.held.get((one.code, here, WOMEN)),
            men=evidence.held.get((one.code, here, MEN)),
            around=evidence.held.get((one.code, around, PLACE)) if around != here else None,
            line=lines.get(one.code),
        )
        for one in chosen(part, evidence.catalogue)
    )
    return [row for row in made if row.here or row.women or row.men]


def nothing(part: Evidenced, figures: Figures, language: str) -> Gap:
    """No figure at all, and who would publish one."""
    message = gettext_noop("Not one figure on this is published for %(place)s.")
    wanted = dict.fromkeys(one.sector for one in chosen(part, figures.known.catalogue))
    who = " ".join(needed(sector) for sector in wanted)
    return Gap(say(message, figures, language), (who,) if who else ())


def findings(
    part: Evidenced, figures: Figures, language: str, found: Sequence[Row]
) -> Iterator[Block]:
    """How the place stands among its peers, and where it stands worst and best.

    Without peers: how much is published, and of which years.
    """
    stood = standings(part, figures.known)
    if not stood:
        yield Text(published(part, figures, language, found))
        return
    said = list(halves(part, figures, language, stood))
    named = [one for one in stood if one.indicator.code in figures.known.headlines]
    if len(named) > 1:
        worst = max(named, key=lambda one: one.depth)
        best = min(named, key=lambda one: one.depth)
        if worst.depth > best.depth:
            said += [" ", *stands(WORST, worst, figures, language)]
            said += [" ", *stands(BEST, best, figures, language)]
    yield Text(tuple(said))


def published(part: Evidenced, figures: Figures, language: str, found: Sequence[Row]) -> Rich:
    """Of how many indicators there is a figure, and of which years the figures are."""
    ends = sorted((row.newest for row in found), key=lambda one: one.period_start)
    of_all = len(chosen(part, figures.known.catalogue))
    values: dict[str, Inline] = {
        "found": counted(len(found), "published", part, figures, language),
        "all": counted(of_all, "indicators", part, figures, language),
        "oldest": years(ends[0]),
        "newest": years(ends[-1]),
    }
    if ends[0].period == ends[-1].period:
        message = gettext_noop(
            "Of %(all)s indicators %(found)s have a figure for %(place)s, all of %(newest)s."
        )
    else:
        message = gettext_noop(
            "Of %(all)s indicators %(found)s have a figure for %(place)s. The newest is of "
            "%(newest)s, the oldest of %(oldest)s."
        )
    return say(message, figures, language, values)


def halves(part: Evidenced, figures: Figures, language: str, stood: Sequence[Standing]) -> Rich:
    """How often the place stands in the better and in the worse half of its peers."""
    values: dict[str, Inline] = {
        "all": counted(len(stood), "compared", part, figures, language),
        "better": counted(len(better_half(stood)), "better-half", part, figures, language),
        "worse": counted(len(worse_half(stood)), "worse-half", part, figures, language),
    }
    message = ngettext(
        "%(all)s figure of %(place)s can be held against that of other districts. The worse half: "
        "%(worse)s. The better half: %(better)s.",
        "%(all)s figures of %(place)s can be held against those of other districts. The worse "
        "half: %(worse)s. The better half: %(better)s.",
        len(stood),
    )
    return say(message, figures, language, values)


WORST = gettext_noop(
    "It stands worst in: %(name)s. Here it is %(value)s (%(year)s): place %(rank)s of %(count)s, "
    "counted from the best."
)
BEST = gettext_noop(
    "It stands best in: %(name)s. Here it is %(value)s (%(year)s): place %(rank)s of %(count)s, "
    "counted from the best."
)
FIRST = gettext_noop("Best is %(best_place)s with %(best)s.")


def stands(message: str, one: Standing, figures: Figures, language: str) -> Rich:
    """The standing in one figure."""
    best = figures.known.others.get(one.best.place_id, figures.place)
    values: dict[str, Inline] = {
        "name": about(one.indicator),
        "value": number(one.own, language),
        "year": years(one.own),
        "rank": ranked(one.rank, one.own, language),
        "count": ranked(one.count, one.own, language),
        "best_place": place_name(best, language),
        "best": number(one.best, language),
    }
    said = say(message, figures, language, values)
    return said if one.rank == 1 else (*said, " ", *say(FIRST, figures, language, values))


def table(found: Sequence[Row], part: Evidenced, figures: Figures, language: str) -> Table:
    """The figures; columns that would be empty are left out."""
    columns = [Column(plain((place_name(figures.place, language),)), numeric=True)]
    views: list[list[Shown | None]] = [[row.here for row in found]]
    for label, some in (
        (gettext("Women and girls"), [row.women for row in found]),
        (gettext("Men and boys"), [row.men for row in found]),
        (plain((place_name(figures.around, language),)), [row.around for row in found]),
    ):
        if any(some):
            columns.append(Column(label, numeric=True))
            views.append(some)
    lines = tuple(
        (
            named(row.indicator),
            *(valued(some[n], language) for some in views),
            Cell(years(row.newest)),
            source(row.newest),
            judged(row.line),
        )
        for n, row in enumerate(found)
    )
    used = [one for some in views for one in some if one is not None]
    return Table(
        caption=headed(gettext("The newest figures"), part),
        columns=(
            Column(gettext("Indicator")),
            *columns,
            Column(gettext("Year")),
            Column(gettext("Source")),
            Column(gettext("Change")),
        ),
        rows=lines,
        source=source_line(used, figures),
    )


def valued(figure: Shown | None, language: str) -> Cell:
    """A figure, or a dash where none is published."""
    return Cell("", "–") if figure is None else Cell(number(figure, language))


def judged(line: Line | None) -> Cell:
    """The word for the change, and between which years."""
    if line is None:
        return Cell("", "–")
    if line.difference is None:
        return Cell(line.verdict_label)
    return Cell(line.verdict_label, noted(line.points[0], line.points[-1]))
