"""The work on reports that a worker does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.roles import EDIT
from kachehri.engines.jobs.kinds import JobKind
from kachehri.engines.jobs.progress import Progress

from . import actions


def build_report(
    progress: Progress, by: Actor, at: datetime, kind: str, place_id: int
) -> Mapping[str, Any]:
    """Build the edition in every language and format."""
    edition = actions.build_edition(kind=kind, place_id=place_id, by=by, at=at, progress=progress)
    return {
        "kind": kind,
        "place_id": place_id,
        "edition": edition.id,
        "number": edition.number,
        "files": len(edition.files),
    }


BUILD_REPORT = JobKind(actions.BUILD, _("Build a report"), build_report, rule=EDIT)
