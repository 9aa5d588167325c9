"""Loading lists of places without codes, and census blocks with their circles."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.text import slugify

from kachehri.domains.places import queries
from kachehri.domains.places.kinds import BlockRecipe, ListRecipe, SchemeKind, SeenName
from kachehri.domains.places.models import Place, Scheme
from kachehri.domains.places.queries import Finder, PlaceView
from kachehri.domains.places.queries.reading.lists import Blocks, read_blocks, read_list
from kachehri.domains.places.rules import MAY_LOAD_TREE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.messages import gettext_noop

from .review import note_unmatched
from .writing import Copier, NewName, NewPlace, PlacesOutcome

_ = gettext_noop

Above = tuple[tuple[str, str], ...]
"""Columns of the places above and their tiers, highest first."""


@dataclass
class _Joining:
    """Finds the administrative places above the rows of a list, each chain of names once."""

    above: Above
    file: str
    finder: Finder
    found: dict[tuple[str, ...], PlaceView | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    waiting: list[SeenName] = field(default_factory=list)

    def place(self, names: tuple[str, ...], line: int) -> PlaceView | None:
        """The lowest place that the names surely lead to; None where not even the first does."""
        if names not in self.found:
            below = self.place(names[:-1], line) if len(names) > 1 else None
            self.found[names] = self._joined(names, below, line)
        return self.found[names]

    def _joined(
        self, names: tuple[str, ...], below: PlaceView | None, line: int
    ) -> PlaceView | None:
        """One step down. A name that is not found leaves the row with the place above."""
        column, tier = self.above[len(names) - 1]
        match = self.finder.match(tier, names[-1], below)
        if match.place is None and below is None and len(names) > 1:
            match = self.finder.match(tier, names[-1])
        if match.place is None:
            self._say_unknown(names, column, tier, below, line, match)
            return below
        if not match.is_certain:
            say = _("%(name)s was read as %(place)s")
            params = {"name": names[-1], "place": match.place.name("en")}
            self.problems.append(Problem("note", line, column, say, params, file=self.file))
        return match.place

    def _say_unknown(
        self,
        names: tuple[str, ...],
        column: str,
        tier: str,
        below: PlaceView | None,
        line: int,
        match: queries.Match,
    ) -> None:
        say = _("%(name)s is not known; its rows hang from %(above)s")
        above = below.name("en") if below else "–"
        self.problems.append(
            Problem(
                "note", line, column, say, {"name": names[-1], "above": above},
                file=self.file, rule="place-not-found",
            )
        )  # fmt: skip
        guesses = tuple((one.place.id, one.score, one.reason) for one in match.guesses)
        within = below.id if below else None
        self.waiting.append(SeenName(names[-1], tier, within, self.file, 1, guesses))


def _scheme(kind: SchemeKind) -> Scheme:
    fields = {name: value for name, value in vars(kind).items() if name != "code"}
    return Scheme.objects.update_or_create(code=kind.code, defaults=fields)[0]


def load_list(
    *, recipe: ListRecipe, path: Path, by: Actor, at: datetime, dry_run: bool = False
) -> PlacesOutcome:
    """Bring a list of places without codes in, as a scheme beside the administrative tree.

    A place is known by its names from the top. Where the place above is not found, it hangs from
    the lowest one that is. The same list again changes nothing.
    """
    require(MAY_LOAD_TREE, by)
    found = read_list(recipe, path)
    joining = _Joining(recipe.above, path.name, queries.finder())
    with transaction.atomic():
        scheme = _locked(recipe.scheme)
        there = queries.keys_of_scheme(scheme.code)
        fresh = []
        for names, line in found.rows.items():
            above = joining.place(names[:-1], line)
            key = _key(scheme.code, names)
            if key not in there and above is not None:
                proper = (NewName.proper(names[-1], scheme.source),)
                new = NewPlace(key, recipe.tier, proper, above.id, above.thing_id, scheme.source)
                fresh.append(replace(new, scheme=scheme.pk))
        made = Copier(at).places(fresh)
        _finish(joining, scheme, len(made), by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    problems = (*(replace(one, file=path.name) for one in found.problems), *joining.problems)
    kept = len(found.rows) - len(made)
    return PlacesOutcome(recipe.code, path.name, found.count, len(made), 0, kept, problems, dry_run)


def _locked(kind: SchemeKind) -> Scheme:
    """The scheme's row; whoever loads places at the same time waits here."""
    Copier.take_turn()
    return _scheme(kind)


