"""Writing bodies with their desks and positions; each is nested in what it belongs to."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q

from kachehri.domains.bodies.kinds import NewBody, NewDesk, NewPosition
from kachehri.domains.bodies.models import Body, Desk, Position
from kachehri.domains.bodies.queries.said import Said, known_bodies
from kachehri.domains.bodies.rules.names import found_by
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actions import nest, nest_leaves
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import gettext_noop

from .writers import BRING_IT, UNKNOWN, Columns, Row, Writer, Wrong

_ = gettext_noop


class BodyWriter(Writer):
    """Writes bodies, those above before those below."""

    name: ClassVar[str] = "bodies"

    def prepare(self, rows: Sequence[Row]) -> None:
        """Look up the places, and the bodies that are named as parents or successors."""
        named = {key for row in rows for key in (row.said.parent, row.said.successor) if key}
        self.bodies = known_bodies(named)
        self.new = {row.said.key: row.said for row in rows}
        keys = {row.said.place for row in rows}
        self.places: dict[str, PlaceView | None] = {key: places.by_key(key) for key in keys}

    def tidy(self, said: NewBody) -> NewBody:
        """A parent that is known or in the same file, and no circle."""
        self._is_no_circle(said)
        return said

    def _is_no_circle(self, said: NewBody) -> None:
        seen, parent = {said.key}, said.parent
        while parent:
            if parent in seen:
                raise Wrong(
                    "parent",
                    _("“%(key)s” would be a part of itself."),
                    _("Name the office above it, or none."),
                    key=said.key,
                )
            seen.add(parent)
            one = self.new.get(parent)
            parent = one.parent if one else self._parent_of(parent)

    def _parent_of(self, key: str) -> str:
        rows = Body.objects.filter(key=key).values_list("parent__key", flat=True)
        return rows.first() or ""

    def wanted(self, said: Sequence[NewBody]) -> Q:
        """By key."""
        return Q(key__in=[one.key for one in said])

    def place_of(self, said: NewBody) -> int | None:
        """Its own place."""
        place = self.places[said.place]
        return place.id if place else None

    def columns(self, said: NewBody) -> Columns:
        """The columns but parent and successor, which may be written a moment later."""
        place = self.places[said.place]
        if place is None:
            raise Wrong("place", UNKNOWN, _("Use the key of a place, like larkana-dokri."),
                        key=said.place)  # fmt: skip
        for column in ("parent", "successor"):
            key = getattr(said, column)
            if key and key not in self.bodies and key not in self.new:
                raise Wrong(column, UNKNOWN, BRING_IT, key=key)
        if said.valid_from and said.valid_to and said.valid_to <= said.valid_from:
            raise Wrong(
                "valid_to", _("It would end before it began."), _("Correct one of the two.")
            )
        return {
            "key": said.key, "kind": said.kind, "tier": said.tier, "place_id": place.id,
            "names": dict(said.names), "duties": dict(said.duties), "sectors": list(said.sectors),
            "laws": list(said.laws), "calendar": said.calendar, "website": said.website,
            "is_paper_only": said.is_paper_only, "valid_from": said.valid_from,
            "valid_to": said.valid_to, "source": said.source, "verified_by": said.verified_by,
            "verified_on": said.verified_on, **found_by(said.names.values(), said.key),
        }  # fmt: skip

    def create(self, fresh: Sequence[tuple[Row, Columns]]) -> None:
        """Those above first; one level at a time."""
        waiting = list(fresh)
        while waiting:
            ready = [one for one in waiting if self._is_ready(one[0].said)]
            if not ready:
                raise AssertionError("the parents were looked at before")
            self._create(ready)
            waiting = [one for one in waiting if one not in ready]
        later = [row.said for row, _columns in fresh if row.said.successor]
        for said in later:
            Body.objects.filter(key=said.key).update(successor_id=self.bodies[said.successor][0])

    def _is_ready(self, said: NewBody) -> bool:
        return not said.parent or said.parent in self.bodies

    def _create(self, ready: Sequence[tuple[Row, Columns]]) -> None:
        things = ledger.register_many(kind="bodies.body", count=len(ready), at=self.context.at)
        made = Body.objects.bulk_create(
            Body(thing_id=thing, parent_id=self._parent(row.said), **columns)
            for thing, (row, columns) in zip(things, ready, strict=True)
        )
        for one, (row, _columns) in zip(made, ready, strict=True):
            self.bodies = {**self.bodies, one.key: (one.pk, one.thing_id, one.place_id)}
            self.context.written[self.identity(row.said)] = one.pk
        nest_leaves(
            pairs=[(one.thing_id, self._around(row)) for one, (row, _c) in
                   zip(made, ready, strict=True)]
        )  # fmt: skip
        self._tell([(one.thing_id, {"new": 1}) for one in made])

    def _parent(self, said: NewBody) -> int | None:
        return self.bodies[said.parent][0] if said.parent else None

    def _around(self, row: Row) -> int:
        """The Thing of the body above; a body without one lies in itself."""
        key = row.said.parent or row.said.key
        return self.bodies[key][1]

    def change(self, old: Said, columns: Columns, fields: str) -> None:
        """Write the columns anew. A body that moves below another one is nested there as well."""
        said = self.new[columns["key"]]
        self.bodies = {**known_bodies([said.parent, said.successor]), **self.bodies}
        columns = columns | {
            "parent_id": self._parent(said),
            "successor_id": self.bodies[said.successor][0] if said.successor else None,
        }
        Body.objects.filter(pk=old.id).update(**columns)
        if said.parent and old.thing_id:
            nest(inner=old.thing_id, outer=self.bodies[said.parent][1])
        self._tell([(old.thing_id or 0, {"fields": fields})])

    def _tell(self, about: list[tuple[int, dict[str, int | str]]]) -> None:
        own = self.context.by.thing_id or 0
        ledger.record_many(verb="bodies.saved", by=own, about=about, at=self.context.at)


class PartWriter(Writer):
    """Writes what belongs to a body and has a Thing of its own, nested in the body's."""

    model: ClassVar[Any]
    kind: ClassVar[str]

    def create(self, fresh: Sequence[tuple[Row, Columns]]) -> None:
        """New ones, nested in their bodies."""
        things = ledger.register_many(kind=self.kind, count=len(fresh), at=self.context.at)
        made = self.model.objects.bulk_create(
            self.model(thing_id=thing, **columns)
            for thing, (_row, columns) in zip(things, fresh, strict=True)
        )
        nest_leaves(
            pairs=[
                (one.thing_id, self.body(row.said)[1])
                for one, (row, _columns) in zip(made, fresh, strict=True)
            ]
        )
        for one, (row, _columns) in zip(made, fresh, strict=True):
            self.context.written[self.identity(row.said)] = one.pk
        self._tell([(one.thing_id, {"new": 1}) for one in made])

    def change(self, old: Said, columns: Columns, fields: str) -> None:
        """Write the columns anew."""
        self.model.objects.filter(pk=old.id).update(**columns)
        self._tell([(old.thing_id or 0, {"fields": fields})])

    def _tell(self, about: list[tuple[int, dict[str, int | str]]]) -> None:
        raise NotImplementedError


