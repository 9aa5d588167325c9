"""The public directory: found, read, complete in three languages, and corrected by readers."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.interfaces.web.test_pages import MOST_QUERIES, counted
from tests.world import World

from kachehri.domains.bodies import actions, queries
from kachehri.domains.bodies.kinds import NewAddress, NewBody
from kachehri.engines.ledger.queries import events

OFFICE = "public-health-engineering-larkana"


@pytest.fixture
def offices(kept_directory: World) -> World:
    return kept_directory


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_every_page_of_the_directory_answers(offices: World, language: str) -> None:
    for page in (
        "offices/", f"offices/{OFFICE}/", f"offices/{OFFICE}/wrong/", "offices/published/",
        "functions/", "service-points/", "service-points/nadra-centre-larkana/",
    ):  # fmt: skip
        read(f"/{language}/{page}")


def test_what_is_not_there_is_not_found(offices: World) -> None:
    for page in ("offices/none/", "offices/none/wrong/", "service-points/none/"):
        assert Client().get(f"/en/{page}").status_code == 404


def test_an_office_is_found_by_its_name_in_every_script(offices: World) -> None:
    for text in ("public health engineering", "پبلک ہیلتھ", "پبلڪ هيلٿ", "Health Engin"):
        assert f"/offices/{OFFICE}/" in read(f"/en/offices/?q={text}")
    assert "Nothing found" in read("/en/offices/?q=zzzzqq")


def test_filters_narrow_the_list_and_nonsense_does_no_harm(offices: World) -> None:
    page = read("/en/offices/?place=larkana-dokri&kind=council")
    assert "town-committee-dokri" in page
    assert OFFICE not in page
    for odd in ("place=%00", "kind='; drop", "after=~~~", "sector=<b>", "q=" + "x" * 5000):
        read(f"/en/offices/?{odd}")


def test_the_list_goes_on_to_its_end_and_names_each_office_once(offices: World) -> None:
    seen: list[str] = []
    after = ""
    while True:
        found = queries.search(after=after, limit=10)
        seen += [one.key for one in found.bodies]
        after = found.after
        if not after:
            break
    assert len(seen) == len(set(seen)) > 70


def test_the_page_of_an_office_says_who_answers_and_to_whom_it_climbs(offices: World) -> None:
    page = read(f"/en/offices/{OFFICE}/")
    for text in (
        "Executive Engineer", "Information officer", "Contact person for complaints", "Secretary",
        "Hand pump or well", "not checked yet", "Made up: put the real one in its place",
        "Something is wrong here",
    ):  # fmt: skip
        assert text in page


def test_an_address_that_came_back_is_marked_and_no_longer_a_link(offices: World) -> None:
    mailbox = f"{OFFICE}@larkana.example"
    assert f"mailto:{mailbox}" in read(f"/en/offices/{OFFICE}/")
    marked = actions.mark_bounced(
        channel="email", value=mailbox.upper(), by=offices.setup, at=offices.at
    )
    assert marked == 1
    page = read(f"/en/offices/{OFFICE}/")
    assert f"mailto:{mailbox}" not in page
    assert "came back" in page


def test_a_dissolved_office_leads_to_its_successor(offices: World) -> None:
    day = offices.at.date() - timedelta(days=400)
    actions.save_body(
        body=NewBody(
            key="old-phe", kind="office", tier="district", place="larkana", names={"en": "Old PHE"},
            source="made up", valid_to=day, successor=OFFICE,
        ),
        by=offices.setup, at=offices.at,
    )  # fmt: skip
    page = read("/en/offices/old-phe/")
    assert "dissolved" in page
    assert f"/offices/{OFFICE}/" in page
    assert "old-phe" not in read("/en/offices/?q=old")


def test_the_nearest_service_point_comes_first_with_its_distance(offices: World) -> None:
    page = read("/en/service-points/?near=27.375,68.100&service=doctor")
    first = page.index("Health centre, Dokri")
    assert first < page.index("Taluka hospital, Ratodero")
    assert "km away" in page
    assert "Write two numbers" in read("/en/service-points/?near=somewhere")


def test_points_are_found_by_what_has_to_be_there(offices: World) -> None:
    page = read("/en/service-points/?access=women-counter")
    assert "NADRA centre, Larkana" in page
    assert "Health centre, Bakrani" not in page


def test_a_reader_says_what_is_wrong_and_an_editor_decides(offices: World) -> None:
    address = f"/en/offices/{OFFICE}/wrong/"
    answer = Client().post(address, {"what": "reach", "words": "<script>Nobody</script> answers"})
    assert answer.status_code == 302
    (one,) = queries.waiting()
    assert one.content["words"] == "<script>Nobody</script> answers"
    Client().post(address, {"what": "reach", "words": "<SCRIPT>nobody</script>  answers"})
    assert len(queries.waiting()) == 1
    refs = [event.refs for event in events(about=one.about_id or 0)]
    assert "Nobody" not in repr(refs)
    actions.decide(
        proposal_id=one.id, taken=False, because="<b>It works</b>", by=offices.setup, at=offices.at
    )
    page = read(address)
    assert "&lt;b&gt;It works" in page
    assert "<script>Nobody" not in page


def test_an_empty_report_of_something_wrong_says_what_is_missing(offices: World) -> None:
    address = f"/en/offices/{OFFICE}/wrong/"
    for sent in ({}, {"what": "reach", "words": "  "}, {"what": "nonsense", "words": "x"}):
        assert Client().post(address, sent).status_code == 422
    assert queries.waiting() == ()


def test_a_flood_of_reports_is_kept_within_what_somebody_can_read(offices: World) -> None:
    thing = queries.by_key(OFFICE).thing_id
    kept = [
        actions.propose(
            about_thing=thing, what="other", words=f"text {n}", by=offices.setup, at=offices.at
        )
        for n in range(60)
    ]
    assert sum(one is not None for one in kept) == 50


def test_scores_stand_side_by_side_by_quarter(offices: World) -> None:
    from kachehri.domains.cases.kinds import checklists

    chosen = checklists()[0]
    body = queries.by_key(OFFICE)
    answers = {one.key: ("none", "") for one in chosen.items}
    answers[chosen.items[0].key] = ("full", "https://phe.example/")
    count = actions.score(
        body_id=body.id, checklist=chosen.key, quarter="2026Q4", answers=answers,
        by=offices.setup, at=offices.at,
    )  # fmt: skip
    assert count == len(chosen.items)
    (score,) = queries.scores(body_ids=[body.id])
    assert score.percent == round(100 / len(chosen.items))
    assert f"/offices/{OFFICE}/" in read(f"/en/offices/published/?list={chosen.key}")
    assert "2026Q4" in read(f"/en/offices/{OFFICE}/")


def test_the_directory_asks_few_queries(offices: World) -> None:
    actions.save_address(
        address=NewAddress(body=OFFICE, channel="voice", value="0740000999"),
        by=offices.setup, at=offices.at,
    )  # fmt: skip
    client = Client()
    for page, most in (
        ("offices/", MOST_QUERIES),
        (f"offices/{OFFICE}/", 13),
        ("functions/", MOST_QUERIES),
        ("service-points/", MOST_QUERIES),
    ):
        status, asked = counted(client, f"/en/{page}")
        assert (status, asked <= most) == (200, True), (page, asked)