def _finish(joining: _Joining, scheme: Scheme, added: int, *, by: Actor, at: datetime) -> None:
    """Put names that were not found into the review, and one event about the whole list."""
    note_unmatched(names=joining.waiting, by=by, at=at)
    if added:
        country = Place.objects.filter(parent=None, scheme=None).order_by("id").first()
        thing = country.thing_id if country else by.thing_id or 0
        refs: dict[str, int | str] = {"scheme": scheme.code, "places": added}
        record(verb="places.list_loaded", by=by.thing_id or 0, thing=thing, at=at, refs=refs)


def _key(scheme: str, names: tuple[str, ...]) -> str:
    """A key that the same names always get: where no source gives a code, none is invented."""
    path = "\x1f".join(name.casefold() for name in names)
    mark = hashlib.sha256(path.encode()).hexdigest()[:12]
    return f"{slugify(names[-1])[:26]}-{scheme}-{mark}"[:80].strip("-")


def load_blocks(
    *, recipe: BlockRecipe, path: Path, by: Actor, at: datetime, dry_run: bool = False
) -> PlacesOutcome:
    """Bring census blocks in, with the circles around them that have names.

    A block is known by its code, which the census office gave; a circle by its names from the top.
    A block is no village. They are not nested for grants: nobody edits a block by hand.
    """
    require(MAY_LOAD_TREE, by)
    found = read_blocks(recipe, path)
    joining = _Joining(recipe.above, path.name, queries.finder())
    with transaction.atomic():
        scheme = _locked(recipe.scheme)
        there = queries.keys_of_scheme(scheme.code)
        ids = dict(there)
        added = 0
        for depth in range(len(recipe.circles)):
            fresh = list(_circles(recipe, found, joining, scheme, ids, depth))
            written = Copier(at).places(fresh)
            ids |= {new.key: one.id for new, one in zip(fresh, written, strict=True)}
            added += len(written)
        blocks = list(_new_blocks(recipe, found, scheme, ids))
        added += len(Copier(at).places(blocks))
        _finish(joining, scheme, added, by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    if added and not dry_run:
        _analyse()
    problems = (*(replace(one, file=path.name) for one in found.problems), *joining.problems)
    return PlacesOutcome(
        recipe.code, path.name, found.count, added, 0, len(there), problems, dry_run
    )


def _circles(
    recipe: BlockRecipe,
    found: Blocks,
    joining: _Joining,
    scheme: Scheme,
    ids: dict[str, int],
    depth: int,
) -> Iterable[NewPlace]:
    """The new circles of one depth, each once."""
    above, end = len(recipe.above), len(recipe.above) + depth + 1
    _column, tier, others = recipe.circles[depth]
    seen = set()
    for names, line in found.circles.items():
        chain = names[:end]
        if chain in seen or not chain[-1]:
            continue
        seen.add(chain)
        key = _key(scheme.code, chain)
        if key in ids:
            continue
        parent = _circle_above(scheme, ids, chain, above)
        if parent is None:
            place = joining.place(names[:above], line)
            parent = place.id if place else None
        if parent is not None:
            word = next((t for words, t in others if chain[-1].upper().startswith(words)), tier)
            proper = (NewName.proper(chain[-1], scheme.source),)
            yield NewPlace(key, word, proper, parent, None, scheme.source, scheme=scheme.pk)


def _circle_above(
    scheme: Scheme, ids: dict[str, int], chain: tuple[str, ...], above: int
) -> int | None:
    """The id of the nearest named circle around one; None where there is none."""
    for end in range(len(chain) - 1, above, -1):
        if chain[end - 1] and (found := ids.get(_key(scheme.code, chain[:end]))):
            return found
    return None


def _new_blocks(
    recipe: BlockRecipe, found: Blocks, scheme: Scheme, ids: dict[str, int]
) -> Iterable[NewPlace]:
    parents: dict[tuple[str, ...], int | None] = {}
    above = len(recipe.above)
    for code, names in found.blocks.items():
        key = f"{scheme.code}-{code}".lower()
        if key in ids:
            continue
        if names not in parents:
            parents[names] = _circle_above(scheme, ids, (*names, ""), above)
        if parents[names] is not None:
            name = (NewName(code, "sourced", scheme.source, is_code=True),)
            yield NewPlace(key, recipe.block_tier, name, parents[names], None, "", scheme=scheme.pk)


def _analyse() -> None:
    """Let the planner know how many there are now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place, places_placename")
