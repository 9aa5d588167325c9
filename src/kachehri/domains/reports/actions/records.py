"""Writing down what a team knows: versions are added, and nobody writes over another unseen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.places import queries as places
from kachehri.domains.reports import queries
from kachehri.domains.reports.kinds import records as declared
from kachehri.domains.reports.kinds.records import RecordKind
from kachehri.domains.reports.models import Record, RecordVersion
from kachehri.domains.reports.queries.records import RecordView
from kachehri.domains.reports.rules import MAY_WRITE
from kachehri.domains.reports.rules.entering import checked
from kachehri.domains.reports.rules.merging import Merged, merged
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger

from .redaction import redact_editions

NOTE_LENGTH = 400


class RecordProblem(ValueError):
    """What was written cannot be kept: `problems` says why, by key of the field ("" for all)."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{key}: {said}" for key, said in problems.items()))
        self.problems = problems


class Overtaken(Exception):
    """Somebody saved the record in between. Nothing was changed and nothing is lost.

    `theirs` is the record as it stands now, `mine` what was to be written; `merged` puts together
    what does not contradict and names the fields that both changed.
    """

    def __init__(self, theirs: RecordView, mine: Mapping[str, Any], base: Mapping[str, Any]):
        super().__init__(f"record {theirs.id} is at version {theirs.version}")
        self.theirs = theirs
        self.mine = mine
        self.merged: Merged = merged(base, mine, theirs.content)


def write_record(
    *,
    kind: str,
    place_id: int,
    content: Mapping[str, Any],
    by: Actor,
    at: datetime,
    note: str = "",
) -> int:
    """Write a new record down; return its number.

    Raises Refused, or RecordProblem, by field.
    """
    known = _kind(kind)
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise RecordProblem({"": gettext("There is no such place.")})
    require(MAY_WRITE, by, {"place_thing_id": place.thing_id})
    clean = _clean(known, content, place_id, at, {})
    with transaction.atomic():
        row = Record.objects.create(
            thing=ledger.register(kind="reports.record", at=at),
            kind=kind,
            place_id=place_id,
            version=0,
            created_at=at,
        )
        _add(row, clean, note, by, at)
        ledger.record(
            verb="reports.wrote",
            by=by.thing_id or 0,
            thing=row.thing_id,
            at=at,
            refs={"kind": kind, "place": place.thing_id},
        )
    return row.pk


def rewrite_record(
    *,
    record_id: int,
    version: int,
    content: Mapping[str, Any],
    by: Actor,
    at: datetime,
    note: str = "",
) -> int:
    """Write a new version of a record that was read in `version`; return the new number.

    Saving what is there already changes nothing. Raises Refused, RecordProblem, or Overtaken where
    somebody saved in between.
    """
    before = _found(record_id, by)
    base = queries.records.version(record_id, version)
    _is_open(before)
    clean = _clean(_kind(before.kind), content, before.place_id, at, before.content)
    with transaction.atomic():
        row = Record.objects.select_for_update().get(pk=record_id)
        now = queries.records.record(record_id)
        if now is None or now.content == clean:
            return row.version
        if row.version != version:
            raise Overtaken(now, clean, base.content if base else {})
        _is_open(now)
        _add(row, clean, note, by, at)
        ledger.record(
            verb="reports.rewrote",
            by=by.thing_id or 0,
            thing=row.thing_id,
            at=at,
            refs={"kind": row.kind, "version": row.version},
        )
    return row.version


def end_record(*, record_id: int, version: int, because: str, by: Actor, at: datetime) -> None:
    """End a record: it is kept with its history and no longer printed.

    `because` is kept as the note of a last version. Raises Refused, RecordProblem, Overtaken.
    """
    _turn("reports.ended", record_id, version, because, by, at)


def reopen_record(*, record_id: int, version: int, because: str, by: Actor, at: datetime) -> None:
    """Take an ended record up again. One whose consent was withdrawn stays ended."""
    _turn("reports.reopened", record_id, version, because, by, at)


