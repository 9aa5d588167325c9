"""Taking a whole load away, on the real PostgreSQL. The figures are made up."""

import csv
from datetime import timedelta

import pytest
from tests.pack_fixtures import AT

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import WithdrawalProblem, load_file, withdraw_load
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS
from kachehri.domains.evidence.models import Coverage, Observation
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.packs.pakistan.contents import EVIDENCE

SOURCE = "pbs-census-2023-table-1"


@pytest.fixture
def load(pakistan, tmp_path):
    """Load counts of people by place code; the id of the load."""

    def run(days=0, **people):
        path = tmp_path / f"{days}.csv"
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, COMPACT_COLUMNS, restval="")
            writer.writeheader()
            for place, value in people.items():
                period = {"start": "2023-01-01", "end": "2024-01-01"}
                what = {"place": place, "indicator": "population", "source": SOURCE}
                writer.writerow({**what, **period, "value": value})
        at = AT + timedelta(days=days)
        recipe = EVIDENCE.recipes["figures"]
        return load_file(recipe=recipe, path=path, by=pakistan, at=at).load_id

    return run


def people(code="PK713"):
    found = queries.values(concepts=["population"], place_ids=[places.by_code(code).id])
    return int(found[0].value) if found else None


def covered():
    return sum(Coverage.objects.values_list("figures", flat=True))


def test_a_load_goes_as_a_whole_and_stays_as_history(load, pakistan):
    kept = load(PK713=100)
    gone = load(days=1, PK71301=10, PK71302=20)
    assert queries.will_withdraw(gone).withdrawn == 2
    done = withdraw_load(load=gone, because="Wrong year", by=pakistan, at=AT)
    assert (done.withdrawn, done.restored) == (2, 0)
    assert people("PK71301") is None
    assert people() == 100
    assert Observation.objects.filter(load=gone).count() == 2
    assert covered() == Observation.objects.current().count() == 1
    assert queries.load(gone).withdrawn_because == "Wrong year"
    assert not queries.load(kept).is_withdrawn
    event = Event.objects.get(verb="evidence.withdrawn")
    assert event.refs == {"load": gone, "withdrawn": 2, "restored": 0}


def test_what_it_superseded_comes_back(load, pakistan):
    load(PK713=100, PK71301=5)
    second = load(days=1, PK713=110)
    assert people() == 110
    assert queries.will_withdraw(second).restored == 1
    assert withdraw_load(load=second, because="Typing error", by=pakistan, at=AT).restored == 1
    assert people() == 100
    assert covered() == 2


def test_unless_something_newer_came(load, pakistan):
    first, second = load(PK713=100), load(days=1, PK713=110)
    third = load(days=2, PK713=120)
    done = withdraw_load(load=second, because="Superseded anyway", by=pakistan, at=AT)
    assert (done.withdrawn, done.restored) == (0, 0)
    assert people() == 120
    withdraw_load(load=third, because="Wrong too", by=pakistan, at=AT)
    assert people() == 100, "the one before a withdrawn one comes back"
    withdraw_load(load=first, because="All wrong", by=pakistan, at=AT)
    assert people() is None
    assert covered() == 0


def test_a_file_goes_in_again_after_it_was_withdrawn(load, pakistan):
    withdraw_load(load=load(PK713=100), because="Too early", by=pakistan, at=AT)
    assert load(PK713=100) is not None
    assert people() == 100


def test_a_load_is_withdrawn_once_and_with_a_reason(load, pakistan):
    number = load(PK713=100)
    with pytest.raises(WithdrawalProblem, match="Say why"):
        withdraw_load(load=number, because="  ", by=pakistan, at=AT)
    withdraw_load(load=number, because="Wrong", by=pakistan, at=AT)
    with pytest.raises(WithdrawalProblem, match="before"):
        withdraw_load(load=number, because="Wrong", by=pakistan, at=AT)
    with pytest.raises(WithdrawalProblem, match="no such load"):
        withdraw_load(load=number + 1000, because="Wrong", by=pakistan, at=AT)


def test_an_editor_withdraws_only_what_lies_in_their_place(load):
    number = load(PK713=100, PK71301=5)
    larkana = places.by_pcode("PK713").thing_id
    grant = GrantFact("editor", larkana, frozenset({larkana}))
    editor = Actor(larkana, "Editor", signed_in=True, grants=(grant,))
    for actor in (editor, PUBLIC):
        with pytest.raises(Refused):
            withdraw_load(load=number, because="Mine", by=actor, at=AT)
    assert people() == 100


def test_a_share_of_two_tables_goes_with_either(pakistan, tmp_path):
    rows = [
        ("out-of-school", "40", "pbs-census-2023-table-12"),
        ("children-5-16", "100", "pbs-census-2023-table-13a"),
    ]
    loads = []
    for code, value, source in rows:
        path = tmp_path / f"{code}.csv"
        path.write_text(
            ",".join(COMPACT_COLUMNS)
            + f"\nPK713,{code},2023-01-01,2024-01-01,,,{value},,,,,,{source},x,"
        )
        done = load_file(recipe=EVIDENCE.recipes["figures"], path=path, by=pakistan, at=AT)
        loads.append(done.load_id)
    from kachehri.domains.evidence.actions import derive

    derive(quotients=EVIDENCE.quotients, by=pakistan, at=AT)
    assert Observation.objects.current().filter(derivation="quotient").count() == 1
    withdraw_load(load=loads[0], because="Wrong", by=pakistan, at=AT)
    assert not Observation.objects.current().filter(derivation="quotient").exists()
    assert covered() == 1


def test_findings_are_kept_with_their_load_and_go_with_it(pakistan, tmp_path):
    path = tmp_path / "typed.csv"
    head = ",".join(COMPACT_COLUMNS)
    line = "2023-01-01,2024-01-01,,,{},,,,,,pbs-census-2023-table-1,x,"
    rows = [f"PK713,population,{line.format(value)}" for value in ("100", "many", "-4")]
    path.write_text("\n".join([head, *rows]))
    done = load_file(recipe=EVIDENCE.recipes["figures"], path=path, by=pakistan, at=AT)
    page = queries.findings(load=done.load_id, limit=1)
    assert (page.findings[0].row, page.findings[0].column) == (3, "value")
    assert "many is not a number" in page.findings[0].message
    rest = queries.findings(after=page.after)
    assert [found.row for found in rest.findings] == [4]
    assert rest.after is None
    assert queries.finding_counts().by_file == (("typed.csv", 2),)
    assert queries.load(done.load_id).findings == 2
    withdraw_load(load=done.load_id, because="Wrong", by=pakistan, at=AT)
    assert queries.findings().findings == ()
    assert queries.finding_counts().total == 0
