"""The administrative tree, which a process keeps until it changes, and places one by one."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from kachehri.domains.places.models import Place, TreeMark

from .views import PlaceView, in_order, one_of, views_of


@dataclass(frozen=True)
class KeptTree:
    """The administrative tree as it was at a mark: parents before children."""

    mark: UUID | None
    views: tuple[PlaceView, ...]
    by_id: Mapping[int, PlaceView]
    by_key: Mapping[str, PlaceView]
    by_pcode: Mapping[str, PlaceView]
    below: Mapping[int | None, tuple[PlaceView, ...]]

    def lies_in(self, inner: int | None, outer: int) -> bool:
        """Whether one place is another, or lies in it at any depth."""
        while inner is not None and inner in self.by_id:
            if inner == outer:
                return True
            inner = self.by_id[inner].parent_id
        return False


_kept: list[KeptTree] = []


_seen: ContextVar[list[KeptTree] | None] = ContextVar("tree of this request", default=None)


@contextmanager
def one_tree() -> Iterator[None]:
    """Inside, the tree is looked at once, however many questions are asked of it."""
    token = _seen.set([])
    try:
        yield
    finally:
        _seen.reset(token)


def kept_tree() -> KeptTree:
    """The tree, read anew only when its mark has changed (one query, or three)."""
    seen = _seen.get()
    if seen:
        return seen[0]
    found = _looked_at()
    if seen is not None:
        seen.append(found)
    return found


def _looked_at() -> KeptTree:
    mark = TreeMark.objects.values_list("mark", flat=True).first()
    if not _kept or _kept[0].mark != mark or mark is None:
        # The mark was read first: a change in between is noticed the next time.
        _kept[:] = [
            _grown(mark, views_of(Place.objects.filter(scheme__isnull=True).order_by("id")))
        ]
    return _kept[0]


def _grown(mark: UUID | None, views: tuple[PlaceView, ...]) -> KeptTree:
    below: dict[int | None, list[PlaceView]] = {}
    for view in views:
        below.setdefault(view.parent_id, []).append(view)
    ordered: list[PlaceView] = list(below.get(None, ()))
    for view in ordered:  # grows while it is walked
        ordered.extend(below.get(view.id, ()))
    return KeptTree(
        mark,
        tuple(ordered),
        {view.id: view for view in ordered},
        {view.key: view for view in ordered},
        {view.pcode: view for view in ordered if view.pcode},
        {parent: tuple(found) for parent, found in below.items()},
    )


def tree(*, on: date | None = None) -> tuple[PlaceView, ...]:
    """Every place of the administrative tree, parents before children.

    One small query where nothing has changed since the last call. `on` keeps those that existed
    that day. Places of other schemes: `in_scheme`.
    """
    views = kept_tree().views
    return views if on is None else tuple(view for view in views if view.existed(on))


def by_pcode(pcode: str) -> PlaceView | None:
    """The place with this P-code."""
    return kept_tree().by_pcode.get(pcode) or one_of(Place.objects.filter(pcode=pcode))


def by_key(key: str) -> PlaceView | None:
    """The place with this key (`larkana`, `larkana-bakrani`), of whichever scheme."""
    return kept_tree().by_key.get(key) or one_of(Place.objects.filter(key=key))


def by_code(code: str) -> PlaceView | None:
    """The place with this P-code or, where no source gives one, this key."""
    kept = kept_tree()
    found = kept.by_pcode.get(code) or kept.by_key.get(code)
    return found or one_of(Place.objects.filter(Q(pcode=code) | Q(key=code)))


def by_ids(ids: Iterable[int]) -> dict[int, PlaceView]:
    """Several places at once, of whichever scheme."""
    wanted = set(ids)
    kept = kept_tree().by_id
    found = {place_id: kept[place_id] for place_id in wanted if place_id in kept}
    rest = wanted - found.keys()
    if rest:
        found |= {view.id: view for view in views_of(Place.objects.filter(id__in=rest))}
    return found


def children(place_id: int, on: date | None = None) -> tuple[PlaceView, ...]:
    """The places directly below in the administrative tree, in the order of the language."""
    views = kept_tree().below.get(place_id, ())
    return in_order(view for view in views if on is None or view.existed(on))


@dataclass(frozen=True)
class Family:
    """A place with the one above it and those directly below, in the order of the language."""

    place: PlaceView
    parent: PlaceView | None
    children: tuple[PlaceView, ...]


def family(key: str) -> Family | None:
    """The place with this key and its nearest kin.

    Below a place of the administrative tree stand those of that tree alone; below one of another
    scheme at most the first hundred of its own.
    """
    kept = kept_tree()
    place = kept.by_key.get(key)
    if place is not None:
        parent = kept.by_id.get(place.parent_id or 0)
        return Family(place, parent, in_order(kept.below.get(place.id, ())))
    place = one_of(Place.objects.filter(key=key))
    if place is None:
        return None
    parent = by_ids([place.parent_id or 0]).get(place.parent_id or 0)
    below = views_of(Place.objects.filter(parent_id=place.id).order_by("id")[:100])
    return Family(place, parent, in_order(below))


def ancestors(view: PlaceView, within: Iterable[PlaceView]) -> tuple[PlaceView, ...]:
    """From the parent up to the country, found in a tree that was already read."""
    known = {place.id: place for place in within}
    found = []
    parent = known.get(view.parent_id or 0)
    while parent is not None:
        found.append(parent)
        parent = known.get(parent.parent_id or 0)
    return tuple(found)


def lies_in(inner: int, outer: int) -> bool:
    """Whether a place of the administrative tree is another, or lies in it at any depth."""
    return kept_tree().lies_in(inner, outer)
