"""Launching an edition: from then on it is frozen, and everybody's newest."""

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import queries
from kachehri.domains.reports.kinds import FORMATS, ReportKind
from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile, EditionText
from kachehri.domains.reports.queries import EditionView
from kachehri.domains.reports.rules import MAY_LAUNCH
from kachehri.domains.reports.rules.editions import LAUNCHED
from kachehri.domains.reports.rules.freshness import digest
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.kinds import JobProblem
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.engines.ledger import actions as ledger

from .storing import (
    _compared,
    _folder,
    _found,
    _gathered,
    _one_at_a_time,
    _spoken,
    _write_files,
    _write_texts,
)

LAUNCH = "launch-report"
"""The kind of job that launches an edition."""

CHECKING = gettext_noop("Checking that nothing changed since the draft")
NO_EDITION = gettext_noop("There is no edition with the number %(edition)s.")
NO_REASON = gettext_noop(
    "No workshop has validated this edition yet. Write down the workshop, or say why it is "
    "launched without one."
)
NOT_YET = gettext_noop("The day of the launch lies in the future.")
TOO_EARLY = gettext_noop("The day of the launch lies before the day on which the draft was made.")
NO_REVIEW = gettext_noop("The day on which it is to be looked at again must come after the launch.")
NOT_NEWEST = gettext_noop("There is a newer draft of this edition. Launch that one.")
CHANGED = gettext_noop(
    "Something has changed since this draft was made: figures, records, words or rules. Build a "
    "new draft, look at it, then launch that one."
)
OTHERWISE_LAUNCHED = gettext_noop(
    "This edition was launched before, with other dates. It stays as it is."
)


class LaunchProblem(JobProblem):
    """Why an edition is not launched, in words for whoever asked for it."""


def ask_for_launch(
    *,
    edition_id: int,
    launched_on: date,
    review_on: date,
    by: Actor,
    at: datetime,
    without_workshop_because: str = "",
) -> int:
    """Ask a worker to launch an edition; return the job's id.

    Raises what `launch_edition` raises, but for what only the whole of the data can tell.
    """
    row = _asked(edition_id)
    _known, place = _found(row.kind, row.place_id)
    require(MAY_LAUNCH, by, {"place_thing_id": place.thing_id})
    _check(row, launched_on, review_on, without_workshop_because, at)
    arguments = {
        "edition_id": edition_id,
        "launched_on": launched_on.isoformat(),
        "review_on": review_on.isoformat(),
        "without_workshop_because": without_workshop_because,
    }
    return jobs.ask(kind=LAUNCH, arguments=arguments, by=by, at=at)


def launch_edition(
    *,
    edition_id: int,
    launched_on: date,
    review_on: date,
    by: Actor,
    at: datetime,
    without_workshop_because: str = "",
    progress: Progress | None = None,
) -> EditionView:
    """Launch a draft: its final text and files are made, without the mark of a draft.

    It needs a workshop that was written down for its number, or the reason why there was none, and
    data that is what the draft was made of. All of it becomes public at once or not at all; a
    launch that was killed is done by asking again, and gives the same bytes. One that was launched
    is returned as it is. Raises Refused, or LaunchProblem, a JobProblem with the reason.
    """
    progress = progress or Silent()
    row = _asked(edition_id)
    known, place = _found(row.kind, row.place_id)
    require(MAY_LAUNCH, by, {"place_thing_id": place.thing_id})
    progress.start(1 + len(_spoken()) * (1 + len(FORMATS)))
    with transaction.atomic():
        _one_at_a_time(row.kind, row.place_id)
        row = _asked(edition_id)
        draft = _folder(row, place)
        if row.state != LAUNCHED:
            _check(row, launched_on, review_on, without_workshop_because, at)
            row.launched_on, row.review_on = launched_on, review_on
            row.because = "" if _workshops(row) else without_workshop_because.strip()
            _launch(row, known, place, progress, by, at)
        elif (row.launched_on, row.review_on) != (launched_on, review_on):
            raise LaunchProblem(OTHERWISE_LAUNCHED)
    _drop(draft)
    launched = queries.edition(edition_id)
    if launched is None:
        raise LookupError(f"edition {edition_id} is gone")
    return launched


def _asked(edition_id: int) -> Edition:
    """The edition, as it is now."""
    row = Edition.objects.defer("facts").filter(pk=edition_id).first()
    if row is None:
        raise LaunchProblem(NO_EDITION, edition=edition_id)
    return row


def _check(row: Edition, launched_on: date, review_on: date, because: str, at: datetime) -> None:
    """Raise LaunchProblem for what forbids the launch of a draft."""
    # In the east it is tomorrow already: the day is the launcher's own, the moment is not.
    if launched_on.toordinal() > at.date().toordinal() + 1:
        raise LaunchProblem(NOT_YET)
    if launched_on < row.built_at.date():
        raise LaunchProblem(TOO_EARLY)
    if review_on <= launched_on:
        raise LaunchProblem(NO_REVIEW)
    later = Edition.objects.filter(kind=row.kind, place_id=row.place_id, number=row.number)
    if later.filter(revision__gt=row.revision).exists():
        raise LaunchProblem(NOT_NEWEST)
    if not because.strip() and not _workshops(row):
        raise LaunchProblem(NO_REASON)


def _workshops(row: Edition) -> bool:
    """Whether a workshop was written down for this number."""
    return bool(queries.workshops(row.kind, row.place_id, row.number))


def _launch(
    row: Edition, kind: ReportKind, place: PlaceView, progress: Progress, by: Actor, at: datetime
) -> None:
    """Make the final texts and files in place of the draft's, and write it down."""
    progress.step(CHECKING)
    figures = _compared(_gathered(kind, place), row.number)
    if digest(kind, figures) != row.data_digest:
        raise LaunchProblem(CHANGED)
    progress.advance()
    row.state = LAUNCHED
    EditionChapter.objects.filter(text__edition=row).delete()
    EditionText.objects.filter(edition=row).delete()
    EditionFile.objects.filter(edition=row).delete()
    row.save(update_fields=["state", "launched_on", "review_on", "because"])
    _write_texts(row, kind, figures, progress)
    _write_files(row, place, _spoken(), FORMATS, progress)
    refs: Mapping[str, int | str] = {"kind": row.kind, "number": row.number}
    ledger.record(
        verb="reports.launched",
        by=by.thing_id or 0,
        thing=row.thing_id,
        at=at,
        refs={
            **refs,
            "revision": row.revision,
            "place": place.thing_id,
            "digest": row.data_digest,
            "without_workshop": int(bool(row.because)),
        },
    )


def _drop(folder: Path) -> None:
    """Remove the files of a draft that is a launched edition now: nothing leads to them."""
    if folder.name.startswith("draft-"):
        shutil.rmtree(Path(settings.FILES_ROOT) / folder, ignore_errors=True)
