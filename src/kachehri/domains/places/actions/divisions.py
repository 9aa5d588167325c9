"""Loading the tier between provinces and districts, lineage and neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from kachehri.domains.places import queries
from kachehri.domains.places.kinds import DivisionRecipe, SeenName
from kachehri.domains.places.models import Boundary, Lineage, Place
from kachehri.domains.places.queries import Finder, PlaceView
from kachehri.domains.places.queries.reading.divisions import (
    DivisionFiles,
    Drawn,
    Fold,
    read_divisions,
)
from kachehri.domains.places.rules import MAY_LOAD_TREE
from kachehri.engines.access.actions import nest
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .review import note_unmatched
from .writing import Copier, Keys, NewName, NewPlace, PlacesOutcome

_ = gettext_noop

NEW, ASKED = object(), object()
"""What a name that is no place's may be."""

WORTH_ASKING = 0.7
"""A name with a guess as good as this is a question for a person, and no new place."""


@dataclass
class _Load:
    """A load on its way. `areas` are the places of the files' names: by tier, and the name of a
    district or `province/name` of a division.
    """

    recipe: DivisionRecipe
    found: DivisionFiles
    by: Actor
    at: datetime
    keys: Keys
    finder: Finder
    tops: dict[str, PlaceView | None] = field(default_factory=dict)
    areas: dict[tuple[str, str], PlaceView] = field(default_factory=dict)
    touched: dict[int, PlaceView] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    waiting: list[SeenName] = field(default_factory=list)


def load_divisions(
    *, recipe: DivisionRecipe, path: Path, by: Actor, at: datetime, dry_run: bool = False
) -> PlacesOutcome:
    """Bring divisions in between provinces and districts, with lineage and neighbours.

    Names are joined by the matcher; a district that may be one of ours but is not surely so waits
    for review and changes nothing. The same files again change nothing.
    """
    require(MAY_LOAD_TREE, by)
    found = read_divisions(recipe, path)
    with transaction.atomic():
        Copier.take_turn()
        keys = Keys(set(Place.objects.filter(scheme=None).values_list("key", flat=True)))
        load = _Load(recipe, found, by, at, keys, queries.finder())
        _put_divisions(load)
        _put_districts(load)
        _put_boundaries(load)
        _put_folds(load)
        _put_neighbours(load)
        note_unmatched(names=load.waiting, by=by, at=at)
        _tell_ledger(load)
        if dry_run:
            transaction.set_rollback(True)
    return PlacesOutcome(
        recipe.code,
        path.name,
        found.rows,
        len(load.added),
        len(load.changed - load.added),
        len(set(load.touched) - load.added - load.changed),
        tuple(found.problems),
        dry_run,
    )


def _top(load: _Load, name: str) -> PlaceView | None:
    """The province of a name; None, said once, where it is not known."""
    if name not in load.tops:
        match = load.finder.match(load.recipe.top_tier, name)
        load.tops[name] = match.place
        if match.place is None:
            load.found.problems.append(
                Problem(
                    "place", 0, load.recipe.top_tier,
                    _("%(name)s is not a known province; load cod-ab first"), {"name": name},
                    file=load.recipe.topology, rule="place-not-found",
                )
            )  # fmt: skip
    return load.tops[name]


def _put_divisions(load: _Load) -> None:
    """Find each division below its province; write those that are new, all at once."""
    tier = load.recipe.layer_tier
    fresh = []
    for drawn in load.found.divisions:
        top = _top(load, drawn.province)
        if top is None:
            continue
        key = (tier, f"{drawn.province}/{drawn.name}")
        match = load.finder.match(tier, drawn.name, top)
        if match.place is None:
            fresh.append((key, _new_division(load, drawn, top)))
        else:
            load.areas[key] = match.place
    _write(load, fresh)
    for key, place in load.areas.items():
        if key[0] == tier:
            load.touched[place.id] = place


