"""Jobs of the ledger. Each may run twice, or beside itself, and does no harm."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from .actions import make_partition
from .sealing import seal_all


def seal(at: datetime) -> int:
    """Seal what is settled and see to the coming year's partition. Returns how many it sealed."""
    make_partition(year=at.year)
    make_partition(year=at.year + 1)
    return seal_all(at=at, var=Path(settings.VAR))
