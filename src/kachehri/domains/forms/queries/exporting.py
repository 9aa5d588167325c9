"""All answers of a form as columns with labels: what files are written from, batch by batch.

Rows come sealed from the database in ranges of numbers; each is opened with its key and unpacked,
and the batch is turned on its side. There is no object for an answer, only lists.
"""

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import psycopg
from django.conf import settings
from django.db import connection

from kachehri.domains.forms.models import Collector, FormVersion, Submission
from kachehri.domains.forms.rules.allowed import MAY_EXPORT
from kachehri.domains.forms.rules.exporting import Source, sources_of, unite
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.tables.labelled import Variable
from kachehri.engines.vault.keyring import Ring
from kachehri.engines.xforms.answers import Layout, layout, tables

from .answers import RING
from .central import SHOWN, FormFacts, form_facts_by_id
from .forms import model

BATCH = 10_000
_decode = msgspec.msgpack.Decoder().decode

_RANGE = """
select s.id, s.version_id, s.root, {moments}, s.collector_id, s.channel, s.review, s.place_id,
       p.nonce, p.content
from forms_submission s
left join forms_payload p on p.submission_id = s.id and p.what = 'answers'
     and p.received_at = s.received_at and p.submission_id between %(first)s and %(last)s
where s.form_id = %(form)s and s.state = 'read' and not s.is_edited and not s.is_test
  and s.id between %(first)s and %(last)s
order by s.id
"""
_MOMENT = """to_char({} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+00:00"')"""
RANGE = _RANGE.format(
    moments=", ".join(
        _MOMENT.format(f"s.{one}") for one in ("received_at", "started_at", "ended_at")
    )
)
FACTS = (
    Variable("submission_id", "text", "Submission"),
    Variable("submitted_at", "moment", "Came in"),
    Variable("started_at", "moment", "Begun, by the clock of the device"),
    Variable("ended_at", "moment", "Ended, by the clock of the device"),
    Variable("submitted_by", "text", "Sent by"),
    Variable("channel", "text", "Way"),
    Variable("review", "text", "Judged"),
    Variable("form_version", "text", "Version of the form"),
    Variable("place", "text", "Place"),
)
ROW_FACTS = (Variable("submission_id", "text", "Submission"), Variable("row", "whole", "Row"))
NESTED_FACTS = (*ROW_FACTS, Variable("parent_row", "whole", "Row of the table above"))


@dataclass(frozen=True)
class Extract:
    """A table of a form, to be written to a file. `paths` lead from the form to the repeat."""

    facts: FormFacts
    language: str
    path: str
    sources: tuple[Source, ...]
    variables: tuple[Variable, ...]
    total: int

    @property
    def is_repeat(self) -> bool:
        """Whether this is a table of a repeat."""
        return self.path.count("/") > 1


def export_folder() -> Path:
    """Where files of answers wait for a day: apart from the files that are kept and backed up."""
    return Path(settings.VAR) / "exports"


def export_file(actor: Actor, result: Mapping[str, Any]) -> Path | None:
    """The file of a finished job, for whoever may read the answers; None when its day is over.

    Raises Refused.
    """
    facts = form_facts_by_id(int(result.get("form_id", 0)))
    name = str(result.get("file", ""))
    if facts is None or not re.fullmatch(r"[0-9a-f]{32}(\.[a-z]+){1,2}", name):
        return None
    require(MAY_EXPORT, actor, facts)
    path = export_folder() / name
    return path if path.is_file() else None


def table_names(facts: FormFacts) -> tuple[tuple[str, str], ...]:
    """(path, name) of the form and of its repeats."""
    return tuple((one.path, one.name) for one in tables(model(facts.version_id)))


def extract(facts: FormFacts, *, table: str = "", language: str = "en") -> Extract | None:
    """The form, or the repeat that is named by its name or path; None where there is none."""
    known = table_names(facts)
    path = next(
        (path for path, name in known if table in {path, name}), "" if table else known[0][0]
    )
    if not path:
        return None
    models = [model(number) for number in versions_filled(facts)]
    found = unite([sources_of(one, path, language) for one in models])
    before: tuple[Variable, ...] = FACTS if path == known[0][0] else ROW_FACTS
    if path.count("/") > 1 and _depth(path, known) > 1:
        before = NESTED_FACTS
    variables = (*before, *chain.from_iterable(one.variables for one in found))
    return Extract(facts, language, path, found, variables, shown(facts.id))


