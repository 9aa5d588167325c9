"""Places by their codes, in bulk: for figures on their way in."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from kachehri.domains.places.models import Place

from .trees import kept_tree


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """What a figure has to know of its place."""

    id: int
    thing_id: int
    tier: str


def facts(codes: Collection[str]) -> dict[str, PlaceFact]:
    """The places with these P-codes or keys, of whichever scheme (at most two queries).

    A code that no place has is absent.
    """
    kept = kept_tree()
    found = {}
    for code in codes:
        view = kept.by_pcode.get(code) or kept.by_key.get(code)
        if view is not None:
            found[code] = PlaceFact(view.id, view.thing_id, view.tier)
    rest = [code for code in codes if code not in found]
    if rest:
        rows = Place.objects.filter(Q(pcode__in=rest) | Q(key__in=rest))
        for pk, thing, tier, key, pcode in rows.values_list(
            "id", "thing_id", "tier", "key", "pcode"
        ):
            found |= {code: PlaceFact(pk, thing, tier) for code in (key, pcode) if code}
    return found
