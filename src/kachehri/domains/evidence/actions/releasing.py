"""Showing the figures of a primary source in public, after a check of small groups."""

from datetime import datetime

from django.db import transaction

from kachehri.domains.evidence.models import Observation, Source
from kachehri.domains.evidence.queries.releasing import RULE, Release, release_of
from kachehri.domains.evidence.rules import MAY_LOAD
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record
from kachehri.kernel.disclosure import Rule
from kachehri.kernel.messages import gettext_noop

from .storing import Store

_ = gettext_noop


class ReleaseProblem(Exception):
    """Figures that cannot be released. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key, self.params = key, params


def release(*, source: str, by: Actor, at: datetime, rule: Rule = RULE) -> Release:
    """Show what may be shown of the figures of a source, and hide the rest, in one transaction.

    A figure that was released before stays out: it is reckoned with. Raises `ReleaseProblem` where
    what was released before would give a hidden figure away, or there is nothing to release, and
    `Refused` unless the actor may load figures of every place in it.
    """
    with transaction.atomic():
        row = Source.objects.filter(code=source).first()
        if row is None:
            raise ReleaseProblem(_("There is no source %(source)s"), source=source)
        Store().lock([row.pk])
        ids = Observation.objects.current().filter(source=row).order_by()
        for view in places.by_ids(ids.values_list("place_id", flat=True).distinct()).values():
            require(MAY_LOAD, by, {"place_thing_id": view.thing_id})
        found = release_of(source, rule)
        if not found.marks:
            raise ReleaseProblem(_("There is no figure to release"))
        if not found.is_safe:
            raise ReleaseProblem(
                _("%(count)s figures of small groups follow from what is shown already"),
                count=len(found.exposed),
            )
        for mark in sorted(found.counts):
            chosen = [id_ for id_, own in found.marks.items() if own == mark]
            Observation.objects.filter(pk__in=chosen).update(conf_status=mark)
        refs: dict[str, int | str] = {"source": source, **found.counts}
        record(verb="evidence.released", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs)
    return found
