"""How a village's own ranking of its homes agrees with a scorecard, over homes that have both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kachehri.domains.forms.queries.answers import each_batch
from kachehri.domains.forms.queries.instruments import scores_of
from kachehri.domains.forms.rules.scoring import by_name
from kachehri.kernel.scoring_ranks import Agreement, agreement, concordance
from kachehri.kernel.scripts import fold

GROUPS = ("class_men", "class_women", "class_seldom")


@dataclass(frozen=True)
class Meeting:
    """One ranking: how many homes were ranked, and how alike the groups ranked them (Kendall's W).

    `alike` is None where fewer than two groups ranked every home.
    """

    submission_id: int
    homes: int
    alike: float | None


def meetings(ranking_id: int) -> tuple[Meeting, ...]:
    """Every ranking of a form, in the order in which they came."""
    return tuple(
        _meeting(view.submission.id, list(_homes(view.values)))
        for batch in each_batch(ranking_id)
        for view in batch
    )


def against_scorecard(ranking_id: int, scorecard_id: int, score: str = "poverty") -> Agreement:
    """The agreement over homes with the same village and number in both forms.

    Only counts and measures come out; nothing is said of a single home.
    """
    points = dict(_points(scorecard_id, score))
    pairs = [
        (int(home["class_agreed"]), points[at])
        for batch in each_batch(ranking_id)
        for view in batch
        for home in _homes(view.values)
        if home.get("class_agreed")
        and (at := _home(by_name(view.values), home.get("home_no"))) in points
    ]
    return agreement([one for one, _ in pairs], [other for _, other in pairs])


def _homes(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for path, rows in values.items():
        if path.endswith("/ranked") and isinstance(rows, list):
            yield from (by_name(row) for row in rows)


def _meeting(number: int, homes: list[dict[str, Any]]) -> Meeting:
    whole = [group for group in GROUPS if homes and all(home.get(group) for home in homes)]
    rankings = [[float(home[group]) for home in homes] for group in whole]
    return Meeting(number, len(homes), concordance(rankings))


def _points(scorecard_id: int, score: str) -> Iterator[tuple[tuple[str, int], int]]:
    for batch in each_batch(scorecard_id):
        found = scores_of([view.submission for view in batch])
        for view in batch:
            named = by_name(view.values)
            at = _home(named, named.get("household_no"))
            for one in found.get(view.submission.id, ()):
                if one.key == score and one.value is not None and at[1]:
                    yield at, one.value


def _home(named: Mapping[str, Any], number: Any) -> tuple[str, int]:
    return fold(str(named.get("village") or "")), int(number or 0)
