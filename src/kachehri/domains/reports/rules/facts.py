"""The facts of an edition, gathered from its document and from what it was made of."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.queries import IndicatorView, ObservationView
from kachehri.domains.evidence.rules import dim_key
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.documents.blocks import Document, KeyNumber, Link, Number

from .figures import Figures
from .recorded_views import RecordView, fields_of, kind_of
from .selects import inside
from .stated import Defined, Facts, Printed, Stated, address

SHORT = ("choice", "date", "yes")
"""Fields of records whose values are kept: none of them holds anybody's words."""

_OBSERVATIONS = re.compile(r"observations/(\d+)/(?:and/(\d+)/)?\Z")


def facts_of(document: Document, figures: Figures, languages: Sequence[str]) -> Facts:
    """The facts of an edition: each figure that its document leads to, and the records in it."""
    seen = evidence.by_numbers(set(observations(document)))
    found = [one for one in seen.values() if one.value is not None]
    near = places.by_ids({one.place_id for one in found})
    rows = sorted(
        (stated(one, near[one.place_id]) for one in found),
        key=lambda one: (*address(one), one.start, one.observation),
    )
    written = sorted(figures.records, key=lambda one: one.id)
    return Facts(
        figures=tuple(rows),
        records=tuple(printed(one, languages) for one in written),
        definitions={
            one.code: defined(one) for one in evidence.indicators({one.concept for one in found})
        },
        chapters={one.key: one.title for one in figures.kind.chapters},
        places={
            one.key: {code: name.text for code, name in sorted(one.names.items())}
            for one in sorted(near.values(), key=lambda one: one.key)
        },
    )


def observations(document: Document) -> Iterator[int]:
    """The ids of the observations that a document leads to."""
    numbers = (one.href for one in inside(document, Number))
    large = (one.href for one in inside(document, KeyNumber))
    links = (one.href for one in inside(document, Link))
    for href in chain(numbers, large, links):
        found = _OBSERVATIONS.fullmatch(href)
        if found:
            yield from (int(number) for number in found.groups() if number)


def stated(view: ObservationView, place: PlaceView) -> Stated:
    """A figure that has a value, as it is stated."""
    if view.value is None:
        raise ValueError(f"observation {view.id} states nothing")
    return Stated(
        concept=view.concept,
        place=place.key,
        dims=dim_key(view.dims),
        start=view.period_start,
        end=view.period_end,
        value=view.value,
        decimals=view.decimals,
        unit=view.unit,
        group=view.group,
        source_code=view.source_code,
        observation=view.id,
    )


def defined(view: IndicatorView) -> Defined:
    """How an indicator is defined now."""
    return Defined(view.msgid, view.version, view.group, view.definition_msgid, view.universe_msgid)


def printed(view: RecordView, languages: Sequence[str]) -> Printed:
    """A record as it is printed."""
    kind = kind_of(view)
    personal = kind is None or bool(kind.consent)
    chosen = {one.key: view.content.get(one.key) for one in fields_of(view.kind, *SHORT)}
    return Printed(
        id=view.id,
        kind=view.kind,
        version=view.version,
        title={} if personal else {code: view.title(code) for code in languages},
        chosen={
            key: str(value) for key, value in sorted(chosen.items()) if value not in (None, "")
        },
    )
