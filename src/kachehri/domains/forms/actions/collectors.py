"""Sending somebody out with a device, and ending that."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.domains.forms.kinds.submissions import NewCollector
from kachehri.domains.forms.models import Collector, Project
from kachehri.domains.forms.queries.collectors import digest_of, secret_of
from kachehri.domains.forms.rules import MAY_MANAGE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import InputProblem, Reason

VERBS = {
    "forms.sent_out": _("Gave an enumerator a way to send answers"),
    "forms.called_back": _("Ended an enumerator's way to send answers"),
}
TAKEN = gettext_noop("Somebody has this user name already.")
CHOOSE = gettext_noop("Choose another one.")
NO_NAME = gettext_noop("A name is needed.")
WRITE_NAME = gettext_noop("Write who it is for.")


def send_out(
    *,
    project_id: int,
    name: str,
    by: Actor,
    at: datetime,
    username: str = "",
    quota: int = 500,
    expires_at: datetime | None = None,
    person_id: int | None = None,
) -> NewCollector:
    """Give somebody a token, and a password where they have a user name. Both are told once."""
    project = Project.objects.get(pk=project_id)
    require(MAY_MANAGE, by, project)
    if not name.strip():
        raise InputProblem(Reason(NO_NAME), Reason(WRITE_NAME))
    if username and Collector.objects.filter(username=username).exists():
        raise InputProblem(Reason(TAKEN), Reason(CHOOSE))
    token, password = secrets.token_hex(32), secrets.token_urlsafe(12) if username else ""
    with transaction.atomic():
        thing = ledger.register(kind="forms.collector", at=at)
        row = Collector.objects.create(
            thing=thing,
            project=project,
            name=name.strip()[:120],
            person_id=person_id,
            token=digest_of(token),
            username=username,
            secret=secret_of(username, password) if username else "",
            quota=quota,
            created_at=at,
            expires_at=expires_at,
        )
        _event("forms.sent_out", row, by, at)
    return NewCollector(row.pk, token, username, password)


def end_collector(*, collector_id: int, by: Actor, at: datetime) -> None:
    """Let a token and a password open nothing any more. What was sent stays."""
    with transaction.atomic():
        row = Collector.objects.select_for_update().select_related("project").get(pk=collector_id)
        require(MAY_MANAGE, by, row.project)
        if row.ended_at is not None:
            return
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _event("forms.called_back", row, by, at)


def _event(verb: str, row: Collector, by: Actor, at: datetime) -> None:
    refs: dict[str, int | str] = {"collector": row.pk, "project": row.project_id}
    ledger.record(verb=verb, by=acting(by), thing=row.thing_id, at=at, refs=refs)
