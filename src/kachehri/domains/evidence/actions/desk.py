"""What a person at the desk adds before a file of unknown making is loaded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from kachehri.domains.evidence.kinds import SourceKind
from kachehri.domains.evidence.models import Source, Upload
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.access.roles import EDIT

from .declaring import _put_source


def keep_mapping(*, upload: int, draft: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Keep what a person has said so far about the columns of a file, for when they come back.

    Nothing is read and no event is written: a draft is not yet anybody's statement. A file that is
    loaded or put away keeps what it was loaded with; one that was looked at has to be looked at
    anew. Raises Refused.
    """
    require(EDIT, by)
    waiting = (Upload.State.RECEIVED, Upload.State.CHECKED, Upload.State.REFUSED)
    Upload.objects.filter(pk=upload, state__in=waiting).update(
        mapping=dict(draft), state=Upload.State.RECEIVED
    )


def declare_source(*, source: SourceKind, by: Actor, at: datetime) -> str:
    """Write down where a file's figures were published; return the code of the source.

    The same words again give the same source. Other words under a code that is taken get a code of
    their own: what a pack or a colleague declared is never changed from here. Raises Refused.
    """
    require(EDIT, by)
    with transaction.atomic():
        taken = {row.code: row for row in Source.objects.filter(code__startswith=source.code)}
        code, number = source.code, 1
        while code in taken:
            if _same(taken[code], source):
                return code
            number += 1
            code = f"{source.code}-{number}"
        _put_source(replace(source, code=code), by=by, at=at)
        return code


def _same(row: Source, source: SourceKind) -> bool:
    named = ("kind", "publisher", "title", "year", "table", "page", "licence")
    return all(getattr(row, name) == getattr(source, name) for name in named)
