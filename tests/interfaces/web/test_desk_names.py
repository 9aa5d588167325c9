"""Names that no place has: shown with guesses, settled, learned, forgotten."""

import pytest
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.interfaces.web.conftest import Site
from tests.world import AT, World

from kachehri.domains.places import actions, queries
from kachehri.domains.places.kinds import SeenName

NAMES = "/en/desk/names/"


@pytest.fixture
def waiting(world: World) -> list[int]:
    """Three made-up names that no place has."""
    dokri = world.talukas["Dokri"].id
    seen = [
        SeenName(
            "DOKREE", "taluka", world.larkana.id, "made-up.csv", 15, ((dokri, 0.93, "letters"),)
        ),
        SeenName("گاؤں نامعلوم", "taluka", None, "made-up.csv", 2, ()),
        SeenName("NOWHERE AT ALL", "district", None, "other.csv", 1, ()),
    ]
    actions.note_unmatched(names=seen, by=world.setup, at=AT)
    return [one.id for one in queries.unmatched()]


@pytest.fixture
def desk(world: World) -> Client:
    return signed_in(person("editor"))


def test_the_queue_says_where_a_name_was_seen_and_what_it_may_mean(
    waiting: list[int], desk: Client
) -> None:
    page = desk.get(NAMES).content.decode()
    for words in ("DOKREE", "made-up.csv", "15 rows", "Dokri taluka", "very like", "3 names wait"):
        assert words in page


def test_several_names_are_settled_at_once_and_the_rest_waits(
    waiting: list[int], desk: Client, world: World
) -> None:
    dokri = world.talukas["Dokri"]
    answers = {f"name-{waiting[0]}": str(dokri.id), f"name-{waiting[1]}": "none"}
    answer = desk.post(NAMES + "settle/", {**answers, f"name-{waiting[2]}": ""}, follow=True)
    assert "2 names were settled" in answer.content.decode()
    assert [one.id for one in queries.unmatched()] == [waiting[2]]
    assert "DOKREE" in {one.text for one in queries.aliases(dokri.id)}


def test_one_press_settles_a_name_and_leads_to_the_next(
    waiting: list[int], desk: Client, world: World
) -> None:
    place = {"place": str(world.talukas["Dokri"].id)}
    answer = desk.post(f"{NAMES}{waiting[0]}/settle/", place)
    assert answer.headers["Location"] == f"{NAMES}{waiting[1]}/"
    again = desk.post(f"{NAMES}{waiting[0]}/settle/", place, follow=True)
    assert "Somebody else has settled this name meanwhile" in again.content.decode()


def test_another_place_is_found_by_its_name_in_any_script(waiting: list[int], desk: Client) -> None:
    page = desk.get(f"{NAMES}{waiting[1]}/?q=لاڑکانہ").content.decode()
    assert "Larkana district (PK713)" in page
    nothing = desk.get(f"{NAMES}{waiting[1]}/?q=zzzzqq").content.decode()
    assert "No place has such a name" in nothing


def test_a_learned_spelling_is_listed_and_forgotten(
    waiting: list[int], desk: Client, world: World
) -> None:
    dokri = world.talukas["Dokri"]
    desk.post(f"{NAMES}{waiting[0]}/settle/", {"place": str(dokri.id)})
    address = f"{NAMES}of/{dokri.key}/"
    assert "Forget <bdi>DOKREE</bdi>" in desk.get(address).content.decode()
    alias = next(one for one in queries.aliases(dokri.id) if one.is_learned)
    answer = desk.post(f"{address}forget/{alias.id}/", follow=True)
    assert "The spelling is forgotten" in answer.content.decode()
    assert queries.unmatched_one(waiting[0]).settled_at is None  # type: ignore[union-attr]


def test_settled_names_are_kept_in_sight(waiting: list[int], desk: Client, world: World) -> None:
    desk.post(f"{NAMES}{waiting[2]}/settle/", {"place": "none"})
    assert "none of ours" in desk.get(NAMES + "settled/").content.decode()


def test_an_empty_queue_says_so(desk: Client, world: World) -> None:
    assert "Every name that stood in a file has its place" in desk.get(NAMES).content.decode()


def test_the_queue_turns_its_pages(world: World, desk: Client) -> None:
    seen = [SeenName(f"NAME {n}", "taluka", None, "many.csv", 1, ()) for n in range(25)]
    actions.note_unmatched(names=seen, by=world.setup, at=AT)
    first = desk.get(NAMES).content.decode()
    assert "NAME 19" in first
    assert "NAME 20" not in first
    mark = queries.unmatched(limit=20)[-1].id
    assert "NAME 20" in desk.get(f"{NAMES}?after={mark}").content.decode()


def test_an_auditor_reads_and_changes_nothing(waiting: list[int], world: World) -> None:
    auditor = signed_in(person("auditor", email="auditor@example.org"))
    page = auditor.get(NAMES).content.decode()
    assert "DOKREE" in page
    assert "Keep these answers" not in page
    assert auditor.post(f"{NAMES}{waiting[0]}/settle/", {"place": "none"}).status_code == 403


def test_the_public_is_sent_to_sign_in(site: Site) -> None:
    assert "/account/sign-in/" in Client().get(NAMES).headers["Location"]
