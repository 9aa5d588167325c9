"""What happened to an edition: who validated it, and what offices answered after its launch."""

from django.db.models import F

from kachehri.domains.reports.models import RecordVersion

WORKSHOP = "workshop"
"""The kind of records that says who came to a validation workshop, of which edition."""


def workshops(kind: str, place_id: int, number: int) -> tuple[int, ...]:
    """Return the records of the workshops that validated an edition, whichever draft of it."""
    rows = RecordVersion.objects.filter(
        record__kind=WORKSHOP,
        record__place_id=place_id,
        record__is_ended=False,
        number=F("record__version"),
        content__edition=f"{kind}/{number}",
    )
    return tuple(rows.order_by("record_id").values_list("record_id", flat=True))