class DeskWriter(PartWriter):
    """Writes desks."""

    name: ClassVar[str] = "desks"
    model = Desk
    kind = "bodies.desk"

    def columns(self, said: NewDesk) -> Columns:
        """The columns of the table."""
        return {
            "body_id": self.body(said)[0],
            "key": said.key,
            "names": dict(said.names),
            "categories": list(said.categories),
            "is_closed": said.is_closed,
        }

    def _tell(self, about: list[tuple[int, dict[str, int | str]]]) -> None:
        own = self.context.by.thing_id or 0
        ledger.record_many(verb="bodies.desk_saved", by=own, about=about, at=self.context.at)


class PositionWriter(PartWriter):
    """Writes positions."""

    name: ClassVar[str] = "positions"
    model = Position
    kind = "bodies.position"

    def prepare(self, rows: Sequence[Row]) -> None:
        """Look up bodies, desks and constituencies."""
        super().prepare(rows)
        keys_of = self.keys
        desks = Desk.objects.filter(body_id__in=list(keys_of)).values_list("body_id", "key", "pk")
        self.desks = {(keys_of[body], key): pk for body, key, pk in desks}
        keys = {row.said.constituency for row in rows if row.said.constituency}
        self.places = {key: places.by_key(key) for key in keys}

    def columns(self, said: NewPosition) -> Columns:
        """The columns of the table."""
        if said.desk and (said.body, said.desk) not in self.desks:
            raise Wrong("desk", UNKNOWN, BRING_IT, key=said.desk)
        place = self.places.get(said.constituency)
        if said.constituency and place is None:
            raise Wrong("constituency", UNKNOWN, BRING_IT, key=said.constituency)
        return {
            "body_id": self.body(said)[0],
            "desk_id": self.desks.get((said.body, said.desk)),
            "key": said.key,
            "role": said.role,
            "rung": said.rung,
            "titles": dict(said.titles),
            "constituency_id": place.id if place else None,
            "source": said.source,
            "is_closed": said.is_closed,
        }

    def _tell(self, about: list[tuple[int, dict[str, int | str]]]) -> None:
        own = self.context.by.thing_id or 0
        ledger.record_many(verb="bodies.position_saved", by=own, about=about, at=self.context.at)
