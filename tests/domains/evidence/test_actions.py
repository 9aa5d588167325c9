"""Bringing figures in from a published table, on the real PostgreSQL. The tables are made up."""

import gzip
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DataError
from tests.pack_fixtures import AT
from tests.tables import HEADER, LARKANA, rows, text

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import declare, load_file, storing
from kachehri.domains.evidence.models import Load, Observation
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.engines.tables.files import FileProblem
from kachehri.packs.pakistan.contents import EVIDENCE
from kachehri.packs.pakistan.recipes import EDUCATION


@pytest.fixture
def load(pakistan, tmp_path):
    """Load rows in the shape of Table 12."""

    def run(table, *, header=HEADER, by=pakistan, at=AT, **options):
        path = tmp_path / "TABLE_12.csv"
        path.write_text(text(table, header))
        return load_file(recipe=EDUCATION, path=path, by=by, at=at, **options)

    return run


def said(outcome) -> str:
    return "\n".join(problem.key % problem.params for problem in outcome.problems)


def figure(code, concept, **dims):
    place = places.by_code(code)
    found = queries.values(concepts=[concept], place_ids=[place.id], dims=dims)
    return found[0] if found else None


def changed(table, item, column, value, taluka="DOKRI"):
    """The table with one cell changed."""
    at = HEADER.index(column)
    return [
        [*row[:at], value, *row[at + 1 :]] if row[3] == taluka and row[5] == item else row
        for row in table
    ]


def test_a_table_becomes_figures_of_talukas_and_of_their_district(load):
    outcome = load(rows(*LARKANA))
    assert outcome.left_out == ()
    assert outcome.added == outcome.figures > 100
    dokri = figure("PK71302", "literacy-10", sex="female")
    assert (dokri.numerator, dokri.denominator) == (600, 2400)
    assert dokri.value == 25
    assert dokri.derivation == "share"
    larkana = figure("PK713", "out-of-school")
    assert larkana.value == sum((250 + 360) * 1.5 * size for size in (1, 2, 3, 4))
    assert larkana.derivation == "sum"


def test_no_count_of_men_and_no_transgender_person_is_carried_below_the_district(load):
    load(rows(*LARKANA))
    assert figure("PK71302", "out-of-school", sex="male") is None
    assert figure("PK71302", "literacy-10", sex="male") is None, "a share of too few men"
    men = figure("PK71304", "literacy-10", sex="male")
    assert men.value == 60
    assert men.numerator is None
    assert men.denominator is None
    assert figure("PK713", "out-of-school", sex="male") is not None
    assert not Observation.objects.filter(dim_key__contains="tgend").exists()


def test_the_same_file_again_changes_nothing(load):
    first = load(rows(*LARKANA))
    events = Event.objects.count()
    again = load(rows(*LARKANA))
    assert (again.added, again.superseded, again.unchanged) == (0, 0, first.added)
    assert again.load_id is None
    assert Event.objects.count() == events


def test_a_dry_run_changes_nothing_and_says_what_would(load):
    dry = load(rows(*LARKANA), dry_run=True)
    assert dry.added > 100
    assert dry.load_id is None
    assert not Observation.objects.exists()
    assert not Load.objects.exists()


def test_a_corrected_figure_supersedes_the_old_one_which_is_kept(load):
    load(rows(*LARKANA))
    old = figure("PK71302", "enrolled-primary")
    table = changed(rows(*LARKANA), "Enrolment Primary", "ALL_SEXES_OVERALL", "910")
    table = changed(table, "Enrolment Primary", "FEMALE_OVERALL", "310")
    table = changed(table, "Enrolment Primary", "ALL_SEXES_RURAL", "610")
    table = changed(table, "Enrolment Primary", "FEMALE_RURAL", "210")
    outcome = load(table, at=AT + timedelta(days=1))
    assert outcome.left_out == ()
    assert outcome.superseded > 0
    new = figure("PK71302", "enrolled-primary")
    assert (old.value, new.value) == (900, 910)
    detail = queries.observation(new.id)
    assert [view.value for view, _at in detail.history] == [910, 900]
    assert detail.is_current
    assert not queries.observation(old.id).is_current


