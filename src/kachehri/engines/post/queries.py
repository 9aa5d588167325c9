"""Messages, what waits and what lies in the holding pen, as others may know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.db.models.fields.json import KT
from django.utils.translation import gettext

from . import kinds
from .kinds import ArrivalView, channel, readable
from .models import Arrival, Message, Preference

HELD = ("held", "failed")


@dataclass(frozen=True)
class MessageView:
    """A message in or out."""

    id: int
    is_incoming: bool
    channel: str
    subject: int | None
    address: str
    title: str
    words: str
    language: str
    class_: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    attempts: int
    problem: str
    gateway: str
    external: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class HeldView:
    """What lies in the holding pen, as a person reads it; `guesses` best first."""

    id: int
    channel: str
    received_at: datetime
    sender: str
    title: str
    words: str
    guesses: tuple[Mapping[str, Any], ...]
    state: str
    problem: str


@dataclass(frozen=True)
class ChannelLag:
    """What waits on one way out. `is_ready` is False where its gateway is not set up."""

    channel: str
    is_ready: bool
    waiting: int
    oldest: datetime | None
    uncertain: int
    failed: int


@dataclass(frozen=True)
class Lag:
    """How far the post is behind: arrivals nobody read yet, and what waits on each way out."""

    arrivals: int
    oldest_arrival: datetime | None
    held: int
    failed: int
    out: tuple[ChannelLag, ...]


@dataclass(frozen=True)
class PreferenceView:
    """What an address asked for."""

    opted_out_at: datetime | None
    digest: bool
    bounces: int


def message(id: int) -> MessageView | None:
    """One message, or None."""
    row = Message.objects.filter(pk=id).first()
    return _view(row) if row else None


def messages(subject: int, limit: int = 200) -> tuple[MessageView, ...]:
    """The messages about a Thing, the oldest first."""
    rows = Message.objects.filter(subject_id=subject).order_by("id")[:limit]
    return tuple(_view(row) for row in rows)


def told(subject: int, channel: str) -> tuple[str, ...]:
    """Every address to which something went about a Thing on a channel."""
    rows = Message.objects.filter(subject_id=subject, channel=channel, is_incoming=False)
    return tuple(rows.order_by("address").values_list("address", flat=True).distinct())


def by_external(externals: list[str]) -> tuple[MessageView, ...]:
    """Messages that gateways know by one of these numbers, the youngest first."""
    known = [one[:200] for one in externals if one]
    rows = Message.objects.filter(external__in=known).exclude(external="").order_by("-id")[:20]
    return tuple(_view(row) for row in rows)


def last_sent(channel: str, address: str, since: datetime) -> tuple[MessageView, ...]:
    """What went to an address since then, the youngest first: what an answer may be about."""
    rows = Message.objects.filter(
        is_incoming=False, channel=channel, address=address, sent_at__gte=since
    ).order_by("-id")[:20]
    return tuple(_view(row) for row in rows)


def uncertain(after: int = 0, limit: int = 20) -> tuple[MessageView, ...]:
    """Messages of which nobody knows whether they went out."""
    rows = Message.objects.filter(state="uncertain", id__gt=after).order_by("id")[:limit]
    return tuple(_view(row) for row in rows)


def arrival(id: int) -> ArrivalView | None:
    """One arrival, or None."""
    row = Arrival.objects.filter(pk=id).first()
    return arrival_view(row) if row else None


def held(after: int = 0, limit: int = 20) -> tuple[HeldView, ...]:
    """What lies in the holding pen or could not be read, the oldest first, by keyset."""
    rows = Arrival.objects.filter(state__in=HELD, id__gt=after).order_by("id")[:limit]
    return tuple(_held(arrival_view(row)) for row in rows)


def one_held(id: int) -> HeldView | None:
    """One of them, or None where it lies there no more."""
    row = Arrival.objects.filter(pk=id, state__in=HELD).first()
    return _held(arrival_view(row)) if row else None


def _held(one: ArrivalView) -> HeldView:
    says = kinds.told(one)
    return HeldView(
        id=one.id,
        channel=one.channel,
        received_at=one.received_at,
        sender=says.sender,
        title=says.title,
        words=says.words,
        guesses=one.guesses,
        state=one.state,
        problem=gettext(one.problem) if one.problem else "",
    )


def arrived_from(sender: str, since: datetime) -> int:
    """How many arrivals this sender (the header `from` of what was kept) made since then."""
    arrivals = Arrival.objects.alias(who=KT("headers__sender"))
    return arrivals.filter(who=sender, received_at__gte=since).count()


def preference(channel: str, address: str) -> PreferenceView:
    """What an address asked for; nothing, where nobody asked."""
    row = Preference.objects.filter(channel=channel, address=address).first()
    if row is None:
        return PreferenceView(None, digest=False, bounces=0)
    return PreferenceView(row.opted_out_at, row.digest, row.bounces)


def lag() -> Lag:
    """How far the post is behind."""
    arrivals = Arrival.objects.filter(state="new").aggregate(
        many=Count("id"), oldest=Min("received_at")
    )
    held = dict(
        Arrival.objects.filter(state__in=HELD).values_list("state").annotate(many=Count("id"))
    )
    out = (
        Message.objects.filter(
            is_incoming=False, state__in=["waiting", "sending", "uncertain", "failed"]
        )
        .values("channel")
        .annotate(
            many=Count("id", filter=Q(state__in=["waiting", "sending"])),
            oldest=Min("created_at", filter=Q(state__in=["waiting", "sending"])),
            unsure=Count("id", filter=Q(state="uncertain")),
            failed=Count("id", filter=Q(state="failed")),
        )
        .order_by("channel")
    )
    return Lag(
        arrivals=arrivals["many"],
        oldest_arrival=arrivals["oldest"],
        held=held.get("held", 0),
        failed=held.get("failed", 0),
        out=tuple(
            ChannelLag(
                row["channel"],
                _ready(row["channel"]),
                row["many"],
                row["oldest"],
                row["unsure"],
                row["failed"],
            )
            for row in out
        ),
    )


def read_channels() -> tuple[str, ...]:
    """The channels that somebody reads."""
    return readable()


def _ready(key: str) -> bool:
    known = channel(key)
    return known is not None and known.is_ready()


def _view(row: Message) -> MessageView:
    return MessageView(
        id=row.pk,
        is_incoming=row.is_incoming,
        channel=row.channel,
        subject=row.subject_id,
        address=row.address,
        title=row.title,
        words=row.words,
        language=row.language,
        class_=row.purpose,
        state=row.state,
        created_at=row.created_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        attempts=row.attempts,
        problem=row.problem,
        gateway=row.gateway,
        external=row.external,
        content=row.content,
    )


def arrival_view(row: Arrival) -> ArrivalView:
    """A row as its read-model."""
    return ArrivalView(
        id=row.pk,
        channel=row.channel,
        gateway=row.gateway,
        external=row.external,
        received_at=row.received_at,
        raw=bytes(row.raw),
        content_type=row.content_type,
        headers=row.headers,
        state=row.state,
        attempts=row.attempts,
        problem=row.problem,
        guesses=tuple(row.guesses),
    )
