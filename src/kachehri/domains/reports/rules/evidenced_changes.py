"""What changed in a place over its last four comparable figures, in the words of the web page."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain

from django.utils.translation import gettext, gettext_noop, ngettext

from kachehri.domains.evidence.queries.trends import Line, Mark
from kachehri.domains.places.queries import LineageView, PlaceView
from kachehri.domains.reports.kinds import Changes, Evidenced
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Inline,
    Isolate,
    Items,
    Link,
    Rich,
    Table,
    Text,
)
from kachehri.kernel.dates import format_date
from kachehri.kernel.messages import Reason
from kachehri.kernel.trends import Verdict

from .evidenced_reading import Evidence, chosen
from .evidenced_words import (
    about,
    counted,
    difference,
    headed,
    named,
    noted,
    number,
    rounded,
    source,
    years,
)
from .figures import Figures
from .tables import source_line
from .words import place_name, say, sentence

FIGURES = 4
CLEAR = (Verdict.IMPROVED, Verdict.WORSENED, Verdict.ROSE, Verdict.FELL)


def changes(part: Changes, figures: Figures, language: str) -> Iterator[Block]:
    """A finding, the table, what cannot be compared and why, what happened to the borders."""
    lines = of_part(part, figures.known)
    moved = [line for line in lines if line.difference is not None]
    shown = [line for line in moved if not part.clear or line.verdict in CLEAR]
    said = summary(part, figures, language, lines)
    yield Text(tuple(chain(said, *largest(figures, language, shown))))
    if shown:
        first = figures.known.headlines if part.clear or part.most else ()
        ordered = by_size(shown, first) if part.clear or part.most else by_verdict(shown)
        yield table(ordered[: part.most or None], part, figures, language)
    yield from unfollowed(part, figures, language, lines)
    if not (part.dimension or part.sectors):
        yield from borders(figures, language)


def of_part(part: Evidenced, evidence: Evidence) -> list[Line]:
    """The lines of the indicators that a part is about, in the order of the catalogue."""
    lines = evidence.lines()
    return [lines[one.code] for one in chosen(part, evidence.catalogue) if one.code in lines]


def summary(part: Evidenced, figures: Figures, language: str, lines: Sequence[Line]) -> Rich:
    """How many improved and worsened of those that can be followed."""
    followed = [line for line in lines if line.difference is not None]
    if not followed:
        message = gettext_noop(
            "Nothing here can be followed over time in %(place)s: no indicator has two figures "
            "that can be compared."
        )
        return say(message, figures, language)
    values: dict[str, Inline] = {"all": counted(len(followed), "followed", part, figures, language)}
    for verdict in Verdict:
        n = sum(line.verdict == verdict for line in followed)
        values[verdict.name.lower()] = counted(n, verdict.value, part, figures, language)
    message = ngettext(
        "%(all)s figure of %(place)s can be followed over time. Improved: %(improved)s. Worsened: "
        "%(worsened)s. No clear change: %(same)s.",
        "%(all)s figures of %(place)s can be followed over time. Improved: %(improved)s. Worsened: "
        "%(worsened)s. No clear change: %(same)s.",
        len(followed),
    )
    return say(message, figures, language, values)


BETTER = gettext_noop(
    "The largest change for the better: %(name)s, from %(first)s (%(first_year)s) to %(last)s "
    "(%(last_year)s)."
)
WORSE = gettext_noop(
    "The largest change for the worse: %(name)s, from %(first)s (%(first_year)s) to %(last)s "
    "(%(last_year)s)."
)


def largest(figures: Figures, language: str, lines: Sequence[Line]) -> Iterator[Rich]:
    """The largest change for the worse and for the better, among shares that are headlines."""
    named = figures.known.headlines
    for verdict, message in ((Verdict.WORSENED, WORSE), (Verdict.IMPROVED, BETTER)):
        found = [
            one
            for one in lines
            if one.verdict == verdict and one.subject.is_share and one.subject.code in named
        ]
        if found:
            line = by_size(found)[0]
            first, last = line.points[0], line.points[-1]
            values: dict[str, Inline] = {
                "name": about(figures.known.catalogue[line.subject.code]),
                "first": number(first, language),
                "first_year": years(first),
                "last": number(last, language),
                "last_year": years(last),
            }
            yield (" ", *say(message, figures, language, values))


def by_size(lines: Iterable[Line], first: Collection[str] = ()) -> list[Line]:
    """Shares before the rest, by how far they moved; `first` are codes that come before all."""

    def key(line: Line) -> tuple[bool, bool, Decimal]:
        return line.subject.code not in first, not line.subject.is_share, -size(line)

    return sorted(lines, key=key)


def size(line: Line) -> Decimal:
    """How far a line moved: in points for shares, for others in parts of the first figure."""
    first, last = rounded(line.points[0]), rounded(line.points[-1])
    moved = abs(last - first)
    return moved if line.subject.is_share else moved / (abs(first) or 1)


def by_verdict(lines: Iterable[Line]) -> list[Line]:
    """What improved, what worsened, then the rest; within each as the catalogue has them."""
    order = list(Verdict)
    return sorted(lines, key=lambda line: order.index(line.verdict))


def table(lines: Sequence[Line], part: Evidenced, figures: Figures, language: str) -> Table:
    """Indicator, up to four figures with their years, change, class, source."""
    catalogue = figures.known.catalogue
    most = max(len(line.points) for line in lines)
    heads = (gettext("first"), *(gettext("then") for _n in range(most - 2)), gettext("newest"))
    rows = tuple(
        (
            named(catalogue[line.subject.code]),
            *(dated(mark, language) for mark in aligned(line.points, most)),
            change(line, language),
            Cell(line.verdict_label),
            source(line.points[-1]),
        )
        for line in lines
    )
    return Table(
        caption=headed(gettext("What changed"), part),
        columns=(
            Column(gettext("Indicator")),
            *(Column(head, numeric=True) for head in heads),
            Column(gettext("Change"), numeric=True),
            Column(gettext("In words")),
            Column(gettext("Source")),
        ),
        rows=rows,
        source=source_line([mark for line in lines for mark in line.points], figures),
        note=reasons(lines, figures),
    )


def aligned(points: Sequence[Mark], most: int) -> list[Mark | None]:
    """The first figure in the first column, the newest in the last, none twice."""
    between: list[Mark | None] = [*points[1:-1]]
    return [points[0], *between, *([None] * (most - len(points))), points[-1]]


def dated(mark: Mark | None, language: str) -> Cell:
    """A figure with its years."""
    return Cell("", "–") if mark is None else Cell(number(mark, language), noted(mark))


def change(line: Line, language: str) -> Cell:
    """Newest less first; with an interval only where a test was made."""
    first, last = line.points[0], line.points[-1]
    half = Decimal(str((line.test.high - line.test.low) / 2)) if line.test else None
    note = gettext("points") if line.subject.is_share else ""
    return Cell(difference(last, first, language, half), note)


def reasons(lines: Sequence[Line], figures: Figures) -> Rich:
    """Why the words are what they are, each reason once, and what ± means where it stands."""
    said: list[Inline] = []
    found = {str(line.reason): line.reason for line in lines}
    for reason in found.values():
        said += [" "] if said else []
        said += limits(reason, figures)
    if any(line.test for line in lines):
        said += [
            " ",
            gettext("After ± stands the interval in which the change lies: 95 times out of 100."),
        ]
    return tuple(said)


def limits(reason: Reason, figures: Figures) -> Rich:
    """A reason; the limits that it names lead to the page that says how changes are judged."""
    href = f"places/{figures.place.key}/changes/"
    return sentence(
        reason.key, {name: Link(str(value), href) for name, value in reason.params.items()}
    )


def unfollowed(
    part: Evidenced, figures: Figures, language: str, lines: Sequence[Line]
) -> Iterator[Block]:
    """How many figures cannot be compared with those before, or stand alone."""
    said: list[Rich] = []
    for verdict, message in (
        (
            Verdict.BROKEN,
            gettext_noop(
                "Not comparable with what was before (another definition, source or border, or a "
                "leap that cannot be believed): %(count)s."
            ),
        ),
        (Verdict.FEW, gettext_noop("One figure only, and one figure is no trend: %(count)s.")),
    ):
        found = [line for line in lines if line.verdict == verdict]
        if found:
            count = counted(len(found), verdict.value, part, figures, language)
            said.append(say(message, figures, language, {"count": count}))
    if said:
        yield Items(tuple(said))


def borders(figures: Figures, language: str) -> Iterator[Block]:
    """What happened to the borders of the place, and what that means for figures of old."""
    said: list[Inline] = []
    for made, before, after in figures.known.moves:
        said += [*move(made, before, after, language), " "]
    if said:
        last = gettext("No figure is compared across this change of borders.")
        yield Text((*said, last))


def move(made: LineageView, before: PlaceView, after: PlaceView, language: str) -> Rich:
    """One change of borders in words, with its day where a source gives one."""
    names = {"before": place_name(before, language), "after": place_name(after, language)}
    said = sentence(gettext_noop("%(after)s was made from land of %(before)s."), names)
    if made.on is None:
        return (*said, " ", gettext("The day is not known."))
    return (*said, " ", Isolate(format_date(made.on, language), language))