def test_a_load_writes_one_event_with_ids_and_counts(load):
    outcome = load(rows(*LARKANA))
    event = Event.objects.get(verb="evidence.loaded")
    assert event.refs["load"] == outcome.load_id
    assert event.refs["added"] == outcome.added
    assert Load.objects.get().rows_read == 60


def test_a_wrong_row_is_left_out_and_the_rest_goes_in(load):
    table = changed(rows(*LARKANA), "Enrolment Primary", "FEMALE_OVERALL", "abc")
    outcome = load(table)
    assert "abc is not a number" in said(outcome)
    assert figure("PK71302", "enrolled-primary", sex="female") is None
    assert figure("PK71301", "enrolled-primary", sex="female") is not None


def test_strict_refuses_the_whole_file_for_one_wrong_row(load):
    table = changed(rows(*LARKANA), "Enrolment Primary", "FEMALE_OVERALL", "-4")
    outcome = load(table, strict=True)
    assert outcome.refused
    assert not Observation.objects.exists()


def test_a_district_gets_no_total_when_a_taluka_is_missing(load):
    outcome = load(rows("BAKRANI", "DOKRI", "LARKANA"))
    assert figure("PK713", "out-of-school") is None
    assert figure("PK71302", "out-of-school") is not None
    assert "no usable rows for RATODERO" in said(outcome)


def test_a_district_gets_no_total_from_a_wrong_part(load):
    table = changed(rows(*LARKANA), "Out of School Children (5-16)", "ALL_SEXES_OVERALL", "1")
    outcome = load(table)
    assert "the sexes make" in said(outcome)
    assert figure("PK71302", "out-of-school") is None
    assert figure("PK713", "out-of-school") is None


@pytest.mark.parametrize("value", ["abc", "-4", "1"])
def test_a_district_gets_no_sum_that_passes_over_a_spoiled_cell(load, value):
    load(changed(rows(*LARKANA), "Out of School Children (5-16)", "FEMALE_RURAL", value))
    assert figure("PK713", "out-of-school", sex="female", residence="rural") is None
    assert figure("PK71301", "out-of-school", sex="female", residence="rural") is not None


def test_a_wrong_cell_costs_no_more_than_it_must(load):
    load(changed(rows(*LARKANA), "Enrolment Primary", "MALE_URBAN", "abc"))
    assert figure("PK713", "enrolled-primary") is not None
    assert figure("PK713", "enrolled-primary", sex="female", residence="urban") is not None
    assert figure("PK713", "enrolled-primary", sex="male", residence="urban") is None


def test_a_printed_percentage_that_its_counts_contradict_is_not_used(load):
    outcome = load(changed(rows(*LARKANA), "Literate %", "FEMALE_OVERALL", "31.00"))
    assert "the file prints 31 and its own counts make 25.00" in said(outcome)
    assert figure("PK71302", "literacy-10", sex="female") is None


def test_a_percentage_that_is_a_fraction_is_named(load):
    outcome = load(changed(rows(*LARKANA), "Literate %", "FEMALE_OVERALL", "0.25"))
    assert "0.25 looks like a fraction" in said(outcome)


def test_an_unknown_taluka_is_named_once_with_its_rows(load):
    outcome = load(rows("BAKRANI", "MAKE BELIEVE"))
    (problem,) = [found for found in outcome.problems if found.kind == "place"]
    words = problem.key % problem.params
    assert "there is no place MAKE BELIEVE in LARKANA (15 rows were left out)" in words
    assert problem.column == "TEHSIL"


def test_a_taluka_under_a_district_that_does_not_exist_is_not_taken_for_the_known_one(load):
    outcome = load(rows("BAKRANI", district="ATLANTIS"))
    (problem,) = [found for found in outcome.problems if found.kind == "place"]
    assert "there is no place ATLANTIS in SINDH" in problem.key % problem.params
    assert (problem.column, outcome.added) == ("DISTRICT", 0)


