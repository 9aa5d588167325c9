"""Who brings in answers with a device."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kachehri.domains.forms.models import Collector

REALM = "Kachehri"
"""The realm of Digest access authentication, part of each stored secret."""


@dataclass(frozen=True)
class CollectorView:
    """An enumerator's way in. `secret` is the HA1 of Digest; it is no password and opens nothing
    but this server's answers.
    """

    id: int
    thing_id: int
    project_id: int
    name: str
    username: str
    person_id: int | None
    quota: int
    created_at: datetime
    expires_at: datetime | None
    ended_at: datetime | None
    seen_at: datetime | None
    secret: str = ""

    def is_open(self, at: datetime) -> bool:
        """Whether it may send at that moment."""
        return self.ended_at is None and (self.expires_at is None or at < self.expires_at)


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def secret_of(username: str, password: str) -> str:
    """What is kept of a password: the HA1 of RFC 2617, which names MD5 and which Collect speaks."""
    text = f"{username}:{REALM}:{password}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def collector_by_token(token: str, at: datetime) -> CollectorView | None:
    """Whose token it is, as long as it may send."""
    return _open_one(Q(token=digest_of(token)), at)


def collector_by_username(username: str, at: datetime) -> CollectorView | None:
    """Whose name it is, as long as it may send."""
    return _open_one(Q(username=username), at) if username and "\0" not in username else None


def collector(collector_id: int) -> CollectorView | None:
    """One by number, ended or not."""
    row = Collector.objects.filter(pk=collector_id).first()
    return view_of(row) if row else None


def collectors(project_id: int, *, after: int = 0, limit: int = 200) -> tuple[CollectorView, ...]:
    """Those of a project in the order of their making, ended ones too."""
    rows = Collector.objects.filter(project_id=project_id, pk__gt=after).order_by("pk")[:limit]
    return tuple(map(view_of, rows))


def _open_one(which: Q, at: datetime) -> CollectorView | None:
    row = Collector.objects.filter(which).first()
    found = view_of(row) if row else None
    return found if found and found.is_open(at) else None


def view_of(row: Collector) -> CollectorView:
    """A row as others may know it."""
    return CollectorView(
        id=row.pk,
        thing_id=row.thing_id,
        project_id=row.project_id,
        name=row.name,
        username=row.username,
        person_id=row.person_id,
        quota=row.quota,
        created_at=row.created_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
        seen_at=row.seen_at,
        secret=row.secret,
    )
