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

FURTHEST = gettext_noop(
    "%(place)s: %(better)s of %(count)s shares improved and %(worse)s worsened. Furthest moved: "
    "%(name)s, from %(first)s to %(last)s"
)
BETTER = {Verdict.IMPROVED: True, Verdict.WORSENED: False}
"""Of a change that is too small to be called one, neither is said."""


def arrows(part: ArrowsChart, figures: Figures, language: str) -> Iterator[Block]:
    """The arrows that reach furthest; the word that nothing can be followed."""
    followed = [
        line
        for line in of_part(part, figures.known)
        if line.difference is not None and line.subject.is_share
    ]
    said = headed(gettext("What changed"), part)
    if not followed:
        yield no_chart(said)
        return
    shown = by_size(followed)[: part.most or None]
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
    title = furthest(followed, shown, figures, language)
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


def furthest(
    followed: Sequence[Line], shown: Sequence[Line], figures: Figures, language: str
) -> Rich:
    """How many improved and worsened, and what moved furthest."""
    line = shown[0]
    first, last = line.points[0], line.points[-1]
    values: dict[str, Inline] = {
        "place": place_name(figures.place, language),
        "count": str(len(followed)),
        "better": str(sum(one.verdict == Verdict.IMPROVED for one in followed)),
        "worse": str(sum(one.verdict == Verdict.WORSENED for one in followed)),
        "name": line.subject.name,
        "first": number(first, language),
        "last": number(last, language),
    }
    return sentence(FURTHEST, values)


def spoken(line: Line, language: str) -> str:
    """A change in words."""
    ends = (line.points[0], line.points[-1])
    told = ", ".join(
        f"{spelled(one.period)} {amount(rounded(one), one.unit, one.decimals, language)}"
        for one in ends
    )
    return f"{line.subject.name}: {told} ({line.verdict_label})"
