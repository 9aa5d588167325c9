"""What a person agrees to."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.people.kinds import HOW, PersonProblem
from kachehri.domains.people.models import Consent
from kachehri.engines.access.actor import Actor
from kachehri.engines.ledger import actions as ledger

from .holding import Rows


def record_consent(
    *,
    person_id: int,
    purpose: str,
    given: bool,
    how: str,
    by: Actor,
    at: datetime,
    about: int | None = None,
    witness: str = "",
) -> int:
    """Write down that a person agrees to one purpose, or does not; return the id.

    `how`: in-writing, orally, web, sms, thumbprint. `about` is a Thing, such as the organisation
    that may speak for them. Raises Refused, PersonProblem.
    """
    if how not in HOW:
        raise PersonProblem({"how": gettext("Choose one of the list.")})
    with transaction.atomic():
        person = Rows.held(person_id, by)
        made = Consent.objects.create(
            person=person,
            purpose=purpose[:40],
            about_id=about,
            given=given,
            how=how,
            witness=" ".join(witness.replace("\0", "").split())[:120],
            at=at,
            recorded_by_id=by.thing_id or 0,
        )
        refs: dict[str, int | str] = {"purpose": made.purpose, "given": int(given)}
        ledger.record(
            verb="people.consent_given",
            by=by.thing_id or 0,
            thing=person.thing_id,
            at=at,
            refs=refs,
        )
    return made.pk


def withdraw_consent(
    *, person_id: int, purpose: str, by: Actor, at: datetime, about: int | None = None
) -> int:
    """A person no longer agrees to a purpose; return how many answers that ended."""
    with transaction.atomic():
        person = Rows.held(person_id, by)
        running = Consent.objects.filter(
            person=person, purpose=purpose, about_id=about, given=True, withdrawn_at=None
        )
        ended = running.update(withdrawn_at=at)
        if ended:
            refs: dict[str, int | str] = {"purpose": purpose}
            ledger.record(
                verb="people.consent_withdrawn",
                by=by.thing_id or 0,
                thing=person.thing_id,
                at=at,
                refs=refs,
            )
    return ended
