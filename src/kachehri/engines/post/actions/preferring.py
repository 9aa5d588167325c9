"""What people ask of the post: nothing more, nothing at night, one message a day."""

from datetime import datetime, time

from django.db.models import F

from kachehri.engines.access.actor import Actor
from kachehri.engines.post.models import Message, Preference


def opt_out(*, channel: str, address: str, by: Actor, at: datetime) -> None:
    """Send no more notices to an address; what waits for it is withheld."""
    _prefer(channel, address, opted_out_at=at)
    Message.objects.filter(
        channel=channel, address=address, state="waiting", purpose__in=["notice", "question"]
    ).update(state="withheld", problem="opted out", next_at=None)


def opt_in(*, channel: str, address: str, by: Actor, at: datetime) -> None:
    """Send notices again."""
    _prefer(channel, address, opted_out_at=None)


def set_quiet(
    *,
    channel: str,
    address: str,
    quiet_from: time | None,
    quiet_until: time | None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep quiet between these hours of the day; None and None: the hours of the house."""
    _prefer(channel, address, quiet_from=quiet_from, quiet_until=quiet_until)


def set_digest(*, channel: str, address: str, digest: bool, by: Actor, at: datetime) -> None:
    """One message a day that names every matter, or each when it happens."""
    _prefer(channel, address, digest=digest)


def bounced(*, channel: str, address: str, by: Actor, at: datetime) -> int:
    """A message to this address came back; how often that happened."""
    _prefer(channel, address, bounced_at=at)
    row = Preference.objects.filter(channel=channel, address=address)
    row.update(bounces=F("bounces") + 1)
    return row.values_list("bounces", flat=True).get()


def _prefer(channel: str, address: str, **wishes: object) -> None:
    Preference.objects.update_or_create(channel=channel, address=address[:300], defaults=wishes)