def withdraw_consent(*, record_id: int, by: Actor, at: datetime) -> None:
    """Take the words of a person out of every version of a record, and end it.

    What tells nothing about the person stays: the choices, the session, when it was written.
    Safe to repeat. Raises Refused, or RecordProblem for a kind that asks for no consent.
    """
    view = _found(record_id, by)
    kind = _kind(view.kind)
    if not kind.consent:
        raise RecordProblem({"": gettext("No consent is asked for records of this kind.")})
    with transaction.atomic():
        row = Record.objects.select_for_update().get(pk=record_id)
        for one in RecordVersion.objects.filter(record=row):
            one.content = _without_words(kind, one.content)
            one.note = ""
            one.save(update_fields=["content", "note"])
        redact_editions(record_id=record_id, by=by, at=at)
        if not view.is_withdrawn:
            row.is_ended = True
            row.save(update_fields=["is_ended"])
            ledger.record(
                verb="reports.withdrew_consent",
                by=by.thing_id or 0,
                thing=row.thing_id,
                at=at,
                refs={"kind": row.kind},
            )


def _turn(verb: str, record_id: int, version: int, because: str, by: Actor, at: datetime) -> None:
    """End a record or take it up again, with the reason as a version of its own."""
    view = _found(record_id, by)
    is_ended = verb == "reports.ended"
    if not because.strip():
        raise RecordProblem({"because": gettext("Say why.")})
    with transaction.atomic():
        row = Record.objects.select_for_update().get(pk=record_id)
        now = queries.records.record(record_id) or view
        if row.is_ended == is_ended:
            return
        if row.version != version:
            raise Overtaken(now, now.content, now.content)
        _is_not_withdrawn(now)
        row.is_ended = is_ended
        _add(row, now.content, because, by, at)
        ledger.record(
            verb=verb,
            by=by.thing_id or 0,
            thing=row.thing_id,
            at=at,
            refs={"kind": row.kind},
        )


def _kind(key: str) -> RecordKind:
    known = declared.find(key)
    if known is None:
        message = gettext("There is no kind of record called “%(kind)s”.")
        raise RecordProblem({"": message % {"kind": key}})
    return known


def _found(record_id: int, by: Actor) -> RecordView:
    """The record, if there is one and the person may write it."""
    view = queries.records.record(record_id)
    if view is None:
        raise RecordProblem({"": gettext("There is no such record.")})
    place = places.by_ids([view.place_id])[view.place_id]
    require(MAY_WRITE, by, {"place_thing_id": place.thing_id})
    return view


def _is_not_withdrawn(view: RecordView) -> None:
    if view.is_withdrawn:
        message = gettext("The consent to these words was withdrawn. They cannot come back.")
        raise RecordProblem({"": message})


def _is_open(view: RecordView) -> None:
    _is_not_withdrawn(view)
    if view.is_ended:
        raise RecordProblem({"": gettext("This was ended. Take it up again to change it.")})


def _clean(
    kind: RecordKind,
    content: Mapping[str, Any],
    place_id: int,
    at: datetime,
    before: Mapping[str, Any],
) -> dict[str, Any]:
    """The content as it is kept; RecordProblem where something is wrong."""
    known = queries.records.known(kind, content, place_id=place_id, today=at.date(), before=before)
    clean, problems = checked(kind, content, known)
    if problems:
        raise RecordProblem(problems)
    return clean


def _add(row: Record, content: Mapping[str, Any], note: str, by: Actor, at: datetime) -> None:
    """The next version."""
    row.version += 1
    row.save(update_fields=["version", "is_ended"])
    RecordVersion.objects.create(
        record=row,
        number=row.version,
        content=dict(content),
        written_by_id=by.thing_id or 0,
        written_at=at,
        note=" ".join(note.replace("\0", "").split())[:NOTE_LENGTH],
    )


def _without_words(kind: RecordKind, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content without anything that somebody said or that tells who it was."""
    kept = {"choice", "record", "edition", "chapter"}
    stays = {one.key for one in kind.fields if one.type in kept}
    return {key: value for key, value in content.items() if key in stays} | {kind.consent: False}
