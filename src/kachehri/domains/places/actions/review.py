"""Names that no place has: kept for a person, settled by one, and learned."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kachehri.domains.places.kinds import SeenName
from kachehri.domains.places.models import Place, PlaceName, UnmatchedName
from kachehri.domains.places.rules import MAY_REVIEW_NAMES, MAY_REVIEW_NAMES_ANYWHERE, REVIEWED
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record

from .writing import Copier, NewName

LONGEST = 120


class ReviewProblem(ValueError):
    """A name that cannot be settled so: it is settled, or the alias is not a learned one."""


def note_unmatched(*, names: Sequence[SeenName], by: Actor, at: datetime) -> int:
    """Put names into the review queue; return how many are new there.

    A name that waits or is settled already is counted once more and otherwise left alone.
    """
    require(MAY_REVIEW_NAMES_ANYWHERE, by)
    new = 0
    with transaction.atomic():
        for seen in names:
            guesses = [
                {"place": place, "score": round(score, 3), "reason": reason}
                for place, score, reason in seen.guesses
            ]
            row, is_new = UnmatchedName.objects.get_or_create(
                text=seen.text[:LONGEST],
                tier=seen.tier,
                within_id=seen.within,
                defaults={
                    "seen_in": seen.seen_in[:255],
                    "rows": max(seen.rows, 1),
                    "guesses": guesses,
                    "first_seen": at,
                },
            )
            new += is_new
            if not is_new and row.settled_at is None:
                row.seen_in, row.rows, row.guesses = seen.seen_in[:255], max(seen.rows, 1), guesses
                row.save(update_fields=["seen_in", "rows", "guesses"])
    return new


def settle_name(*, unmatched: int, place: int | None, by: Actor, at: datetime) -> None:
    """Say which place a waiting name means, or (None) that it is none of ours.

    The place learns the name as an alias, so that the next file joins by itself. For an editor of
    that place; a name of none of ours is settled by an editor of everywhere. Raises ReviewProblem
    if it is settled already, Refused if the actor may not.
    """
    with transaction.atomic():
        row = UnmatchedName.objects.select_for_update().get(pk=unmatched)
        if row.settled_at is not None:
            raise ReviewProblem("this name is settled already")
        if place is None:
            require(MAY_REVIEW_NAMES_ANYWHERE, by)
            thing = by.thing_id or 0
        else:
            answer = Place.objects.get(pk=place)
            require(MAY_REVIEW_NAMES, by, {"place_thing_id": answer.thing_id})
            thing = answer.thing_id
            _learn(answer, row.text, by=by)
        row.answer_id, row.settled_at = place, at
        row.save(update_fields=["answer", "settled_at"])
        refs: dict[str, int | str] = {"unmatched": row.pk}
        record(verb="places.name_settled", by=by.thing_id or 0, thing=thing, at=at, refs=refs)


def _learn(place: Place, text: str, *, by: Actor) -> None:
    if not PlaceName.objects.filter(place=place, language="en", text=text).exists():
        status = PlaceName.Status.ALIAS.value
        Copier.names([(place.pk, NewName(text, status, f"{REVIEWED} {by.thing_id}"))])


def forget_alias(*, alias: int, by: Actor, at: datetime) -> None:
    """Take back an alias that a person taught; the name waits for review again.

    Raises ReviewProblem for a name that a pack or a file brought.
    """
    with transaction.atomic():
        name = PlaceName.objects.select_for_update().get(pk=alias)
        thing = Place.objects.get(pk=name.place_id).thing_id
        require(MAY_REVIEW_NAMES, by, {"place_thing_id": thing})
        if name.status != PlaceName.Status.ALIAS or not name.source.startswith(REVIEWED):
            raise ReviewProblem("only a name that a person taught can be forgotten")
        waiting = UnmatchedName.objects.filter(answer=name.place_id, text=name.text)
        waiting.update(answer=None, settled_at=None)
        name.delete()
        refs: dict[str, int | str] = {"alias": alias}
        record(verb="places.alias_forgotten", by=by.thing_id or 0, thing=thing, at=at, refs=refs)
