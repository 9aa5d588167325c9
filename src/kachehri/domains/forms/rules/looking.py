"""What looks odd about answers: position, time, and how much they are like each other.

A flag is a reason to look, never a verdict: an honest interview can be short, and two sisters in
one house give the same answers. What each limit is, and why: docs/guide/field.md.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any

from kachehri.engines.xforms.kinds import FormModel

KINDS = (
    "no-position",
    "far",
    "same-spot",
    "short",
    "night",
    "overlap",
    "clock",
    "duplicate",
    "alike",
    "straight",
)
SECONDS_A_QUESTION = 4
"""Nobody reads a question out, hears the answer and types it in less."""

NIGHT = (21, 5)
"""From nine in the evening to five in the morning nobody knocks at a door."""

CLOCK_AHEAD = timedelta(hours=1)
CLOCK_BEHIND = timedelta(days=60)
"""Longer than that nobody is offline."""

SAME_SPOT = 4
"""Interviews of one person within a metre of each other."""

ALIKE = 0.92
FEWEST = 12
"""Questions that must be comparable before likeness says anything."""

BACKWARDS = 30
STRAIGHT = 7
"""Questions with the same list of choices, one after the other, all answered the same.

Not six: whoever has no difficulty answers the six of the Washington Group alike."""

_ASKED = frozenset({"select_one", "select_multiple", "integer", "decimal", "text", "rank"})
REFUSALS = frozenset({"refused", "dk", "no_answer", "dont_know", "98", "99", "-98", "-99"})


@dataclass(frozen=True)
class Look:
    """Which questions of a form are looked at."""

    asked: tuple[str, ...]
    positions: tuple[str, ...]
    chosen: tuple[str, ...]
    grids: tuple[tuple[str, ...], ...]


def look_of(model: FormModel) -> Look:
    """The questions outside repeats that people answer; positions; grids of one list."""
    inside = tuple(f"{one.path}/" for one in model.repeats())
    questions = [one for one in model.questions() if not one.path.startswith(inside)]
    runs: list[list[str]] = []
    before = ""
    for one in questions:
        if one.type == "select_one" and one.list_name:
            if one.list_name == before:
                runs[-1].append(one.path)
            else:
                runs.append([one.path])
        before = one.list_name if one.type == "select_one" else ""
    return Look(
        tuple(one.path for one in questions if one.type in _ASKED),
        tuple(one.path for one in questions if one.type == "geopoint"),
        tuple(one.path for one in questions if one.type in _ASKED - {"text"}),
        tuple(tuple(run) for run in runs if len(run) >= STRAIGHT),
    )


@dataclass(frozen=True)
class Interview:
    """What is looked at of one submission. `place_id`: the place that it says it is about."""

    id: int
    collector: int | None
    device: str
    started: datetime | None
    ended: datetime | None
    received: datetime
    values: Mapping[str, Any]
    place_id: int | None = None


@dataclass(frozen=True)
class Found:
    """A flag to raise. `detail` holds numbers, never an answer."""

    interview: int
    kind: str
    detail: Mapping[str, float | int | str] = field(default_factory=dict)
    other: int | None = None


def one_by_one(seen: Interview, look: Look, zone: tzinfo) -> tuple[Found, ...]:
    """What one submission shows by itself."""
    found = (_position(seen, look), _short(seen, look), _night(seen, zone), _clock(seen),
             _straight(seen, look))  # fmt: skip
    return tuple(one for one in found if one is not None)


def position_of(seen: Interview, look: Look) -> tuple[float, float] | None:
    """The first position that was taken: latitude, longitude."""
    for path in look.positions:
        value = seen.values.get(path)
        if isinstance(value, (tuple, list)) and len(value) > 1:
            return float(value[0]), float(value[1])
    return None


def _position(seen: Interview, look: Look) -> Found | None:
    missing = bool(look.positions) and bool(_given(seen, look)) and position_of(seen, look) is None
    return Found(seen.id, "no-position") if missing else None


def _given(seen: Interview, look: Look) -> int:
    return sum(1 for path in look.asked if seen.values.get(path) not in (None, "", []))


def _short(seen: Interview, look: Look) -> Found | None:
    if seen.started is None or seen.ended is None or seen.ended < seen.started:
        return None
    took, given = (seen.ended - seen.started).total_seconds(), _given(seen, look)
    least = given * SECONDS_A_QUESTION
    if given < 5 or took >= least:
        return None
    return Found(seen.id, "short", {"seconds": int(took), "least": least})


def _night(seen: Interview, zone: tzinfo) -> Found | None:
    if seen.started is None:
        return None
    hour = seen.started.astimezone(zone).hour
    is_night = hour >= NIGHT[0] or hour < NIGHT[1]
    return Found(seen.id, "night", {"hour": hour}) if is_night else None


def _clock(seen: Interview) -> Found | None:
    """A device whose clock is ahead, or days behind, or runs backwards."""
    begun, ended = seen.started, seen.ended
    if begun is None:
        return None
    if ended is not None and ended < begun:
        return Found(seen.id, "clock", {"minutes": _minutes(begun - ended)})
    ahead, behind = begun - seen.received, seen.received - begun
    if ahead > CLOCK_AHEAD or behind > CLOCK_BEHIND:
        return Found(seen.id, "clock", {"minutes": _minutes(max(ahead, behind))})
    return None


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _straight(seen: Interview, look: Look) -> Found | None:
    for grid in look.grids:
        given = [seen.values.get(path) for path in grid]
        said = [one for one in given if one not in (None, "")]
        if len(said) >= STRAIGHT and len(set(map(str, said))) == 1:
            return Found(seen.id, "straight", {"questions": len(said)})
    return None


class Together:
    """What submissions show beside each other. Fed in the order of their numbers.

    `found` grows while they come; nothing of an answer is kept but digests and, for the last
    interviews of each person, short hashes.
    """

    def __init__(self) -> None:
        self.found: list[Found] = []
        self._content: dict[bytes, int] = {}
        self._spots: dict[tuple[int | None, float, float], list[int]] = defaultdict(list)
        self._last: dict[int | None, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
        self._times: dict[tuple[int | None, str], list[Interview]] = defaultdict(list)

    def add(self, seen: Interview, look: Look) -> None:
        """Look at one beside those before it."""
        self._duplicate(seen, look)
        self._same_spot(seen, look)
        self._overlap(seen)
        self._alike(seen, look)

    def _duplicate(self, seen: Interview, look: Look) -> None:
        given = [(path, seen.values[path]) for path in look.asked if path in seen.values]
        if len(given) < 5:
            return
        digest = hashlib.blake2b(repr(given).encode(), digest_size=16).digest()
        first = self._content.setdefault(digest, seen.id)
        if first != seen.id:
            self.found.append(Found(seen.id, "duplicate", {"questions": len(given)}, first))

    def _same_spot(self, seen: Interview, look: Look) -> None:
        spot = position_of(seen, look)
        if spot is None:
            return
        here = self._spots[(seen.collector, round(spot[0], 5), round(spot[1], 5))]
        here.append(seen.id)
        if len(here) == SAME_SPOT:
            self.found += [
                Found(one, "same-spot", {"interviews": len(here)}, here[0]) for one in here
            ]
        elif len(here) > SAME_SPOT:
            self.found.append(Found(seen.id, "same-spot", {"interviews": len(here)}, here[0]))

    def _overlap(self, seen: Interview) -> None:
        """One person cannot hold two interviews at once. Longer than a day is a form left open."""
        begun, ended = seen.started, seen.ended
        if begun is None or ended is None or not timedelta(0) < ended - begun < timedelta(days=1):
            return
        earlier = self._times[(seen.collector, seen.device)]
        for one in earlier[-BACKWARDS:]:
            if one.started and one.ended and begun < one.ended and one.started < ended:
                common = min(ended, one.ended) - max(begun, one.started)
                detail = {"minutes": _minutes(common)}
                self.found.append(Found(seen.id, "overlap", detail, one.id))
                break
        earlier.append(seen)

    def _alike(self, seen: Interview, look: Look) -> None:
        marks = tuple(_mark(seen.values.get(path)) for path in look.chosen)
        earlier = self._last[seen.collector]
        best, other = 0.0, 0
        for number, before in earlier:
            share = likeness(marks, before)
            if share > best:
                best, other = share, number
        if best >= ALIKE:
            self.found.append(Found(seen.id, "alike", {"percent": int(best * 100)}, other))
        earlier.append((seen.id, marks))
        del earlier[:-BACKWARDS]


def _mark(value: Any) -> int:
    """A short hash; 0 for what was not answered."""
    if value in (None, "", []):
        return 0
    return int.from_bytes(hashlib.blake2b(repr(value).encode(), digest_size=4).digest()) | 1


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of questions answered the same, of those that both answered; 0 where too few."""
    both = [(a, b) for a, b in zip(one, other, strict=False) if a and b]
    if len(both) < FEWEST:
        return 0.0
    return sum(1 for a, b in both if a == b) / len(both)


