"""What changed at a place over its last four figures, said as far as the figures allow it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.queries import trends as evidence
from kachehri.domains.evidence.queries.trends import Beside, Line, Mark, Picture
from kachehri.domains.evidence.rules.comparing import Gap
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.interfaces.web.pages.sectors import label_of
from kachehri.interfaces.web.showing import Figure
from kachehri.kernel.numbers import MINUS
from kachehri.kernel.trends import VERDICTS, Verdict

SHAPES = {
    Verdict.IMPROVED: "up",
    Verdict.WORSENED: "down",
    Verdict.ROSE: "rose",
    Verdict.FELL: "fell",
    Verdict.SAME: "flat",
    Verdict.BROKEN: "cut",
    Verdict.FEW: "few",
}
"""The mark before the word of each class: a shape, so that no colour is needed."""
START_SECTOR = "education"
SHOWN = 8
"""Lines on a page."""


@dataclass(frozen=True)
class Dated:
    """A figure with its period; `after_break` where it is not compared with the one before."""

    period: str
    figure: Figure
    after_break: bool = False

    @property
    def html(self) -> SafeString:
        """The entry of the list; written here, as a page has a hundred of them."""
        kind, said = "", ""
        if self.after_break:
            kind = ' class="cut"'
            said = f'<span class="hide">{_("(not compared with the one before)")}</span>'
        return SafeString(f"<li{kind}>{self.inner}{said}</li>")

    @property
    def inner(self) -> str:
        """The period and the figure."""
        period = f'<span class="quiet"><bdi dir="ltr">{showing.in_digits(self.period)}</bdi></span>'
        return f"{period} {self.figure.link}"


@dataclass(frozen=True)
class Distance:
    """How far the newest figure is from another, in words; `figure` is empty for a target."""

    what: str
    amount: str
    stand: str
    figure: Figure

    @property
    def html(self) -> SafeString:
        """The entry of the list."""
        link = f" {self.figure.link}" if self.figure.text else ""
        amount = escape(showing.in_digits(self.amount))
        stand = f" · {escape(self.stand)}" if self.stand else ""
        what = escape(showing.in_digits(self.what))
        return SafeString(f"<li>{what}{link}: <bdi>{amount}</bdi>{stand}</li>")


@dataclass(frozen=True)
class Changed:
    """One line of the page."""

    code: str
    name: str
    unit: str
    points: tuple[Dated, ...]
    change: str
    shape: str
    verdict: str
    why: str
    sources: tuple[str, ...]
    newer: Dated | None
    distances: tuple[Distance, ...]

    @property
    def points_html(self) -> SafeString:
        """The entries of the list of figures, a younger one by another source last."""
        last = ""
        if self.newer:
            tag = f'<span class="tag">{_("by another source")}</span>'
            last = f'<li class="cut">{self.newer.inner} {tag}</li>'
        return SafeString("".join(point.html for point in self.points) + last)

    @property
    def distances_html(self) -> SafeString:
        """The entries of the list of gaps."""
        return SafeString("".join(one.html for one in self.distances))

    @property
    def sources_html(self) -> SafeString:
        """A link to each source, with a dot between them."""
        return SafeString(" · ".join(source_link(code) for code in self.sources))


@page(rule=EVERYONE)
def trends(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of one subject at a place; `?sector=` chooses it."""
    sector = request.GET.get("sector", START_SECTOR)
    start = request.GET.get("from", "")
    with one_tree():
        place = places.by_key(key)
        if place is None or sector not in SECTORS:
            raise Http404
        context = of_place(place, sector, int(start) if start.isdecimal() and len(start) < 5 else 0)
    return render(request, "web/trends.html", context)


