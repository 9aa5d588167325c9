"""What bodies publish by themselves: the scores of check-lists by quarter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kachehri.domains.bodies.models import Check
from kachehri.domains.bodies.rules.quarters import percent


@dataclass(frozen=True)
class CheckView:
    """The answer to one item for one body and quarter."""

    body_id: int
    checklist: str
    item: str
    quarter: str
    answer: str
    evidence: str
    checked_at: datetime


@dataclass(frozen=True)
class ScoreView:
    """The score of one body for one check-list and quarter; `percent` None: nothing applies."""

    body_id: int
    checklist: str
    quarter: str
    percent: int | None
    answers: Mapping[str, str]


_CHECK = ("body_id", "checklist", "item", "quarter", "answer", "evidence", "checked_at")


def checks(body_id: int, checklist: str, quarter: str) -> dict[str, CheckView]:
    """The answers of a body to a check-list in a quarter, by item (one query)."""
    rows = Check.objects.filter(body_id=body_id, checklist=checklist, quarter=quarter)
    return {row[2]: CheckView(*row) for row in rows.values_list(*_CHECK)}


def scores(
    *, body_ids: Collection[int] | None = None, checklist: str = "", quarters: Collection[str] = ()
) -> tuple[ScoreView, ...]:
    """Scores by body, the newest quarter first (one query)."""
    rows = Check.objects.order_by("body_id", "checklist", "-quarter", "item")
    if body_ids is not None:
        rows = rows.filter(body_id__in=list(body_ids))
    if checklist:
        rows = rows.filter(checklist=checklist)
    if quarters:
        rows = rows.filter(quarter__in=list(quarters))
    found: dict[tuple[int, str, str], dict[str, str]] = {}
    for body, kind, quarter, item, answer in rows.values_list(
        "body_id", "checklist", "quarter", "item", "answer"
    ):
        found.setdefault((body, kind, quarter), {})[item] = answer
    return tuple(
        ScoreView(body, kind, quarter, percent(answers.values()), answers)
        for (body, kind, quarter), answers in found.items()
    )


def quarters_known(checklist: str = "") -> tuple[str, ...]:
    """The quarters in which anything was scored, the newest first (one query)."""
    rows = Check.objects.filter(checklist=checklist) if checklist else Check.objects.all()
    return tuple(rows.order_by("-quarter").values_list("quarter", flat=True).distinct())