def refusal_share(interviews: Iterable[Mapping[str, Any]], look: Look) -> float:
    """Of all that was chosen, the share that says *I do not know* or *I will not say*."""
    counts: Counter[bool] = Counter()
    for values in interviews:
        for path in look.chosen:
            value = values.get(path)
            if value not in (None, "", []):
                counts[str(value).lower() in REFUSALS] += 1
    total = counts[True] + counts[False]
    return counts[True] / total if total else 0.0


@dataclass(frozen=True)
class Visits:
    """Two visits compared: how many questions both answered, how many the same, which not."""

    asked: int
    same: int
    differing: tuple[str, ...]


def compare_visits(first: Mapping[str, Any], second: Mapping[str, Any], look: Look) -> Visits:
    """Question by question. Free words are left out: nobody says the same twice."""
    both = [path for path in look.chosen if _mark(first.get(path)) and _mark(second.get(path))]
    differing = tuple(path for path in both if _plain(first[path]) != _plain(second[path]))
    return Visits(len(both), len(both) - len(differing), differing)


def _plain(value: Any) -> Any:
    """Choices in whichever order; numbers as numbers."""
    if isinstance(value, (list, tuple)):
        return tuple(sorted(map(str, value)))
    return float(value) if isinstance(value, (int, float)) else value


def draw(instances: Mapping[int, str], share: float, seed: int) -> tuple[int, ...]:
    """So large a share by chance, at least one: the same for the same seed, whatever comes later.

    Each is ordered by a digest of seed and instance, so that the draw can be repeated by anybody
    who has the seed and the list.
    """
    wanted = max(1, round(len(instances) * share)) if instances else 0
    order = sorted(
        instances, key=lambda one: hashlib.sha256(f"{seed}:{instances[one]}".encode()).digest()
    )
    return tuple(sorted(order[:wanted]))
