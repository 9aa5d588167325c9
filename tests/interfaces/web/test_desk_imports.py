"""A file at the desk: sent, recognised, looked at, loaded, put away; and the wizard."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.world import World, figure

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS
from kachehri.domains.places import queries as places
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.pagekit import arriving
from kachehri.interfaces.web.pages import desk_imports

IMPORTS = "/en/desk/imports/"


@pytest.fixture
def desk(world: World) -> Client:
    return signed_in(person("editor"))


def csv_of(heads: Sequence[str], *rows: Sequence[object]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([heads, *rows])
    return out.getvalue().encode()


def compact(*rows: dict[str, str]) -> bytes:
    return csv_of(
        COMPACT_COLUMNS, *([row.get(name, "") for name in COMPACT_COLUMNS] for row in rows)
    )


def send(desk: Client, content: bytes, name: str = "made-up.csv") -> str:
    """The address of the page of a file that was sent."""
    answer = desk.post(IMPORTS + "new/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def work(world: World) -> None:
    """What a worker does: the job that was asked for last."""
    from kachehri.engines.jobs.models import Job

    number = Job.objects.order_by("-id").values_list("id", flat=True)[0]
    jobs.run(job_id=number, by=world.worker, clock=lambda: datetime.now(UTC))


def text(desk: Client, address: str) -> str:
    return str(desk.get(address).content.decode())


def test_the_limit_is_said_before_a_file_is_chosen(desk: Client) -> None:
    assert "At most 256 megabytes" in text(desk, IMPORTS + "new/")


def test_no_file_and_an_empty_file_are_told_beside_the_field(desk: Client) -> None:
    answer = desk.post(IMPORTS + "new/", {})
    assert answer.status_code == 422
    assert "Choose a file first" in answer.content.decode()
    answer = desk.post(IMPORTS + "new/", {"file": SimpleUploadedFile("empty.csv", b"")})
    assert "This file is empty" in answer.content.decode()


def test_a_file_above_the_limit_is_counted_while_it_arrives(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_imports, "LARGEST_UPLOAD", 1000)
    answer = desk.post(IMPORTS + "new/", {"file": SimpleUploadedFile("big.csv", b"x" * 2000)})
    assert answer.status_code == 422
    assert "This file is larger than" in answer.content.decode()
    assert "big.csv" not in text(desk, IMPORTS)


def test_a_known_file_is_recognised_looked_at_and_loaded(desk: Client, world: World) -> None:
    new = figure("PK713", "toilet-none", 33)
    page = send(desk, compact(new, figure("PK713", "literacy-10", 50)))
    assert 'value="figures" checked' in text(desk, page)
    desk.post(page + "read/", {"recipe": "figures"})
    assert "<progress" in text(desk, page)
    work(world)
    seen = text(desk, page)
    for words in ("What would happen", "Larkana", "Load it", "figures would be corrected"):
        assert words in seen
    desk.post(page + "load/")
    work(world)
    assert "What it brought" in text(desk, page)
    load = queries.loads(limit=1)[0]
    assert (load.file_name, load.superseded, load.unchanged) == ("made-up.csv", 1, 1)
    assert f"/en/desk/loads/{load.id}/" in text(desk, page)


def test_what_is_wrong_is_told_by_rule_row_and_column(desk: Client, world: World) -> None:
    wrong = figure("PK713", "literacy-10", 50) | {"value": "abc"}
    page = send(desk, compact(wrong, figure("PK713", "area", 7)))
    desk.post(page + "read/", {"recipe": "figures"})
    work(world)
    seen = text(desk, page)
    assert "What is wrong in it" in seen
    assert "A cell holds no number" in seen
    assert 'data-label="Row"><span><bdi>2</bdi>' in seen
    assert "abc" in text(desk, page + "?rule=not-a-number")


def test_an_unreadable_file_says_why_and_is_kept(desk: Client) -> None:
    page = send(desk, b"%PDF-1.4 made up", "table.pdf")
    seen = text(desk, page)
    assert "The file was not read" in seen
    assert "is a PDF" in seen
    assert "table.pdf" in text(desk, IMPORTS)


def test_a_file_with_a_name_in_urdu_is_found_again(desk: Client) -> None:
    send(desk, compact(figure("PK713", "area", 7)), "خواندگی ۲۰۲۳.csv")
    assert "خواندگی ۲۰۲۳.csv" in text(desk, IMPORTS)


def test_a_file_is_put_away(desk: Client, world: World) -> None:
    page = send(desk, compact(figure("PK713", "area", 7)))
    assert "This file was put away" in desk.post(page + "away/", follow=True).content.decode()
    answer = desk.post(page + "read/", {"recipe": "figures"}, follow=True)
    assert "This file was loaded or put away before" in answer.content.decode()


def test_the_second_with_the_same_file_is_told(desk: Client, world: World) -> None:
    content = compact(figure("PK713", "area", 7))
    send(desk, content)
    other = signed_in(person("editor", email="other@example.org"))
    seen = text(other, send(other, content, "copy.csv"))
    assert "The same file is here already" in seen
    assert "Loading the same file twice changes nothing" in seen


def test_a_file_is_seen_by_its_giver_and_by_an_auditor_only(desk: Client, world: World) -> None:
    page = send(desk, compact(figure("PK713", "area", 7)))
    other = signed_in(person("editor", email="other@example.org"))
    assert other.get(page).status_code == 404
    auditor = signed_in(person("auditor", email="auditor@example.org"))
    seen = text(auditor, page)
    assert "How is it read?" not in seen
    assert auditor.post(page + "read/", {"recipe": "figures"}).status_code == 403


def test_names_that_no_place_has_come_into_the_review(desk: Client, world: World) -> None:
    page = send(desk, csv_of(["where", "share"], ["Larkana", 51], ["Larkanna Khas Made Up", 52]))
    say_all(desk, page)
    work(world)
    seen = text(desk, page)
    assert "Settle the names, then look again" in seen
    assert [one.text for one in places.unmatched()] == ["Larkanna Khas Made Up"]


ANSWERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("header", {"header": "1"}),
    ("place", {"column": "where", "tier": "district"}),
    ("indicator", {"how": "fixed", "fixed": "literacy-10"}),
    ("period", {"fixed": "2019"}),
    ("value", {"column": "share"}),
    ("who", {"sex_fixed": "female"}),
    ("doubt", {}),
    ("source", {"fixed": "made-up-survey"}),
)


def say_all(desk: Client, page: str, **last: str) -> Any:
    """Every answer of the wizard, each leading to the next question."""
    for number, (step, data) in enumerate(ANSWERS):
        answer = desk.post(f"{page}columns/{step}/", data)
        assert answer.status_code == 302, answer.content.decode()
        following = ANSWERS[number + 1][0] if number + 1 < len(ANSWERS) else "all"
        assert answer.headers["Location"] == f"{page}columns/{following}/"
    return desk.post(page + "columns/all/", last)


TABLE = csv_of(["where", "share"], ["Larkana", 51], ["Sukkur", 52])


def test_the_wizard_leads_from_an_unknown_file_to_its_figures(desk: Client, world: World) -> None:
    page = send(desk, TABLE, "unknown.csv")
    assert "No recipe knows these columns" in text(desk, page)
    say_all(desk, page)
    work(world)
    assert "Load it" in text(desk, page)
    desk.post(page + "load/")
    work(world)
    found = queries.values(
        concepts=["literacy-10"], place_ids=[world.larkana.id], dims={"sex": "female"}
    )
    assert {(one.source_code, one.value) for one in found} >= {("made-up-survey", 51)}


def test_answers_are_kept_on_the_way_and_when_somebody_comes_back(desk: Client) -> None:
    page = send(desk, TABLE)
    for step, data in ANSWERS[:4]:
        desk.post(f"{page}columns/{step}/", data)
    assert desk.get(page + "columns/").headers["Location"] == page + "columns/value/"
    back = text(desk, page + "columns/period/")
    assert 'value="2019"' in back
    assert '<option value="where" selected>' in text(desk, page + "columns/place/")
    assert "Go on saying what the columns mean" in text(desk, page)


def test_trying_the_place_shows_what_its_names_mean(desk: Client) -> None:
    page = send(desk, csv_of(["where", "share"], ["Larkana", 51], ["Nowhere at all", 52]))
    data = {"column": "where", "tier": "district", "try": "1"}
    seen = desk.post(page + "columns/place/", data, follow=True).content.decode()
    for words in ("Larkana district", "the same name", "not found"):
        assert words in seen


def test_what_is_missing_or_wrong_is_told_at_its_question(desk: Client) -> None:
    page = send(desk, TABLE)
    wrong = {
        "place": ({"column": "", "tier": "district"}, "Choose one."),
        "period": ({"fixed": "soon"}, "Write a year (2023)"),
        "indicator": ({"how": "fixed"}, "Choose one."),
        "source": ({}, "Choose one."),
        "who": ({"other": "age"}, "Choose the breakdown and its column."),
    }
    for step, (data, words) in wrong.items():
        answer = desk.post(f"{page}columns/{step}/", data)
        assert answer.status_code == 422, step
        assert words in answer.content.decode(), step
    assert "One question has no answer yet" in text(desk, page + "columns/all/")


def test_a_table_with_a_column_for_each_indicator(desk: Client, world: World) -> None:
    page = send(desk, csv_of(["where", "read", "electric"], ["Larkana", 51, 60]))
    desk.post(page + "columns/header/", {"header": "1"})
    desk.post(page + "columns/place/", {"column": "where", "tier": "district"})
    answer = desk.post(page + "columns/indicator/", {"how": "wide"})
    desk.post(page + "columns/period/", {"fixed": "2019"})
    assert answer.status_code == 302
    answer = desk.post(page + "columns/columns/", {"c1": "literacy-10", "c2": "light-electricity"})
    assert answer.headers["Location"] == page + "columns/who/"
    desk.post(page + "columns/source/", {"fixed": "made-up-survey"})
    desk.post(page + "columns/all/", {})
    work(world)
    seen = text(desk, page)
    assert "figures are new" in seen
    assert "Load it" in seen


def test_a_source_that_is_not_in_the_list_is_written_down(desk: Client) -> None:
    page = send(desk, TABLE)
    data = {
        "kind": "yearbook", "publisher": "Made-up Office", "title": "Made-up Yearbook",
        "year": "2019", "table": "4", "page": "12", "licence": "none stated",
    }  # fmt: skip
    answer = desk.post(page + "columns/new/", data)
    assert answer.status_code == 302, answer.content.decode()
    source = queries.source("made-up-yearbook-4-2019")
    assert source is not None
    assert (source.publisher, source.page, source.verified) == ("Made-up Office", "12", False)
    assert "made-up-yearbook-4-2019" in text(desk, page + "columns/all/")


def test_answers_kept_under_a_name_read_the_next_file(desk: Client, world: World) -> None:
    page = send(desk, TABLE)
    say_all(desk, page, label="School census (made up)")
    work(world)
    following = send(desk, csv_of(["where", "share"], ["Larkana", 53]), "next.csv")
    assert "School census (made up)" in text(desk, following)
    desk.post(following + "read/", {"recipe": "mapping-school-census-made-up"})
    work(world)
    assert "Load it" in text(desk, following)


def test_a_name_that_holds_other_answers_is_not_taken_silently(desk: Client, world: World) -> None:
    say_all(desk, send(desk, TABLE), label="Mine")
    page = send(desk, csv_of(["where", "share"], ["Larkana", 53]))
    for step, data in ANSWERS:
        desk.post(f"{page}columns/{step}/", data)
    desk.post(page + "columns/period/", {"fixed": "2021"})
    answer = desk.post(page + "columns/all/", {"label": "Mine"})
    assert answer.status_code == 422
    assert "Other answers are kept under this name" in answer.content.decode()
    again = desk.post(page + "columns/all/", {"label": "Mine", "replace": "on"})
    assert again.headers["Location"] == page


def test_a_body_above_the_limit_never_reaches_the_disk() -> None:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    asked: list[dict[str, Any]] = []
    pieces = [{"type": "http.request", "body": b"x" * 100, "more_body": n < 9} for n in range(10)]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append({**scope, "body": await receive()})

    async def receive() -> Any:
        return pieces.pop(0)

    async def send(message: Any) -> None:
        raise AssertionError(message)

    length = str(arriving.ROUND + 1000).encode()
    scope = {"type": "http", "method": "POST", "path": "/en/desk/imports/new/", "query_string": b"",
             "headers": [(b"content-length", length), (b"cookie", b"a=b")]}  # fmt: skip
    # In a thread of its own: a browser of other tests may keep a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, arriving.LimitBodies(app, 999)(scope, receive, send)).result()
    assert pieces == []
    assert (asked[0]["method"], asked[0]["query_string"]) == ("GET", b"too-large=1")
    assert asked[0]["body"]["body"] == b""


def test_the_page_says_that_the_file_was_too_large(desk: Client) -> None:
    assert "This file is larger than" in text(desk, IMPORTS + "new/?too-large=1")
