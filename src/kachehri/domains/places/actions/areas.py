"""Loading administrative areas with P-codes and boundaries."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from kachehri.domains.places import queries
from kachehri.domains.places.kinds import BoundaryRecipe, Draft
from kachehri.domains.places.models import Boundary, Place
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.reading.boundaries import Gathering, read_boundaries
from kachehri.domains.places.rules import MAY_LOAD_TREE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.geometry.shapes import corners, touching
from kachehri.engines.ledger.actions import record
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.scripts import fold

from .writing import Copier, Keys, NewName, NewPlace, PlacesOutcome

_ = gettext_noop


@dataclass
class _Load:
    """A load on its way: the places that are there, by P-code, and what changes."""

    recipe: BoundaryRecipe
    found: Gathering
    at: datetime
    places: dict[str, tuple[int, int, str]]
    views: dict[int, PlaceView]
    by_name: dict[tuple[str, int, str], PlaceView]
    keys: Keys
    added: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)


def load_areas(
    *, recipe: BoundaryRecipe, path: Path, by: Actor, at: datetime, dry_run: bool = False
) -> PlacesOutcome:
    """Bring the areas of a file or folder into the administrative tree, in one transaction.

    A place is known by its P-code; one that has none yet, by tier, name and the place above. What
    is there keeps its key, its names and its tile; another spelling becomes an alias. The same file
    again changes nothing. Raises FileProblem for a file that cannot be read.
    """
    require(MAY_LOAD_TREE, by)
    found = read_boundaries(recipe, path)
    with transaction.atomic():
        Copier.take_turn()
        load = _started(recipe, found, at)
        for tier in recipe.tiers:
            _load_tier(load, [one for one in found.drafts.values() if one.tier == tier])
        _load_boundaries(load)
        _tell_ledger(load, by=by)
        if dry_run:
            transaction.set_rollback(True)
    return PlacesOutcome(
        recipe.code,
        path.name,
        found.rows,
        len(load.added),
        len(load.changed - load.added),
        len(found.drafts) - len(load.added | load.changed),
        tuple(found.problems),
        dry_run,
    )


def _started(recipe: BoundaryRecipe, found: Gathering, at: datetime) -> _Load:
    views = queries.tree()
    places = {view.pcode: (view.id, view.thing_id, view.key) for view in views if view.pcode}
    uncoded = [view for view in views if not view.pcode]
    by_name = {
        (view.tier, above.id, fold(name)): view
        for view in uncoded
        for above in queries.ancestors(view, views)
        for name in (*(one.text for one in view.names.values()), *view.aliases)
    }
    keys = Keys(set(Place.objects.values_list("key", flat=True)) if found.drafts else set())
    return _Load(recipe, found, at, places, {view.id: view for view in views}, by_name, keys)


def _load_tier(load: _Load, drafts: list[Draft]) -> None:
    """Write the places of a tier: what is there is brought up to date, the rest is new."""
    fresh = []
    for draft in drafts:
        if draft.parent is not None and draft.parent not in load.places:
            _without_parent(load, draft)
        elif draft.pcode in load.places:
            _bring_up_to_date(load, draft, load.places[draft.pcode][0])
        elif known := _known_by_name(load, draft):
            load.places[draft.pcode] = (known.id, known.thing_id, known.key)
            Place.objects.filter(id=known.id).update(pcode=draft.pcode)
            load.changed.add(known.id)
            _bring_up_to_date(load, draft, known.id)
        else:
            fresh.append((draft, _new(load, draft)))
    made = Copier(load.at).places([new for _draft, new in fresh])
    for (draft, new), ids in zip(fresh, made, strict=True):
        load.places[draft.pcode] = (ids.id, ids.thing, new.key)
        load.added.add(ids.id)


def _without_parent(load: _Load, draft: Draft) -> None:
    del load.found.drafts[draft.pcode]
    say = _("%(pcode)s lies in %(parent)s, which is neither known nor in this file")
    load.found.wrong(
        "row", draft, "", "place-not-found", say, pcode=draft.pcode, parent=draft.parent
    )


def _known_by_name(load: _Load, draft: Draft) -> PlaceView | None:
    """The place without a P-code that this must be."""
    if draft.parent is None:
        return None
    return load.by_name.pop((draft.tier, load.places[draft.parent][0], fold(draft.name)), None)


def _new(load: _Load, draft: Draft) -> NewPlace:
    above = load.places[draft.parent] if draft.parent else None
    low = above is not None and draft.tier == load.recipe.tiers[-1]
    long = f"{above[2]} {draft.name}" if above else draft.name
    names = [NewName.proper(draft.name, load.recipe.source)]
    names += _aliases(load, draft, {draft.name}, {fold(draft.name)})
    return NewPlace(
        key=load.keys.made(long if low else draft.name, f"{draft.name} {draft.pcode}", draft.pcode),
        tier=draft.tier,
        names=tuple(names),
        parent=above[0] if above else None,
        around=above[1] if above else None,
        source=load.recipe.source,
        pcode=draft.pcode,
        valid_to=draft.valid_to,
        point=_point(draft),
    )


def _point(draft: Draft) -> tuple[float, float] | None:
    return draft.point or (draft.shape.point if draft.shape else None)


def _aliases(load: _Load, draft: Draft, texts: set[str], folded: set[str]) -> list[NewName]:
    """Names of the draft that the place does not have yet, each spelling once."""
    recipe = load.recipe
    made = []
    wanted = [(text, recipe.source) for text in (draft.name, *draft.aliases)]
    wanted += [(text, recipe.alias_source) for text in recipe.aliases.get(draft.pcode, ())]
    for text, source in wanted:
        if text not in texts and fold(text) not in folded:
            made.append(NewName.alias(text, source))
            texts.add(text)
            folded.add(fold(text))
    return made


def _bring_up_to_date(load: _Load, draft: Draft, place_id: int) -> None:
    """Add spellings, the point and the end that a place lacks."""
    view = load.views[place_id]
    texts = {*(name.text for name in view.names.values()), *view.aliases}
    names = _aliases(load, draft, texts, {fold(text) for text in texts})
    Copier.names((place_id, name) for name in names)
    wanted: dict[str, object] = {}
    point = draft.point or (view.point or _point(draft))
    if point != view.point and point is not None:
        wanted |= {"longitude": point[0], "latitude": point[1]}
    if draft.valid_to is not None and view.valid_to is None:
        wanted["valid_to"] = draft.valid_to
    if wanted:
        Place.objects.filter(id=place_id).update(**wanted)
    if wanted or names:
        load.changed.add(place_id)


def _load_boundaries(load: _Load) -> None:
    """Write outlines that are new or finer than those that are there."""
    ids = {load.places[draft.pcode][0]: draft for draft in load.found.drafts.values()}
    rows = Boundary.objects.filter(place_id__in=ids, vintage=load.recipe.vintage)
    there = {place_id: bytes(data) for place_id, data in rows.values_list("place_id", "outline")}
    fresh = []
    for place_id, draft in ids.items():
        shape, old = draft.shape, there.get(place_id)
        # Of two that are as fine one is always the same, in whatever order their files come.
        if shape is None or (old and (corners(old), old) >= (shape.points, shape.outline)):
            continue
        load.changed.add(place_id)
        fresh.append(
            Boundary(
                place_id=place_id,
                vintage=load.recipe.vintage,
                source=load.recipe.source,
                outline=shape.outline,
                sketch=shape.sketch,
            )
        )
    Copier.boundaries(fresh)
    if fresh:
        _load_neighbours(load)


def _load_neighbours(load: _Load) -> None:
    """Who shares a border with whom, in each tier below the country."""
    source = f"{load.recipe.source}: drawn with a common border"
    for tier in load.recipe.tiers[1:]:
        places = Place.objects.filter(tier=tier)
        rows = Boundary.objects.filter(place__in=places, vintage=load.recipe.vintage)
        outlines = {place: bytes(data) for place, data in rows.values_list("place_id", "outline")}
        if len(outlines) > 1:
            load.changed |= Copier.neighbours(touching(outlines), source)


def _tell_ledger(load: _Load, *, by: Actor) -> None:
    """One event for each place that is new or changed."""
    by_id = {ids[0]: ids for ids in load.places.values()}
    for place_id in sorted((load.added | load.changed) & by_id.keys()):
        _id, thing, key = by_id[place_id]
        refs: dict[str, int | str] = {"key": key, "recipe": load.recipe.code}
        record(verb="places.loaded", by=by.thing_id or 0, thing=thing, at=load.at, refs=refs)
