"""What the hall's device sends after it was offline, read without trust.

{"happened": [{"what": "taken", "client": UUID, "at": ISO time, "name": …, "phone": …,
               "queue": 7, "words": …, "body": KEY},
              {"what": "heard", "client": …, "at": …, "words": …, "body": …, "category": …,
               "direction": …, "promised_for": "2027-03-31"},
              {"what": "left", "client": …, "at": …}]}
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from kachehri.domains.cases.kinds.hearings import (
    MOST_WORDS,
    Accepted,
    Happened,
    Heard,
    Left,
    Taken,
)

LARGEST = 2_000_000
MOST = 500
"""Bytes and happenings of one message; a device sends the rest in the next one."""


class UnreadableProblem(ValueError):
    """The message is not what a device of a hall sends."""


def read(body: bytes) -> list[Happened]:
    """The happenings of a message, in their order. Raises UnreadableProblem."""
    if len(body) > LARGEST:
        raise UnreadableProblem(gettext("This is too much at once."))
    try:
        rows = json.loads(body)["happened"]
        if not isinstance(rows, list) or len(rows) > MOST:
            raise UnreadableProblem(gettext("This is too much at once."))
        return [_one(row) for row in rows]
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise UnreadableProblem(gettext("This message cannot be read.")) from error


def answer(accepted: tuple[Accepted, ...]) -> list[dict[str, Any]]:
    """What became of each, for the device."""
    return [
        {
            "client": str(one.client),
            "queue": one.queue,
            "case": one.case,
            "promise": one.promise,
            "problem": one.problem,
        }
        for one in accepted
    ]


def _one(row: Mapping[str, Any]) -> Happened:
    client, at = UUID(str(row["client"])), _moment(str(row["at"]))
    match row["what"]:
        case "taken":
            return Taken(
                client,
                at,
                _text(row, "name", 120),
                _text(row, "phone", 30),
                _whole(row.get("queue")),
                _text(row, "words"),
                _text(row, "body", 80),
            )
        case "heard":
            return Heard(
                client,
                at,
                _text(row, "words"),
                _text(row, "body", 80),
                _text(row, "category", 60),
                _text(row, "direction"),
                _day(_text(row, "promised_for", 10)),
            )
        case "left":
            return Left(client, at)
    raise ValueError


def _text(row: Mapping[str, Any], key: str, most: int = MOST_WORDS) -> str:
    return str(row.get(key) or "").replace("\x00", "")[:most]


def _whole(value: Any) -> int:
    number = int(value or 0)
    return number if 0 < number <= 10_000 else 0


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if timezone.is_aware(found) else timezone.make_aware(found)