@pytest.mark.parametrize(
    ("province", "district", "words", "kind"),
    [
        ("PUNJAB", "LAHORE", "lie outside this installation", "outside"),
        ("SINDHH", "LARKANA", "is not a province that this recipe knows", "place"),
        ("SINDH", "ATLANTIS", "there is no place ATLANTIS in SINDH", "place"),
    ],
)
def test_a_place_elsewhere_is_counted_and_an_unknown_one_is_a_problem(
    load, province, district, words, kind
):
    outcome = load([*rows(*LARKANA), *rows("SOMEWHERE", province=province, district=district)])
    (problem,) = [found for found in outcome.problems if found.kind == kind]
    assert words in problem.key % problem.params


def test_an_empty_province_is_taken_from_the_district(load):
    outcome = load(rows(*LARKANA, province=""))
    assert outcome.left_out == ()
    assert figure("PK713", "out-of-school") is not None


def test_cod_ab_spellings_join_as_well(load):
    load(rows("BAQRANI", "DOKRI", "LARKANA", "RATO DERO"))
    assert figure("PK71304", "out-of-school") is not None
    assert figure("PK71301", "out-of-school") is not None


def test_a_file_without_a_column_is_refused(load):
    header = ["FEMALES" if name == "FEMALE_URBAN" else name for name in HEADER]
    outcome = load(rows(*LARKANA), header=header)
    assert outcome.refused
    assert "the column FEMALE_URBAN is missing" in said(outcome)


def test_a_file_with_a_header_alone_is_refused(load):
    assert load([]).refused


def test_a_cut_off_file_leaves_nothing_behind(load, pakistan, tmp_path):
    path = tmp_path / "TABLE_12.csv.gz"
    path.write_bytes(gzip.compress(text(rows(*LARKANA)).encode())[:-30])
    with pytest.raises(FileProblem, match="cut off"):
        load_file(recipe=EDUCATION, path=path, by=pakistan, at=AT)
    assert not Observation.objects.exists()


def test_a_file_cut_off_in_a_line_loses_that_line_alone(load, pakistan, tmp_path):
    path = tmp_path / "TABLE_12.csv"
    path.write_text(text(rows(*LARKANA))[:-60])
    outcome = load_file(recipe=EDUCATION, path=path, by=pakistan, at=AT)
    assert outcome.added > 100
    assert "cells and the header has 18" in said(outcome)


def test_nothing_is_half_done_when_the_database_fails(load, monkeypatch):
    monkeypatch.setattr(storing, "_COVER", "select 1/0")
    with pytest.raises(DataError):
        load(rows(*LARKANA))
    assert not Load.objects.exists()
    assert not Observation.objects.exists()
    assert not Event.objects.filter(verb="evidence.loaded").exists()


def test_an_editor_loads_only_what_lies_in_their_place(load):
    larkana = places.by_pcode("PK713").thing_id
    inside = frozenset(
        {larkana, *(view.thing_id for view in places.tree() if view.tier == "taluka")}
    )
    editor = Actor(
        larkana, "Editor", signed_in=True, grants=(GrantFact("editor", larkana, inside),)
    )
    assert load(rows(*LARKANA), by=editor).added > 100
    other = replace(editor, grants=(GrantFact("editor", 0, frozenset({0})),))
    with pytest.raises(Refused):
        load(rows(*LARKANA), by=other)
    with pytest.raises(Refused):
        load(rows(*LARKANA), by=PUBLIC)


def test_declaring_again_changes_nothing_and_a_new_definition_needs_a_version(pakistan):
    again = declare(indicators=EVIDENCE.indicators, sources=EVIDENCE.sources, by=pakistan, at=AT)
    assert again == 0
    first = replace(EVIDENCE.indicators[0], definition="Something else.")
    with pytest.raises(ValueError, match="new version number"):
        declare(indicators=[first], sources=[], by=pakistan, at=AT)
    assert declare(indicators=[replace(first, version=2)], sources=[], by=pakistan, at=AT) == 1
    assert queries.indicator(first.code).version == 2
    assert queries.indicator(first.code).definition == "Something else."


def test_only_the_program_declares(pakistan):
    with pytest.raises(Refused):
        declare(indicators=[], sources=[], by=PUBLIC, at=AT)


def test_values_keep_their_digits(load):
    load(rows(*LARKANA))
    assert figure("PK71302", "never-attended").value == Decimal("54.545455")