def _new_division(load: _Load, drawn: Drawn, top: PlaceView) -> NewPlace:
    recipe = load.recipe
    name = f"{drawn.name} {recipe.layer_word}"
    names = (NewName.proper(name, recipe.source), NewName.alias(drawn.name, recipe.source))
    key = load.keys.made(name, f"{name} {top.key}")
    point = drawn.shape.point if drawn.shape else None
    return NewPlace(key, recipe.layer_tier, names, top.id, top.thing_id, recipe.source, point=point)


def _write(load: _Load, fresh: list[tuple[tuple[str, str], NewPlace]]) -> None:
    """Write new places and know them by their names."""
    made = Copier(load.at).places([new for _key, new in fresh])
    views = queries.by_ids(ids.id for ids in made)
    for (key, _new), ids in zip(fresh, made, strict=True):
        load.areas[key] = views[ids.id]
        load.touched[ids.id] = views[ids.id]
    load.added |= views.keys()


def _put_districts(load: _Load) -> None:
    """Find each district and put it under its division; write those that are new."""
    recipe = load.recipe
    fresh = []
    for drawn in load.found.districts:
        top = _top(load, drawn.province)
        division = load.areas.get((recipe.layer_tier, f"{drawn.province}/{drawn.division}"))
        if top is None:
            continue
        key = (recipe.below_tier, drawn.name)
        place = _known(load, drawn.name, top, drawn.row, recipe.topology)
        if isinstance(place, PlaceView):
            load.areas[key] = place
            load.touched[place.id] = place
            _move(load, place, top, division, drawn)
        elif place is NEW:
            fresh.append((key, _new_district(load, drawn.name, division or top)))
    _write(load, fresh)


def _move(
    load: _Load, place: PlaceView, top: PlaceView, division: PlaceView | None, drawn: Drawn
) -> None:
    """Put a district that lay in the province under a division of it."""
    if division is None or place.parent_id == division.id:
        return
    if place.parent_id != top.id:
        say = _("%(name)s lies in another division here than this file says; it stays there")
        _wrong(load, "place", load.recipe.topology, drawn.row, say, name=drawn.name)
        return
    Place.objects.filter(id=place.id).update(parent_id=division.id)
    nest(inner=place.thing_id, outer=division.thing_id)
    load.changed.add(place.id)


def _known(load: _Load, name: str, top: PlaceView, row: int, file: str) -> PlaceView | object:
    """The district that a name means; NEW where nothing is like it, ASKED where a person has to
    say.
    """
    tier = load.recipe.below_tier
    match = load.finder.match(tier, name, top)
    if match.place is not None:
        if not match.is_certain:
            say = _("%(name)s was read as %(place)s")
            place = match.place.name("en")
            _wrong(load, "note", file, row, say, name=name, place=place)
        return match.place
    if not match.guesses or match.guesses[0].score < WORTH_ASKING:
        return NEW
    guesses = tuple((one.place.id, one.score, one.reason) for one in match.guesses)
    load.waiting.append(SeenName(name, tier, top.id, file, 1, guesses))
    say = _("%(name)s may be %(place)s; it waits for review")
    _wrong(load, "place", file, row, say, name=name, place=match.guesses[0].place.name("en"))
    return ASKED


def _new_district(load: _Load, name: str, above: PlaceView) -> NewPlace:
    recipe = load.recipe
    key = load.keys.made(name, f"{name} {above.key}")
    names = (NewName.proper(name, recipe.source),)
    return NewPlace(key, recipe.below_tier, names, above.id, above.thing_id, recipe.source)


def _wrong(load: _Load, kind: str, file: str, row: int, key: str, **params: object) -> None:
    rule = "" if kind == "note" else "place-not-found"
    load.found.problems.append(Problem(kind, row, "name", key, params, file=file, rule=rule))


