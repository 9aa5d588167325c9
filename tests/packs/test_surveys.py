"""The compiled surveys as a whole, in KACHEHRI_CORPORA, against arithmetic of the test's own."""

import csv
import gzip
import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from tests.pack_fixtures import AT

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.queries.reading import read_figures
from kachehri.packs.pakistan.contents import EVIDENCE
from kachehri.packs.pakistan.survey_lists import LONG

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif("KACHEHRI_CORPORA" not in os.environ, reason="KACHEHRI_CORPORA is not set"),
]
FOLDER = Path(os.environ.get("KACHEHRI_CORPORA", ".")) / "pak-district-indicators"
LIST = FOLDER / "pak_indicators_long.csv.gz"
HERE = "Sindh"


@pytest.fixture(scope="module")
def raw():
    """The lines of the list, as any program reads them: number and cells."""
    with gzip.open(LIST, "rt", encoding="utf-8", newline="") as file:
        return [*enumerate(csv.DictReader(file), 2)]


once = {}


@pytest.fixture
def listed(pakistan):
    """What was read of the list: read once, for the pack's places are the same to every test."""
    if not once:
        figures, problems, rows = read_figures(EVIDENCE.recipes["district-indicators"], LIST)
        found = defaultdict(list)
        for problem in problems:
            found[problem.rule].append(problem)
        once["read"] = figures, found, rows
    return once["read"]


def test_every_label_of_the_list_has_a_meaning_or_a_reason(raw):
    labels = {" ".join(line["indicator"].split()) for _n, line in raw}
    assert len(labels) == 260
    assert labels == set(LONG.meanings) | set(LONG.not_carried)


def test_the_whole_list_goes_in_and_a_second_time_changes_nothing(pakistan):
    recipe = EVIDENCE.recipes["district-indicators"]
    first = load_file(recipe=recipe, path=LIST, by=pakistan, at=AT)
    again = load_file(recipe=recipe, path=LIST, by=pakistan, at=AT)
    assert first.rows == 107_987
    assert first.added == first.figures > 17_000
    assert (again.added, again.superseded, again.unchanged) == (0, 0, first.added)


def test_each_line_of_sindh_is_a_figure_or_is_accounted_for(listed, raw):
    """Lines of Sindh less doubles, less ranks, less what the findings count, are figures."""
    figures, found, rows = listed
    assert rows == len(raw) == 107_987
    names = ("district", "indicator", "year", "source")
    keys = {tuple(one[name] for name in names) for _n, one in raw if one["province"] == HERE}
    ranks = {key for key in keys if "rank" in key[1]}
    in_sindh = {one["district"] for _n, one in raw if one["province"] == HERE}
    copied = sum(
        p.params["rows"] for p in found["vintage-does-not-join"] if p.params["place"] in in_sindh
    )
    wrong = sum(
        p.params["rows"] for p in found["total-does-not-add-up"] if p.params["place"] in in_sindh
    )
    assert len(keys) - len(ranks) - copied - wrong == len(figures)


def test_what_is_said_twice_is_counted(listed, raw):
    _figures, found, _rows = listed
    seen, twice = set(), Counter()
    for _n, line in raw:
        key = tuple(line[name] for name in ("province", "district", "indicator", "year", "source"))
        twice[" ".join(line["indicator"].split())] += key in seen
        seen.add(key)
    assert {p.params["label"]: p.params["rows"] for p in found["duplicate-key"]} == +twice
    assert sum((+twice).values()) == 5625


def test_shifted_labels_are_those_whose_figures_say_so(listed, raw):
    """PSLM 2019: women over men is what stands under women; the list exchanges three labels."""
    figures, found, _rows = listed
    line = dict(raw)
    stands = {n: float(line[n]["value"]) for n in range(99_159, 99_163)}
    assert {line[n]["district"] for n in stands} == {"Larkana"}
    assert stands == {99_159: 56.18, 99_160: 41.36, 99_161: 67.98, 99_162: 0.61}
    assert round(stands[99_160] / stands[99_161], 2) == stands[99_162]
    read = {
        (f.indicator, f.sex): f.value
        for f in figures
        if f.place == "PK713" and f.source == "pslm-2019-20" and f.indicator.startswith("youth")
    }
    assert read == {
        ("youth-literacy-15-24", ""): "56.18",
        ("youth-literacy-15-24", "female"): "41.36",
        ("youth-literacy-15-24", "male"): "67.98",
        ("youth-literacy-parity", ""): "0.61",
    }
    assert len(found["shifted-columns"]) == 14


def test_fractions_are_the_four_labels_of_mics_2019_and_2020(listed, raw):
    _figures, found, _rows = listed
    told = {(p.params["year"], p.params["label"]) for p in found["fraction-for-percent"]}
    assert {label for _year, label in told} == {
        "Exclusive breastfeeding, first 3 days after birth (% of children)",
        "First breastfeeding within 1 hour after birth (% of children)",
        "Pregnant women receiving prenatal care (%)",
        "Assisted birth (% of births assisted by health professionals)",
    }
    stands = [
        float(line["value"])
        for _n, line in raw
        if (line["year"][:4], " ".join(line["indicator"].split())) in told
    ]
    assert len(stands) == 4 * 95
    assert max(stands) <= 1


