"""Reads a score out of an instrument's declaration."""

import fnmatch
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from kachehri.kernel.scoring import Band, ByAnswer, ByRisk, BySize, Item, Method, Score

MAPS: dict[str, dict[str, int]] = {
    "yes": {"yes": 1, "no": 0},
    "no": {"yes": 0, "no": 1},
    "ypn": {"yes": 2, "partly": 1, "no": 0},
    "satisfaction": {
        "very_satisfied": 4, "satisfied": 3, "neutral": 2, "dissatisfied": 1,
        "very_dissatisfied": 0,
    },
    "agreement": {
        "fully_agree": 4, "agree": 3, "neutral": 2, "disagree": 1, "fully_disagree": 0,
    },
    "frequency": {"always": 4, "often": 3, "sometimes": 2, "rarely": 1, "never": 0},
    "seldomness": {"always": 0, "often": 1, "sometimes": 2, "rarely": 3, "never": 4},
    "safety": {"very_safe": 3, "safe": 2, "unsafe": 1, "very_unsafe": 0},
    "trust": {"full": 3, "some": 2, "little": 1, "none": 0},
    "quality": {"very_good": 4, "good": 3, "fair": 2, "bad": 1, "very_bad": 0},
    "state": {"works": 2, "repair": 1, "broken": 0, "missing": 0},
}  # fmt: skip
"""Points for the shared lists of answers, by name. What is not in them is not an answer."""

_METHODS: tuple[Method, ...] = get_args(Method)


def read_score(
    words: Sequence[str],
    lines: Sequence[tuple[int, str]],
    names: Mapping[str, str],
    questions: Sequence[str],
) -> Score:
    """`score KEY VERSION METHOD` and its lines. Raises ValueError or KeyError."""
    _, key, version, method = words
    items: list[Item] = []
    parts: tuple[str, ...] = ()
    bands: list[Band] = []
    cite, on_device = "", True
    for _, text in lines:
        head, _, rest = text.partition(" ")
        if head in _ITEMS:
            items.extend(_ITEMS[head](rest, questions))
        elif head == "parts":
            parts = tuple(rest.split())
        elif head == "band":
            bands.append(_band(rest))
        elif head == "cite":
            cite = rest
        elif head == "server":
            on_device = False
    if method not in _METHODS:
        raise ValueError(f"no way to score: {method}")
    return Score(
        key, version, next(one for one in _METHODS if one == method), dict(names), tuple(items),
        parts, tuple(bands), cite, on_device,
    )  # fmt: skip


def _band(text: str) -> Band:
    facts, *texts = (part.strip() for part in text.split("|"))
    key, least, most = facts.split()
    return Band(key, int(least), int(most), dict(zip(("en", "ur", "sd"), texts, strict=True)))


def _meant(patterns: str, questions: Sequence[str]) -> Iterator[str]:
    """The questions that names and patterns such as `sat_*` mean; every one must mean some."""
    for pattern in patterns.split():
        found = [
            name for name in fnmatch.filter(questions, pattern)
            if pattern == name or not name.endswith("_other")
        ]  # fmt: skip
        if not found:
            raise ValueError(f"no question is called {pattern}")
        yield from found


def _pairs(text: str) -> dict[str, int]:
    return {key: int(points) for key, _, points in (one.partition("=") for one in text.split())}


def _map(text: str, questions: Sequence[str]) -> list[Item]:
    name, _, which = text.partition(":")
    return [ByAnswer(one, MAPS[name.strip()]) for one in _meant(which, questions)]


def _points(text: str, questions: Sequence[str]) -> list[Item]:
    points, _, which = text.partition(":")
    return [ByAnswer(one, _pairs(points)) for one in _meant(which, questions)]


def _chosen(text: str, questions: Sequence[str]) -> list[Item]:
    points, _, which = text.partition(":")
    return [ByAnswer(one, _pairs(points), many=True) for one in _meant(which, questions)]


def _size(text: str, questions: Sequence[str]) -> list[Item]:
    steps, _, which = text.partition(":")
    return [BySize(one, _steps(steps)) for one in _meant(which, questions)]


def _share(text: str, questions: Sequence[str]) -> list[Item]:
    """`0=0 40=2: women of members`."""
    steps, _, which = text.partition(":")
    part, whole = _meant(which.replace(" of ", " "), questions)
    return [BySize(part, _steps(steps), over=whole)]


def _steps(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(least), points) for least, points in _pairs(text).items())


def _risk(text: str, questions: Sequence[str]) -> list[Item]:
    return [ByRisk(one) for one in _meant(text.lstrip(": "), questions)]


_ITEMS = {
    "map": _map, "points": _points, "chosen": _chosen, "size": _size, "share": _share,
    "risk": _risk,
}  # fmt: skip
