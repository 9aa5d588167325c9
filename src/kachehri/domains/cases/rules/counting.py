"""What a matter counts for, and rates: the word of the office and of the citizen, side by side."""

from collections.abc import Collection, Mapping
from typing import Any

VISIBLE_OPEN, VISIBLE_CLOSED = "visible-open", "visible-closed"
MEASURES = (
    "brought",
    "open",
    "late",
    "closed",
    "answered",
    "in-time",
    "silent",
    "confirmed",
    "contested",
    "no-word",
    VISIBLE_OPEN,
    VISIBLE_CLOSED,
)


def measures_of(case: Mapping[str, Any], tags: Collection[str], *, visible: bool) -> frozenset[str]:
    """The measures for which a matter counts.

    *In time*: answered by the due time. *No word*: closed by the office, and the citizen has said
    nothing of it.
    """
    closed, answered, due = not case["is_open"], case["answered_at"], case["due_at"]
    late = case["is_open"] and due is not None and due < case["changed_at"]
    judged = {
        "open": case["is_open"],
        "late": late,
        "closed": closed,
        "answered": answered is not None,
        "in-time": answered is not None and (due is None or answered <= due),
        "silent": "silent" in tags,
        "confirmed": case["confirmed"] is True,
        "contested": case["confirmed"] is False,
        "no-word": closed and case["confirmed"] is None,
        VISIBLE_OPEN: visible and not closed,
        VISIBLE_CLOSED: visible and closed,
    }
    return frozenset({"brought", *(name for name, holds in judged.items() if holds)})


def share(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None of nothing."""
    return part / whole if whole else None
