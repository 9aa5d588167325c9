"""Scores of a questionnaire: points for answers, added up, put into bands, explained line by line.

Whole numbers only, so that a telephone and a server come to the same result. Points without an
answer: docs/algorithms/scoring.md. `scoring_device` writes the same as a formula for the form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Answer: TypeAlias = str | int | float | Sequence[str] | None
Answers: TypeAlias = Mapping[str, Answer]
Method: TypeAlias = Literal["sum", "percent", "highest", "mean"]


@dataclass(frozen=True)
class ByAnswer:
    """Points for the answer that was chosen; of several chosen ones they are added.

    An answer without points here (*don't know*) counts as not answered.
    """

    question: str
    points: Mapping[str, int] = field(hash=False)
    many: bool = False

    @property
    def most(self) -> int:
        """The most points that can be had."""
        if self.many:
            return sum(one for one in self.points.values() if one > 0)
        return max(self.points.values())

    def mark(self, answers: Answers) -> int | None:
        """Points, or None without an answer."""
        found = answers.get(self.question)
        if self.many:
            chosen = found.split() if isinstance(found, str) else list(_texts(found))
            known = [self.points[one] for one in chosen if one in self.points]
            return sum(known) if known else None
        return None if found is None else self.points.get(str(found))


@dataclass(frozen=True)
class BySize:
    """Points for how large a number is: those of the last step that it reaches.

    With `over` it is the number as a percentage of that other one. Below the first step: none.
    """

    question: str
    steps: tuple[tuple[int, int], ...]
    over: str = ""

    @property
    def most(self) -> int:
        """The most points that can be had."""
        return max(points for _, points in self.steps)

    def mark(self, answers: Answers) -> int | None:
        """Points, or None without a number (or where the whole is nothing)."""
        size = _number(answers.get(self.question))
        if self.over and size is not None:
            whole = _number(answers.get(self.over))
            size = 100 * size / whole if whole else None
        if size is None:
            return None
        return max(((least, points) for least, points in self.steps if size >= least),
                   default=(0, 0))[1]  # fmt: skip


@dataclass(frozen=True)
class ByRisk:
    """Harm times likelihood, each 1 to 5, unless the answer is `safe`.

    The numbers are the answers to `NAME_harm` and `NAME_likely`. Where the answer is *not known*
    nobody was asked how likely it is: it counts as `unknown`, so that not to know is a risk.
    """

    question: str
    safe: str = "yes"
    not_known: str = "unknown"
    unknown: int = 4
    most: int = 25

    def mark(self, answers: Answers) -> int | None:
        """The risk from 0 to 25, or None without an answer."""
        found = answers.get(self.question)
        if not found:
            return None
        if found == self.safe:
            return 0
        harm = _number(answers.get(f"{self.question}_harm"))
        likely = _number(answers.get(f"{self.question}_likely"))
        if found == self.not_known:
            likely = self.unknown
        return None if harm is None or likely is None else int(harm * likely)


Item: TypeAlias = ByAnswer | BySize | ByRisk


@dataclass(frozen=True)
class Band:
    """Values from `least` to `most`, and their name by language."""

    key: str
    least: int
    most: int
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Score:
    """A versioned table of points.

    `sum` needs every item; `percent` is of the points that the answered items could give, and needs
    half of all; `highest` is the worst single item and needs one; `mean` is that of other scores
    (`parts`), and needs half of them. `on_device` says that the form works it out too.
    """

    key: str
    version: str
    method: Method
    names: Mapping[str, str] = field(hash=False)
    items: tuple[Item, ...] = ()
    parts: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    cite: str = ""
    on_device: bool = True

    @property
    def most(self) -> int:
        """The highest value there is."""
        if self.method in ("percent", "mean"):
            return 100
        sizes = [item.most for item in self.items]
        return max(sizes) if self.method == "highest" else sum(sizes)

    def band(self, value: int | None) -> Band | None:
        """The band of a value, or None."""
        if value is None:
            return None
        return next((one for one in self.bands if one.least <= value <= one.most), None)


@dataclass(frozen=True)
class Line:
    """What one item gave: None where it was not answered."""

    question: str
    answer: str
    points: int | None
    most: int


@dataclass(frozen=True)
class Scored:
    """A score of one questionnaire. `value` is None where too little was answered."""

    key: str
    version: str
    value: int | None
    band: str
    lines: tuple[Line, ...]


def score_all(scores: Sequence[Score], answers: Answers) -> tuple[Scored, ...]:
    """Every score in order; a mean may name scores that stand before it."""
    found: dict[str, Scored] = {}
    for score in scores:
        found[score.key] = _score(score, answers, found)
    return tuple(found.values())


def _score(score: Score, answers: Answers, before: Mapping[str, Scored]) -> Scored:
    if score.method == "mean":
        lines = tuple(
            Line(part, "" if before[part].value is None else str(before[part].value),
                 before[part].value, 100)
            for part in score.parts
        )  # fmt: skip
    else:
        lines = tuple(
            Line(item.question, _as_text(answers.get(item.question)), item.mark(answers), item.most)
            for item in score.items
        )
    value = _VALUES[score.method](lines)
    band = score.band(value)
    return Scored(score.key, score.version, value, band.key if band else "", lines)


def _sum(lines: Sequence[Line]) -> int | None:
    points = _points(lines)
    return sum(points) if len(points) == len(lines) else None


def _percent(lines: Sequence[Line]) -> int | None:
    could = sum(line.most for line in lines if line.points is not None)
    if not could or 2 * could < sum(line.most for line in lines):
        return None
    return int(100 * sum(_points(lines)) / could + 0.5)


def _highest(lines: Sequence[Line]) -> int | None:
    return max(_points(lines), default=None)


def _mean(lines: Sequence[Line]) -> int | None:
    points = _points(lines)
    if not points or 2 * len(points) < len(lines):
        return None
    return int(sum(points) / len(points) + 0.5)


_VALUES = {"sum": _sum, "percent": _percent, "highest": _highest, "mean": _mean}


def _points(lines: Sequence[Line]) -> list[int]:
    return [line.points for line in lines if line.points is not None]


def _number(found: Answer) -> float | None:
    if found is None or found == "" or not isinstance(found, str | int | float):
        return None
    try:
        return float(found)
    except ValueError:
        return None


def _texts(found: Answer) -> Sequence[str]:
    return found if isinstance(found, Sequence) and not isinstance(found, str) else ()


def _as_text(found: Answer) -> str:
    if found is None:
        return ""
    if isinstance(found, Sequence) and not isinstance(found, str):
        return " ".join(found)
    return str(found)
