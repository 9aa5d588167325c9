"""What was loaded: the list, each load with its findings, and taking one away."""

import pytest
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.world import World, figure, load

from kachehri.domains.evidence import queries

LOADS = "/en/desk/loads/"


@pytest.fixture
def desk(world: World) -> Client:
    return signed_in(person("editor"))


@pytest.fixture
def correction(world: World) -> int:
    """A second file that corrects one figure and brings another."""
    load([figure("PK713", "literacy-10", 61), figure("PK713", "area", 77, residence="rural")])
    return queries.loads(limit=1)[0].id


def test_the_list_shows_the_youngest_first(desk: Client, correction: int) -> None:
    page = desk.get(LOADS).content.decode()
    newest, older = queries.loads(limit=2)
    assert newest.id == correction
    assert page.index(f"{LOADS}{correction}/") < page.index(f"{LOADS}{older.id}/")


def test_a_load_says_its_counts_checksum_and_who(desk: Client, correction: int) -> None:
    page = desk.get(f"{LOADS}{correction}/").content.decode()
    assert queries.load(correction).sha256 in page  # type: ignore[union-attr]
    for words in ("figures were new", "figures were corrected", "Withdraw this load"):
        assert words in page
    assert desk.get(f"{LOADS}999999/").status_code == 404


def test_before_a_withdrawal_is_said_what_disappears_and_what_comes_back(
    desk: Client, correction: int
) -> None:
    page = desk.get(f"{LOADS}{correction}/withdraw/").content.decode()
    assert "2 figures disappear" in page
    assert "1 older figure, which this load had corrected, comes back" in page


def test_a_withdrawal_needs_a_reason(desk: Client, correction: int) -> None:
    answer = desk.post(f"{LOADS}{correction}/withdraw/", {"because": "  "})
    assert answer.status_code == 422
    assert "Write why the load is withdrawn" in answer.content.decode()
    assert queries.load(correction).withdrawn_at is None  # type: ignore[union-attr]


def test_a_withdrawn_load_stays_listed_with_its_reason(desk: Client, correction: int) -> None:
    reason = {"because": "The wrong year (made up)"}
    answer = desk.post(f"{LOADS}{correction}/withdraw/", reason, follow=True)
    page = answer.content.decode()
    assert "2 figures are gone, 1 older ones are back" in page
    assert "The wrong year (made up)" in page
    assert "Made-up Person" in page
    assert "Withdraw this load" not in page
    assert "withdrawn" in desk.get(LOADS).content.decode()
    again = desk.get(f"{LOADS}{correction}/withdraw/")
    assert again.headers["Location"] == f"{LOADS}{correction}/"


def test_an_auditor_reads_and_may_not_withdraw(correction: int) -> None:
    auditor = signed_in(person("auditor", email="auditor@example.org"))
    assert "Withdraw this load" not in auditor.get(f"{LOADS}{correction}/").content.decode()
    assert auditor.get(f"{LOADS}{correction}/withdraw/").status_code == 403
    answer = auditor.post(f"{LOADS}{correction}/withdraw/", {"because": "x"})
    assert answer.status_code == 403
