"""Writing how bodies are reached: addresses, service points; and who is responsible for what."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Q

from kachehri.domains.bodies.kinds import ACCESS, NewAddress, NewFunction, NewPoint
from kachehri.domains.bodies.models import Address, Desk, Function, Position, ServicePoint
from kachehri.domains.bodies.queries.said import Said
from kachehri.domains.bodies.rules.cells import reached_at
from kachehri.domains.places import queries as places
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.messages import InputProblem, gettext_noop

from .writers import BRING_IT, UNKNOWN, Columns, Row, Writer, Wrong

_ = gettext_noop


class AddressWriter(Writer):
    """Writes addresses of bodies, desks and positions."""

    name: ClassVar[str] = "addresses"

    def prepare(self, rows: Sequence[Row]) -> None:
        """Look up bodies, and the Things of their desks and positions."""
        super().prepare(rows)
        keys_of = self.keys
        self.owners: dict[tuple[str, str], int] = {}
        for prefix, model in (("desk", Desk), ("position", Position)):
            found: Any = model.objects.filter(body_id__in=list(keys_of))
            for body, key, thing in found.values_list("body_id", "key", "thing_id"):
                self.owners[(keys_of[body], f"{prefix}:{key}")] = thing

    def tidy(self, said: NewAddress) -> NewAddress:
        """The value in the one form in which it is kept."""
        try:
            return replace(said, value=reached_at(said.channel, said.value))
        except InputProblem as problem:
            params = {**problem.reason.params, **problem.mend.params}
            raise Wrong("value", problem.reason.key, problem.mend.key, **params) from problem

    def columns(self, said: NewAddress) -> Columns:
        """The columns of the table."""
        id, thing, _place = self.body(said)
        if said.owner and (said.body, said.owner) not in self.owners:
            raise Wrong("owner", UNKNOWN, BRING_IT, key=said.owner)
        return {
            "body_id": id,
            "owner_id": self.owners[(said.body, said.owner)] if said.owner else thing,
            "channel": said.channel,
            "value": said.value,
            "state": said.state,
            "checked_on": said.checked_on,
            "source": said.source,
        }

    def create(self, fresh: Sequence[tuple[Row, Columns]]) -> None:
        """New addresses."""
        made = Address.objects.bulk_create(Address(**columns) for _row, columns in fresh)
        for one, (row, _columns) in zip(made, fresh, strict=True):
            self.context.written[self.identity(row.said)] = one.pk
        self._tell([(self.body(row.said)[1], {"new": 1}) for row, _columns in fresh])

    def change(self, old: Said, columns: Columns, fields: str) -> None:
        """Write the columns anew; one that is in use again has no bounces."""
        more = {"bounces": 0} if columns["state"] == "fine" else {}
        Address.objects.filter(pk=old.id).update(**columns, **more)
        self._tell([(old.thing_id or 0, {"address": old.id, "fields": fields})])

    def _tell(self, about: list[tuple[int, dict[str, int | str]]]) -> None:
        own = self.context.by.thing_id or 0
        ledger.record_many(verb="bodies.address_saved", by=own, about=about, at=self.context.at)


class PointWriter(Writer):
    """Writes service points."""

    name: ClassVar[str] = "points"

    def prepare(self, rows: Sequence[Row]) -> None:
        """Look up bodies and places."""
        super().prepare(rows)
        self.places = {key: places.by_key(key) for key in {row.said.place for row in rows}}

    def wanted(self, said: Sequence[NewPoint]) -> Q:
        """By key."""
        return Q(key__in=[one.key for one in said])

    def columns(self, said: NewPoint) -> Columns:
        """The columns of the table."""
        place = self.places[said.place]
        if place is None:
            raise Wrong("place", UNKNOWN, _("Use the key of a place, like larkana-dokri."),
                        key=said.place)  # fmt: skip
        if (said.longitude is None) != (said.latitude is None):
            raise Wrong("latitude", _("Only one of the two degrees is given."),
                        _("Give both degrees, or none."))  # fmt: skip
        strange = [one for one in said.access if one not in ACCESS]
        if strange:
            raise Wrong("access", UNKNOWN, _("Write some of these: %(known)s."), key=strange[0],
                        known=", ".join(ACCESS))  # fmt: skip
        return {
            "key": said.key, "body_id": self.body(said)[0], "place_id": place.id,
            "names": dict(said.names), "street": said.street, "longitude": said.longitude,
            "latitude": said.latitude, "services": list(said.services),
            "languages": list(said.languages), "hours": [dict(one) for one in said.hours],
            "access": dict.fromkeys(said.access, True), "phones": list(said.phones),
            "eligibility": dict(said.eligibility), "fees": dict(said.fees), "source": said.source,
            "checked_on": said.checked_on, "is_closed": said.is_closed,
        }  # fmt: skip

    def create(self, fresh: Sequence[tuple[Row, Columns]]) -> None:
        """New points."""
        things = ledger.register_many(kind="bodies.point", count=len(fresh), at=self.context.at)
        made = ServicePoint.objects.bulk_create(
            ServicePoint(thing_id=thing, **columns)
            for thing, (_row, columns) in zip(things, fresh, strict=True)
        )
        for one, (row, _columns) in zip(made, fresh, strict=True):
            self.context.written[self.identity(row.said)] = one.pk
        self._tell([(one.thing_id, {"new": 1}) for one in made])

    def change(self, old: Said, columns: Columns, fields: str) -> None:
        """Write the columns anew."""
        ServicePoint.objects.filter(pk=old.id).update(**columns)
        self._tell([(old.thing_id or 0, {"fields": fields})])

    def _tell(self, about: list[tuple[int, dict[str, int | str]]]) -> None:
        own = self.context.by.thing_id or 0
        ledger.record_many(verb="bodies.point_saved", by=own, about=about, at=self.context.at)


class FunctionWriter(Writer):
    """Writes who is responsible for which subject."""

    name: ClassVar[str] = "functions"

    def wanted(self, said: Sequence[NewFunction]) -> Q:
        """By subject."""
        return Q(subject__in=[one.subject for one in said])

    def place_of(self, said: NewFunction) -> int | None:
        """That of the body; what names none is for an editor of everywhere."""
        return self.body(said)[2] if said.body else None

    def columns(self, said: NewFunction) -> Columns:
        """The columns of the table."""
        return {
            "subject": said.subject,
            "tier": said.tier,
            "province": said.province,
            "body_id": self.body(said)[0] if said.body else None,
            "law": said.law,
            "source": said.source,
            "verified_on": said.verified_on,
            "since": said.since,
        }

    def create(self, fresh: Sequence[tuple[Row, Columns]]) -> None:
        """New ones."""
        made = Function.objects.bulk_create(Function(**columns) for _row, columns in fresh)
        for one, (row, _columns) in zip(made, fresh, strict=True):
            self.context.written[self.identity(row.said)] = one.pk
        self._tell({"new": len(made)})

    def change(self, old: Said, columns: Columns, fields: str) -> None:
        """Write the columns anew."""
        Function.objects.filter(pk=old.id).update(**columns)
        self._tell({"function": old.id, "fields": fields})

    def _tell(self, refs: dict[str, int | str]) -> None:
        own = self.context.by.thing_id or 0
        about = [(own, refs)]
        ledger.record_many(verb="bodies.function_saved", by=own, about=about, at=self.context.at)
