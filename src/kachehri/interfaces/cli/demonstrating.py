"""The made-up records of a pack, for `kachehri pack load --demo`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from kachehri.domains.places import queries as places
from kachehri.domains.reports import actions as reports
from kachehri.domains.reports import queries
from kachehri.domains.reports.kinds import records as kinds
from kachehri.engines.access.actor import Actor

REPORT = "human-security"
_DAYS = re.compile(r"([+-]\d{1,4}) days")


def write_demonstration(pack: Any, *, by: Actor, at: datetime) -> int:
    """Write the made-up records of a pack about its place; return how many.

    Where anything is written down about the place already, nothing is added: it is no longer a
    demonstration, or it has been loaded before. All of it goes in, or nothing.
    """
    place = places.by_code(pack.PLACE)
    if place is None or any(queries.records.counts(place.id).values()):
        return 0
    writer = Writer(place.id, pack, by, at)
    with transaction.atomic():
        for path in pack.RECORDS:
            writer.write(path)
        # The workshop and the answers speak of a draft: so there has to be one.
        reports.build_edition(kind=REPORT, place_id=place.id, by=by, at=at, formats=())
        for path in pack.ANSWERS:
            writer.write(path)
    return writer.count


class Writer:
    """Writes the records of files one after the other, and knows the numbers of those before."""

    def __init__(self, place_id: int, pack: Any, by: Actor, at: datetime) -> None:
        self.place_id, self.by, self.at = place_id, by, at
        self.made_up: Mapping[str, str] = pack.MADE_UP
        self.marked: Mapping[str, tuple[str, ...]] = pack.MARKED
        self.numbers: dict[str, int] = {}
        self.count = 0

    def write(self, path: Path) -> None:
        """Write every record of a file; one that `changes` another is a new version of it."""
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["record"]:
            changed, key, kind = one.pop("changes", ""), one.pop("key", ""), one.pop("kind")
            content = dict(self.content(kind, one))
            if changed:
                self.rewrite(changed, content)
            else:
                self.numbers[key] = reports.write_record(
                    kind=kind, place_id=self.place_id, content=content, by=self.by, at=self.at
                )
            self.count += 1

    def rewrite(self, key: str, content: dict[str, Any]) -> None:
        """Write a new version of a record, with some fields more."""
        before = queries.records.record(self.numbers[key])
        if before is None:
            raise LookupError(f"There is no record {key!r}.")
        reports.rewrite_record(
            record_id=before.id,
            version=before.version,
            content={**before.content, **content},
            by=self.by,
            at=self.at,
        )

    def content(self, kind: str, said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """The fields with their numbers and days; what names the record says that it is made up."""
        known = kinds.find(kind)
        if known is None:
            raise LookupError(f"There is no kind of record called {kind!r}.")
        marked = self.marked.get(kind, (known.title,))
        for key, value in said.items():
            if key in marked and known.field(key).type == "words":
                yield key, {code: f"{text} {self.made_up[code]}" for code, text in value.items()}
            else:
                yield key, self.resolved(value)

    def resolved(self, value: Any) -> Any:
        """A number for "@key", a day for "+30 days"; anything else as it is."""
        if isinstance(value, list):
            return [self.resolved(one) for one in value]
        if isinstance(value, str) and value.startswith("@"):
            return self.numbers[value[1:]]
        days = _DAYS.fullmatch(value) if isinstance(value, str) else None
        if days is None:
            return value
        return (timezone.localdate(self.at) + timedelta(days=int(days[1]))).isoformat()
