"""The public says what is wrong; an editor decides."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.bodies.kinds import BodyProblem
from kachehri.domains.bodies.models import Body, Proposal, ServicePoint
from kachehri.domains.bodies.rules import MAY_DECIDE
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger

WHATS = ("reach", "name", "duty", "hours", "closed", "officer", "missing", "other")
MOST_WAITING = 50
"""Proposals about one body that wait at a time: more is not read by anybody."""
WORDS = 2000
AGAIN = timedelta(days=30)


def propose(
    *, about_thing: int, what: str, words: str, by: Actor, at: datetime, source: str = ""
) -> int | None:
    """Write down what somebody says is wrong with a body or a service point; return the id.

    The same words about it within a month are written down once (their id comes back). None where
    too many wait already: nobody could read them. `by` is the person, or the system actor that
    acts for visitors. Raises BodyProblem.
    """
    clean = " ".join(words.replace("\0", "").split())[:WORDS]
    if not clean:
        raise BodyProblem({"words": gettext("Say what is wrong.")})
    if what not in WHATS:
        raise BodyProblem({"what": gettext("Choose one of the list.")})
    place_id = _place_of(about_thing)
    mark = hashlib.sha256(f"{what}\x1f{clean.casefold()}".encode()).hexdigest()[:20]
    with transaction.atomic():
        about = Proposal.objects.filter(about_id=about_thing)
        same = about.filter(content__mark=mark, made_at__gt=at - AGAIN).first()
        if same is not None:
            return same.pk
        if about.filter(state="new").count() >= MOST_WAITING:
            return None
        thing = ledger.register(kind="bodies.proposal", at=at)
        made = Proposal.objects.create(
            thing=thing,
            about_id=about_thing,
            place_id=place_id,
            content={"what": what, "words": clean, "mark": mark},
            source=" ".join(source.replace("\0", "").split())[:300],
            made_at=at,
        )
        refs: dict[str, int | str] = {"proposal": made.pk, "what": what}
        ledger.record(
            verb="bodies.proposed", by=by.thing_id or 0, thing=about_thing, at=at, refs=refs
        )
    return made.pk


def decide(*, proposal_id: int, taken: bool, because: str, by: Actor, at: datetime) -> None:
    """Take a proposal over (the editor has put it right) or refuse it, with a reason.

    For an editor of the place. Decided once: another decision is a BodyProblem.
    """
    with transaction.atomic():
        row = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
        if row is None:
            raise BodyProblem({"": gettext("There is no such proposal.")})
        place = places.by_ids([row.place_id])[row.place_id]
        require(MAY_DECIDE, by, {"place_thing_id": place.thing_id})
        if row.state != "new":
            raise BodyProblem({"": gettext("Somebody has decided this already.")})
        if not taken and not because.strip():
            raise BodyProblem({"because": gettext("Say why.")})
        row.state = "taken" if taken else "refused"
        row.because = " ".join(because.replace("\0", "").split())[:400]
        row.decided_at, row.decided_by_id = at, by.thing_id
        row.save(update_fields=["state", "because", "decided_at", "decided_by"])
        refs: dict[str, int | str] = {"proposal": row.pk, "state": row.state}
        thing = row.about_id or row.thing_id
        ledger.record(verb="bodies.decided", by=by.thing_id or 0, thing=thing, at=at, refs=refs)


def _place_of(thing: int) -> int:
    for model in (Body, ServicePoint):
        rows = model.objects.filter(thing_id=thing)
        found = rows.values_list("place_id", flat=True).first()
        if found is not None:
            return int(found)
    raise BodyProblem({"": gettext("There is nothing of this kind in the directory.")})
