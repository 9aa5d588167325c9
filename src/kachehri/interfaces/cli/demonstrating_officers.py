"""Made-up holders of posts in the pack's offices, for `kachehri pack load --demo`."""

from datetime import date, datetime, timedelta

from django.db import transaction

from kachehri.domains.bodies import actions, queries
from kachehri.engines.access.actor import Actor
from kachehri.kernel.clocks import local

OFFICES = (
    "deputy-commissioner-larkana",
    "public-health-engineering-larkana",
    "sepco-larkana",
    "district-health-office-larkana",
    "district-education-office-larkana",
    "municipal-corporation-larkana",
)
ROLES = ("focal-person", "information-officer", "head")
NAME = "Demonstration officer {number} (not a person)"


def name_officers(*, by: Actor, at: datetime) -> int:
    """Write a made-up name to some posts of some offices; return how many.

    A post that has or had a holder keeps what it has, so this is safe to repeat.
    """
    today = local(at).date()
    named = 0
    with transaction.atomic():
        for number, (post, free) in enumerate(_posts(today), 1):
            if free:
                actions.begin_term(
                    position_id=post,
                    name=NAME.format(number=number),
                    since=today - timedelta(days=200),
                    source="Made up for the demonstration",
                    by=by,
                    at=at,
                )
                named += 1
    return named


def _posts(today: date) -> list[tuple[int, bool]]:
    """The posts that get a name, with whether nobody ever held them."""
    bodies = [one for one in map(queries.by_key, OFFICES) if one is not None]
    found = queries.positions([one.id for one in bodies], today)
    return [
        (one.position_id, one.person_id is None and not one.is_vacant)
        for one in found
        if one.role in ROLES
    ]
