"""Who is responsible for what: subjects by tier."""

from dataclasses import dataclass
from datetime import date

from kachehri.domains.bodies.models import Function


@dataclass(frozen=True)
class FunctionView:
    """A subject, the tier that holds it, and by which law; `province` empty: the whole country."""

    id: int
    subject: str
    tier: str
    province: str
    body_id: int | None
    law: str
    source: str
    verified_on: date | None
    since: date | None


_FUNCTION = ("id", "subject", "tier", "province", "body_id", "law", "source", "verified_on",
             "since")  # fmt: skip
MOST = 500


def functions(*, province: str = "") -> tuple[FunctionView, ...]:
    """Who is responsible for what, of a province and of the whole country, by subject."""
    rows = Function.objects.order_by("subject", "province", "since", "pk")
    if province:
        rows = rows.filter(province__in=["", province])
    return tuple(FunctionView(*row) for row in rows.values_list(*_FUNCTION)[:MOST])
