"""Points that a deployer loads for a scorecard whose points are not public."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from kachehri.kernel.scoring import ByAnswer, ByRisk, BySize, Item, Score

Table: TypeAlias = Mapping[str, Mapping[str, int]]
HEADINGS = ["question", "answer", "points"]


class PointsRefused(ValueError):
    """The table of points is not taken: each reason names the line or the question."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


def read_points(content: str, score: Score) -> Table:
    """The points in a CSV file (question, answer, points). Raises PointsRefused.

    Every answer of every question must have its points, and no other.
    """
    rows = list(csv.reader(io.StringIO(content.lstrip("\ufeff"))))
    if not rows or [one.strip().lower() for one in rows[0]] != HEADINGS:
        raise PointsRefused([f"Line 1: the headings must be {','.join(HEADINGS)}."])
    expected = {(item.question, answer) for item in score.items for answer in answers(item)}
    table: dict[str, dict[str, int]] = {}
    reasons: list[str] = []
    for line, row in enumerate(rows[1:], 2):
        if any(row):
            reasons += _take(line, [one.strip() for one in row], expected, table)
    for question, answer in sorted(expected):
        if answer not in table.get(question, {}):
            reasons.append(f"No points for {question}, {answer}.")
    if reasons:
        raise PointsRefused(reasons)
    return table


def _take(
    line: int,
    row: list[str],
    expected: set[tuple[str, str]],
    table: dict[str, dict[str, int]],
) -> Iterator[str]:
    if len(row) != 3:
        yield f"Line {line}: three columns are needed."
        return
    question, answer, points = row
    if (question, answer) not in expected:
        yield f"Line {line}: the form has no answer {answer} to {question}."
    elif answer in table.setdefault(question, {}):
        yield f"Line {line}: {question}, {answer} has points already."
    elif not points.isdigit() or int(points) > 100:
        yield f"Line {line}: points are a whole number from 0 to 100, not {points}."
    else:
        table[question][answer] = int(points)


def answers(item: Item) -> tuple[str, ...]:
    """What points are given for: answers, or the least numbers of steps."""
    if isinstance(item, ByAnswer):
        return tuple(item.points)
    if isinstance(item, BySize):
        return tuple(str(least) for least, _ in item.steps)
    return ()


def filled(score: Score, table: Table, version: str) -> Score:
    """The score with the points of a table in the places of its own."""
    items = tuple(_filled(item, table[item.question]) for item in score.items)
    return replace(score, items=items, version=version)


def _filled(item: Item, points: Mapping[str, int]) -> Item:
    if isinstance(item, ByAnswer):
        return replace(item, points=dict(points))
    if isinstance(item, ByRisk):
        return item
    return replace(item, steps=tuple((least, points[str(least)]) for least, _ in item.steps))
