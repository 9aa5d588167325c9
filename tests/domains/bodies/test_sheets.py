"""Cells, hours and distances: what is read is written back, and nonsense is refused plainly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.bodies.rules import hours
from kachehri.domains.bodies.rules.distance import km_between
from kachehri.domains.bodies.rules.quarters import before, is_quarter, percent, quarter_of
from kachehri.domains.bodies.rules.sheets import SHEETS
from kachehri.kernel.messages import InputProblem

MINUTES = st.integers(0, 24 * 60)
RUNS = st.sets(st.integers(0, 6), min_size=1)
TEXT = st.text(max_size=60)


def at(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@given(st.lists(st.tuples(RUNS, MINUTES, MINUTES), max_size=4))
def test_hours_are_written_as_they_are_read(parts) -> None:
    kept = [(days, *sorted((one, other))) for days, one, other in parts if one != other]
    text = "; ".join(
        f"{','.join(hours.DAYS[day] for day in sorted(days))} {at(opens)}-{at(closes)}"
        for days, opens, closes in kept
    )
    found = hours.read(text)
    assert hours.read(hours.written(found)) == found
    assert len(found) == len(kept)


@pytest.mark.parametrize(
    "text", ["monday", "mon 8-16", "mon 16:00-08:00", "mon 25:00-26:00", "mon 08:00-08:00", "xxx"]
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(InputProblem):
        hours.read(text)


def test_hours_in_eastern_digits_and_over_the_week_s_end_are_read() -> None:
    assert hours.read("mon ۰۸:۰۰-۱۶:۰۰") == hours.read("mon 08:00-16:00")
    assert hours.read("sat-mon 08:00-16:00")[0]["byday"] == "MO,SA,SU"


@given(st.sampled_from(sorted(SHEETS)), st.dictionaries(TEXT, TEXT, max_size=5), st.data())
def test_no_row_of_any_sheet_crashes_and_what_is_read_reads_back(name, odd, data) -> None:
    sheet = SHEETS[name]
    row = odd | {
        cell.name: data.draw(
            st.one_of(TEXT, st.sampled_from([*(cell.choices or ()), "larkana", "2026-01-01"]))
        )
        for cell in sheet.cells
    }
    said, wrong = sheet.read(row)
    assert (said is None) == bool(wrong)
    if said is not None:
        written = sheet.write(said)
        again, still_wrong = sheet.read(written)
        assert not still_wrong
        assert sheet.write(again) == written


@given(
    st.tuples(st.floats(60, 78), st.floats(23, 37)), st.tuples(st.floats(60, 78), st.floats(23, 37))
)
def test_it_is_as_far_there_as_back(one, other) -> None:
    there = km_between(one, other)
    assert there == pytest.approx(km_between(other, one))
    assert 0 <= there < 2500


def test_larkana_is_some_twenty_kilometres_from_dokri() -> None:
    assert 20 < km_between((68.212, 27.559), (68.100, 27.375)) < 26


@given(st.dates())
def test_the_quarter_before_comes_before(day) -> None:
    quarter = quarter_of(day)
    if is_quarter(quarter) and is_quarter(before(quarter)):
        assert before(quarter) < quarter


def test_a_part_counts_half_and_what_does_not_apply_is_not_counted() -> None:
    assert percent(["full", "part", "none", "not-applicable"]) == 50
    assert percent(["not-applicable"]) is None
