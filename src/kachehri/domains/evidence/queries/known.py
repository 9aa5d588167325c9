"""Every definition of an indicator, every source, and what they cover: in one query.

A few hundred short rows. A choice and its file need several of them, and one read is cheaper than
asking for each.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

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
select 'c', version_id, json_build_array(source_id, first_start, last_end)::text
from evidence_coverage
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
    covered: tuple[tuple[int, int, date, date], ...] = ()
    """Version, source, first day and the day after the last one of all figures of the two."""

    def within(self, since: date | None, until: date | None) -> tuple[set[int], set[int]]:
        """The versions and sources that may have a figure between two days, both included."""
        fit = [
            (version, source)
            for version, source, first, end in self.covered
            if (since is None or end > since) and (until is None or first <= until)
        ]
        return {version for version, _source in fit}, {source for _version, source in fit}

    def with_ids(self, versions: Iterable[int], sources: Iterable[int]) -> "Known":
        """This, if it has all of these; else read anew: something came in meanwhile."""
        held = self.versions.keys() >= set(versions) and self.sources.keys() >= set(sources)
        return self if held else everything()


def everything() -> Known:
    """All of it (one query)."""
    versions: dict[int, KnownVersion] = {}
    sources: dict[int, KnownSource] = {}
    covered: list[tuple[int, int, date, date]] = []
    changed_at: str | None = None
    with connection.cursor() as cursor:
        cursor.execute(_EVERYTHING)
        for kind, number, text in cursor.fetchall():
            values = json.loads(text)
            if kind == "v":
                versions[number] = KnownVersion(*values)
            elif kind == "s":
                sources[number] = KnownSource(*values)
            elif kind == "c":
                days = map(date.fromisoformat, values[1:])
                covered.append((number, values[0], *days))
            else:
                changed_at = values[0]
    changed = datetime.fromisoformat(changed_at) if changed_at else None
    return Known(versions, sources, changed, tuple(covered))
