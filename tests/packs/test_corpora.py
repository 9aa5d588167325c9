"""The recipes over the real published tables, in KACHEHRI_CORPORA."""

import csv
import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from tests.pack_fixtures import AT

from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.kinds import Figure
from kachehri.domains.evidence.queries.reading import read_figures
from kachehri.domains.evidence.rules.compact import compact_rows
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.contents import EVIDENCE, FOLDER

pytestmark = [
    pytest.mark.corpora,
    pytest.mark.skipif("KACHEHRI_CORPORA" not in os.environ, reason="KACHEHRI_CORPORA is not set"),
]
CORPORA = Path(os.environ.get("KACHEHRI_CORPORA", "."))
TABLES = {
    "census2023-education": "census2023/TABLE_12.csv.gz",
    "census2023-population": "census2023/TABLE_01.csv.gz",
    "census2023-population-2017": "census2023/TABLE_01.csv.gz",
    "census2023-school-age": "census2023/TABLE_13A.csv.gz",
    "census2023-disability": "census2023/TABLE_16.csv.gz",
    "census2023-housing": "census2023/TABLE_20.csv.gz",
    "census2023-energy": "census2023/TABLE_22.csv.gz",
    "census2023-water": "census2023/TABLE_23.csv.gz",
    "census2023-toilets": "census2023/TABLE_24.csv.gz",
    "census2023-districts": "census2023/PakPC2023PakDist.csv.gz",
}


def table_of(recipe: str) -> Path:
    long = "pak-district-indicators/pak_indicators_long.csv.gz"
    return CORPORA / TABLES.get(recipe, long)


def test_the_whole_of_table_12_goes_in_and_what_did_not_join_is_stated(pakistan):
    outcome = load_file(
        recipe=EVIDENCE.recipes["census2023-education"],
        path=table_of("census2023-education"),
        by=pakistan,
        at=AT,
    )
    assert outcome.rows == 8865
    assert outcome.left_out == ()
    assert outcome.added == outcome.figures == 2181
    outside = [problem for problem in outcome.problems if problem.kind == "outside"]
    rows = sum(int(str(problem.params["rows"])) for problem in outside)
    places = sum(int(str(problem.params["places"])) for problem in outside)
    print(f"\nTable 12: {places} places with {rows} rows lie outside Sindh")
    assert (places, rows) == (452, 6795)
    assert {problem.kind for problem in outcome.problems} == {"outside"}


def test_table_1_has_lost_a_taluka_and_its_district_gets_no_total(pakistan):
    made, problems, _rows = read_figures(
        EVIDENCE.recipes["census2023-population"], table_of("census2023-population")
    )
    notes = [problem.key % problem.params for problem in problems if problem.kind == "note"]
    assert len(notes) == 1
    assert "no usable rows for TANDO MUHAMMAD KHAN" in notes[0]
    assert not [figure for figure in made if figure.place == "PK725"]


@pytest.mark.parametrize(
    "recipe", sorted(code for code in EVIDENCE.recipes if any(FOLDER.glob(f"{code}-*.csv")))
)
def test_the_pack_s_figures_are_those_that_the_recipe_makes_today(pakistan, recipe):
    made, problems, _rows = read_figures(EVIDENCE.recipes[recipe], table_of(recipe))
    if recipe != "district-indicators":  # whose findings tests/packs/test_surveys.py counts
        assert [p for p in problems if p.kind not in {"note", "outside"}] == []
    mine = [path for path in FOLDER.glob(f"{recipe}-*.csv") if _is_of(path, recipe)]
    assert mine
    for path in mine:
        carried = path.read_text(encoding="utf-8").splitlines()
        facts = {tuple(line.split(",")[:3]) for line in carried[1:]}
        # A table has only the columns that one of its own figures fills.
        mine_today = [one for one in made if _fact(one) in facts]
        today = set(_lines(compact_rows(mine_today)))
        assert carried[0] in today
        assert not set(carried) - today, path.name


def test_the_groups_of_larkana_are_those_of_the_published_tables(pakistan):
    """One file of what seven tables of the census say of groups; the smallest are left out."""
    path = FOLDER / "census2023-groups-larkana.csv"
    carried = list(csv.DictReader(path.open(encoding="utf-8")))
    assert {line["place"] for line in carried} == {"PK713"}
    tables = {line["source"].removeprefix("pbs-census-2023-table-") for line in carried}
    today = set()
    for table in sorted(tables):
        published = CORPORA / f"census2023/TABLE_{int(table):02}.csv.gz"
        made, _problems, _rows = read_figures(EVIDENCE.recipes["pbs-census-2023"], published)
        today |= set(_lines(compact_rows([one for one in made if one.place == "PK713"])))
    assert len(tables) == 7
    assert not set(path.read_text(encoding="utf-8").splitlines()) - today
    least = {"religion": 1000, "language": 500}
    for line in carried:
        assert int(Decimal(line["value"])) >= least.get(line["dims"].split("=")[0], 0)


def _is_of(path: Path, recipe: str) -> bool:
    return path.stem in {f"{recipe}-larkana", f"{recipe}-sindh"}


def _fact(figure: Figure) -> tuple[str, str, str]:
    return figure.place, figure.indicator, figure.start.isoformat()


def _lines(rows) -> list[str]:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().splitlines()


def test_totals_of_districts_agree_with_those_announced(pakistan):
    """Where they do not, it is by the same 28,289 persons: in Karachi East and in Malir."""
    summed, _problems, _rows = read_figures(
        EVIDENCE.recipes["census2023-population"], table_of("census2023-population")
    )
    announced, _problems, _rows = read_figures(
        EVIDENCE.recipes["census2023-districts"], table_of("census2023-districts")
    )
    told = {f.place: int(f.value) for f in announced if f.indicator == "population"}
    ours = {
        f.place: int(f.value)
        for f in summed
        if (f.indicator, f.sex, f.residence, f.derivation) == ("population", "", "", "sum")
    }
    differ = {code: ours[code] - told[code] for code in ours if ours[code] != told[code]}
    assert differ == {"PK704": -28289, "PK714": 28289}
    assert {places.by_code(code).name("en") for code in differ} == {"Karachi East", "Malir"}
