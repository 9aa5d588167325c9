"""What came in is read: values by question, files that are awaited, and what must not lie open.

In batches, each in one transaction: whoever is killed in the middle left nothing half done. One
that cannot be read takes no other with it; its XML stays, to be read again.
"""

import logging
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.kinds.following import Follower, followers
from kachehri.domains.forms.models import Attachment, Form, Submission
from kachehri.domains.forms.queries.answers import (
    COLUMNS,
    RING,
    SubmissionView,
    payloads,
)
from kachehri.domains.forms.queries.forms import model
from kachehri.domains.forms.rules import MAY_MANAGE
from kachehri.domains.places.queries import trees as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.vault.triage import flagged
from kachehri.engines.xforms import answers, elements
from kachehri.engines.xforms.answers import Answers
from kachehri.engines.xforms.kinds import FormModel

from .erasing import _divert, finish_erasing
from .receiving_files import _clean_name

log = logging.getLogger(__name__)

VERBS = {
    "forms.read": _("Read answers that came in"),
    "forms.to_read_again": _("Let answers be read again"),
}
A_BATCH = 200
MOST_PROBLEM = 400
FREE = frozenset({"text", "string", "barcode"})


@dataclass(frozen=True)
class Read:
    """A submission as it was read; `answers` is None where it could not be, `problem` says why."""

    row: SubmissionView
    answers: Answers | None
    packed: bytes = b""
    problem: str = ""
    place_id: int | None = None


def read_submissions(*, by: Actor, at: datetime, most: int = 5000) -> int:
    """Read what waits, the oldest first; return how many were taken up."""
    done = 0
    while done < most:
        moved: list[int] = []
        with transaction.atomic():
            count = _read_batch(min(A_BATCH, most - done), moved, by, at)
        if moved:
            finish_erasing(ids=moved, by=by, at=at)
        if not count:
            break
        done += count
    return done


def read_again(*, form_id: int, by: Actor, at: datetime) -> int:
    """Let all submissions of a form be read anew from their XML; return how many."""
    form = Form.objects.select_related("project").get(pk=form_id)
    require(MAY_MANAGE, by, form.project)
    with transaction.atomic():
        rows = Submission.objects.filter(form=form, state__in=["read", "unreadable"])
        count = rows.update(state="raw", problem="", changed_at=at)
        refs: dict[str, int | str] = {"form": form.pk, "count": count}
        ledger.record(
            verb="forms.to_read_again", by=acting(by), thing=form.thing_id, at=at, refs=refs
        )
    return count


def _read_batch(most: int, moved: list[int], by: Actor, at: datetime) -> int:
    waiting = Submission.objects.select_for_update(skip_locked=True).filter(state="raw")
    rows = [SubmissionView(*row) for row in waiting.order_by("pk").values_list(*COLUMNS)[:most]]
    if not rows:
        return 0
    forms = Form.objects.in_bulk({one.form_id for one in rows})
    raw = dict(payloads(rows, "raw"))
    with places.one_tree():
        found = [_read(one, raw.get(one.id), forms[one.form_id]) for one in rows]
    sensitive = {one.row.id for one in found if one.answers and _is_sensitive(one)}
    _write([one for one in found if one.row.id not in sensitive], at)
    for one in found:
        if one.row.id in sensitive and one.answers:
            _divert(one.row, one.answers, "triage", by, at)
            moved.append(one.row.id)
    _follow([one for one in found if one.answers and one.row.id not in sensitive], by, at)
    _tell(found, forms, by, at)
    return len(rows)


def _read(row: SubmissionView, packed: bytes | None, form: Form) -> Read:
    """Read one. Whatever is wrong with it is said of it alone."""
    if packed is None:
        return Read(row, None, problem="Its XML is not here any more.")
    if row.is_encrypted or row.version_id is None:
        return Read(row, None)
    try:
        shape = model(row.version_id)
        found = answers.parse(zlib.decompress(packed), shape)
        return Read(row, found, answers.pack(found, shape), "", _place(found, form))
    except OperationalError:
        raise
    except elements.NotReadable as problem:
        return Read(row, None, problem=str(problem)[:MOST_PROBLEM])
    except Exception as problem:
        log.exception("Submission %s could not be read", row.id)
        return Read(row, None, problem=f"{type(problem).__name__}"[:MOST_PROBLEM])


def _place(found: Answers, form: Form) -> int | None:
    """The place that the form's question names: by key or code; never a household's position."""
    told = found.values.get(form.place_question) if form.place_question else None
    if not isinstance(told, str):
        return None
    place = places.by_code(told)
    return place.id if place else None


def _is_sensitive(one: Read) -> bool:
    """Whether the free words tell of something that must not lie in the open."""
    if one.answers is None or one.row.version_id is None:
        return False
    words = "\n".join(_free_words(one.answers.values, model(one.row.version_id)))
    return bool(words) and bool(flagged(words))


