"""Loading a pack's tree of places."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.places.kinds import (
    BlockRecipe,
    BoundaryRecipe,
    DivisionRecipe,
    ListRecipe,
    PlaceKind,
    PlaceRecipe,
    Tree,
)
from kachehri.domains.places.models import Lineage, Place, PlaceName
from kachehri.domains.places.rules import MAY_LOAD_TREE
from kachehri.engines.access.actions import nest
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record, register
from kachehri.kernel.scripts import fold, sort_key, trigrams

from .areas import load_areas
from .divisions import load_divisions
from .lists import load_blocks, load_list
from .review import ReviewProblem, forget_alias, note_unmatched, settle_name
from .writing import PlacesOutcome

__all__ = [
    "PlacesOutcome",
    "ReviewProblem",
    "TreeProblem",
    "forget_alias",
    "load_places",
    "load_tree",
    "note_unmatched",
    "settle_name",
]

VERBS = {
    "places.loaded": _("Added or changed a place"),
    "places.list_loaded": _("Loaded a list of places"),
    "places.name_settled": _("Said which place a name means"),
    "places.alias_forgotten": _("Took back a spelling of a place"),
}


def load_places(
    *, recipe: PlaceRecipe, path: Path, by: Actor, at: datetime, dry_run: bool = False
) -> PlacesOutcome:
    """Bring the places of a file or folder in, as its recipe says, in one transaction.

    The same file again changes nothing; `dry_run` changes nothing at all. Raises FileProblem for a
    file that cannot be read, Refused if the actor may not.
    """
    match recipe:
        case BoundaryRecipe():
            return load_areas(recipe=recipe, path=path, by=by, at=at, dry_run=dry_run)
        case DivisionRecipe():
            return load_divisions(recipe=recipe, path=path, by=by, at=at, dry_run=dry_run)
        case ListRecipe():
            return load_list(recipe=recipe, path=path, by=by, at=at, dry_run=dry_run)
        case BlockRecipe():
            return load_blocks(recipe=recipe, path=path, by=by, at=at, dry_run=dry_run)


class TreeProblem(ValueError):
    """A tree that contradicts itself: a parent that comes later, a key that is there twice."""


def load_tree(*, tree: Tree, by: Actor, at: datetime) -> int:
    """Put a pack's places, names and lineage into the database.

    Return how many places are new or changed.

    Safe to run again: what is there already and the same is left alone and no event is written for
    it. A place that the tree no longer names stays: others may point at it.
    """
    require(MAY_LOAD_TREE, by)
    _check(tree)
    changed = 0
    with transaction.atomic():
        there = Place.objects.filter(scheme__isnull=True).select_for_update()
        known = {place.key: place for place in there}
        _adopt(tree, known)
        for kind in tree.places:
            place, is_changed = _put(kind, known, at=at)
            known[kind.key] = place
            if is_changed:
                changed += 1
                refs: dict[str, int | str] = {"key": place.key}
                record(
                    verb="places.loaded",
                    by=by.thing_id or 0,
                    thing=place.thing_id,
                    at=at,
                    refs=refs,
                )
        for made in tree.lineage:
            Lineage.objects.update_or_create(
                predecessor=known[made.predecessor],
                successor=known[made.successor],
                defaults={
                    "kind": made.kind,
                    "on": made.on,
                    "after": made.after,
                    "source": made.source,
                    "verified": made.verified,
                },
            )
    return changed


def _check(tree: Tree) -> None:
    seen: set[str] = set()
    for kind in tree.places:
        if kind.key in seen:
            raise TreeProblem(f"{kind.key} is there twice")
        if kind.parent is not None and kind.parent not in seen:
            raise TreeProblem(f"{kind.key}: its parent {kind.parent} has to come before it")
        seen.add(kind.key)
    for made in tree.lineage:
        for key in (made.predecessor, made.successor):
            if key not in seen:
                raise TreeProblem(f"lineage names {key}, which is not in the tree")


def _adopt(tree: Tree, known: dict[str, Place]) -> None:
    """Places that a file brought in before the pack, under the keys that the pack gives them."""
    by_code = {place.pcode: place for place in known.values() if place.pcode}
    for kind in tree.places:
        place = by_code.get(kind.pcode or "")
        if place is None or place.key == kind.key:
            continue
        del known[place.key]
        if other := known.pop(kind.key, None):
            raise TreeProblem(f"{kind.key} is {other.pcode}, and the tree says {kind.pcode}")
        place.key = kind.key
        place.save(update_fields=["key"])
        known[kind.key] = place


def _put(kind: PlaceKind, known: dict[str, Place], *, at: datetime) -> tuple[Place, bool]:
    """The row of a place, made or brought up to date, and whether anything changed."""
    parent = known[kind.parent] if kind.parent else None
    wanted = {
        "pcode": kind.pcode,
        "tier": kind.tier,
        "parent_id": parent.id if parent else None,
        "valid_from": kind.valid_from,
        "valid_to": kind.valid_to,
        "tile_column": kind.tile[0] if kind.tile else None,
        "tile_row": kind.tile[1] if kind.tile else None,
        "source": kind.source,
    }
    place = known.get(kind.key)
    if place is None:
        thing = register(kind="places.place", at=at)
        place = Place.objects.create(thing=thing, key=kind.key, **wanted)
        _put_names(kind, place)
        if parent is not None:
            nest(inner=place.thing_id, outer=parent.thing_id)
        return place, True
    if kind.pcode is None and place.pcode:
        del wanted["pcode"]  # a file knew one
    differs = [name for name, value in wanted.items() if getattr(place, name) != value]
    if "parent_id" in differs and parent is not None:
        if parent.parent_id != place.parent_id:
            raise TreeProblem(
                f"{kind.key} may not move to another parent: end it and name a successor"
            )
        nest(inner=place.thing_id, outer=parent.thing_id)
    for name in differs:
        setattr(place, name, wanted[name])
    if differs:
        place.save(update_fields=differs)
    return place, _put_names(kind, place) or bool(differs)


def _put_names(kind: PlaceKind, place: Place) -> bool:
    """Write the names if they differ from those that are there; whether they did."""
    wanted = {
        (name.language, name.text, name.status, name.source): name for name in _names(kind, place)
    }
    there = {
        (name.language, name.text, name.status, name.source): name
        for name in place.names.select_for_update()
    }
    gone = [name.pk for key, name in there.items() if key not in wanted and _is_ours(kind, name)]
    fresh = [name for key, name in wanted.items() if key not in there]
    place.names.filter(pk__in=gone).delete()
    PlaceName.objects.bulk_create(fresh)
    return bool(gone or fresh)


def _is_ours(kind: PlaceKind, name: PlaceName) -> bool:
    """Whether the pack decides about a name: not about spellings that a file or a person added,
    unless it has the same one.
    """
    if name.status != PlaceName.Status.ALIAS or not name.source:
        return True
    return (name.language, name.text) in {
        *kind.names.items(),
        *(("en", alias) for alias in kind.aliases),
    }


def _names(kind: PlaceKind, place: Place) -> list[PlaceName]:
    proper = [
        (language, text, _status(kind, language), kind.sources.get(language, ""))
        for language, text in kind.names.items()
    ]
    aliases = [("en", text, PlaceName.Status.ALIAS, "") for text in kind.aliases]
    return [
        PlaceName(
            place=place,
            language=language,
            text=text,
            status=status,
            source=source,
            search_key=fold(text),
            sort_key=sort_key(text, language),
            trigrams=sorted(trigrams(text)),
        )
        for language, text, status, source in [*proper, *aliases]
    ]


def _status(kind: PlaceKind, language: str) -> PlaceName.Status:
    known = kind.sources.get(language)
    return PlaceName.Status.SOURCED if known else PlaceName.Status.TRANSLITERATED
