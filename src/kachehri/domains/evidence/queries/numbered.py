"""Figures by their numbers: what somebody names as evidence."""

from collections.abc import Collection

from kachehri.domains.evidence.models import Observation

from .views import FIELDS, ObservationView


def by_numbers(ids: Collection[int]) -> dict[int, ObservationView]:
    """The figures of these numbers that may be shown (one query); others are left out.

    Also those that were superseded: what was named stays what it was.
    """
    rows = Observation.objects.filter(id__in=list(ids), conf_status="F").order_by("id")
    views = (ObservationView(*row) for row in rows.values_list(*FIELDS))
    return {view.id: view for view in views}
