"""Answers as tables, a page at a time, for the same price at any depth.

A page that begins where the last one of the same reader ended goes on from there by key; only a
jump into the middle counts rows. See docs/adr/0213.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import and_, or_
from threading import Lock
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kachehri.domains.forms.models import Payload, Submission
from kachehri.domains.forms.rules import odata as shapes
from kachehri.domains.forms.rules.filtering import Compared, Condition, Joined, Negated
from kachehri.domains.forms.rules.odata import Entity, Way
from kachehri.engines.xforms.answers import unpack

from .answers import RING
from .central import COLUMNS, SHOWN, FormFacts, SubmissionFacts, edits_of, facts_of
from .forms import model

BATCH = 500
KEPT_FOR = timedelta(minutes=10)
COUNTED_FOR = timedelta(seconds=60)
LARGE = 20_000
"""Rows from which a count is remembered for a minute; what came since is added."""


@dataclass(frozen=True)
class Mark:
    """Where a page ended: the last submission, and for a repeat how many of its rows were given."""

    after: int
    inner: int = 0


@dataclass(frozen=True)
class Asked:
    """What a program wants of a table. `reader` is who walks through it."""

    table: str = shapes.FIRST
    top: int | None = None
    skip: int = 0
    condition: Condition | None = None
    way: Way = shapes.ALL
    mark: Mark | None = None
    root: str = ""
    is_rising: bool = False
    reader: int = 0


@dataclass(frozen=True)
class Given:
    """A row of a table, and where one goes on after it."""

    row: dict[str, Any]
    mark: Mark


def tables(facts: FormFacts) -> tuple[Entity, ...]:
    """The tables of a form: itself, then its repeats."""
    return tuple(shapes.entities(shapes.entity_of(model(facts.version_id))))


def table(facts: FormFacts, name: str) -> Entity | None:
    """One table by its name."""
    return next((one for one in tables(facts) if one.name == name), None)


def given(facts: FormFacts, asked: Asked, at: datetime) -> Iterator[Given]:
    """The rows that were asked for, one by one, read in batches.

    What the reader asks next begins where this ends: it is remembered when the last row is taken.
    """
    entity = table(facts, asked.table)
    assert entity is not None, "the caller looks first whether there is such a table"  # noqa: S101
    key = _walk_of(facts, asked)
    mark, left = asked.mark, 0
    if mark is None and asked.skip:
        mark = marks.get(key, asked.skip, at)
        left = 0 if mark else asked.skip
    seen, last = 0, mark
    for one in _rows(facts, entity, asked, mark, left) if asked.top != 0 else ():
        seen, last = seen + 1, one.mark
        yield one
        if seen == asked.top:
            break
    if asked.mark is None and last is not None and seen:
        marks.put(key, asked.skip + seen, last, at)


def _walk_of(facts: FormFacts, asked: Asked) -> tuple[Any, ...]:
    condition = repr(asked.condition)
    return (facts.id, asked.table, condition, asked.is_rising, asked.root, asked.reader)


def _rows(
    facts: FormFacts, entity: Entity, asked: Asked, mark: Mark | None, skip: int
) -> Iterator[Given]:
    """Rows after the mark, and after `skip` more."""
    if entity.name == shapes.FIRST:
        yield from _forms(facts, entity, asked, mark, skip)
        return
    first = shapes.entity_of(model(facts.version_id))
    start = Mark(mark.after + (-1 if asked.is_rising else 1)) if mark else None
    for one, values in _answers(facts, asked, start, 0, None):
        rows = shapes.of_table(entity, first, values, one.root, asked.way)
        had = mark.inner if mark and mark.after == one.id else 0
        for number, row in enumerate(rows, 1):
            if number <= had:
                continue
            if skip:
                skip -= 1
            else:
                yield Given(row, Mark(one.id, number))


def _forms(
    facts: FormFacts, entity: Entity, asked: Asked, mark: Mark | None, skip: int
) -> Iterator[Given]:
    for batch in _batches(_answers(facts, asked, mark, skip, asked.top)):
        edited = [one.root for one, _ in batch if one.root != one.instance]
        edits = edits_of(edited, facts.id)
        for one, values in batch:
            yield Given(whole_row(entity, one, values, asked.way, edits), Mark(one.id))


def _batches(found: Iterator[Any]) -> Iterator[list[Any]]:
    batch = []
    for one in found:
        batch.append(one)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def whole_row(
    entity: Entity,
    one: SubmissionFacts,
    values: Mapping[str, Any],
    way: Way,
    edits: Mapping[str, int],
) -> dict[str, Any]:
    """A submission as a row of the first table."""
    made: dict[str, Any] = {}
    if way.wants("__id"):
        made["__id"] = one.root
    if way.wants("__system"):
        made["__system"] = _system(one, edits.get(one.root, 0))
    body = shapes.row(entity, values, one.root, way)
    if way.wants("meta"):
        body["meta"] = {"instanceID": one.instance, "instanceName": None} | {
            name: value for name, value in (body.get("meta") or {}).items() if value is not None
        }
    return made | body


def _system(one: SubmissionFacts, edits: int) -> dict[str, Any]:
    return {
        "submissionDate": moment(one.received_at),
        "updatedAt": moment(one.changed_at),
        "deletedAt": None,
        "submitterId": None if one.collector_id is None else str(one.collector_id),
        "submitterName": one.collector or None,
        "attachmentsPresent": one.files_present,
        "attachmentsExpected": one.files_expected,
        "status": "notDecrypted" if one.is_encrypted else None,
        "reviewState": one.review or None,
        "deviceId": one.device or None,
        "edits": edits,
        "formVersion": one.label,
    }


def moment(when: datetime | None) -> str | None:
    """A moment as programs read it, in UTC with milliseconds."""
    if when is None:
        return None
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _answers(
    facts: FormFacts, asked: Asked, mark: Mark | None, skip: int, top: int | None
) -> Iterator[tuple[SubmissionFacts, Mapping[str, Any]]]:
    """Submissions with their values, by key, a batch at a time."""
    left = top
    while left is None or left > 0:
        size = BATCH if left is None else min(BATCH, left)
        found = _ordered(_narrowed(facts.id, asked), asked, mark)
        with timezone.override(UTC):
            batch = facts_of(found[skip : skip + size])
        yield from zip(batch, opened(batch), strict=True)
        if len(batch) < size:
            return
        skip, mark = 0, Mark(batch[-1].id)
        left = None if left is None else left - size


def _narrowed(form_id: int, asked: Asked) -> QuerySet[Submission]:
    """The submissions that are asked for, in no order."""
    found = Submission.objects.filter(SHOWN, form=form_id)
    if asked.root:
        found = found.filter(root=asked.root)
    return found if asked.condition is None else found.filter(as_q(asked.condition))


def _ordered(found: QuerySet[Submission], asked: Asked, mark: Mark | None) -> QuerySet[Submission]:
    if mark is not None:
        found = found.filter(**{f"pk__{'gt' if asked.is_rising else 'lt'}": mark.after})
    return found.order_by("pk" if asked.is_rising else "-pk")


def opened(batch: Sequence[SubmissionFacts]) -> Iterator[Mapping[str, Any]]:
    """The values of submissions, in their order; nothing for what is sealed on the device."""
    sealed = _sealed(batch)
    known = [one for one in batch if one.id in sealed and one.version_id is not None]
    contents = RING().open_many([(one.id, *sealed[one.id]) for one in known], "answers")
    words = {one.id: content for one, content in zip(known, contents, strict=True)}
    for one in batch:
        content = words.get(one.id)
        if content is None or one.version_id is None:
            yield {}
        else:
            yield unpack(content, model(one.version_id)).values


def _sealed(batch: Sequence[SubmissionFacts]) -> dict[int, tuple[bytes, bytes]]:
    """The sealed words by submission; only the partitions of their days are looked into."""
    if not batch:
        return {}
    days = [one.received_at for one in batch]
    found = Payload.objects.filter(
        what="answers",
        submission_id__in=[one.id for one in batch],
        received_at__gte=min(days),
        received_at__lte=max(days),
    )
    wanted = found.values_list("submission_id", "nonce", "content")
    return {number: (bytes(nonce), bytes(content)) for number, nonce, content in wanted}


def as_q(condition: Condition) -> Q:
    """A condition as a filter of rows."""
    if isinstance(condition, Negated):
        return ~as_q(condition.part)
    if isinstance(condition, Joined):
        return reduce(and_ if condition.how == "and" else or_, map(as_q, condition.parts))
    return _compared(condition)


def _compared(one: Compared) -> Q:
    column, operator, value = one.field.column, one.operator, one.value
    if one.field.part:
        column = f"{column}__{one.field.part}"
    if value is None:
        nothing = Q(**{column: ""}) if column in {"review", "device"} else _absent(column)
        return nothing if operator == "eq" else ~nothing
    if operator == "ne":
        return ~Q(**{column: value}) | _absent(column)
    ending = {"lt": "__lt", "le": "__lte", "gt": "__gt", "ge": "__gte", "eq": ""}[operator]
    return Q(**{f"{column}{ending}": value})


def _absent(column: str) -> Q:
    return Q(**{f"{column}__isnull": True})


def count(facts: FormFacts, asked: Asked, at: datetime) -> int:
    """How many rows there are in all, whatever page is asked for."""
    if asked.table != shapes.FIRST:
        return _count_within(facts, asked, at)
    with timezone.override(UTC):
        found = _narrowed(facts.id, asked)
        if asked.condition is not None or asked.root:
            return found.count()
        return counts.count(facts.id, found, at)


def _count_within(facts: FormFacts, asked: Asked, at: datetime) -> int:
    whole = Asked(asked.table, condition=asked.condition, root=asked.root)
    key = (facts.id, asked.table, repr(asked.condition), asked.root)
    return counts.remembered(key, at, lambda: sum(1 for _ in given(facts, whole, at)))


class _Marks:
    """Where readers are: for a few minutes, in the memory of this process."""

    MOST_WALKS = 500
    MOST_MARKS = 20_000

    def __init__(self) -> None:
        self.walks: OrderedDict[tuple[Any, ...], dict[int, tuple[Mark, datetime]]] = OrderedDict()
        self.lock = Lock()

    def get(self, key: tuple[Any, ...], position: int, at: datetime) -> Mark | None:
        """The mark after which the row of this position (from 0) comes, if it is fresh."""
        with self.lock:
            found = self.walks.get(key, {}).get(position)
        return found[0] if found and at - found[1] <= KEPT_FOR else None

    def put(self, key: tuple[Any, ...], position: int, mark: Mark, at: datetime) -> None:
        """Remember where the row of this position begins. The oldest are forgotten."""
        with self.lock:
            known = self.walks.pop(key, {})
            known.pop(position, None)
            known[position] = (mark, at)
            if len(known) > self.MOST_MARKS:
                known.pop(next(iter(known)))
            self.walks[key] = known
            if len(self.walks) > self.MOST_WALKS:
                self.walks.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        with self.lock:
            self.walks.clear()


class _Counts:
    """Counts of large tables: counted once a minute; what came in since is added."""

    def __init__(self) -> None:
        self.known: dict[Any, tuple[int, int, datetime]] = {}

    def count(self, form_id: int, found: QuerySet[Submission], at: datetime) -> int:
        """How many there are."""
        before = self.known.get(form_id)
        if before and timedelta(0) <= at - before[2] <= COUNTED_FOR:
            return before[0] + found.filter(pk__gt=before[1]).count()
        last = found.aggregate(last=Max("pk"))["last"] or 0
        number = found.count()
        self._keep(form_id, number, last, at)
        return number

    def remembered(self, key: Any, at: datetime, counted: Any) -> int:
        """A count that takes long, as it was at most a minute ago."""
        before = self.known.get(key)
        if before and timedelta(0) <= at - before[2] <= COUNTED_FOR:
            return before[0]
        number = int(counted())
        self._keep(key, number, 0, at)
        return number

    def _keep(self, key: Any, number: int, last: int, at: datetime) -> None:
        if len(self.known) > 1000:
            self.known.clear()
        self.known.pop(key, None)
        if number >= LARGE:
            self.known[key] = (number, last, at)

    def clear(self) -> None:
        """Forget all."""
        self.known.clear()


marks = _Marks()
counts = _Counts()
__all__ = ["COLUMNS", "RING", "Asked", "Given", "Mark", "count", "given", "table", "tables"]
