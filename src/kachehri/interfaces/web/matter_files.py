"""Files that somebody at the desk attaches to a matter: kept as they came, seen once looked at."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.cases.kinds import Field, NewFile
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.quarantine import queries as quarantine
from kachehri.engines.quarantine.actions import keep_file
from kachehri.engines.quarantine.kinds import FileRefused, fits
from kachehri.interfaces.web.asked import PREFIX
from kachehri.interfaces.web.pages.desk import actor_of

MOST = 10
"""Files in one form."""


def keep_files(request: HttpRequest, view: CaseView, name: str = "") -> tuple[int, ...]:
    """Keep the files of a form (those of one field, if it is named); return their numbers."""
    sent = [
        one for key in ([name] if name else request.FILES) for one in request.FILES.getlist(key)
    ]
    return tuple(
        keep_file(
            subject=view.thing_id,
            name=one.name or "file",
            content=content_of(one),
            content_type=one.content_type or "",
            by=actor_of(request),
            at=timezone.now(),
        )
        for one in sent[:MOST]
    )


def new_files(request: HttpRequest, name: str) -> tuple[NewFile, ...]:
    """The files of a field as an action takes them."""
    sent = request.FILES.getlist(name)[:MOST]
    return tuple(
        NewFile(one.name or "file", content_of(one), one.content_type or "application/octet-stream")
        for one in sent
    )


def content_of(sent: UploadedFile) -> bytes:
    """What a file holds; FileRefused for one that is too large, of which nothing is read."""
    fits(sent.name or "file", sent.size or 0)
    return bytes(sent.read())


def with_files(
    request: HttpRequest, fields: Iterable[Field], content: Mapping[str, Any]
) -> dict[str, Any]:
    """The content of a form with the files of its fields: the first one of each."""
    found = {one.key: new_files(request, PREFIX + one.key) for one in fields if one.type == "file"}
    return dict(content) | {key: files[0] for key, files in found.items() if files}


STATES = {
    "new": _("a moderator looks at it first"),
    "rebuilt": _("a moderator looks at it first"),
    "passed": _("passed for the public"),
    "refused": _("not shown"),
}


def shown_files(view: CaseView) -> list[dict[str, Any]]:
    """The files of a matter: a link where a copy was passed."""
    return [
        {
            "name": one.name,
            "state": STATES.get(one.state, one.state),
            "href": reverse("matter-file", args=[one.id]) if one.state == "passed" else "",
        }
        for one in quarantine.files(view.thing_id)
        if one.state != "purged"
    ]


def explained(refused: FileRefused) -> str:
    """Why a file was not taken, in the language of the page."""
    return gettext(refused.reason.key) % refused.reason.params
