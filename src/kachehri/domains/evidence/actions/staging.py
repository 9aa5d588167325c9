"""Figures on their way in: checked against what is declared, and copied beside the table.

PostgreSQL's COPY into a temporary table of the transaction is the quickest way in; comparing with
what is there is then one statement (see `storing`).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from kachehri.domains.evidence.kinds import Figure
from kachehri.domains.evidence.models import IndicatorConcept, IndicatorVersion, Source
from kachehri.domains.evidence.rules import MAY_LOAD, dim_key
from kachehri.domains.evidence.rules.dimensions import is_declared
from kachehri.domains.evidence.rules.withholding import Gate
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

COLUMNS = (
    ("version_id", "bigint"),
    ("place_id", "bigint"),
    ("source_id", "bigint"),
    ("period_start", "date"),
    ("period_end", "date"),
    ("dim_key", "varchar(200)"),
    ("dims", "jsonb"),
    ("value", "numeric(20,6)"),
    ("numerator", "numeric(20,6)"),
    ("denominator", "numeric(20,6)"),
    ("standard_error", "numeric(14,6)"),
    ("ci_low", "numeric(20,6)"),
    ("ci_high", "numeric(20,6)"),
    ("sample", "integer"),
    ("method", "varchar(12)"),
    ("derivation", "varchar(20)"),
    ("status", "varchar(1)"),
    ("note", "varchar(300)"),
    ("cell", "varchar(400)"),
)
"""The columns of an observation that a figure brings, and their types."""

NAMES = ", ".join(name for name, _type in COLUMNS)

_MAKE = (
    "create temporary table if not exists evidence_staged (n serial, "
    + ", ".join(f"{name} {kind}" for name, kind in COLUMNS)
    + ") on commit drop"
)
_COPY = f"copy evidence_staged ({NAMES}) from stdin"
_ESCAPES = {ord("\\"): "\\\\", ord("\t"): "\\t", ord("\n"): "\\n", ord("\r"): "\\r"}
_NUMBER = re.compile(r"-?\d{1,14}(\.\d+)?")
_AT_ONCE = 2000
_SHOWN = 20


class Staging:
    """The temporary table of one load, and what was refused on the way into it."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.figures = 0
        self.withheld = 0
        self.shown: list[Figure] = []
        self.refused: Counter[tuple[str, str]] = Counter()
        self.versions = _versions()
        self.sources = dict(Source.objects.values_list("code", "id"))
        self.places: dict[str, places.PlaceFact | None] = {}
        self.gate = Gate(dict(IndicatorConcept.objects.values_list("code", "unit")))
        self.breakdowns: dict[str, str] = {}

    def __enter__(self) -> "Staging":
        with connection.cursor() as cursor:
            cursor.execute(_MAKE)
            cursor.execute("delete from evidence_staged")
        return self

    def __exit__(self, *_said: object) -> None:
        """The table goes with the transaction; within it the next load empties it."""

    def add(self, figures: Sequence[Figure]) -> None:
        """Copy figures in, without those that may not be kept or name what nobody declared.

        Raises `Refused` where the actor may not load figures of one of the places.
        """
        self._find_places({figure.place for figure in figures} - self.places.keys())
        lines = self._lines(figures)
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            while part := list(_taken(lines, _AT_ONCE)):
                self.figures += len(part)
                copy.write("".join(part))

    def _find_places(self, codes: set[str]) -> None:
        found = places.facts(codes)
        for fact in set(found.values()):
            require(MAY_LOAD, self.by, {"place_thing_id": fact.thing_id})
        self.places |= {code: found.get(code) for code in codes}

    def _lines(self, figures: Sequence[Figure]) -> Iterator[str]:
        for figure in figures:
            line = self._line(figure)
            if line is not None:
                yield line

    def _line(self, figure: Figure) -> str | None:
        """A figure as a line of COPY's text format; None where it is left out."""
        version = self.versions.get((figure.indicator, figure.version))
        place = self.places[figure.place]
        source = self.sources.get(figure.source)
        key = dim_key(figure.dims) if figure.dims else ""
        dims = self._breakdown(key, figure)
        if version is None or place is None or source is None or dims is None:
            self._refuse(figure, version, place, source)
            return None
        kept = self.gate.released(figure, key, place.tier)
        if kept is None:
            self.withheld += 1
            return None
        if not _is_sound(kept):
            self.refused["value", kept.value] += 1
            return None
        if len(self.shown) < _SHOWN:
            self.shown.append(kept)
        return (
            f"{version}\t{place.id}\t{source}\t{kept.start}\t{kept.end}\t{key}\t{dims}\t"
            f"{kept.value or _NULL}\t{kept.numerator or _NULL}\t{kept.denominator or _NULL}\t"
            f"{kept.standard_error or _NULL}\t{kept.ci_low or _NULL}\t{kept.ci_high or _NULL}\t"
            f"{kept.sample or _NULL}\t{kept.method}\t{kept.derivation}\t{kept.status}\t"
            f"{kept.note.translate(_ESCAPES)}\t{kept.cell.translate(_ESCAPES)}\n"
        )

    def _breakdown(self, key: str, figure: Figure) -> str | None:
        """The dimensions as JSON, once for each combination; None where one is not declared."""
        found = self.breakdowns.get(key)
        if found is None and is_declared(key) and len(key) <= _LONGEST_KEY:
            kept = {name: value for name, value in sorted(figure.dims.items()) if value}
            found = self.breakdowns[key] = json.dumps(kept, ensure_ascii=False).translate(_ESCAPES)
        return found

    def _refuse(self, figure: Figure, version: object, place: object, source: object) -> None:
        """Count what is not known, once for each name."""
        if place is None:
            self.refused["place", figure.place] += 1
        elif version is None:
            self.refused["indicator", figure.indicator] += 1
        elif source is None:
            self.refused["source", figure.source] += 1
        else:
            self.refused["dims", dim_key(figure.dims)] += 1

    def problems(self) -> Iterator[Problem]:
        """One problem for each name that nobody declared, with the number of its figures."""
        for (column, text), count in sorted(self.refused.items()):
            say, rule = _REFUSALS[column]
            params = {"text": text[:100], "count": count}
            yield Problem("row", 0, column, say, params, rule=rule)