def _depth(path: str, known: Sequence[tuple[str, str]]) -> int:
    """How many repeats lie around a table, itself among them."""
    return sum(path == one or path.startswith(f"{one}/") for one, _ in known[1:])


def versions_filled(facts: FormFacts) -> list[int]:
    """The version that counts, then the others that people filled, newest first."""
    others = FormVersion.objects.filter(form=facts.id, published_at__isnull=False)
    numbers = others.exclude(pk=facts.version_id).order_by("-number").values_list("pk", flat=True)
    return [facts.version_id, *numbers]


def shown(form_id: int) -> int:
    """How many answers there are."""
    return Submission.objects.filter(SHOWN, form=form_id).count()


def batches(one: Extract, size: int = BATCH) -> Iterator[list[Sequence[Any]]]:
    """The columns of a table, batch by batch, in the order of its variables."""
    known = _known(one.facts)
    for first, last in ranges(one.facts.id, size):
        with no_collector():
            columns = columns_between(one, known, first, last)
        yield columns


@contextmanager
def no_collector() -> Iterator[None]:
    """Lets Python not look for rings of objects: lists of answers hold none, and are many."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def ranges(form_id: int, size: int) -> Iterator[tuple[int, int]]:
    """Ranges of numbers with about `size` answers of a form each."""
    first = 0
    while True:
        found = Submission.objects.filter(SHOWN, form=form_id, pk__gte=first).order_by("pk")
        last = found.values_list("pk", flat=True)[size - 1 : size].first()
        if last is None:
            end = found.values_list("pk", flat=True).last()
            if end is not None:
                yield first, end
            return
        yield first, last
        first = last + 1


@dataclass
class _Known:
    """Names that many rows share, looked up once: people and versions at first, places as met."""

    people: dict[int, str]
    labels: dict[int, str]
    places: dict[int | None, str | None]

    def place(self, number: int | None) -> str | None:
        """The code of a place."""
        if number not in self.places:
            found = places.by_ids({number} if number else set()).get(number or 0)
            self.places[number] = (found.pcode or found.key) if found else None
        return self.places[number]


def _known(facts: FormFacts) -> _Known:
    people = Collector.objects.filter(project=facts.project_id).values_list("pk", "name")
    labels = FormVersion.objects.filter(form=facts.id).values_list("pk", "label")
    return _Known(dict(people), dict(labels), {None: None})


def columns_between(one: Extract, known: _Known, first: int, last: int) -> list[Sequence[Any]]:
    """The columns of the answers with numbers from `first` to `last`."""
    rows = _read({"form": one.facts.id, "first": first, "last": last})
    values = _opened(rows, RING())
    if one.is_repeat:
        return _of_repeat(one, rows, values)
    return [*_fact_columns(rows, known), *_columns(one, [row[1] for row in rows], values)]


def _read(wanted: Mapping[str, int]) -> list[tuple[Any, ...]]:
    """The rows of a range. Sealed bytes come as bytes, not as text twice as long."""
    connection.ensure_connection()
    raw: Any = connection.connection
    with psycopg.Cursor(raw) as cursor:
        cursor.execute(RANGE, wanted, binary=True)
        return list(cursor.fetchall())


def _opened(rows: Sequence[tuple[Any, ...]], ring: Ring) -> list[list[Any] | None]:
    """The values of each row; None where nothing is sealed here, or its key is gone."""
    sealed = [(row[0], row[-2], row[-1]) for row in rows if row[-1] is not None]
    words = ring.open_many(sealed, "answers")
    if len(sealed) == len(rows):
        return [None if one is None else _decode(one) for one in words]
    known = {one[0]: word for one, word in zip(sealed, words, strict=True)}
    contents = (known.get(row[0]) for row in rows)
    return [None if one is None else _decode(one) for one in contents]


def _fact_columns(rows: Sequence[tuple[Any, ...]], known: _Known) -> list[Sequence[Any]]:
    if not rows:
        return [[] for _ in FACTS]
    _id, version, root, came, began, ended, who, channel, review, place, _n, _c = zip(
        *rows, strict=True
    )
    return [
        root,
        came,
        began,
        ended,
        [known.people.get(one) for one in who],
        channel,
        [one or None for one in review],
        [known.labels.get(one) for one in version],
        [known.place(one) for one in place],
    ]


def _columns(
    one: Extract, versions: Sequence[int | None], values: Sequence[list[Any] | None]
) -> list[Sequence[Any]]:
    """The answers of many rows, turned on their side and parted as the variables want it."""
    aligned = _aligned(one, versions, values, one.path)
    turned: Sequence[Sequence[Any]] = (
        list(zip(*aligned, strict=True)) if aligned else [[] for _ in one.sources]
    )
    made: list[Sequence[Any]] = []
    for source, column in zip(one.sources, turned, strict=True):
        made += source.parted(column)
    return made


def _aligned(
    one: Extract, versions: Sequence[int | None], values: Sequence[list[Any] | None], path: str
) -> list[Sequence[Any]]:
    """Each row in the order of the sources, whichever version of the form it was given to."""
    ways = {number: _way(one, number, path) for number in set(versions) if number is not None}
    width = len(one.sources)
    straight = {number for number, way in ways.items() if way == list(range(width))}
    nothing = [None] * width
    made: list[Sequence[Any]] = []
    for version, row in zip(versions, values, strict=True):
        if row is None or version is None:
            made.append(nothing)
        elif version in straight:
            made.append(row if len(row) == width else row[:width])
        else:
            made.append([row[at] if 0 <= at < len(row) else None for at in ways[version]])
    return made


def _way(one: Extract, version_id: int, path: str) -> list[int]:
    """Where a version's row holds each source; -1 where it has none."""
    at = _layout_at(layout(model(version_id)), path)
    places_ = {} if at is None else {path: number for number, path in enumerate(at.columns)}
    return [places_.get(source.path, -1) for source in one.sources]


