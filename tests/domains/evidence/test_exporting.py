"""Files of figures: whole, in order, harmless, and the same as what the pages show."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import world as worlds
from tests.architecture.sources import ROOT

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import load_file
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, STATUSES
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.queries.choosing import Selection, Unknown, choose
from kachehri.domains.evidence.queries.columns import FORMS, plain, tagged
from kachehri.domains.evidence.queries.exporting import Export
from kachehri.domains.evidence.rules import sdmx
from kachehri.domains.places import queries as places
from kachehri.packs.pakistan.recipes import RECIPES

HXL_TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
HXL_1_1 = {
    "#country", "#adm1", "#adm2", "#adm3", "#loc", "#indicator", "#sector", "#date", "#meta",
    "#status", "#description",
}  # fmt: skip
"""The hashtags that we use, all of the dictionary of HXL 1.1."""

SDMX_CODE = re.compile(r"[A-Za-z0-9_@$-]+")


@pytest.fixture
def world(kept_world):
    return kept_world


def export(form="csv", language="en", size=50_000, **choice) -> Export:
    return Export(choose(Selection(**choice)), FORMS[form], language, size)


def text(made: Export) -> str:
    return (made.header() + b"".join(batch.text for batch in made.batches())).decode()


def lines(form="csv", **choice) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(export(form, **choice)), newline="")))


def test_every_figure_that_is_shown_is_in_the_file_once(world):
    found = [int(line["figure"]) for line in lines()]
    assert found == sorted(Observation.objects.shown().values_list("id", flat=True))
    assert len(found) > 100


def test_small_batches_make_the_same_file(world):
    assert text(export(size=7)) == text(export())
    assert next(batch.rows for batch in export(size=50, places=("PK71301",)).batches()) <= 50


def test_a_line_says_what_the_page_says(world):
    (line,) = lines(
        places=("PK713",), whole=False, indicators=("literacy-10",), dims={"sex": "female"}
    )
    (shown,) = queries.values(
        concepts=["literacy-10"], place_ids=[world.larkana.id], dims={"sex": "female"}
    )
    assert line["value"] == "40" == f"{shown.value.normalize():f}"
    assert (line["place_code"], line["place"], line["tier"]) == ("PK713", "Larkana", "district")
    assert (line["sex"], line["residence"], line["breakdown"]) == ("female", "", "women and girls")
    assert (line["first_day"], line["last_day"]) == ("2023-01-01", "2023-12-31")
    assert line["citation"] == queries.source(shown.source_code).citation
    assert (line["cell"], line["figure"]) == (shown.cell, str(shown.id))


def test_names_are_in_the_language_of_the_file(world):
    made = export(language="sd", places=("PK713",), indicators=("literacy-10",))
    line = next(csv.DictReader(io.StringIO(text(made))))
    assert line["place"] == world.larkana.name("sd") != "Larkana"
    assert not line["indicator_name"].isascii()


@pytest.mark.parametrize(
    ("choice", "fits"),
    [
        ({"places": ("PK71301",)}, lambda row, p: p.code == "PK71301"),
        ({"places": ("PK713",)}, lambda row, p: p.code.startswith("PK713")),
        ({"places": ("PK713",), "whole": False}, lambda row, p: p.code == "PK713"),
        (
            {"places": ("sukkur", "PK71304")},
            lambda row, p: p.key == "sukkur" or p.code == "PK71304",
        ),
        ({"indicators": ("area",)}, lambda row, p: row.version.concept.code == "area"),
        ({"sector": "education"}, lambda row, p: row.version.concept.sector == "education"),
        ({"sources": ("made-up-survey",)}, lambda row, p: row.source.code == "made-up-survey"),
        ({"since": date(2011, 6, 30)}, lambda row, p: row.period_end > date(2011, 6, 30)),
        ({"until": date(2010, 7, 1)}, lambda row, p: row.period_start <= date(2010, 7, 1)),
        ({"dims": {}}, lambda row, p: row.dim_key == ""),
        ({"dims": {"sex": "male"}}, lambda row, p: row.dim_key == "sex=male"),
    ],
)
def test_a_choice_leaves_out_the_rest_and_nothing_else(world, choice, fits):
    rows = Observation.objects.shown().select_related("version__concept", "source")
    known = places.by_ids({row.place_id for row in rows})
    wanted = {row.id for row in rows if fits(row, known[row.place_id])}
    assert {int(line["figure"]) for line in lines(**choice)} == wanted
    assert 0 < len(wanted) < rows.count()


@pytest.mark.parametrize(
    ("kind", "choice"),
    [
        ("place", {"places": ("PK713", "PK999")}),
        ("indicator", {"indicators": ("area", "nothing")}),
        ("sector", {"sector": "nothing"}),
        ("source", {"sources": ("nothing",)}),
    ],
)
def test_a_code_that_there_is_not_is_refused(world, kind, choice):
    with pytest.raises(Unknown, match=r"nothing|PK999") as problem:
        choose(Selection(**choice))
    assert problem.value.kind == kind


@pytest.mark.parametrize("form", ["csv", "hxl", "sdmx"])
def test_no_text_of_a_file_is_a_formula(world, form):
    risky = dict(
        zip(Observation.objects.shown().values_list("id", flat=True), "=+-@\t\r|\n", strict=False)
    )
    for number, start in risky.items():
        Observation.objects.filter(id=number).update(cell=f"{start}1+1", note=f"{start}cmd")
    found = {line.get("figure") or line["FIGURE"]: line for line in lines(form)}
    names = ("SOURCE_CELL", "OBS_COMMENT") if form == "sdmx" else ("cell", "note")
    for number, start in risky.items():
        line = found[str(number)]
        assert [line[name] for name in names] == [f"'{start}1+1", f"'{start}cmd"]


def test_negative_numbers_stay_numbers(world):
    one = Observation.objects.shown().order_by("id").first()
    Observation.objects.filter(id=one.id).update(value=Decimal("-1.50"))
    assert next(line for line in lines() if line["figure"] == str(one.id))["value"] == "-1.5"


def test_quotes_commas_and_line_ends_survive(world):
    one = Observation.objects.shown().order_by("id").first()
    note = 'a "b", c\nd'
    Observation.objects.filter(id=one.id).update(note=note)
    assert next(line for line in lines() if line["figure"] == str(one.id))["note"] == note


def test_what_is_not_for_publication_or_superseded_is_in_no_file(world):
    first, second = Observation.objects.shown().order_by("id")[:2]
    Observation.objects.filter(id=first.id).update(conf_status="N")
    Observation.objects.filter(id=second.id).update(is_current=False)
    for form in FORMS:
        found = {line.get("figure") or line["FIGURE"] for line in lines(form)}
        assert found.isdisjoint({str(first.id), str(second.id)}), form


def test_what_is_withheld_reaches_no_file_even_if_somebody_loads_it(world, tmp_path):
    rows = [
        worlds.figure("PK71301", "population", 505, sex="male"),
        worlds.figure("PK71301", "population", 2, sex="transgender"),
    ]
    path = tmp_path / "figures.csv"
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, COMPACT_COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    load_file(recipe=RECIPES["figures"], path=path, by=world.importer, at=world.at)
    for line in lines():
        other = dict(part.split("=") for part in line["other"].split(";") if part)
        assert not queries.is_withheld(
            indicator=line["indicator"], unit=line["unit"], sex=line["sex"], tier=line["tier"],
            dims=other.keys(),
        ), line  # fmt: skip
    assert {line["sex"] for line in lines(places=("PK71301",), indicators=("population",))} == {
        "", "female",
    }  # fmt: skip


def test_every_tag_is_one_of_hxl(world):
    header, tags, *rows = csv.reader(io.StringIO(text(export("hxl"))))
    assert len(header) == len(tags) == len(tagged()) == len(set(header))
    assert all(HXL_TAG.fullmatch(tag) for tag in tags)
    assert {tag.split("+")[0] for tag in tags} <= HXL_1_1
    assert len(set(tags)) == len(tags)
    assert {"#adm1+code", "#adm2+name", "#indicator+code", "#indicator+value+num"} <= set(tags)
    assert {"#date+start", "#meta+source+code"} <= set(tags)
    assert all(len(row) == len(header) for row in rows)


def test_women_and_men_have_their_own_column_in_hxl(world):
    _header, tags, *rows = csv.reader(io.StringIO(text(export("hxl", indicators=("literacy-10",)))))
    value, female, male, sex = (
        tags.index(tag)
        for tag in ("#indicator+value+num", "#indicator+value+f+num", "#indicator+value+m+num",
                    "#meta+sex")
    )  # fmt: skip
    filled = {"": value, "female": female, "male": male}
    assert {row[sex] for row in rows} == set(filled)
    for row in rows:
        assert [bool(row[n]) for n in (value, female, male)] == [
            n == filled[row[sex]] for n in (value, female, male)
        ]


def test_hxl_names_the_places_above(world):
    _header, tags, *rows = csv.reader(io.StringIO(text(export("hxl", places=("PK71301",)))))
    above = dict(zip(tags, rows[0], strict=True))
    assert [above[f"{tag}+code"] for tag in ("#country", "#adm1", "#adm2", "#adm3", "#loc")] == [
        "PK", "PK7", "PK713", "PK71301", "PK71301",
    ]  # fmt: skip


def test_sdmx_is_complete_coded_and_without_a_double_key(world):
    found = lines("sdmx")
    assert len(found) == Observation.objects.shown().count()
    names = next(csv.reader(io.StringIO(text(export("sdmx")))))
    assert len(set(names)) == len(names)
    assert names[:5] == ["STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR"]
    key = names[3 : names.index("TIME_PERIOD") + 1]
    keys = [tuple(line[name] for name in key) for line in found]
    assert len(set(keys)) == len(keys)
    assert all(SDMX_CODE.fullmatch(code) for line in keys for code in line[:-1])
    assert {line["STRUCTURE"] for line in found} == {"dataflow"}
    assert {line["SEX"] for line in found} == {"_T", "F", "M"}
    assert {line["URBANISATION"] for line in found} == {"_T", "R", "U"}
    assert {line["OBS_STATUS"] for line in found} <= set(STATUSES)


def test_sdmx_says_the_same_figures(world):
    wanted = {
        str(row.id): (row.value, row.numerator, row.cell) for row in Observation.objects.shown()
    }
    for line in lines("sdmx"):
        value, numerator, cell = wanted[line["FIGURE"]]
        assert Decimal(line["OBS_VALUE"]) == value
        assert (Decimal(line["NUMERATOR"]) if line["NUMERATOR"] else None) == numerator
        assert line["SOURCE_CELL"] == cell


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2023-01-01", "2024-01-01", "2023"),
        ("2023-03-01", "2023-04-01", "2023-03"),
        ("2004-07-01", "2005-07-01", "2004-07-01/P1Y"),
        ("2014-01-01", "2016-07-01", "2014-01-01/P2Y6M"),
        ("2023-03-02", "2023-03-05", "2023-03-02/P3D"),
    ],
)
def test_periods_as_sdmx_says_them(world, start, end, said):
    one = Observation.objects.shown().order_by("id").first()
    Observation.objects.filter(id=one.id).update(period_start=start, period_end=end)
    assert next(x for x in lines("sdmx") if x["FIGURE"] == str(one.id))["TIME_PERIOD"] == said


@pytest.mark.parametrize(
    ("age", "code"),
    [
        ("5-16", "Y5T16"),
        ("10+", "Y_GE10"),
        ("under-5", "Y_LT5"),
        ("7", "Y7"),
        ("all ages", "ALL_AGES"),
    ],
)
def test_ages_as_sdmx_says_them(age, code):
    assert sdmx.value_code("age", age) == code


def test_a_batch_asks_a_few_questions_however_many_figures(world):
    made = export(places=("PK713",))
    with CaptureQueriesContext(connection) as few:
        list(made.batches())
    assert len([q for q in few if "SAVEPOINT" not in q["sql"]]) <= 10


def test_every_column_is_explained():
    page = (ROOT / "docs" / "api" / "columns.md").read_text()
    missing = [one.name for one in (*plain(), *tagged()) if f"`{one.name}`" not in page]
    assert missing == []
