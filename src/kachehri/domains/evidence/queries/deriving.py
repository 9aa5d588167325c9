"""Figures that are made from two others: read, never written here."""

from collections.abc import Sequence

from kachehri.domains.evidence.kinds import Figure, Quotient
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules.measuring import share
from kachehri.domains.places.queries import tree

from .reading import may_be_kept

_KEY = ("place_id", "period_start", "period_end", "dim_key")


def quotient_figures(quotients: Sequence[Quotient]) -> list[Figure]:
    """A figure wherever both indicators have exactly one current value for the same fact."""
    codes = {place.id: place.code for place in tree()}
    made = [figure for quotient in quotients for figure in _figures(quotient, codes)]
    return may_be_kept(made)


def outdated_quotients(quotients: Sequence[Quotient]) -> list[int]:
    """The ids of current shares of two tables of which one has no figure any more."""
    found: list[int] = []
    for quotient in quotients:
        above, below = _only_values(quotient.numerator), _only_values(quotient.denominator)
        rows = Observation.objects.current().filter(
            version__concept__code=quotient.indicator,
            source__code=quotient.source,
            derivation="quotient",
        )
        both = above.keys() & below.keys()
        found += [row[0] for row in rows.values_list("id", *_KEY) if row[1:] not in both]
    return found


def _figures(quotient: Quotient, codes: dict[int, str]) -> list[Figure]:
    above, below = _only_values(quotient.numerator), _only_values(quotient.denominator)
    return [
        _figure(quotient, above[key], below[key], codes)
        for key in sorted(above.keys() & below.keys())
        if below[key].value and key[0] in codes
    ]


def _only_values(concept: str) -> dict[tuple[object, ...], Observation]:
    """By place, period and breakdown, where no second source says something as well."""
    rows = Observation.objects.current().filter(version__concept__code=concept)
    found: dict[tuple[object, ...], list[Observation]] = {}
    for row in rows.filter(value__isnull=False).select_related("source"):
        found.setdefault(tuple(getattr(row, name) for name in _KEY), []).append(row)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}


def _figure(
    quotient: Quotient, above: Observation, below: Observation, codes: dict[int, str]
) -> Figure:
    numerator, denominator = above.value, below.value
    if numerator is None or denominator is None:
        raise ValueError("a quotient is made from two values")
    return Figure(
        place=codes[above.place_id],
        indicator=quotient.indicator,
        start=above.period_start,
        end=above.period_end,
        dims=above.dims,
        value=f"{share(numerator, denominator):f}",
        numerator=f"{numerator:f}",
        denominator=f"{denominator:f}",
        derivation="quotient",
        method=above.method,
        status="A",
        source=quotient.source,
        cell=f"{above.source.code} / {below.source.code}",
    )