def _free_words(values: Mapping[str, Any], shape: FormModel) -> list[str]:
    """What people said in words of their own, also within repeats."""
    return _free(values, answers.layout(shape))


def _free(values: Mapping[str, Any], at: answers.Layout) -> list[str]:
    words = [
        str(values[path])
        for path, column in at.columns.items()
        if column.type in FREE and path in values
    ]
    for path, below in at.below.items():
        for row in values.get(path, ()):
            words += _free(row, below)
    return words


def _write(found: Sequence[Read], at: datetime) -> None:
    """Write what was read, all at once."""
    _seal([(one.row, one.packed) for one in found if one.packed])
    if found:
        columns: list[Any] = [list(column) for column in zip(*map(_told, found), strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(_READ, columns)
    _await_files([one for one in found if not one.problem])


def _told(one: Read) -> tuple[Any, ...]:
    state = "unreadable" if one.problem else "read"
    started, ended = (one.answers.started, one.answers.ended) if one.answers else (None, None)
    return one.row.id, state, one.problem, started, ended, one.place_id


_READ = """
update forms_submission set state = new.state, problem = new.problem,
    started_at = new.started, ended_at = new.ended, place_id = new.place
from unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::timestamptz[],
            %s::bigint[]) as new (id, state, problem, started, ended, place)
where forms_submission.id = new.id
"""
_SEAL = """
insert into forms_payload (submission_id, what, received_at, nonce, content)
select id, 'answers', at, nonce, content
from unnest(%s::bigint[], %s::timestamptz[], %s::bytea[], %s::bytea[])
    as new (id, at, nonce, content)
on conflict (submission_id, what, received_at)
do update set nonce = excluded.nonce, content = excluded.content
"""


def _seal(found: Sequence[tuple[SubmissionView, bytes]]) -> None:
    if not found:
        return
    ring = RING()
    sealed = [ring.seal(row.id, packed, "answers") for row, packed in found]
    columns: list[Any] = [[row.id for row, _ in found], [row.received_at for row, _ in found],
               [nonce for nonce, _ in sealed], [content for _, content in sealed]]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SEAL, columns)


def _await_files(found: Sequence[Read]) -> None:
    """Write down which files the answers name; whether all of them came."""
    raw = dict(payloads([one.row for one in found if one.row.is_encrypted], "raw"))
    names = {one.row.id: _named(one, raw) for one in found}
    told = {pk: wanted for pk, wanted in names.items() if wanted}
    if told:
        came: dict[int, set[str]] = {}
        for pk, name in Attachment.objects.filter(submission_id__in=told).values_list(
            "submission_id", "name"
        ):
            came.setdefault(pk, set()).add(name)
        missing = [
            Attachment(submission_id=pk, name=name)
            for pk, wanted in told.items()
            for name in wanted - came.get(pk, set())
        ]
        Attachment.objects.bulk_create(missing, ignore_conflicts=True)
    for pk, wanted in told.items():
        awaited = Attachment.objects.filter(submission_id=pk, state="awaited").exists()
        Submission.objects.filter(pk=pk).update(files_expected=len(wanted), is_complete=not awaited)
    whole = [pk for pk in names if pk not in told]
    Submission.objects.filter(pk__in=whole, is_complete=False).update(is_complete=True)


def _named(one: Read, raw: Mapping[int, bytes]) -> set[str]:
    if one.answers:
        return {_clean_name(name) for _, name in one.answers.files}
    if one.row.id in raw:
        return {_clean_name(name) for name in answers.head(zlib.decompress(raw[one.row.id])).files}
    return set()


def _follow(found: Sequence[Read], by: Actor, at: datetime) -> None:
    """Let others look: all at once, and where one makes a mistake each look by itself."""
    looks = [(follower, one) for one in found for follower in followers()]
    if looks and not _looked(looks, by, at):
        for look in looks:
            _looked([look], by, at)


def _looked(looks: Sequence[tuple[Follower, Read]], by: Actor, at: datetime) -> bool:
    """Whether there was no mistake; where there was one all of it is undone."""
    try:
        with transaction.atomic():
            for follower, one in looks:
                follower(submission=one.row, answers=one.answers, by=by, at=at)
    except OperationalError:
        raise
    except Exception:
        log.exception("%s answers, the first is %s: a look failed", len(looks), looks[0][1].row.id)
        return False
    return True


def _tell(found: Sequence[Read], forms: Mapping[int, Form], by: Actor, at: datetime) -> None:
    counted: dict[int, list[Read]] = {}
    for one in found:
        counted.setdefault(one.row.form_id, []).append(one)
    about: list[tuple[int, Mapping[str, int | str]]] = [
        (
            forms[form_id].thing_id,
            {
                "form": form_id,
                "count": len(several),
                "unreadable": sum(bool(one.problem) for one in several),
            },
        )
        for form_id, several in counted.items()
    ]
    ledger.record_many(verb="forms.read", by=acting(by), about=about, at=at)
