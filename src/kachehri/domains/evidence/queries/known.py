"""Every definition of an indicator and every source, and when figures last changed: in one query.

A few hundred short rows. A choice and its file need several of them, and one read is cheaper than
asking for each.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

_EVERYTHING = """
select 'v', v.id, json_build_array(c.code, c.name, c.sector, c.unit, v.number, c.decimals,
    v.comparability_group)::text
from evidence_indicatorversion v join evidence_indicatorconcept c on c.id = v.concept_id
union all
select 's', id, json_build_array(code, publisher, title, year, "table", page, licence, kind,
    rank)::text
from evidence_source
union all
select 'l', 0, json_build_array(greatest(max(at), max(withdrawn_at)))::text from evidence_load
"""


@dataclass(frozen=True)
class KnownVersion:
    """One definition of an indicator. `msgid` is its name, not yet translated."""

    code: str
    msgid: str
    sector: str
    unit: str
    number: int
    decimals: int
    group: str


@dataclass(frozen=True)
class KnownSource:
    """One source."""

    code: str
    publisher: str
    title: str
    year: int
    table: str
    page: str
    licence: str
    kind: str
    rank: int


@dataclass(frozen=True)
class Known:
    """Versions and sources by id; `changed_at` is None before anything was loaded."""

    versions: Mapping[int, KnownVersion]
    sources: Mapping[int, KnownSource]
    changed_at: datetime | None

    def with_ids(self, versions: Iterable[int], sources: Iterable[int]) -> "Known":
        """This, if it has all of these; else read anew: something came in meanwhile."""
        held = self.versions.keys() >= set(versions) and self.sources.keys() >= set(sources)
        return self if held else everything()


def everything() -> Known:
    """All of it (one query)."""
    versions: dict[int, KnownVersion] = {}
    sources: dict[int, KnownSource] = {}
    changed_at: str | None = None
    with connection.cursor() as cursor:
        cursor.execute(_EVERYTHING)
        for kind, number, text in cursor.fetchall():
            values = json.loads(text)
            if kind == "v":
                versions[number] = KnownVersion(*values)
            elif kind == "s":
                sources[number] = KnownSource(*values)
            else:
                changed_at = values[0]
    return Known(versions, sources, datetime.fromisoformat(changed_at) if changed_at else None)
