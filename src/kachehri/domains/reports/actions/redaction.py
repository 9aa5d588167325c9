"""Taking somebody's words out of every edition that prints them, whenever it was launched."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, TextField
from django.db.models.functions import Cast

from kachehri.domains.forms.queries import voices, voices_quotes
from kachehri.domains.places import queries as places
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.models import (
    Edition,
    EditionChapter,
    EditionFile,
    EditionText,
    Record,
)
from kachehri.domains.reports.queries import EditionView
from kachehri.domains.reports.rules import MAY_BUILD
from kachehri.domains.reports.rules.recorded_voices import key_of
from kachehri.domains.reports.rules.redacting import notice, without
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.engines.ledger import actions as ledger

from .storing import _one_at_a_time, _write_files

REMAKE = "remake-report-files"
"""The kind of job that writes the files of an edition again after words were taken out."""


def redact_editions(*, record_id: int, by: Actor, at: datetime) -> tuple[int, ...]:
    """Take the words of a record out of every edition that quotes it; return their numbers.

    In one transaction, the caller's: the stored text says in each language that something was taken
    out, the files are no longer given out, the ledger keeps their fingerprints, and a job writes
    them again over the old ones. Nobody builds meanwhile. Safe to repeat. Raises Refused.
    """
    record = Record.objects.get(pk=record_id)
    place = places.by_ids([record.place_id])[record.place_id]
    require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
    with transaction.atomic():
        about = Edition.objects.filter(place_id=place.id).defer("facts")
        built = set(about.values_list("kind", flat=True)) | {one.key for one in kinds.every()}
        for kind in sorted(built):
            _one_at_a_time(kind, place.id)
        found = [row for row in about.order_by("id") if _redact(row, str(record_id), at)]
        for row in found:
            _take_back(row, record.thing_id, by, at)
    return tuple(row.pk for row in found)


def redact_quotes(*, quote_ids: Collection[int], by: Actor, at: datetime) -> tuple[int, ...]:
    """Take quotes that came out of talks out of every edition that prints them; their numbers.

    Called by what takes the quotes back, in its transaction (`forms.kinds.voices.leaving`): of the
    place that a quote names, and of every place around it. Safe to repeat. Raises Refused.
    """
    keys = [key_of(one) for one in sorted(quote_ids)]
    named = voices_quotes.places_of(quote_ids)
    around = {one for place_id in named for one in voices.around(place_id)}
    found: list[Edition] = []
    with transaction.atomic():
        about = Edition.objects.filter(place_id__in=around).defer("facts")
        for kind, place_id in sorted(set(about.values_list("kind", "place_id"))):
            place = places.by_ids([place_id])[place_id]
            require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
            _one_at_a_time(kind, place_id)
        for row in about.order_by("id"):
            printed = [key for key in keys if _redact(row, key, at)]
            if printed:
                _take_back(row, voices_quotes.thing_of(int(printed[0].split("-")[1])), by, at)
                found.append(row)
    return tuple(row.pk for row in found)


def remake_files(
    *,
    edition_id: int,
    files: Iterable[tuple[str, str]],
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> EditionView:
    """Write files of an edition again, by language and format, from its text as it is now.

    Safe to run twice. Raises Refused.
    """
    row = Edition.objects.defer("facts").get(pk=edition_id)
    place = places.by_ids([row.place_id])[row.place_id]
    require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
    wanted = sorted(files)
    progress = progress or Silent()
    progress.start(len(wanted))
    for language, format in wanted:
        _write_files(row, place, (language,), (format,), progress)
    made = queries.edition(edition_id)
    if made is None:
        raise LookupError(f"edition {edition_id} is gone")
    with transaction.atomic():
        refs: dict[str, int | str] = {
            f"{one.language}.{one.format}": one.sha256
            for one in made.files
            if (one.language, one.format) in wanted
        }
        ledger.record(
            verb="reports.remade", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs
        )
    return made


def _redact(row: Edition, key: str, at: datetime) -> bool:
    """Put the notice in place of the words, in every language; whether there were any."""
    # Whoever writes a file of a text holds it: see `storing._write_files`.
    texts = EditionText.objects.select_for_update().filter(edition=row).order_by("id")
    changed = [_redact_text(text, key, notice(at.date(), text.language)) for text in texts]
    return any(changed)


def _redact_text(text: EditionText, key: str, instead: str) -> bool:
    """One language: its cover, and the chapters in which the record is named."""
    cover = without(text.cover, key, instead)
    changed = bool(cover != text.cover)
    if changed:
        text.cover = cover
        text.save(update_fields=["cover"])
    named = EditionChapter.objects.annotate(said=Cast("content", TextField())).filter(
        text=text, said__contains=f'"key": "{key}"'
    )
    for chapter in named:
        content: Any = without(chapter.content, key, instead)
        if content != chapter.content:
            EditionChapter.objects.filter(pk=chapter.pk).update(content=content)
            changed = True
    return changed


def _take_back(row: Edition, record_thing: int, by: Actor, at: datetime) -> None:
    """No longer give the files out, write down which they were, and have them made again."""
    old = EditionFile.objects.filter(edition=row).order_by("language", "format")
    files = [(one.language, one.format, one.sha256) for one in old]
    old.delete()
    Edition.objects.filter(pk=row.pk).update(redacted_on=at.date(), redactions=F("redactions") + 1)
    refs: dict[str, int | str] = {"record": record_thing}
    ledger.record(
        verb="reports.redacted",
        by=by.thing_id or 0,
        thing=row.thing_id,
        at=at,
        refs=refs | {f"{language}.{format}": digest for language, format, digest in files},
    )
    if files:
        wanted = [[language, format] for language, format, _digest in files]
        arguments = {"edition_id": row.pk, "files": wanted}
        jobs.ask(kind=REMAKE, arguments=arguments, by=by, at=at)
