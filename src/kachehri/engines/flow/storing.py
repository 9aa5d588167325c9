"""What happened to a clock, as JSON in its row and back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kachehri.kernel.clocks import Happening, Limit, Pause


def written(happened: Happening) -> dict[str, Any]:
    """The JSON of a happening; what is as usual is left out."""
    pauses = [
        {"started": one.started.isoformat(), "ended": _iso(one.ended), "reason": one.reason}
        for one in happened.pauses
    ]
    extended = happened.extended_by
    said: dict[str, Any] = {
        "urgent": happened.urgent,
        "extended_by": [extended.amount, extended.unit] if extended else None,
        "extended_because": happened.extended_because,
        "pauses": pauses,
        "by_day": _iso(happened.by_day),
    }
    return {name: value for name, value in said.items() if value}


def read(said: Mapping[str, Any]) -> Happening:
    """The happening that `written` wrote."""
    extended, by_day = said.get("extended_by"), said.get("by_day")
    return Happening(
        urgent=bool(said.get("urgent")),
        extended_by=Limit(extended[0], extended[1]) if extended else None,
        extended_because=said.get("extended_because", ""),
        pauses=tuple(
            Pause(
                datetime.fromisoformat(one["started"]),
                datetime.fromisoformat(one["ended"]) if one["ended"] else None,
                one["reason"],
            )
            for one in said.get("pauses", ())
        ),
        by_day=date.fromisoformat(by_day) if by_day else None,
    )


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
