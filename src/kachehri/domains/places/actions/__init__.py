"""Loading a pack's tree of places."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kachehri.domains.places.kinds import PlaceKind, Tree
from kachehri.domains.places.models import Lineage, Place, PlaceName
from kachehri.domains.places.rules import MAY_LOAD_TREE
from kachehri.engines.access.actions import nest
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record, register
from kachehri.kernel.scripts import fold, sort_key, trigrams

VERBS = {
    "places.loaded": _("Added or changed a place"),
}


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
        known = {place.key: place for place in Place.objects.select_for_update()}
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
    differs = [name for name, value in wanted.items() if getattr(place, name) != value]
    if "parent_id" in differs:
        raise TreeProblem(f"{kind.key} may not move to another parent: end it and name a successor")
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
    there = set(place.names.values_list("language", "text", "status", "source"))
    if there == set(wanted):
        return False
    place.names.all().delete()
    PlaceName.objects.bulk_create(wanted.values())
    return True


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
