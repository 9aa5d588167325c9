"""To the locked tray: what must not lie in the open leaves it whole, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.models import Case, Entry, Feedback, Matter, Paper, Support
from kachehri.domains.cases.queries import reading
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import seeing
from kachehri.domains.people import queries as people
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.flow import actions as flow
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as post_queries
from kachehri.engines.quarantine import actions as quarantine
from kachehri.engines.quarantine import queries as quarantine_queries
from kachehri.engines.vault import actions as vault
from kachehri.engines.vault.triage import flagged

from .storing import _counted, _locked, _store

VERBS = {"cases.moved_away": _("Moved a matter into the locked tray")}


def divert(*, case_id: int, because: str, by: Actor, at: datetime) -> int:
    """Move a matter into the locked tray and return the number of the sealed thing.

    Whoever finds something may do it, and sees afterwards only that it was moved. Words, entries,
    messages, files and arrivals leave the open side in this transaction, no message goes out, and
    the event holds ids alone.
    """
    found = reading.by_id(case_id)
    if found is None:
        raise Case.DoesNotExist
    require(seeing.MAY_DIVERT, seeing.judged(by), found)
    with transaction.atomic():
        return _divert(case_id, because, by, at)


def _divert(
    case_id: int, because: str, by: Actor, at: datetime, more: Mapping[str, Any] | None = None
) -> int:
    row = _locked(case_id)
    before = _counted(row)
    case = view_of(row)
    sealed = vault.seal(
        content={**_content(case), "because": because, **(more or {})},
        channel=row.channel,
        received_at=row.opened_at,
        address=_address(case, at),
        by=by,
        at=at,
    )
    flow.stop(subject=row.thing_id, rules=None, by=by, at=at)
    post.purge(subject=row.thing_id, by=by, at=at)
    quarantine.purge(subject=row.thing_id, by=by, at=at)
    for model in (Entry, Paper, Feedback, Support):
        model.objects.filter(case_id=row.pk).delete()
    Matter.objects.filter(case_id=row.pk).update(words="", direction="", applicant_id=None)
    Matter.objects.filter(promise_id=row.pk).update(direction="")
    _empty(row, at)
    _store(row, before, at)
    ledger.record(
        verb="cases.moved_away",
        by=acting(by),
        thing=row.thing_id,
        at=at,
        refs={"case": row.pk, "sealed": sealed},
    )
    for one in _of_the_same_words(case):
        _divert(one, because, by, at)
    return sealed


def _of_the_same_words(case: CaseView) -> list[int]:
    """The matters before and after it that repeat its words: a step further takes them along."""
    rows = Case.objects.filter(Q(parent_id=case.id) | Q(pk=case.parent_id), words=case.words)
    return list(rows.filter(moved_at__isnull=True).values_list("pk", flat=True))


def _empty(row: Case, at: datetime) -> None:
    """Leave nothing of a case but its number and its place in the state table."""
    row.title = row.words = row.search_key = row.spot = row.fingerprint = row.category = ""
    row.sector = ""
    row.facts, row.longitude, row.latitude, row.due_at = {}, None, None, None
    row.applicant_id = row.officer_id = row.desk_id = row.spoken_for_by_id = None
    row.is_private, row.moderation, row.is_open = True, "hidden", False
    row.secret = f"-{row.number}"
    row.moved_at, row.supporters, row.parent_id, row.duplicate_of_id = at, 0, None, None


def _content(case: CaseView) -> dict[str, Any]:
    """What goes into the tray, under the names that its page shows."""
    place = places.by_ids([case.place_id]).get(case.place_id)
    body = bodies.body(case.body_id) if case.body_id else None
    person = people.person(case.applicant_id) if case.applicant_id else None
    return {
        "case": case.number,
        "title": case.title,
        "words": case.words,
        "facts": dict(case.facts),
        "spot": case.spot,
        "place": place.name("en") if place else "",
        "body": body.name("en") if body else "",
        "name": person.name if person else "",
        "applicant": case.applicant_id,
        "language": case.language,
        "entries": [
            {"at": one.at.isoformat(), "what": one.what, "words": one.words}
            for one in Entry.objects.filter(case_id=case.id).order_by("id")
        ],
        "papers": [
            {"on": one.on.isoformat(), "kind": one.kind, "words": one.words, "number": one.number}
            for one in Paper.objects.filter(case_id=case.id).order_by("id")
        ],
        "messages": [
            {"at": one.created_at.isoformat(), "incoming": one.is_incoming, "words": one.words}
            for one in post_queries.messages(case.thing_id)
        ],
        "files": [
            {"name": one.name, "content": quarantine_queries.original(one.id)}
            for one in quarantine_queries.files(case.thing_id)
        ],
    }


def _address(case: CaseView, at: datetime) -> str:
    way = people.safe_way(case.applicant_id, at) if case.applicant_id else None
    return way.address if way else ""


def _is_flagged(*texts: str) -> bool:
    """Whether the triage finds something that must not lie in the open."""
    return bool(flagged("\n".join(text for text in texts if text)))


def _seal_intake(
    content: Mapping[str, Any],
    *,
    channel: str,
    applicant_id: int | None,
    received_at: datetime,
    by: Actor,
    at: datetime,
) -> None:
    """Something that never became a case: it goes straight into the tray."""
    way = people.safe_way(applicant_id, at) if applicant_id else None
    vault.seal(
        content=content,
        channel=channel,
        received_at=received_at,
        address=way.address if way else "",
        by=by,
        at=at,
    )