def test_larkana_of_2004_and_2006_is_printed_again_for_what_was_cut_out_of_it(listed, raw):
    _figures, found, _rows = listed
    by = defaultdict(dict)
    for _n, line in raw:
        if line["source"] == "PSLM" and line["district"] in {"Larkana", "Qambar Shahdadkot"}:
            by[line["year"][:4], line["district"]][line["indicator"]] = line["value"]
    same = {
        year
        for year in ("2004", "2006", "2008", "2010", "2012", "2014", "2019")
        if by[year, "Larkana"] == by[year, "Qambar Shahdadkot"]
    }
    told = {
        p.params["year"]
        for p in found["vintage-does-not-join"]
        if p.params["place"] == "Qambar Shahdadkot" and p.params["survey"] == "PSLM"
    }
    assert told == same == {"2004", "2006"}


def test_the_break_of_larkana_is_the_round_after(listed):
    figures, _found, _rows = listed
    marks = {
        (f.source, f.status)
        for f in figures
        if f.place == "PK713" and f.source.startswith("pslm") and f.status != "A"
    }
    assert marks == {("pslm-2008-09", "B")}


def test_karachi_s_people_are_not_counted_six_times(listed, raw):
    figures, found, _rows = listed
    six = [
        n for n, line in raw if line["source"] == "Census" and line["value"].startswith("16054988")
    ]
    told = [p for p in found["vintage-does-not-join"] if p.params["survey"] == "Census"]
    assert len(six) == 6
    assert {p.row for p in told} >= set(six)
    assert not [f for f in figures if f.indicator == "population" and f.value == "16054988"]


def test_occupancy_is_added_up_line_by_line(listed, raw):
    _figures, found, _rows = listed
    sums = defaultdict(list)
    for _n, line in raw:
        if line["source"] == "PSLM" and line["indicator"].startswith("Occupancy"):
            sums[line["year"][:4], line["district"]].append(float(line["value"]))
    wrong = {key for key, parts in sums.items() if abs(sum(parts) - 100) > 0.5}
    told = {
        (p.params["year"], p.params["place"])
        for p in found["total-does-not-add-up"]
        if p.params["label"].startswith("Occupancy")
    }
    assert told == wrong
    assert {year for year, _district in wrong} == {"2010", "2012", "2014"}


SHEETS = {
    "2019PSLM_indicators_long2.xlsx": ("district-indicators", 10_710, "PSLM2019"),
    "NNS-2018.xlsx": ("district-indicators", 16_350, "NNS2018"),
    "Povertyheadcount.xlsx": ("district-indicators", 131, "Headcount"),
    "MICS_Sindh_long.xls": ("mics-sindh", 1_247, "Sheet1"),
    "MICS201819Sindh_wide.dta": ("mics-sindh", 29, ""),
}


@pytest.mark.parametrize("name", SHEETS)
def test_each_other_file_goes_in_whole_and_a_second_time_changes_nothing(pakistan, name):
    recipe, rows, sheet = SHEETS[name]
    path = FOLDER / name
    first = load_file(recipe=EVIDENCE.recipes[recipe], path=path, by=pakistan, at=AT)
    again = load_file(recipe=EVIDENCE.recipes[recipe], path=path, by=pakistan, at=AT)
    assert first.rows == rows
    assert first.added == first.figures > 0
    assert (again.added, again.superseded, again.unchanged) == (0, 0, first.added)
    assert {problem.sheet for problem in first.problems if problem.rule != "label-unknown"} <= {
        sheet
    }


def test_the_stata_file_and_the_workbook_of_mics_say_the_same(pakistan):
    recipe = EVIDENCE.recipes["mics-sindh"]
    made = {}
    for name in ("MICS_Sindh_long.xls", "MICS201819Sindh_wide.dta"):
        figures, _problems, _rows = read_figures(recipe, FOLDER / name)
        made[name] = {(f.place, f.indicator, f.version): f.value for f in figures}
    one, two = made.values()
    assert len(one) == 43 * 29
    assert one == two


def test_poverty_of_2018_comes_with_its_error_in_percent(pakistan):
    figures, found, _rows = read_figures(
        EVIDENCE.recipes["district-indicators"], FOLDER / "Povertyheadcount.xlsx"
    )
    larkana = {f.indicator: f for f in figures if f.place == "PK713"}
    assert round(float(larkana["poverty-rate"].value), 2) == 13.08
    assert 0 < float(larkana["poverty-rate"].standard_error) < 10
    assert larkana["poor-people"].standard_error == ""
    assert {p.params["label"] for p in found if p.rule == "fraction-for-percent"} == {
        "Poverty Rate (%)"
    }
