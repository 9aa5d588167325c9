"""Encrypted answers handed out as they are, for whoever holds the private key."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.models import Form
from kachehri.domains.forms.queries.answers import (
    attachment,
    attachments,
    raw_xml,
    submissions,
)
from kachehri.domains.forms.rules import MAY_EXPORT
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger

VERBS = {"forms.encrypted_taken": _("Took encrypted answers out")}
MANIFEST = "submission.xml"
A_BATCH = 200


def take_encrypted(
    *, form_id: int, by: Actor, at: datetime
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Each encrypted submission: its instanceID, its manifest and its files by name.

    The event is written when the first one is asked for. Raises Refused.
    """
    form = Form.objects.select_related("project").get(pk=form_id)
    require(MAY_EXPORT, by, form.project)
    with transaction.atomic():
        refs: dict[str, int | str] = {"form": form.pk}
        ledger.record(
            verb="forms.encrypted_taken", by=acting(by), thing=form.thing_id, at=at, refs=refs
        )
    after = 0
    while batch := submissions(form_id, after=after, limit=A_BATCH, is_encrypted=True):
        after = batch[-1].id
        for one in batch:
            xml = raw_xml(one)
            if xml is not None:
                files = {file.name: attachment(one.id, file.name) for file in attachments(one.id)}
                kept = {name: content for name, content in files.items() if content is not None}
                yield one.instance, {MANIFEST: xml, **kept}
