"""Who may call and hold an open hearing, and who may read what."""

from kachehri.engines.access.roles import (
    COUNTER_ROLE,
    EVERYONE,
    OFFICER_ROLE,
    SUPERVISOR_ROLE,
)
from kachehri.kernel.rules import Holds, IsSystem

MAY_CALL = (
    Holds(SUPERVISOR_ROLE.name, scope="body_thing_id")
    | Holds(OFFICER_ROLE.name, scope="body_thing_id")
    | IsSystem()
)
"""A hearing is called by the office that holds it."""

MAY_HOLD = MAY_CALL | Holds(COUNTER_ROLE.name, scope="place_thing_id")
"""In the hall the office and the counter staff of the place keep the queue and the minutes."""

MAY_READ_HEARING = EVERYONE
"""That there is a hearing, who was invited and who came, and what was promised, is public."""

LONGEST_TITLE = 120


def title_of(words: str) -> str:
    """The first line, cut at a word."""
    line = words.strip().split("\n", 1)[0]
    if len(line) <= LONGEST_TITLE:
        return line
    return line[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
