"""The rows of `flow.State`: what packs declare, so that the database refuses an unknown state."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.flow.models import State
from kachehri.kernel.flows import Flow
from kachehri.kernel.rules import IsSystem

SYNCHRONISE = IsSystem()


def synchronise(*, flows: Mapping[str, Flow], by: Actor, at: datetime) -> int:
    """Bring the rows in step with the flows, by key of the kind. Return how many were changed.

    A state that is no longer declared goes, unless a matter is in it: then it stays. Kinds that are
    not named here are left alone. The rows only mirror the program, so no event is written.
    """
    require(SYNCHRONISE, by)
    changed = 0
    with transaction.atomic():
        known = {(row.kind, row.key): row for row in State.objects.filter(kind__in=flows)}
        for kind, flow in flows.items():
            for state in flow.states:
                row = known.pop((kind, state.key), None)
                tags = sorted(state.tags)
                if row is None:
                    State.objects.create(kind=kind, key=state.key, tags=tags)
                elif row.tags != tags:
                    row.tags = tags
                    row.save(update_fields=["tags"])
                else:
                    continue
                changed += 1
        changed += sum(_drop(row) for row in known.values())
    return changed


def _drop(row: State) -> bool:
    """Delete a row that no matter points to; whether it went."""
    try:
        with transaction.atomic():
            row.delete()
    except IntegrityError:
        return False
    return True
