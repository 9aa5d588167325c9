"""A submission as it was brought: its head is read, and nothing else of it. Pure."""

from collections.abc import Sequence
from datetime import datetime

from kachehri.domains.forms.kinds.submissions import Brought, NewFile
from kachehri.engines.xforms import answers, elements

MOST_NAME = 120


def bring(
    *,
    xml: bytes,
    at: datetime,
    files: Sequence[NewFile] = (),
    collector_id: int | None = None,
    project_id: int | None = None,
    device: str = "",
    channel: str = "collect",
    is_complete: bool = True,
    is_test: bool = False,
) -> Brought:
    """A submission as it was brought, its head read. Asks nobody, so that requests may do it."""
    head, problem = None, ""
    try:
        head = answers.head(xml)
    except elements.NotReadable as unreadable:
        problem = unreadable.code
    if head and not 0 < len(head.instance) <= MOST_NAME:
        head, problem = None, "no-instance"
    return Brought(
        xml=xml,
        at=at,
        head=head,
        problem=problem,
        files=tuple(files),
        collector_id=collector_id,
        project_id=project_id,
        device=_clean(device),
        channel=channel,
        is_complete=is_complete,
        is_test=is_test,
    )


def _clean(text: str) -> str:
    return "".join(one for one in text if one.isprintable())[:MOST_NAME]
