"""The work on reports that a worker does."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.roles import EDIT
from kachehri.engines.jobs.kinds import JobKind
from kachehri.engines.jobs.progress import Progress

from . import actions
from .queries import EditionView


def came_of(edition: EditionView) -> Mapping[str, Any]:
    """What the page of a job says of the edition that it made."""
    return {
        "kind": edition.kind,
        "place_id": edition.place_id,
        "edition": edition.id,
        "number": edition.number,
        "files": len(edition.files),
    }


def build_report(
    progress: Progress, by: Actor, at: datetime, kind: str, place_id: int
) -> Mapping[str, Any]:
    """Build the edition in every language and format."""
    edition = actions.build_edition(kind=kind, place_id=place_id, by=by, at=at, progress=progress)
    return came_of(edition)


BUILD_REPORT = JobKind(actions.BUILD, _("Build a report"), build_report, rule=EDIT)


def launch_report(
    progress: Progress,
    by: Actor,
    at: datetime,
    edition_id: int,
    launched_on: str,
    review_on: str,
    without_workshop_because: str = "",
) -> Mapping[str, Any]:
    """Launch an edition; its days are ISO text."""
    edition = actions.launch_edition(
        edition_id=edition_id,
        launched_on=date.fromisoformat(launched_on),
        review_on=date.fromisoformat(review_on),
        without_workshop_because=without_workshop_because,
        by=by,
        at=at,
        progress=progress,
    )
    return came_of(edition)


LAUNCH_REPORT = JobKind(actions.LAUNCH, _("Launch a report"), launch_report, rule=EDIT)


def remake_files(
    progress: Progress, by: Actor, at: datetime, edition_id: int, files: list[list[str]]
) -> Mapping[str, Any]:
    """Write files of an edition again; `files` are pairs of a language and a format."""
    edition = actions.remake_files(
        edition_id=edition_id,
        files=[(language, format) for language, format in files],
        by=by,
        at=at,
        progress=progress,
    )
    return came_of(edition)


REMAKE_FILES = JobKind(
    actions.REMAKE, _("Write the files of a report again"), remake_files, rule=EDIT
)
