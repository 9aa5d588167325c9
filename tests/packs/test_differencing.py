"""Nobody finds a small group by subtraction, from everything that is published at once."""

import itertools
from collections import defaultdict
from decimal import Decimal

import pytest

from kachehri.domains.evidence.models import Observation
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.withheld import LARGE

HALF_A_DIGIT = Decimal("0.05")
LEAST = 3
"""So many different counts of the small group have to be possible, or the figure gives it away."""


@pytest.fixture
def by_fact(kept_figures):
    """Every figure of the small places, by what it is about, then by sex."""
    small = {view.id for view in places.tree() if view.tier not in LARGE}
    found = defaultdict(dict)
    for row in Observation.objects.filter(place__in=small).select_related("version__concept"):
        about = (row.version_id, row.place_id, row.period_start, row.dims.get("residence", ""))
        found[about, row.source_id][row.dims.get("sex", "")] = row
    assert len(found) > 300
    return found


def test_all_less_women_less_men_can_be_made_of_no_count(by_fact):
    for about, sexes in by_fact.items():
        if set(sexes) == {"", "female", "male"}:
            assert sexes["male"].version.concept.unit == "percent", about
            assert sexes["male"].numerator is sexes["male"].denominator is None, about


def test_villages_and_towns_of_men_are_counted_nowhere(by_fact):
    men = [sexes["male"] for sexes in by_fact.values() if "male" in sexes]
    assert men
    assert all(row.version.concept.unit == "percent" and row.numerator is None for row in men)


def test_a_rounded_share_of_men_fits_many_counts_of_the_small_group(by_fact):
    """All less women are men and the small group: N of D. The share of men shall not part them."""
    tried = 0
    for about, sexes in by_fact.items():
        if not {"", "female", "male"} <= set(sexes) or sexes[""].numerator is None:
            continue
        others = sexes[""].numerator - sexes["female"].numerator
        of = sexes[""].denominator - sexes["female"].denominator
        share = sexes["male"].value
        fits = [
            (few, many)
            for many, few in itertools.product(range(12), repeat=2)
            if few <= many < of and abs(100 * (others - few) / (of - many) - share) <= HALF_A_DIGIT
        ]
        assert len({many for _few, many in fits}) >= LEAST, about
        tried += 1
    assert tried > 20


def test_no_share_of_men_has_more_digits_than_it_is_rounded_to(by_fact):
    for sexes in by_fact.values():
        if "male" in sexes:
            assert sexes["male"].value == sexes["male"].value.quantize(Decimal("0.1"))