_NULL = "\\N"
_LONGEST_KEY = 200
_REFUSALS = {
    "place": (
        _("there is no place with the code %(text)s (%(count)s figures were left out)"),
        "place-not-found",
    ),
    "indicator": (
        _("there is no indicator %(text)s (%(count)s figures were left out)"),
        "label-unknown",
    ),
    "source": (_("there is no source %(text)s (%(count)s figures were left out)"), "label-unknown"),
    "dims": (
        _("the breakdown %(text)s is not declared (%(count)s figures were left out)"),
        "label-unknown",
    ),
    "value": (
        _("%(text)s is no number that can be kept (%(count)s figures were left out)"),
        "not-a-number",
    ),
}


def _is_sound(figure: Figure) -> bool:
    """Whether the database can keep the numbers of a figure."""
    if figure.value and not _NUMBER.fullmatch(figure.value):
        return False
    if not figure.value and figure.status != "M":
        return False
    return figure.end > figure.start


def _versions() -> dict[tuple[str, int], int]:
    """The id of each version by indicator and number; number 0 is the newest."""
    rows = IndicatorVersion.objects.order_by("number").values_list("concept__code", "number", "id")
    found: dict[tuple[str, int], int] = {}
    for code, number, pk in rows:
        found[code, number] = found[code, 0] = pk
    return found


def _taken(lines: Iterator[Any], most: int) -> Iterator[Any]:
    for _n, line in zip(range(most), lines, strict=False):
        yield line
