"""Maps of a report: areas where boundaries are loaded, tiles where not, bars where neither is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.evidence.queries import ObservationView, is_withheld
from kachehri.domains.places.queries import PlaceView, Sketches, in_order
from kachehri.domains.reports.kinds import PartsMap, PeersAreaMap, Select
from kachehri.engines.charts.areas import limits_of
from kachehri.engines.charts.kinds import (
    Absence,
    AreaMapChart,
    Bar,
    BarChart,
    ChartKind,
    Series,
    Shape,
    Tile,
    TileMapChart,
)
from kachehri.engines.documents.blocks import Block, Cell, Gap, Rich, Table

from .charted_drawing import chart, no_chart, noted
from .charted_reading import PARTS, PEERS
from .charted_words import BY_PLACE, Placed, among, caption, extremes, labelled
from .drawings import decimals
from .figures import Figures
from .tables import cell, parts_and_place, sign_of, table, why_not
from .words import figure_text, part_name, place_name, plain

CLASSES = 5
"""Round classes of a map at most: more shades cannot be told apart in black and white."""

FEWEST = 2
"""Places with a figure: fewer are no map."""


def map_of_parts(part: PartsMap, figures: Figures, language: str) -> Iterator[Block]:
    """The parts of the place, one figure in each."""
    found = alike(part.select, figures.parts, figures)
    title = extremes(part.select, found, figures, language)
    yield drawn_map(part, PARTS, figures.parts, found, title, figures, language)


def map_of_peers(part: PeersAreaMap, figures: Figures, language: str) -> Iterator[Block]:
    """The place among its peers."""
    figures = among_peers(figures)
    found = alike(part.select, figures.peers, figures)
    title = among(part.select, found, figures, language)
    yield drawn_map(part, PEERS, figures.peers, found, title, figures, language)


def drawn_map(
    part: PartsMap,
    which: str,
    places: Sequence[PlaceView],
    found: Sequence[Placed],
    title: Rich,
    figures: Figures,
    language: str,
) -> Block:
    """The map with its table; the word that there are no figures where too few places have one."""
    said = caption(part, BY_PLACE, part.select, figures, language)
    if len(found) < FEWEST or all(one.value is None for _place, one in found):
        return no_chart(said)
    ordered = in_order(places, language)
    values = {place.id: one for place, one in found}
    sketches = figures.maps.get(which)
    limits = tuple(Decimal(limit) for limit in part.limits) or _limits(found)
    spec = map_spec(part.select, ordered, values, sketches, limits, figures, language)
    rows = parts_and_place(figures, language) if which == PARTS else ordered
    behind = table_of(said, part.select, rows, values, figures, language)
    lines = [
        f"{name(place, figures, language)}: {figure_text(one, language)}" for place, one in found
    ]
    made = chart(part, spec, title, lines, behind, figures, language)
    return made if isinstance(made, Gap) else noted(made, spec, sketches, ordered, language)


def alike(select: Select, places: Sequence[PlaceView], figures: Figures) -> list[Placed]:
    """The figures of places that can be set beside each other: of one period and one definition.

    Of the period and definition that most of the places have; of equals the youngest.
    """
    every = [(place, one) for place in places for one in known(select, place, figures)]
    counted: dict[tuple[str, str], int] = {}
    for _place, one in every:
        key = (one.period_start.isoformat(), one.group)
        counted[key] = counted.get(key, 0) + 1
    if not counted:
        return []
    best = max(counted, key=lambda key: (counted[key], key))
    return [(p, one) for p, one in every if (one.period_start.isoformat(), one.group) == best]


def known(select: Select, place: PlaceView, figures: Figures) -> list[ObservationView]:
    """All figures of a place, the youngest of another definition among them."""
    found, newest = figures.all(select, place), figures.latest(select, place)
    return [*found, *([newest] if newest and newest not in found else [])]


def table_of(
    caption: str,
    select: Select,
    rows: Sequence[PlaceView],
    values: Mapping[int, ObservationView],
    figures: Figures,
    language: str,
) -> Table | None:
    """The figures that are drawn, a row a place; the whole by the same fact, where it has one."""
    column, some = labelled(select, figures), next(iter(values.values()))
    found = [values.get(row.id) or figures.like(some, select, row) for row in rows]
    lines = [
        (
            Cell(name(row, figures, language)),
            cell(one, language, why_not(column, row, figures)),
        )
        for row, one in zip(rows, found, strict=True)
    ]
    cells = [[one] for one in found]
    return table(caption, gettext("Place"), (column,), lines, cells, figures, language)


def name(place: PlaceView, figures: Figures, language: str) -> str:
    """The name of a place on a drawing; the whole and a part of its name are told apart."""
    if place in figures.parts or (figures.parts and place == figures.place):
        return plain((part_name(place, figures, language),))
    return plain((place_name(place, language),))


def among_peers(figures: Figures) -> Figures:
    """The same figures where no part is drawn: the place is called by its name alone."""
    return replace(figures, parts=())


def absent(select: Select, place: PlaceView, figures: Figures) -> Absence:
    """Why a place has no figure: it is never shown at such a place, or nobody published it."""
    unit = figures.unit(select.concept)
    held = is_withheld(indicator=select.concept, unit=unit, sex=select.sex, tier=place.tier)
    return "withheld" if held else "none"


def no_figure() -> str:
    """What the thin hatching says."""
    return gettext("no figure published")


def withheld() -> str:
    """What the dense hatching says."""
    return gettext("not shown: protects small groups")


def _limits(found: Sequence[Placed]) -> tuple[Decimal, ...]:
    return limits_of([one.value for _place, one in found if one.value is not None], CLASSES)


def map_spec(
    select: Select,
    places: Sequence[PlaceView],
    values: dict[int, ObservationView],
    sketches: Sketches | None,
    limits: tuple[Decimal, ...],
    figures: Figures,
    language: str,
) -> ChartKind:
    """Areas, tiles or bars, as there are outlines, tiles or neither."""
    unit, places_after = sign_of(select, figures), decimals(select, figures)
    known = {place.id: values[place.id].value if place.id in values else None for place in places}
    words = {place.id: name(place, figures, language) for place in places}
    why = {place.id: absent(select, place, figures) for place in places}
    here = figures.place.id
    if sketches is not None:
        shapes = tuple(
            Shape(words[s.place_id], s.path, s.x, s.y, known[s.place_id], why[s.place_id],
                  s.place_id == here)
            for s in sketches.shapes
            if s.place_id in known
        )  # fmt: skip
        size = (float(sketches.width), float(sketches.height))
        return AreaMapChart("", "", shapes, size, limits, unit, places_after,
                            no_figure(), withheld())  # fmt: skip
    spots = [(place, place.tile) for place in places if place.tile is not None]
    if len(spots) == len(places) == len({spot for _place, spot in spots}):
        tiles = tuple(
            Tile(words[p.id], *spot, known[p.id], why[p.id], here=p.id == here) for p, spot in spots
        )
        return TileMapChart("", "", tiles, limits, unit, places_after,
                            no_figure=no_figure(), withheld=withheld())  # fmt: skip
    bars = tuple(Bar(words[place.id], (known[place.id],)) for place in places)
    return BarChart("", "", (Series("value", ""),), bars, unit, places_after,
                    no_figure=no_figure())  # fmt: skip
