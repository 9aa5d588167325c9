"""Change arrows of a report: what moved in the place, an arrow an indicator."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries.trends import Line
from kachehri.domains.reports.kinds import ArrowsChart
from kachehri.engines.charts.kinds import Arrow
from kachehri.engines.charts.kinds import ArrowsChart as Drawing
from kachehri.engines.documents.blocks import Block, Gap, Inline, Rich
from kachehri.kernel.trends import Verdict

from .charted_drawing import chart, no_chart
from .charted_maps import no_figure, withheld
from .evidenced_changes import by_size, of_part, table
from .evidenced_words import amount, headed, number, rounded, spelled
from .figures import Figures
from .words import place_name, sentence

GOOD_AND_BAD = gettext_noop(
    "%(place)s moved furthest for the better in: %(good)s (from %(good_first)s to %(good_last)s); "
    "for the worse in: %(bad)s (from %(bad_first)s to %(bad_last)s)"
)
GOOD = gettext_noop(
    "%(place)s moved furthest for the better in: %(good)s (from %(good_first)s to %(good_last)s); "
    "nothing here got clearly worse"
)
BAD = gettext_noop(
    "%(place)s moved furthest for the worse in: %(bad)s (from %(bad_first)s to %(bad_last)s); "
    "nothing here got clearly better"
)
NEITHER = gettext_noop(
    "%(place)s: no clear change for the better or the worse; furthest moved %(name)s (from "
    "%(first)s to %(last)s)"
)
BETTER = {Verdict.IMPROVED: True, Verdict.WORSENED: False}
"""Of a change that is too small to be called one, neither is said."""


def arrows(part: ArrowsChart, figures: Figures, language: str) -> Iterator[Block]:
    """The arrows of what the report names, then of the rest, the longest first."""
    followed = [
        line
        for line in of_part(part, figures.known)
        if line.difference is not None and line.subject.is_share
    ]
    said = headed(gettext("What changed"), part)
    if not followed:
        yield no_chart(said)
        return
    shown = by_size(followed, figures.known.headlines)[: part.most or None]
    spec = Drawing(
        title="",
        description="",
        arrows=tuple(arrow(line) for line in shown),
        unit="%",
        improved=gettext("better"),
        worsened=gettext("worse"),
        moved=gettext("no clear change, or neither end is the better"),
        not_comparable=gettext("dashed upright line: not comparable with what was before"),
        no_figure=no_figure(),
        withheld=withheld(),
    )
    behind = table(shown, part, figures, language)
    title = furthest(shown, figures, language)
    lines = [spoken(line, language) for line in shown]
    made = chart(part, spec, title, lines, behind, figures, language)
    yield Gap((said,)) if isinstance(made, Gap) else made


def arrow(line: Line) -> Arrow:
    """From the first to the newest of the comparable figures."""
    first, last = line.points[0], line.points[-1]
    return Arrow(
        label=line.subject.name,
        first=rounded(first),
        last=rounded(last),
        times=(spelled(first.period), spelled(last.period)),
        better=BETTER.get(line.verdict),
        decimals=line.subject.decimals,
    )


def furthest(shown: Sequence[Line], figures: Figures, language: str) -> Rich:
    """What moved furthest for the better and for the worse, of what is drawn.

    Where something is drawn that the report names elsewhere, only that is named here.
    """
    lead = [one for one in shown if one.subject.code in figures.known.headlines] or shown
    good = next((one for one in lead if one.verdict == Verdict.IMPROVED), None)
    bad = next((one for one in lead if one.verdict == Verdict.WORSENED), None)
    values: dict[str, Inline] = {"place": place_name(figures.place, language)}
    values |= ends("good", good, language) | ends("bad", bad, language)
    if good or bad:
        return sentence(GOOD_AND_BAD if good and bad else GOOD if good else BAD, values)
    line = lead[0]
    found = ends("name", line, language)
    values |= {"name": found["name"], "first": found["name_first"], "last": found["name_last"]}
    return sentence(NEITHER, values)


def ends(key: str, line: Line | None, language: str) -> dict[str, Inline]:
    """The name of a line with its first and its newest figure."""
    if line is None:
        return {}
    first, last = line.points[0], line.points[-1]
    return {
        key: line.subject.name,
        f"{key}_first": number(first, language),
        f"{key}_last": number(last, language),
    }


def spoken(line: Line, language: str) -> str:
    """A change in words."""
    ends = (line.points[0], line.points[-1])
    told = ", ".join(
        f"{spelled(one.period)} {amount(rounded(one), one.unit, one.decimals, language)}"
        for one in ends
    )
    return f"{line.subject.name}: {told} ({line.verdict_label})"
