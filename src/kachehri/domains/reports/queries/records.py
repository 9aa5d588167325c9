"""What teams wrote down for a report, as pages and the report itself read it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, QuerySet

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.reports.kinds import records as declared
from kachehri.domains.reports.kinds.records import RecordKind
from kachehri.domains.reports.models import Edition, Record, RecordVersion
from kachehri.domains.reports.rules.entering import Content, Known, KnownRecord, mentioned
from kachehri.domains.reports.rules.recorded_views import RecordView

__all__ = [
    "RecordPage",
    "RecordView",
    "counts",
    "history",
    "known",
    "page",
    "printed",
    "record",
    "records",
    "records_of_ids",
    "version",
]

FIELDS = (
    "record_id", "record__thing_id", "record__kind", "record__place_id", "number",
    "record__is_ended", "content", "written_at", "written_by_id", "note",
)  # fmt: skip
PAGE = 50


@dataclass(frozen=True)
class RecordPage:
    """A page of records, the oldest first; `after` begins the next one, None on the last."""

    records: tuple[RecordView, ...]
    after: int | None


def records(
    place_id: int, kinds: Collection[str] = (), *, ended: bool = False
) -> tuple[RecordView, ...]:
    """Every record about a place (one query), of some kinds if told so, in order of number.

    With `ended` also those that were ended.
    """
    return _views(_newest(_about(place_id, kinds, ended=ended)))


def page(
    place_id: int,
    kinds: Collection[str] = (),
    *,
    ended: bool = False,
    after: int = 0,
    limit: int = PAGE,
) -> RecordPage:
    """The records about a place that follow the one with the number `after` (one query)."""
    rows = _newest(_about(place_id, kinds, ended=ended).filter(id__gt=after))
    found = _views(rows[: limit + 1])
    return RecordPage(found[:limit], found[limit - 1].id if len(found) > limit else None)


def record(id: int) -> RecordView | None:
    """One record in its newest version (one query), ended or not; None where there is none."""
    return next(iter(_views(_newest(Record.objects.filter(pk=id)))), None)


def records_of_ids(ids: Collection[int]) -> dict[int, RecordView]:
    """Records by number (one query), ended or not."""
    found = _views(_newest(Record.objects.filter(pk__in=list(ids))))
    return {one.id: one for one in found}


def history(id: int) -> tuple[RecordView, ...]:
    """Every version of a record, the newest first (one query)."""
    return _views(RecordVersion.objects.filter(record_id=id).order_by("-number"))


def version(id: int, number: int) -> RecordView | None:
    """A record as it was in a version (one query), or None."""
    rows = RecordVersion.objects.filter(record_id=id, number=number)
    return next(iter(_views(rows)), None)


def counts(place_id: int, *, ended: bool = False) -> dict[str, int]:
    """How many records of each declared kind a place has (one query); every kind is named."""
    rows = _about(place_id, (), ended=ended).values("kind").annotate(count=Count("id"))
    found = dict(rows.order_by("kind").values_list("kind", "count"))
    return {kind.key: found.get(kind.key, 0) for kind in declared.every()}


def printed(place_id: int, kinds: Collection[str]) -> tuple[RecordView, ...]:
    """What a report may print of these kinds (one query, none for no kinds).

    Confidential kinds, ended records and words whose consent was withdrawn never come out here,
    whoever asks. An ended office still does: a recommendation has to say what became of its owner.
    """
    open_kinds = [kind for kind in declared.every() if kind.key in kinds and not kind.confidential]
    if not open_kinds:
        return ()
    found = records(place_id, [kind.key for kind in open_kinds], ended=True)
    stays = {kind.key for kind in open_kinds if kind.until}
    return tuple(
        one for one in found if not one.is_withdrawn and (not one.is_ended or one.kind in stays)
    )


def known(
    kind: RecordKind, content: Content, *, place_id: int, today: date, before: Content
) -> Known:
    """What exists of what a content mentions (at most seven queries)."""
    said = mentioned(kind, content)
    none: frozenset[str] = frozenset()
    found = records_of_ids(said.records) if said.records else {}
    next_ids = {id for one in found.values() for id in _successor(one)}
    later = records_of_ids(next_ids) if next_ids else {}
    return Known(
        today=today,
        place_id=place_id,
        records={id: _known(one, later) for id, one in found.items()},
        hrefs=_existing(said.hrefs) if said.hrefs else none,
        codes=frozenset(one.code for one in evidence.sources(said.codes)) if said.codes else none,
        editions=_editions(place_id) if said.editions else none,
        before=before,
    )


def _known(view: RecordView, later: dict[int, RecordView]) -> KnownRecord:
    kind = declared.find(view.kind)
    after = next((later[id] for id in _successor(view) if id in later), None)
    return KnownRecord(
        kind=view.kind,
        place_id=view.place_id,
        title=view.title("en"),
        is_ended=view.is_ended,
        gone_on=view.day(kind.until) if kind and kind.until else None,
        successor=after.title("en") if after else "",
    )


def _successor(view: RecordView) -> tuple[int, ...]:
    kind = declared.find(view.kind)
    return view.refers(kind.successor) if kind and kind.successor else ()


def _existing(hrefs: Iterable[str]) -> frozenset[str]:
    """Those of the hrefs behind which a figure, a source or an indicator stands."""
    named: dict[str, set[str]] = {"observations": set(), "sources": set(), "indicators": set()}
    for href in hrefs:
        what, _slash, name = href.rstrip("/").partition("/")
        named.get(what, set()).add(name)
    numbers = {int(one) for one in named["observations"] if re.fullmatch(r"[0-9]{1,15}", one)}
    found = {
        "observations": {str(one) for one in evidence.by_numbers(numbers)},
        "sources": {one.code for one in evidence.sources(named["sources"])},
        "indicators": {one.code for one in evidence.indicators(named["indicators"])},
    }
    return frozenset(f"{what}/{name}/" for what, names in found.items() for name in names)


def _editions(place_id: int) -> frozenset[str]:
    """Every edition about a place as content names it: "human-security/2"."""
    rows = Edition.objects.filter(place_id=place_id).values_list("kind", "number")
    return frozenset(f"{kind}/{number}" for kind, number in rows)


def _about(place_id: int, kinds: Collection[str], *, ended: bool) -> QuerySet[Record]:
    rows = Record.objects.filter(place_id=place_id)
    rows = rows.filter(kind__in=list(kinds)) if kinds else rows
    return rows if ended else rows.filter(is_ended=False)


def _newest(rows: QuerySet[Record]) -> QuerySet[RecordVersion]:
    """The newest versions of records, in order of number."""
    return RecordVersion.objects.filter(record__in=rows, number=F("record__version")).order_by(
        "record_id"
    )


def _views(rows: QuerySet[RecordVersion]) -> tuple[RecordView, ...]:
    return tuple(RecordView(*row) for row in rows.values_list(*FIELDS))
