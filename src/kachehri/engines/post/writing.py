"""What requests bring in is written together (`engines/jobs/together.py`).

Where no server runs an arrival is written at once, on the caller's own connection.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kachehri.engines.jobs.together import Away, Together

from .actions.arriving import Row, row_of, write

__all__ = ["ARRIVALS", "Away", "accept"]

PATIENCE = 10.0
"""Seconds that a request waits for its arrival to be written: gateways wait no longer."""


def _write(rows: Sequence[Row]) -> list[None]:
    """Write them by one INSERT. The same arrival twice is one."""
    write(list(rows))
    return [None] * len(rows)


ARRIVALS: Together[Row, None] = Together("arrivals", _write, patience=PATIENCE)


def accept(
    *,
    channel: str,
    gateway: str,
    external: str,
    raw: bytes,
    content_type: str,
    headers: Mapping[str, Any],
    at: datetime,
) -> None:
    """Keep something that came in, as `actions.keep` does; committed when this returns.

    Raises Away where it is to be sent again.
    """
    row = row_of(
        channel=channel,
        gateway=gateway,
        external=external,
        raw=raw,
        content_type=content_type,
        headers=headers,
        at=at,
    )
    ARRIVALS(row)
