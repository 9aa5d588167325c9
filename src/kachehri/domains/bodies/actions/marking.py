"""Marking addresses: what came back, and what somebody checked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.bodies.kinds import BodyProblem
from kachehri.domains.bodies.models import Address, Body
from kachehri.domains.bodies.rules import MAY_EDIT, MAY_MARK
from kachehri.domains.bodies.rules.cells import reached_at
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.clocks import local
from kachehri.kernel.messages import InputProblem

GIVEN_UP = 3
"""After so many returns an address counts as not working; before, as doubtful."""


def mark_bounced(*, channel: str, value: str, by: Actor, at: datetime, hard: bool = True) -> int:
    """What was sent to an address came back; return how many addresses that marks.

    A hard return (there is no such mailbox) marks it at once, others make it doubtful until the
    third. Raises Refused.
    """
    require(MAY_MARK, by)
    try:
        wanted = reached_at(channel, value)
    except InputProblem:
        return 0
    with transaction.atomic():
        rows = Address.objects.filter(channel=channel, value=wanted).exclude(state="ended")
        found = list(rows.select_for_update().order_by("pk"))
        for row in found:
            row.bounces = min(row.bounces + 1, 32000)
            row.state = "bounced" if hard or row.bounces >= GIVEN_UP else "doubtful"
            row.save(update_fields=["bounces", "state"])
            thing = Body.objects.values_list("thing_id", flat=True).get(pk=row.body_id)
            refs: dict[str, int | str] = {"address": row.pk, "state": row.state}
            own = by.thing_id or 0
            ledger.record(verb="bodies.bounced", by=own, thing=thing, at=at, refs=refs)
    return len(found)


def check_address(*, address_id: int, works: bool, by: Actor, at: datetime) -> None:
    """Somebody tried an address: it works (and has no returns any more), or it does not."""
    with transaction.atomic():
        row = Address.objects.select_for_update().filter(pk=address_id).first()
        if row is None:
            raise BodyProblem({"": gettext("There is no such address.")})
        body = Body.objects.get(pk=row.body_id)
        place = places.by_ids([body.place_id])[body.place_id]
        require(MAY_EDIT, by, {"place_thing_id": place.thing_id})
        row.checked_on = local(at).date()
        row.state, row.bounces = ("fine", 0) if works else ("bounced", row.bounces)
        row.save(update_fields=["checked_on", "state", "bounces"])
        refs: dict[str, int | str] = {"address": row.pk, "state": row.state}
        ledger.record(
            verb="bodies.address_checked",
            by=by.thing_id or 0,
            thing=body.thing_id,
            at=at,
            refs=refs,
        )
