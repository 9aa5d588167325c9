"""Money beside outcomes, and what people say beside what records say: made-up figures."""

import pytest
from tests.domains.evidence.made_up import asked, counted, put

from kachehri.domains.evidence.actions import declare
from kachehri.domains.evidence.queries import pairing
from kachehri.packs.pakistan.indicators import INDICATORS

TAP = "water-tap"


@pytest.fixture
def world(kept_world):
    declare(indicators=INDICATORS, sources=(), by=kept_world.setup, at=kept_world.at)
    return kept_world


def paid(year, rupees, stage, function="09"):
    dims = f"function={function};stage={stage}"
    return asked("PK713", "public-spending", year, rupees, method="admin", dims=dims)


def of(world, sector):
    (found,) = pairing.money_for(world.larkana.id, sector=sector)
    return found


def test_money_is_told_by_year_for_the_sectors_that_it_is_for(world, tmp_path):
    put(
        tmp_path,
        paid(2022, 1000, "estimate"),
        paid(2022, 800, "actual"),
        paid(2023, 900, "estimate"),
    )
    found = of(world, "education")
    assert [year.period for year in found.years] == ["2022-23", "2023-24"]
    assert found.years[0].spent == 80
    assert found.years[0].release is None
    assert found.years[1].spent is None
    assert found.label == "Education"


def test_money_that_nobody_published_has_no_years(world):
    assert of(world, "water").years == ()


def test_a_sector_without_a_purpose_has_no_money(world):
    assert pairing.money_for(world.larkana.id, sector="people") == ()


def test_nothing_estimated_has_no_share(world, tmp_path):
    put(tmp_path, paid(2022, 0, "estimate"), paid(2022, 5, "actual"))
    assert of(world, "education").years[0].spent is None


def test_what_people_say_stands_beside_the_record_with_the_gap_in_words(world, tmp_path):
    put(tmp_path, counted("PK713", TAP, 2025, 12, method="perception", standard_error=1))
    (found,) = pairing.voices(world.larkana.id)
    assert (found.said.value, found.record.value) == (12, 30)
    assert found.gap.difference == -18
    assert found.said.standard_error is None
    assert found.sentence == (
        "People say 12 (2025), the record says 30 (2023): 18 percentage points apart."
    )


def test_the_newest_words_and_the_newest_record_are_taken(world, tmp_path):
    put(
        tmp_path,
        counted("PK713", TAP, 2024, 99, method="perception"),
        counted("PK713", TAP, 2025, 30, method="perception"),
    )
    (found,) = pairing.voices(world.larkana.id)
    assert found.said.period_start.year == 2025
    assert found.sentence == "People say the same as the record: 30."


def test_without_a_record_it_says_so(world, tmp_path):
    put(tmp_path, counted("PK713", "mpi-poor", 2025, 40, method="perception"))
    (found,) = pairing.voices(world.larkana.id)
    assert found.record is None
    assert found.gap is None
    assert found.sentence == "No record says anything of this."


def test_voices_of_a_sector(world, tmp_path):
    put(tmp_path, counted("PK713", TAP, 2025, 12, method="perception"))
    assert pairing.voices(world.larkana.id, sector="education") == ()
    assert len(pairing.voices(world.larkana.id, sector="water")) == 1


def test_counts_are_apart_by_their_own_unit(world, tmp_path):
    put(tmp_path, counted("PK713", "out-of-school", 2025, 500, method="perception"))
    (found,) = pairing.voices(world.larkana.id)
    assert found.sentence.endswith("300 apart.")
