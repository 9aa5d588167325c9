"""Names of the values of open dimensions, kept as files give them."""

from collections.abc import Sequence
from datetime import datetime

from kachehri.domains.evidence.kinds import Entry
from kachehri.domains.evidence.models import CodeEntry, Source
from kachehri.domains.evidence.rules import MAY_LOAD
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require

_SAME = ("name", "parent", "place_id", "sector", "facts", "source_id", "cell")


def store_entries(*, entries: Sequence[Entry], by: Actor, at: datetime) -> int:
    """Put names into the database and return how many are new or changed.

    Inside the caller's transaction, after the figures of the same file were allowed. A changed one
    is a new row; the old one stays and is no longer current. The last of two with one code counts.
    Raises Refused if the actor may not load figures of one of the places.
    """
    if not entries:
        return 0
    for place in {entry.place for entry in entries}:
        found = places.by_code(place)
        require(MAY_LOAD, by, {"place_thing_id": found.thing_id if found else None})
    rows = {(row.dimension, row.code, row.language): row for row in _rows(entries, at)}
    there = CodeEntry.objects.select_for_update().filter(
        is_current=True,
        dimension__in={key[0] for key in rows},
        code__in={key[1] for key in rows},
    )
    known = {(row.dimension, row.code, row.language): row for row in there}
    fresh = {key: row for key, row in rows.items() if _differs(row, known.get(key))}
    old = [known[key].pk for key in fresh if key in known]
    CodeEntry.objects.filter(pk__in=old).update(is_current=False)
    CodeEntry.objects.bulk_create(fresh.values(), batch_size=1000)
    return len(fresh)


def _rows(entries: Sequence[Entry], at: datetime) -> list[CodeEntry]:
    sources = dict(Source.objects.values_list("code", "id"))
    ids = {code: view.id for view in places.tree() for code in (view.key, view.pcode) if code}
    return [
        CodeEntry(
            dimension=entry.dimension,
            code=entry.code,
            name=entry.name,
            language=entry.language,
            parent=entry.parent,
            place_id=ids.get(entry.place),
            sector=entry.sector,
            facts=dict(entry.facts),
            source_id=sources[entry.source],
            cell=entry.cell,
            recorded_at=at,
        )
        for entry in entries
    ]


def _differs(row: CodeEntry, there: CodeEntry | None) -> bool:
    return there is None or any(getattr(row, name) != getattr(there, name) for name in _SAME)
