"""Which figures are meant: one choice for the page, the file and the API."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules.dimensions import dim_key
from kachehri.domains.places import queries as places

from .known import Known, everything

MANY = 2_000
"""Places of a choice that are still named one by one to the database."""


class Unknown(LookupError):
    """A code that there is not. `kind` is `place`, `indicator`, `sector` or `source`."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(f"there is no {kind} with the code {code!r}")
        self.kind = kind
        self.code = code


@dataclass(frozen=True)
class Selection:
    """What somebody asks for, by codes. Nothing said means everything.

    With `whole` a place stands for all that lies in it as well. A figure fits whose period has a
    day from `since` to `until`, both included. `dims` None is every breakdown, `{}` totals only.
    """

    places: tuple[str, ...] = ()
    whole: bool = True
    indicators: tuple[str, ...] = ()
    sector: str = ""
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    dims: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Choice:
    """A selection whose codes were found: ids, None where anything goes; and all that is known."""

    selection: Selection
    known: Known
    places: tuple[int, ...] | None = None
    versions: tuple[int, ...] | None = None
    sources: tuple[int, ...] | None = None


def choose(selection: Selection) -> Choice:
    """Find what the codes stand for (one query, and two or three for places). Raises Unknown."""
    known = everything()
    versions = _versions(selection, known) if selection.indicators or selection.sector else None
    sources = _sources(selection.sources, known) if selection.sources else None
    if selection.since is not None or selection.until is not None:
        # No index knows the period; what is covered says where no look is worth while.
        held, heard = known.within(selection.since, selection.until)
        versions = tuple(sorted(held if versions is None else held & set(versions)))
        sources = tuple(sorted(heard if sources is None else heard & set(sources)))
    return Choice(
        selection,
        known,
        _places(selection) if selection.places else None,
        versions,
        sources,
    )


def _places(selection: Selection) -> tuple[int, ...]:
    tops = []
    for code in dict.fromkeys(selection.places):
        view = places.by_code(code)
        if view is None:
            raise Unknown("place", code)
        tops.append(view.id)
    return places.lying_in(tops) if selection.whole else tuple(sorted(tops))


def _versions(selection: Selection, known: Known) -> tuple[int, ...]:
    codes = {one.code for one in known.versions.values()}
    for code in selection.indicators:
        if code not in codes:
            raise Unknown("indicator", code)
    if selection.sector and selection.sector not in SECTORS:
        raise Unknown("sector", selection.sector)
    return tuple(
        number
        for number, one in sorted(known.versions.items())
        if not selection.indicators or one.code in selection.indicators
        if not selection.sector or one.sector == selection.sector
    )


def _sources(codes: Collection[str], known: Known) -> tuple[int, ...]:
    ids = {one.code: number for number, one in known.sources.items()}
    for code in codes:
        if code not in ids:
            raise Unknown("source", code)
    return tuple(sorted({ids[code] for code in codes}))


def chosen(choice: Choice) -> QuerySet[Any]:
    """The rows of a choice, in no order. Only for the queries of this domain."""
    wanted = choice.selection
    rows = Observation.objects.shown()
    if choice.places is not None:
        rows = rows.filter(_among_places(choice.places))
    if choice.versions is not None:
        rows = rows.filter(version_id__in=choice.versions)
    if choice.sources is not None:
        rows = rows.filter(source_id__in=choice.sources)
    if wanted.since is not None:
        rows = rows.filter(period_end__gt=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(period_start__lte=wanted.until)
    if wanted.dims is not None:
        rows = rows.filter(dim_key=dim_key(wanted.dims))
    return rows


def _among_places(ids: tuple[int, ...]) -> Q:
    """One by one where they are few: then an index gives them in order."""
    if len(ids) <= MANY:
        return Q(place_id__in=ids)
    return Q(place_id__in=RawSQL("select unnest(%s::bigint[])", [list(ids)]))
