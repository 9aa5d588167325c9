"""Building editions of reports: drafts, and again what was lost of any edition."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import queries
from kachehri.domains.reports.kinds import FORMATS, ReportKind
from kachehri.domains.reports.models import Edition
from kachehri.domains.reports.queries import EditionView
from kachehri.domains.reports.rules import MAY_BUILD
from kachehri.domains.reports.rules.editions import DRAFT
from kachehri.domains.reports.rules.freshness import digest
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.engines.ledger import actions as ledger

from .storing import (
    _compared,
    _found,
    _gathered,
    _one_at_a_time,
    _spoken,
    _write_files,
    _write_texts,
)

BUILD = "build-report"
"""The kind of job that builds an edition."""

READING = gettext_noop("Reading the figures")


def ask_for_edition(*, kind: str, place_id: int, by: Actor, at: datetime) -> int:
    """Ask a worker for an edition in every language and format; return the job's id.

    Raises Refused, or JobProblem for a kind or place that there is not.
    """
    _report, place = _found(kind, place_id)
    require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
    return jobs.ask(kind=BUILD, arguments={"kind": kind, "place_id": place_id}, by=by, at=at)


def build_edition(
    *,
    kind: str,
    place_id: int,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
    languages: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
) -> EditionView:
    """Return the edition of what is known now, with files in these languages (all) and formats.

    Its text is always made in every language: the site shows it. Where nothing changed since the
    latest edition, that one is returned, launched or not, and only what it still lacks is made; it
    comes out as it would have then. Else it is the next draft: of the number of the draft before,
    or of the number after the edition that was launched. Its rows come all at once, so nobody ever
    sees half of it. Safe to run twice, and beside itself. Raises Refused, or JobProblem for a kind
    or place that there is not.
    """
    progress = progress or Silent()
    languages = languages or _spoken()
    known, place = _found(kind, place_id)
    require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
    progress.start(1 + len(_spoken()) + len(languages) * len(formats))
    row = _edition(known, place, progress, by, at)
    _write_files(row, place, languages, formats, progress)
    built = queries.edition(row.pk)
    if built is None:
        raise LookupError(f"edition {row.pk} is gone")
    return built


def _edition(
    kind: ReportKind, place: PlaceView, progress: Progress, by: Actor, at: datetime
) -> Edition:
    """The latest edition if nothing changed since, else the next draft; with all its texts."""
    with transaction.atomic():
        _one_at_a_time(kind.key, place.id)
        progress.step(READING)
        figures = _gathered(kind, place)
        progress.advance()
        rows = Edition.objects.filter(kind=kind.key, place_id=place.id).defer("facts")
        row = rows.order_by("-number", "-state", "-revision").first()
        compared = _compared(figures, row.number) if row else figures
        if row is None or row.data_digest != digest(kind, compared):
            number, revision = _next(row)
            compared = _compared(figures, number)
            row = Edition.objects.create(
                thing=ledger.register(kind="reports.edition", at=at),
                kind=kind.key,
                place_id=place.id,
                number=number,
                revision=revision,
                built_at=at,
                data_digest=digest(kind, compared),
            )
            refs: Mapping[str, int | str] = {"kind": kind.key, "number": row.number}
            ledger.record(
                verb="reports.built",
                by=by.thing_id or 0,
                thing=row.thing_id,
                at=at,
                refs={**refs, "revision": row.revision, "place": place.thing_id},
            )
        _write_texts(row, kind, compared, progress)
    return row


def _next(last: Edition | None) -> tuple[int, int]:
    """Number and revision of the next draft: of the draft before, else of the next number."""
    if last is None:
        return 1, 1
    if last.state == DRAFT:
        return last.number, last.revision + 1
    return last.number + 1, 1
