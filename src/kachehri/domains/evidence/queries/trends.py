"""The picture of a place over its last four figures: what moved, by whose count, and how sure.

One line an indicator, from one chain of sources (the same publisher by the same method), and
nothing compared across a break. How it is judged: `docs/algorithms/trends.md`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import Min, Q, QuerySet

from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules import dim_key, rank
from kachehri.domains.evidence.rules.comparing import (
    COUNTED_UNITS,
    UNCHANGED_AREA,
    Borders,
    chain,
    gap,
)
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import LineageView, PlaceView
from kachehri.kernel.trends import BREAK, PURPOSIVE, Point, Trend, trend

from .lines import Beside, Gaps, Line, Mark, Picture, Subject

__all__ = [
    "MARK_FIELDS",
    "SUBJECT_FIELDS",
    "Beside",
    "Gaps",
    "Line",
    "Mark",
    "Picture",
    "Subject",
    "borders_of",
    "moved",
    "picture",
]

MARK_FIELDS = (
    "id", "version__concept__code", "version__comparability_group", "place_id", "period_start",
    "period_end", "value", "status", "note", "method", "standard_error", "source__code",
    "source__publisher", "source__rank", "version__concept__unit", "version__concept__decimals",
)  # fmt: skip
SUBJECT_FIELDS = ("code", "name", "sector", "unit", "decimals", "polarity", "target", "target_note")
MOST = 4
PROVINCE = "province"


def picture(
    place_id: int,
    *,
    sector: str | None = None,
    dimension: str | None = None,
    codes: Collection[str] | None = None,
    dims: Mapping[str, str] | None = None,
    most: int = MOST,
    with_gaps: bool = True,
) -> Picture:
    """The picture of one place: of all totals, or of exactly the breakdown `dims`.

    Two queries of figures, three where a change of borders has no day; those of places come on
    top. Raises KeyError for an unknown place.
    """
    place = places.by_ids([place_id])[place_id]
    rows = Observation.objects.shown().filter(dim_key=dim_key(dims or {}), value__isnull=False)
    changes = moved(place_id)
    if dimension is not None:
        rows = rows.filter(version__concept__dimension=dimension)
    subjects, own = _own(rows.filter(place_id=place_id), sector, codes)
    rows = rows.filter(version__concept__code__in=list(subjects))
    borders = _borders(changes, place_id)
    judged = {
        code: _judged(own[code], subject, borders, most)
        for code, subject in subjects.items()
        if code in own
    }
    newest = {code: found[-1] for code, (found, _) in judged.items()}
    gaps = _all_gaps(place, subjects, newest, rows) if with_gaps else {}
    lines = tuple(
        _line(subjects[code], found, judgement, own[code], gaps.get(code, Gaps()))
        for code, (found, judgement) in judged.items()
    )
    return Picture(place, lines, changes)


def _own(
    rows: QuerySet[Observation], sector: str | None, codes: Collection[str] | None
) -> tuple[dict[str, Subject], dict[str, list[Mark]]]:
    """What the place has figures of, in the order of the catalogue, and the figures (one query)."""
    if sector is not None:
        rows = rows.filter(version__concept__sector=sector)
    if codes is not None:
        rows = rows.filter(version__concept__code__in=list(codes))
    subjects: dict[str, Subject] = {}
    marks: dict[str, list[Mark]] = defaultdict(list)
    order = ("version__concept__order", "version__concept__code", "period_start", "id")
    about = [f"version__concept__{name}" for name in SUBJECT_FIELDS]
    for row in rows.order_by(*order).values_list(*about, *MARK_FIELDS):
        if row[0] not in subjects:
            subjects[row[0]] = Subject(*row[: len(SUBJECT_FIELDS)])
        marks[row[0]].append(Mark(*row[len(SUBJECT_FIELDS) :]))
    return subjects, marks


def _marks(rows: QuerySet[Observation]) -> list[Mark]:
    return [Mark(*row) for row in rows.order_by("period_start", "id").values_list(*MARK_FIELDS)]


def _by_concept(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        found[mark.concept].append(mark)
    return found


def moved(place_id: int) -> tuple[LineageView, ...]:
    """What gave a place land or took some from it, as far as it is known."""
    return tuple(one for one in places.lineage(place_id) if one.kind not in UNCHANGED_AREA)


def borders_of(place_id: int) -> Borders:
    """When a place gained or lost land (one query, two where a change has no day)."""
    return _borders(moved(place_id), place_id)


def _borders(changes: Sequence[LineageView], place_id: int) -> Borders:
    """The days of the changes.

    A change without a day is over when the new place has figures of its own, or where a source
    marks a break in ours, whichever comes first: in any of ours, so that a picture of one subject
    says the same as that of all (one query).
    """
    days = tuple(one.on for one in changes if one.on is not None)
    undated = {one.successor_id for one in changes if one.on is None}
    if not undated:
        return Borders(days)
    marked = Q(place_id=place_id, status=BREAK, value__isnull=False)
    rows = Observation.objects.shown().filter(place_id__in=undated | {place_id}, dim_key="")
    found = rows.values_list("place_id").annotate(
        first=Min("period_start"), broken=Min("period_start", filter=marked)
    )
    firsts = {place: first for place, first, _broken in found if place in undated}
    breaks = [broken for _place, _first, broken in found if broken is not None]
    over = max(firsts.values()) if firsts.keys() == undated else date.max
    still = [one.after or date.min for one in changes if one.on is None]
    return Borders(days, min([over, *breaks]), min(still))


def _judged(
    marks: Iterable[Mark], subject: Subject, borders: Borders, most: int
) -> tuple[list[Mark], Trend]:
    """The marks of the best chain with their trend.

    The best was drawn by chance or counted, has two comparable figures, then the youngest, and then
    goes by the stated rule of best values.
    """
    chains: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        chains[f"{mark.method}|{mark.publisher}"].append(mark)
    judged = [_with_trend(_one_a_period(some), subject, borders, most) for some in chains.values()]
    return min(judged, key=lambda pair: _order(pair[0][-1], pair[1]))


def _with_trend(
    marks: list[Mark], subject: Subject, borders: Borders, most: int
) -> tuple[list[Mark], Trend]:
    points = [_point(mark, borders) for mark in marks]
    found = trend(points, polarity=subject.polarity, is_share=subject.is_share, most=most)
    return marks, found


def _order(newest: Mark, found: Trend) -> tuple[bool, bool, int, tuple[int, int, str]]:
    by_chance = newest.method not in PURPOSIVE
    return (
        not by_chance,
        len(found.points) < 2,
        -newest.period_end.toordinal(),
        rank(newest),
    )


def _one_a_period(marks: Iterable[Mark]) -> list[Mark]:
    """The best of each period, the oldest first."""
    chosen: dict[date, Mark] = {}
    for mark in marks:
        there = chosen.get(mark.period_start)
        if there is None or rank(mark) < rank(there):
            chosen[mark.period_start] = mark
    return [chosen[start] for start in sorted(chosen)]


def _point(mark: Mark, borders: Borders) -> Point:
    era = borders.era(mark.period_start)
    return Point(
        start=mark.period_start,
        end=mark.period_end,
        value=mark.value,
        method=mark.method,
        group=mark.group,
        chain=chain(method=mark.method, publisher=mark.publisher, era=era),
        status=mark.status,
        standard_error=mark.standard_error,
    )


def _line(
    subject: Subject, marks: Sequence[Mark], found: Trend, own: Sequence[Mark], gaps: Gaps
) -> Line:
    shown = marks[-len(found.points) :]
    rest = marks[: -len(found.points)]
    newer = [
        one for one in own if one.period_end > shown[-1].period_end and one.method not in PURPOSIVE
    ]
    return Line(
        subject=subject,
        points=tuple(shown),
        before=tuple(rest[-len(found.before) :]) if found.before else (),
        breaks=found.breaks,
        difference=found.difference,
        slope=found.slope,
        test=found.test,
        verdict=found.verdict,
        reason=found.reason,
        newer=max(newer, key=lambda one: one.period_end, default=None),
        gaps=gaps,
    )


def _all_gaps(
    place: PlaceView,
    subjects: Mapping[str, Subject],
    newest: Mapping[str, Mark],
    rows: QuerySet[Observation],
) -> dict[str, Gaps]:
    """Of each newest figure, in one query for all other places."""
    province = next(
        (one for one in places.ancestors(place, places.tree()) if one.tier == PROVINCE), None
    )
    near = places.neighbours(place.id)
    others = {one.id: one for one in (*near, *([province] if province else []))}
    starts = {mark.period_start for mark in newest.values()}
    sources = {mark.source_code for mark in newest.values()}
    same = rows.filter(period_start__in=starts, source__code__in=sources)
    same = same.filter(place_id__in=list(others)) if others else same.none()
    beside = _by_concept(_marks(same))
    return {
        code: _gaps(subjects[code], mark, beside[code], others, province)
        for code, mark in newest.items()
    }


def _gaps(
    subject: Subject,
    own: Mark,
    beside: Iterable[Mark],
    others: Mapping[int, PlaceView],
    province: PlaceView | None,
) -> Gaps:
    def facing(mark: Mark) -> Beside:
        return Beside(others[mark.place_id], mark, gap(own.value, mark.value, subject.polarity))

    is_rate = subject.unit not in COUNTED_UNITS
    fit = [mark for mark in beside if is_rate and _same_fact(mark, own)]
    above = next((one for one in fit if province and one.place_id == province.id), None)
    near = [one for one in fit if not province or one.place_id != province.id]
    near = near if subject.polarity else []
    ranked = sorted(near, key=lambda one: (-subject.polarity * one.value, one.place_id))
    target = subject.target
    return Gaps(
        target=None if target is None else gap(own.value, target, subject.polarity),
        province=facing(above) if above else None,
        best=facing(ranked[0]) if ranked else None,
        worst=facing(ranked[-1]) if len(ranked) > 1 else None,
    )


def _same_fact(mark: Mark, own: Mark) -> bool:
    ours = (own.period_start, own.period_end, own.source_code, own.group)
    return (mark.period_start, mark.period_end, mark.source_code, mark.group) == ours
