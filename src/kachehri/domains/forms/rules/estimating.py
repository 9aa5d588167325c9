"""From single answers to visits, columns and what may be shown: no words, only what is counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kachehri.domains.evidence.rules import dim_key
from kachehri.domains.forms.kinds.feeds import SurveyFeed, SurveyFeeds
from kachehri.kernel.disclosure import DERIVED, FREE, SMALL, Cell, Rule, cube, protect
from kachehri.kernel.survey_estimates import Answered, SurveyEstimate, answered
from kachehri.kernel.weighting import Visit

PLACE = "place"
RULE = Rule(minimum=5)
MOST_ADULTS = 30


@dataclass(frozen=True)
class Area:
    """A drawn area as far as weighing needs it. `weight` for so many `visits`."""

    id: int
    number: int
    stratum: str
    homes: int
    visits: int
    chance: float
    place_id: int
    residence: str


@dataclass(slots=True)
class Interview:
    """What one submission says, by the last names of its questions."""

    submission_id: int
    said: Mapping[str, Any]
    area: Area | None = None
    place_id: int = 0


@dataclass(frozen=True)
class Field:
    """How the work in the field went.

    `asked`: homes that were to be visited; `answered`; `refused`; `absent`: nobody was there, or
    nobody came; `empty`: no home any more; `outside`: answers from an area that was not drawn.
    """

    asked: int = 0
    answered: int = 0
    refused: int = 0
    absent: int = 0
    empty: int = 0
    outside: int = 0

    @property
    def response(self) -> float:
        """The share of homes that answered, of those where somebody lives."""
        lived = self.asked - self.empty
        return self.answered / lived if lived > 0 else 0.0


def outcome(one: Interview, feeds: SurveyFeeds) -> str:
    """How a visit ended: answered, refused, absent, empty."""
    result = str(one.said.get(feeds.result) or "")
    if str(one.said.get(feeds.consent) or "yes") == "no" or result == "refused":
        return "refused"
    if not result or result in feeds.done:
        return "answered"
    return "empty" if result in ("empty", "no_home", "demolished") else "absent"


def visited(
    interviews: Sequence[Interview], areas: Sequence[Area], feeds: SurveyFeeds, respondent: str
) -> tuple[list[Visit], list[Interview], Field]:
    """The visits that were to be made, those who answered in the order of their visits, the sums.

    A home of which nothing came counts as one where nobody was met. An empty home is none.
    """
    by_area: dict[int, list[Interview]] = {one.number: [] for one in areas}
    outside = 0
    for one in interviews:
        if one.area is None:
            outside += 1
        else:
            by_area[one.area.number].append(one)
    visits: list[Visit] = []
    spoken: list[Interview] = []
    count = {"answered": 0, "refused": 0, "absent": 0, "empty": 0}
    asked = 0
    for area in areas:
        came = by_area[area.number]
        planned = max(area.visits, len(came))
        asked += planned
        weight = area.homes / planned / area.chance
        for one in came:
            ended = outcome(one, feeds)
            count[ended] += 1
            if ended == "empty":
                continue
            is_in = ended == "answered"
            persons = _adults(one, feeds) if is_in and respondent == "adult" else 1
            visits.append(
                Visit(area.stratum, area.number, weight, is_in, persons, _known(one, feeds))
            )
            spoken += [one] if is_in else []
        missing = planned - len(came)
        count["absent"] += missing
        visits += [Visit(area.stratum, area.number, weight, answered=False)] * missing
    return visits, spoken, Field(asked, **count, outside=outside)


def _adults(one: Interview, feeds: SurveyFeeds) -> int:
    found = one.said.get(feeds.adults)
    return min(MOST_ADULTS, max(1, int(found))) if isinstance(found, int | float) else 1


def _known(one: Interview, feeds: SurveyFeeds) -> dict[str, str]:
    """What margins may ask of somebody: the breakdowns, the taluka, village or town."""
    found = {known.dimension: known.value(one.said) for known in feeds.breakdowns}
    if one.area is not None:
        found |= {"residence": one.area.residence, PLACE: str(one.area.place_id)}
    return found


def worth(one: Interview, feed: SurveyFeed) -> float | None:
    """1 or 0 for a share, the number for a mean; None for no answer, or not among those meant."""
    if any(str(one.said.get(name) or "") not in wanted for name, wanted in feed.among.items()):
        return None
    answer = one.said.get(feed.question)
    if feed.measure == "mean":
        return float(answer) if isinstance(answer, int | float) else None
    if isinstance(answer, list):
        return float(not feed.counts.isdisjoint(answer)) if answer else None
    text = "" if answer is None else str(answer)
    return None if not text or text in feed.none else float(text in feed.counts)


def columns(
    spoken: Sequence[Interview],
    feeds: SurveyFeeds,
    weights: Any,
    *,
    by_chance: bool,
    home: int,
) -> Answered:
    """The answers as columns: every feed, and the groups by which figures are broken down."""
    shares = {
        one.indicator: [worth(who, one) for who in spoken]
        for one in feeds.feeds
        if one.measure == "share"
    }
    means = {
        one.indicator: [worth(who, one) for who in spoken]
        for one in feeds.feeds
        if one.measure == "mean"
    }
    groups = {one.dimension: [one.value(who.said) for who in spoken] for one in feeds.breakdowns}
    places = [str(_place(who)) for who in spoken]
    groups[PLACE] = ["" if one in ("0", str(home)) else one for one in places]
    if by_chance:
        groups["residence"] = [who.area.residence if who.area else "" for who in spoken]
        strata, clusters = zip(*(_design(who) for who in spoken), strict=True)
        return answered(
            weights=weights, shares=shares, means=means, groups=groups,
            strata=list(strata), clusters=list(clusters), by_chance=True,
        )  # fmt: skip
    return answered(
        weights=[1.0] * len(spoken), shares=shares, means=means, groups=groups, by_chance=False
    )


def _place(who: Interview) -> int:
    return who.area.place_id if who.area else who.place_id


def _design(who: Interview) -> tuple[str, int]:
    """Stratum and cluster. In an area that was in for certain each home is a cluster of its own."""
    area = who.area
    if area is None:
        raise ValueError("an answer of a sample by chance has its area")
    if area.chance >= 1:
        return f"{area.stratum} {area.number}", 1_000_000 + who.submission_id
    return area.stratum, area.number


def marks(
    found: Iterable[SurveyEstimate], home: int, within: Mapping[str, str], shown: Iterable[object]
) -> dict[tuple[str, str, int], str]:
    """What may be shown, by indicator, breakdown and place: F, S too few, D for others' sake.

    Nobody may be recognised in either half: neither those who said so nor those who did not, where
    they are from one to four. `shown` are the keys of what an earlier release has shown.
    """
    known = set(shown)
    marked: dict[tuple[str, str, int], str] = {}
    by_indicator: dict[str, list[SurveyEstimate]] = {}
    for one in found:
        by_indicator.setdefault(one.variable, []).append(one)
    for indicator, some in by_indicator.items():
        for one in some:
            key = (indicator, *address(one, home))
            marked[key] = FREE if one.standing.is_shown else SMALL
        for half in ("hits", "others"):
            cells = {
                _coordinates(one, home): Cell(
                    float(_half(one, half)), is_published=(indicator, *address(one, home)) in known
                )
                for one in some
            }
            kept, _unused = cube(cells, {PLACE: within})
            safe = protect(kept, RULE).marks
            for one in some:
                key = (indicator, *address(one, home))
                marked[key] = _stricter(marked[key], safe[_coordinates(one, home)])
    return marked


def _half(one: SurveyEstimate, half: str) -> int:
    if one.hits is None:
        return one.n
    return one.hits if half == "hits" else one.n - one.hits


def _coordinates(one: SurveyEstimate, home: int) -> frozenset[tuple[str, str]]:
    dims = dict(one.groups)
    return (
        frozenset({(PLACE, str(home)), *dims.items()})
        if PLACE not in dims
        else frozenset(dims.items())
    )


def _stricter(one: str, other: str) -> str:
    return min(one, other, key=(SMALL, DERIVED, FREE).index)


def address(one: SurveyEstimate, home: int) -> tuple[str, int]:
    """The breakdown as evidence writes it, and the place."""
    dims = dict(one.groups)
    place = int(dims.pop(PLACE, home))
    return dim_key(dims), place


def dims_of(one: SurveyEstimate) -> dict[str, str]:
    """The breakdown without the place."""
    return {name: value for name, value in one.groups if name != PLACE}


def by_name(paths: Iterable[str], wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The wanted questions of a form with their paths; of two with one name the first."""
    seen: set[str] = set()
    for path in paths:
        name = path.rsplit("/", 1)[-1]
        if name in wanted and name not in seen:
            seen.add(name)
            yield name, path
