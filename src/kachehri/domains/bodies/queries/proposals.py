"""What the public says is wrong in the directory."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kachehri.domains.bodies.models import Proposal
from kachehri.domains.places import queries as places


@dataclass(frozen=True)
class ProposalView:
    """Something that somebody says is wrong; `content` has `what` and `words`.

    `state`: new, taken, refused.
    """

    id: int
    thing_id: int
    about_id: int | None
    place_id: int
    content: Mapping[str, Any]
    source: str
    state: str
    because: str
    made_at: datetime
    decided_at: datetime | None
    decided_by_id: int | None


_PROPOSAL = ("id", "thing_id", "about_id", "place_id", "content", "source", "state", "because",
             "made_at", "decided_at", "decided_by_id")  # fmt: skip


def proposal(id: int) -> ProposalView | None:
    """One proposal (one query)."""
    return next(iter(_views(Proposal.objects.filter(pk=id))), None)


def waiting(
    place_ids: Collection[int] | None = None, *, after: int = 0, limit: int = 50
) -> tuple[ProposalView, ...]:
    """Proposals that nobody has decided, the oldest first; of places and what lies in them."""
    rows = Proposal.objects.filter(state="new", pk__gt=after)
    if place_ids is not None:
        rows = rows.filter(place_id__in=places.lying_in(place_ids))
    return _views(rows.order_by("pk")[:limit])


def decided(about_id: int, *, limit: int = 20) -> tuple[ProposalView, ...]:
    """What was decided about a body, the newest first."""
    rows = Proposal.objects.filter(about_id=about_id).exclude(state="new").order_by("-pk")
    return _views(rows[:limit])


def _views(rows: QuerySet[Proposal]) -> tuple[ProposalView, ...]:
    return tuple(ProposalView(*row) for row in rows.values_list(*_PROPOSAL))