def _layout_at(top: Layout, path: str) -> Layout | None:
    if top.table.path == path:
        return top
    inner = (_layout_at(below, path) for below in top.below.values())
    return next((one for one in inner if one is not None), None)


def _of_repeat(
    one: Extract, rows: Sequence[tuple[Any, ...]], values: Sequence[list[Any] | None]
) -> list[Sequence[Any]]:
    """The rows of a repeat: whose they are, which they are, what was answered."""
    steps = {number: _steps(number, one.path) for number in {row[1] for row in rows} if number}
    told: list[tuple[Any, ...]] = []
    versions: list[int | None] = []
    found: list[list[Any] | None] = []
    for row, content in zip(rows, values, strict=True):
        for numbers, inner in _within(content, steps.get(row[1], ())):
            told.append((row[2], *numbers[-1:], *(numbers[-2:-1] or (None,))))
            versions.append(row[1])
            found.append(inner)
    width = len(one.variables) - sum(len(source.variables) for source in one.sources)
    facts: list[Sequence[Any]] = list(zip(*told, strict=True)) if told else [(), (), ()]
    return [*facts[:width], *_columns(one, versions, found)]


def _steps(version_id: int, path: str) -> tuple[int, ...]:
    """Where the rows of a repeat lie in a row of the form: a place in each list on the way."""
    at, steps = layout(model(version_id)), []
    while at.table.path != path:
        ways = enumerate(at.below.items(), len(at.columns))
        found = next(
            ((n, below) for n, (own, below) in ways if path == own or path.startswith(f"{own}/")),
            None,
        )
        if found is None:
            return ()
        steps.append(found[0])
        at = found[1]
    return tuple(steps)


def _within(
    row: list[Any] | None, steps: Sequence[int], numbers: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], list[Any]]]:
    if row is None or not steps or steps[0] >= len(row):
        return
    for number, inner in enumerate(row[steps[0]], 1):
        if len(steps) == 1:
            yield (*numbers, number), inner
        else:
            yield from _within(inner, steps[1:], (*numbers, number))
