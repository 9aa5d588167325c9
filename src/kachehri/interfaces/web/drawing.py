"""From figures to the drawings of a page: lines over the years, and maps of a place's parts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kachehri.domains.evidence.queries import is_withheld
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.charts import areas, draw, fluid
from kachehri.engines.charts.kinds import MultiplesChart, Panel, Point, Series
from kachehri.engines.pagekit.reader import current
from kachehri.interfaces.web import showing


@dataclass(frozen=True)
class Key:
    """One entry of the key below a drawing: its mark and what it stands for."""

    mark: SafeString
    label: str


@dataclass(frozen=True)
class Drawing:
    """A drawing with its title, which states the finding, its key, and what to mind."""

    title: str
    svg: SafeString
    key: tuple[Key, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Course:
    """One line of a drawing: what it is, and its figures, the oldest first."""

    label: str
    figures: Sequence[Shown]


def over_years(courses: Sequence[Course], *, name: str, title: str) -> Drawing | None:
    """Lines over the years; None where no line has two figures."""
    drawn = [one for one in courses if one.figures]
    if not any(len(one.figures) > 1 for one in drawn):
        return None
    svg = fluid.lines(
        [fluid.Trace(one.label, _dots(one.figures)) for one in drawn],
        name=name,
        title=title,
        description=_description(drawn),
        write=lambda value: showing.amount(Decimal(str(round(value, 6))), "", None),
        mirrored=current().direction == "rtl",
    )
    key = tuple(
        Key(_safe(fluid.swatch(number)), one.label)
        for number, one in enumerate(drawn[: len(fluid.STYLES)])
    )
    return Drawing(title, _safe(svg), key, _notes(drawn, drawn[:1]))


def _dots(figures: Sequence[Shown]) -> tuple[fluid.Dot, ...]:
    before: Shown | None = None
    found = []
    for one in figures:
        found.append(
            fluid.Dot(
                at=_year(one),
                value=float(one.value),
                year=str(showing.in_digits(str(one.period_start.year))),
                text=showing.value_text(one),
                low=None if one.ci_low is None else float(one.ci_low),
                high=None if one.ci_high is None else float(one.ci_high),
                joined=before is None or one.joins(before),
            )
        )
        before = one
    return tuple(found)


def _year(one: Shown) -> float:
    return one.period_start.year + (one.period_start.month - 1) / 12


def _description(courses: Sequence[Course]) -> str:
    """The drawing in words, for who cannot see it: every figure of every line."""
    return " ".join(
        f"{one.label}: "
        + "; ".join(f"{figure.period} {showing.value_text(figure)}" for figure in one.figures)
        + "."
        for one in courses
    )


def _notes(courses: Sequence[Course], broken_in: Sequence[Course]) -> tuple[str, ...]:
    broken = any(
        not one.joins(before) for course in broken_in for before, one in pairwise(course.figures)
    )
    sure = any(one.ci_low is not None for line in courses for one in line.figures)
    return tuple(
        text
        for text, holds in (
            (_("A dashed upright line is a break: what is left of it and what is right of it"
               " was counted in another way and is not compared."), broken),
            (_("An upright stroke through a mark shows how far the true number may be off."), sure),
        )
        if holds
    )  # fmt: skip


MOST_PANELS = 9


def panels(courses: Sequence[Course], *, here: int, title: str) -> Drawing | None:
    """Small multiples: a panel a place, all on one scale; None for fewer than two with a course.

    `here` is the order of the place that the page is about.
    """
    drawn = [one for one in courses if one.figures][:MOST_PANELS]
    if sum(len(one.figures) > 1 for one in drawn) < 2:
        return None
    some = drawn[0].figures[0]
    spec = MultiplesChart(
        title=title,
        description=_description(drawn),
        series=(Series("all", ""),),
        panels=tuple(
            Panel(one.label, (_points(one.figures),), here=order == here)
            for order, one in enumerate(drawn)
        ),
        unit="%" if some.unit in showing.PERCENTS else "",
        decimals=min(some.decimals, 1),
    )
    svg = draw(spec, language=current().language).replace("<svg ", '<svg class="map" ', 1)
    return Drawing(title, _safe(svg), (), _notes(drawn, drawn))


def _points(figures: Sequence[Shown]) -> tuple[Point, ...]:
    found, before = [], None
    for one in figures:
        breaks = before is not None and not one.joins(before)
        at = Decimal(one.period_start.year)
        found.append(Point(at, one.value, breaks, one.ci_low, one.ci_high))
        before = one
    return tuple(found)


@dataclass(frozen=True)
class Outline:
    """Where a place stands on a map: the `d` of its path with the middle of its label."""

    path: str
    x: float
    y: float


def of_parts(
    parts: Sequence[PlaceView],
    figures: Mapping[int, Shown],
    outlines: Mapping[int, Outline],
    size: tuple[float, float],
    *,
    here: Collection[int],
    name: str,
    title: str,
) -> Drawing | None:
    """The map of parts by their figures; tiles where outlines are missing; None without either."""
    tiled = not outlines
    if tiled:
        size = tile_size(parts)
    if len(parts) < 2 or size == (0, 0):
        return None
    some = next(iter(figures.values()), None)
    drawn = [
        _area(part, figures.get(part.id), outlines.get(part.id), part.id in here, some)
        for part in parts
        if tiled or part.id in outlines
    ]
    values = [area.value for area in drawn if area.value is not None]
    if not values or some is None:
        return None
    limits = areas.limits_of(values)
    svg = areas.draw_map(
        drawn,
        limits,
        size=size,
        name=name,
        title=title,
        description="; ".join(f"{area.name}: {area.text}" for area in drawn),
    )
    key = [
        Key(_safe(areas.swatch(step.colour)), step.text)
        for step in areas.steps(limits, lambda v: showing.amount(v, some.unit, None))
    ]
    empty = [area for area in drawn if area.value is None]
    key += [
        Key(_safe(areas.swatch(mark)), text)
        for mark, text, held in (("", _no_figure(), False), (areas.HELD, _withheld(), True))
        if any(area.held == held for area in empty)
    ]
    return Drawing(title, _safe(svg), tuple(key), tuple(_of_map(parts, outlines)))


def _of_map(parts: Sequence[PlaceView], outlines: Mapping[int, Outline]) -> Iterator[str]:
    """What to mind about a map: that it is made of tiles, or whose boundary it lacks."""
    lacking = [part.name() for part in parts if part.id not in outlines]
    if not outlines:
        yield _("One square is one part; squares stand about where the parts lie.")
    elif lacking:
        yield _("No boundary is loaded of: %(places)s.") % {"places": ", ".join(lacking)}


def tile_size(parts: Sequence[PlaceView]) -> tuple[int, int]:
    """Columns and rows of the tile map; nothing where a part has no tile or shares one."""
    tiles = [part.tile for part in parts]
    held = [tile for tile in tiles if tile is not None]
    if len(set(held)) < len(tiles):
        return (0, 0)
    return (max(tile[0] for tile in held) + 1, max(tile[1] for tile in held) + 1)


def _no_figure() -> str:
    return _("no figure")


def _withheld() -> str:
    return _("not shown: protects small groups")


def _area(
    part: PlaceView, figure: Shown | None, outline: Outline | None, here: bool, like: Shown | None
) -> areas.Area:
    x, y = (outline.x, outline.y) if outline else (part.tile or (0, 0))
    held = figure is None and like is not None and _is_held(like, part)
    return areas.Area(
        name=part.name(),
        value=figure.value if figure else None,
        text=showing.value_text(figure) if figure else _withheld() if held else _no_figure(),
        path=outline.path if outline else "",
        x=x,
        y=y,
        here=here,
        short=showing.amount(figure.value, "", min(figure.decimals, 1)) if figure else "",
        held=held,
    )


def _is_held(like: Shown, part: PlaceView) -> bool:
    """Whether such a figure is never shown at such a place, to protect small groups."""
    return is_withheld(
        indicator=like.concept, unit=like.unit, sex=like.dims.get("sex", ""), tier=part.tier
    )


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 (engines.charts escapes every word)