def _put_boundaries(load: _Load) -> None:
    """The outlines of this vintage, where they are new or changed."""
    recipe = load.recipe
    shapes = {}
    for tier, drawn_areas in (
        (recipe.layer_tier, load.found.divisions),
        (recipe.below_tier, load.found.districts),
    ):
        for drawn in drawn_areas:
            low = tier == recipe.below_tier
            place = load.areas.get((tier, drawn.name if low else f"{drawn.province}/{drawn.name}"))
            if place is not None and drawn.shape is not None:
                shapes[place.id] = drawn.shape
    rows = Boundary.objects.filter(place_id__in=shapes, vintage=recipe.vintage)
    there = {place_id: bytes(data) for place_id, data in rows.values_list("place_id", "outline")}
    fresh = {one: shape for one, shape in shapes.items() if there.get(one) != shape.outline}
    load.changed |= fresh.keys()
    Copier.boundaries(
        [
            Boundary(
                place_id=place_id,
                vintage=recipe.vintage,
                source=f"{recipe.source}; {recipe.licence}"[:300],
                outline=shape.outline,
                sketch=shape.sketch,
            )
            for place_id, shape in fresh.items()
        ]
    )


def _put_folds(load: _Load) -> None:
    """Lineage: each fold's district came out of another; districts that are new are written."""
    recipe = load.recipe
    load.finder = queries.finder()
    pairs, fresh = [], []
    for fold in load.found.folds:
        top = _top(load, fold.province)
        old = _of_name(load, recipe.below_tier, fold.into, top) if top else None
        if top is None or old is None:
            say = _("%(name)s is said to come out of %(into)s, which is not known")
            _wrong(load, "place", recipe.folds, fold.row, say, name=fold.district, into=fold.into)
            continue
        key = (recipe.below_tier, fold.district)
        place = _known(load, fold.district, top, fold.row, recipe.folds)
        if isinstance(place, PlaceView):
            load.areas[key] = place
        elif place is NEW:
            moved = load.finder.places[old.id]  # it may have got its division just now
            above = load.finder.places[moved.parent_id or top.id]
            fresh.append((key, _new_district(load, fold.district, above)))
        pairs.append((old, key, fold))
    _write(load, fresh)
    for old, key, fold in pairs:
        if new := load.areas.get(key):
            _put_lineage(load, old, new, fold)


def _put_lineage(load: _Load, old: PlaceView, new: PlaceView, fold: Fold) -> None:
    census = date.fromisoformat(load.recipe.vintage)
    is_later = fold.earliest is None or fold.earliest > census.year
    source = f"{load.recipe.source}; {fold.note}" if fold.note else load.recipe.source
    _row, is_new = Lineage.objects.get_or_create(
        predecessor_id=old.id,
        successor_id=new.id,
        defaults={"kind": "split", "source": source[:300], "after": census if is_later else None},
    )
    load.touched[new.id] = new
    if is_new:
        load.changed.add(new.id)


def _put_neighbours(load: _Load) -> None:
    tier = load.recipe.below_tier
    pairs = set()
    for one, other in load.found.neighbours:
        left, right = _of_name(load, tier, one, None), _of_name(load, tier, other, None)
        if left is not None and right is not None:
            pairs |= {(left.id, right.id), (right.id, left.id)}
    load.changed |= Copier.neighbours(pairs, load.recipe.source)


def _of_name(load: _Load, tier: str, name: str, within: PlaceView | None) -> PlaceView | None:
    place = load.areas.get((tier, name)) or load.finder.find(tier, name, within)
    if place is not None:
        load.touched.setdefault(place.id, place)
    return place


def _tell_ledger(load: _Load) -> None:
    """One event for each place that is new or changed."""
    places: Mapping[int, PlaceView] = queries.by_ids(load.added | load.changed)
    for place_id in sorted(places):
        refs: dict[str, int | str] = {"key": places[place_id].key, "recipe": load.recipe.code}
        record(
            verb="places.loaded",
            by=load.by.thing_id or 0,
            thing=places[place_id].thing_id,
            at=load.at,
            refs=refs,
        )
