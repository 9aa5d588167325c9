"""What may be known of the tray without opening it."""

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require

from . import keys
from .kinds import OpeningView, SealedView
from .models import Hush, Opening, Sealed
from .rules import MAY_OPEN


def tray(
    *, actor: Actor, after: int | None = None, limit: int = 20, closed: bool = False
) -> tuple[SealedView, ...]:
    """Sealed things, newest first, from the one after the number `after` on."""
    require(MAY_OPEN, actor)
    rows = Sealed.objects.filter(state__in=["closed", "erased"] if closed else ["new", "taken"])
    if after:
        rows = rows.filter(pk__lt=after)
    return tuple(_view(row) for row in rows.defer("content", "wrapped").order_by("-pk")[:limit])


def sealed(*, actor: Actor, sealed_id: int) -> SealedView | None:
    """One sealed thing as it stands in the open."""
    require(MAY_OPEN, actor)
    row = Sealed.objects.defer("content", "wrapped").filter(pk=sealed_id).first()
    return _view(row) if row else None


def openings(*, actor: Actor, sealed_id: int) -> tuple[OpeningView, ...]:
    """Who opened it and why, newest first."""
    require(MAY_OPEN, actor)
    rows = Opening.objects.filter(sealed=sealed_id).order_by("-pk")
    return tuple(OpeningView(row.by_id, row.at, row.because, row.what) for row in rows)


def waiting() -> int:
    """How many sealed things nobody has opened yet."""
    return Sealed.objects.filter(state="new").count()


def hushed(address: str) -> bool:
    """Whether no automatic message may go to an address. Channels ask before they send."""
    return Hush.objects.filter(digest=keys.digest(address)).exists()


def _view(row: Sealed) -> SealedView:
    return SealedView(
        id=row.pk,
        thing_id=row.thing_id,
        channel=row.channel,
        received_at=row.received_at,
        sealed_at=row.sealed_at,
        state=row.state,
        taken_by_id=row.taken_by_id,
    )
