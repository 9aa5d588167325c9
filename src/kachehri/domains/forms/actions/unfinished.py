"""Keep what somebody has answered so far, until it is sent.

No event is written: nothing was handed over yet, and nobody but its writer is to know of it.
"""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kachehri.domains.forms.models import FormVersion, Unfinished
from kachehri.domains.forms.queries.unfinished import bound_to, key_of, mark_of
from kachehri.domains.forms.rules import MAY_COLLECT
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require

KEPT = timedelta(days=30)
LARGEST = 400_000


def keep_unfinished(
    *,
    secret: str,
    version_id: int,
    channel: str,
    values: Mapping[str, str],
    by: Actor,
    at: datetime,
) -> None:
    """Seal the answers so far under the secret. Raises Refused, ValueError where it is too much."""
    version = (
        FormVersion.objects.select_related("form__project").only("form__project").get(pk=version_id)
    )
    require(MAY_COLLECT, by, version.form.project)
    content = json.dumps(dict(values), ensure_ascii=False).encode()
    if len(content) > LARGEST:
        raise ValueError("too much at once")
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key_of(secret)).encrypt(nonce, content, bound_to(version_id))
    Unfinished.objects.update_or_create(
        mark=mark_of(secret),
        defaults={
            "version_id": version_id,
            "channel": channel,
            "nonce": nonce,
            "content": sealed,
            "changed_at": at,
            "expires_at": at + KEPT,
        },
    )


def drop_unfinished(*, secret: str, by: Actor, at: datetime) -> None:
    """It was sent, or its writer wants it gone: who holds the secret may say so."""
    Unfinished.objects.filter(mark=mark_of(secret)).delete()


def forget_unfinished(*, by: Actor, at: datetime) -> int:
    """Drop what nobody came back to. How many those were."""
    return Unfinished.objects.filter(expires_at__lte=at).delete()[0]
