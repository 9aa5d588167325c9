"""No combination of stored figures gives a withheld count, whatever table they come from."""

import os
from collections import defaultdict
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pack_fixtures import AT
from tests.packs.algebra import Stored, given_away, quantities

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.kinds import Figure
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules.withholding import released
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.contents import EVIDENCE
from kachehri.packs.pakistan.withheld import LARGE

SEXES = ("", "female", "male", "transgender")
AREAS = ("", "rural", "urban")
AGES = ("", "0-4", "5-16", "17+")
RELIGIONS = ("", "muslim", "hindu", "sikh")
TABLES = ("TABLE_01", "TABLE_04", "TABLE_05", "TABLE_09", "TABLE_12", "TABLE_16", "TABLE_20")


def figure(indicator, dims, number, of=None):
    kept = {name: value for name, value in dims.items() if value}
    unit = "" if of is None else "share"
    value = str(number) if of is None else f"{100 * number / of:.6f}"
    counts = ("", "") if of is None else (str(number), str(of))
    return Figure(
        "T", indicator, AT.date(), AT.date().replace(year=2027), kept, value, *counts,
        unit or "published", "census", "A", "s", "x",
    )  # fmt: skip


def published(draw_count):
    """Everything that a statistics office may print of a taluka, made up: counts and shares."""
    atoms = {
        group: draw_count(group) for group in product(SEXES[1:], AREAS[1:], AGES[1:], RELIGIONS[1:])
    }

    def count(dims):
        wanted = [dims.get(name, "") for name in ("sex", "residence", "age", "religion")]
        return sum(
            number
            for group, number in atoms.items()
            if all(w in ("", g) for w, g in zip(wanted, group, strict=True))
        )

    for sex, area, age, religion in product(SEXES, AREAS, AGES, RELIGIONS):
        dims = {"sex": sex, "residence": area, "age": age, "religion": religion}
        yield figure("people", dims, count(dims))
        if not religion and count(dims | {"age": ""}):
            yield figure("children-share", dims, count(dims), count(dims | {"age": ""}))


def stored(figures):
    for one in figures:
        unit = "people" if one.indicator == "people" else "percent"
        numbers = [Decimal(text) if text else None for text in (one.numerator, one.denominator)]
        yield Stored(one.indicator, one.source, one.dims, unit, Decimal(one.value or 0), *numbers)


@settings(max_examples=10)
@given(st.integers(0, 10**6), st.integers(0, 3))
def test_of_everything_that_an_office_prints_nothing_withheld_can_be_made(seed, few):
    def number(group):
        return few if group[0] == "transgender" else 3000 + hash((seed, group)) % 5000

    made = list(published(number))
    units = {"people": "people", "children-share": "percent"}
    kept = released(made, {"T": "taluka"}, units)
    assert len(kept) > 30
    assert not any("religion" in one.dims for one in kept)
    for table in quantities(stored(kept)):
        assert list(given_away(table)) == []


def test_the_algebra_finds_what_is_given_away():
    every = [figure("people", {"sex": sex}, 10) for sex in ("", "female", "male")]
    (table,) = quantities(stored(every))
    assert {"sex": "transgender"} in list(given_away(table))
    areas = [figure("people", {"residence": area}, 10) for area in AREAS]
    parts = [figure("people", {"sex": "male", "residence": area}, 4) for area in AREAS[1:]]
    women = [figure("people", {"sex": "female"}, 5)]
    (table,) = quantities(stored([*areas, *parts, *women]))
    assert {"sex": "transgender"} in list(given_away(table))


def test_tables_are_linked_through_their_denominators():
    counts = [figure("people", {"sex": sex}, n) for sex, n in (("", 100), ("female", 40))]
    shares = [figure("x-share", {"sex": sex}, 1, n) for sex, n in (("", 100), ("male", 58))]
    tables = quantities(stored([*counts, *shares]))
    assert any({"sex": "transgender"} in list(given_away(table)) for table in tables)


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.django_db
def test_no_combination_of_the_census_tables_gives_a_withheld_count_of_a_taluka(pakistan):
    folder = os.environ.get("KACHEHRI_CORPORA")
    if not folder:
        pytest.skip("KACHEHRI_CORPORA is not set")
    recipe = EVIDENCE.recipes["pbs-census-2023"]
    for name in TABLES:
        path = Path(folder) / "census2023" / f"{name}.csv.gz"
        assert load_file(recipe=recipe, path=path, by=pakistan, at=AT).added
    small = {view.id for view in places.tree() if view.tier not in LARGE}
    chosen = sorted(small)[:: max(1, len(small) // 12)]
    by_place = defaultdict(list)
    fields = (
        "place_id", "version__concept__code", "source__code", "dims", "version__concept__unit",
        "value", "numerator", "denominator",
    )  # fmt: skip
    rows = Observation.objects.current()
    assert not rows.filter(place__in=small, dims__has_any_keys=["religion", "sect"]).exists()
    for place, *rest in rows.filter(place__in=chosen).values_list(*fields):
        by_place[place].append(Stored(*rest))
    assert len(by_place) == len(chosen) >= 4
    for place, figures in by_place.items():
        for table in quantities(figures):
            assert list(given_away(table)) == [], place