def of_place(place: PlaceView, sector: str, start: int = 0) -> dict[str, object]:
    """What the page shows (six queries): some lines, those that can be compared first."""
    picture = evidence.picture(place.id, sector=sector)
    lines = sorted(picture.lines, key=lambda line: len(line.points) < 2)
    return {
        "place": place,
        "sector": sector,
        "label": label_of(sector),
        "lines": [shown(line) for line in lines[start : start + SHOWN]],
        "start": start,
        "after": start + SHOWN if len(lines) > start + SHOWN else None,
        "counts": [
            (SHAPES[verdict], _(VERDICTS[verdict]), number)
            for verdict, number in picture.counts.items()
        ],
        "borders": borders(picture, place),
        "sectors": [(one, label_of(one)) for one in SECTORS],
        "home": place.key == settings.HOME_PLACE,
    }


def shown(line: Line) -> Changed:
    """A line in words."""
    subject = line.subject
    newer = Dated(line.newer.period, showing.figure(line.newer)) if line.newer else None
    return Changed(
        code=subject.code,
        name=subject.name,
        unit="" if subject.is_share else subject.unit_label,
        points=tuple(dated(line)),
        change="" if line.difference is None else signed(line.difference, line),
        shape=SHAPES[line.verdict],
        verdict=line.verdict_label,
        why=line.why,
        sources=line.sources,
        newer=newer,
        distances=tuple(distances(line)),
    )


def source_link(code: str) -> str:
    """A link to the page of a source."""
    href = f"/{get_language()}/sources/{escape(code)}/"
    return f'<a href="{href}"><bdi lang="en" dir="ltr">{escape(code)}</bdi></a>'


def dated(line: Line) -> Iterable[Dated]:
    """The figures before the break and those after it, at most four, the oldest first."""
    marks = (*line.before, *line.points)[-4:]
    breaks = set(line.breaks)
    previous: Mark | None = None
    for mark in marks:
        broken = previous is not None and (
            mark.period_start in breaks
            or any(previous.period_start < day <= mark.period_start for day in breaks)
        )
        yield Dated(mark.period, showing.figure(mark), broken)
        previous = mark


def signed(value: Decimal, line: Line) -> str:
    """A difference with its sign: percentage points without the percent sign."""
    text = showing.amount(abs(value), "", line.subject.decimals)
    sign = "+" if value > 0 else MINUS if value < 0 else "±"
    words = _("%(number)s points") if line.subject.is_share else "%(number)s"
    return words % {"number": showing.isolated(f"{sign}{text}")}


def distances(line: Line) -> Iterable[Distance]:
    """The gaps that there are: to the aim, the province, the best and the worst neighbour."""
    gaps = line.gaps
    if gaps.target is not None and line.subject.target is not None:
        aim = showing.amount(line.subject.target, line.subject.unit, None)
        yield Distance(
            _("aim %(aim)s") % {"aim": showing.isolated(aim)}, signed(gaps.target.difference, line),
            stand(gaps.target), showing.NO_FIGURE,
        )  # fmt: skip
    for facing, words in (
        (gaps.province, "%(place)s"),
        (gaps.best, _("best neighbour, %(place)s")),
        (gaps.worst, _("worst neighbour, %(place)s")),
    ):
        if facing is not None:
            yield distance(facing, words, line)


def distance(facing: Beside, words: str, line: Line) -> Distance:
    """How far from another place."""
    what = words % {"place": facing.place.name()}
    figure = showing.figure(facing.mark)
    return Distance(what, signed(facing.gap.difference, line), stand(facing.gap), figure)


def stand(gap: Gap) -> str:
    """On which side of the other we are, in words."""
    if gap.is_better is None:
        return ""
    return _("better") if gap.is_better else _("worse")


def borders(picture: Picture, place: PlaceView) -> list[str]:
    """What happened to the borders of the place, one sentence a change."""
    if not picture.changes:
        return []
    ids = {one.predecessor_id for one in picture.changes}
    known = places.by_ids(ids | {one.successor_id for one in picture.changes})
    return [
        showing.lineage_text(one, known[one.predecessor_id], known[one.successor_id])
        for one in picture.changes
    ]
