"""The library on the site and at the desk: found, read, taken along safely, entered, corrected."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.engines.accounts.people import person, signed_in
from tests.interfaces.web.test_pages import MOST_QUERIES, counted
from tests.world import World

from kachehri.domains.evidence import actions
from kachehri.domains.evidence.kinds import SourceKind
from kachehri.domains.evidence.kinds.library import Publication
from kachehri.domains.evidence.queries import library
from kachehri.domains.reports.actions import build_edition

CODE = "made-up-girls-2019"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FORM = {
    "title": "ڇوڪريون اسڪول ڇو ٿيون ڇڏين: made up",
    "authors": "Made-up, Author",
    "kind": "thesis",
    "publisher": "Made-up University",
    "year": "2021",
    "language": "sd",
    "abstract": "<script>alert(1)</script> Nobody wrote this.",
    "sectors": ["education", "conflict"],
    "places": ["PK713"],
    "rights": "open",
    "licence": "made up for tests",
}


@pytest.fixture
def entered(world: World) -> World:
    actions.enter_publication(
        publication=Publication(
            source=SourceKind(
                code=CODE,
                kind="research",
                publisher="Made-up University",
                title="Why girls leave school: a made-up study",
                year=2019,
                licence="made up for tests",
            ),
            authors="Made-up, Author",
            sectors=("education",),
            places=("PK713",),
            rights="open",
        ),
        by=world.setup,
        at=world.at,
    )
    actions.give_file(code=CODE, file_name="made-up.pdf", chunks=[PDF], by=world.setup, at=world.at)
    return world


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "asked", ["", "?q=girls", "?q=تعلیم", "?sector=education", "?place=sindh", "?kind=research"]
)
def test_a_publication_is_found_in_every_language(entered: World, asked: str) -> None:
    for language in ("en", "ur", "sd"):
        assert f"/{language}/library/{CODE}/" in page(f"/{language}/library/{asked}")


@pytest.mark.parametrize("asked", ["?q=boys", "?sector=health", "?place=sukkur", "?language=sd"])
def test_what_does_not_fit_is_not_listed(entered: World, asked: str) -> None:
    shown = page(f"/en/library/{asked}")
    assert CODE not in shown
    assert "Nothing found" in shown


@pytest.mark.parametrize("asked", ["?after=x", "?after=9-9-9", "?kind=census", "?place=nowhere"])
def test_an_address_that_somebody_typed_breaks_nothing(entered: World, asked: str) -> None:
    assert CODE in page(f"/en/library/{asked}")


def test_a_publication_says_that_nobody_looked_it_up_and_how_to_cite_it(entered: World) -> None:
    shown = page(f"/en/library/{CODE}/")
    assert "Nobody here has looked this up yet" in shown
    assert f"[[{CODE}]]" in shown
    assert f"/en/library/{CODE}/file/" in shown


def test_a_file_is_taken_along_and_never_opened_as_a_page_of_the_site(entered: World) -> None:
    answer = Client().get(f"/en/library/{CODE}/file/")
    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{CODE}.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["library/none/", "library/none/file/", "places/x/reports/"])
def test_what_there_is_not_is_not_found(entered: World, address: str) -> None:
    assert Client().get(f"/en/{address}").status_code == 404


def test_our_own_reports_stand_beside_the_library_and_under_their_place(entered: World) -> None:
    build_edition(
        kind="budget",
        place_id=entered.larkana.id,
        by=entered.reporter,
        at=entered.at,
        languages=("en",),
        formats=("html",),
    )
    assert "/en/reports/budget/larkana/" in page("/en/library/")
    offered = page("/en/places/larkana/reports/")
    assert "/en/reports/budget/larkana/" in offered
    assert "Education in Larkana" in offered
    assert "not built yet" in offered
    assert "Education in Larkana" not in page("/en/reports/")


def test_pages_of_the_library_ask_few_queries(entered: World) -> None:
    for address in ("library/", f"library/{CODE}/", "reports/", "places/larkana/reports/"):
        status, queries = counted(Client(), f"/en/{address}")
        assert (status, queries <= MOST_QUERIES) == (200, True), (address, queries)


def test_an_editor_enters_a_publication_and_corrects_it(world: World) -> None:
    desk = signed_in(person("editor"))
    answer = desk.post("/en/desk/library/new/", FORM)
    assert answer.status_code == 302, answer.content.decode()
    code = answer.headers["Location"].split("/")[-2]
    shown = page(f"/sd/library/{code}/")
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    better = {**FORM, "authors": "Better, Made-up", "version": "1", "verified": "on"}
    assert desk.post(f"/en/desk/library/{code}/", better).status_code == 302
    view = library.publication(code)
    assert view is not None
    assert (view.authors, view.version, view.source.verified) == ("Better, Made-up", 2, True)


def test_who_was_overtaken_loses_nothing_that_was_typed(world: World) -> None:
    desk = signed_in(person("editor"))
    code = desk.post("/en/desk/library/new/", FORM).headers["Location"].split("/")[-2]
    desk.post(f"/en/desk/library/{code}/", {**FORM, "authors": "First, Made-up", "version": "1"})
    mine = {**FORM, "authors": "Second, Made-up", "sectors": ["health"], "version": "1"}
    answer = desk.post(f"/en/desk/library/{code}/", mine)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else changed this entry in between" in shown
    assert "Second, Made-up" in shown
    assert 'value="health"' in shown.split("checked")[0][-200:]
    view = library.publication(code)
    assert view is not None
    assert view.authors == "First, Made-up"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "This field is required"),
        ({"address": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"sectors": ["nothing"]}, "nothing"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why(world: World, wrong: Any, says: str) -> None:
    answer = signed_in(person("editor")).post("/en/desk/library/new/", {**FORM, **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_file_is_sent_refused_with_its_reason_and_taken_away(world: World) -> None:
    desk = signed_in(person("editor"))
    code = desk.post("/en/desk/library/new/", FORM).headers["Location"].split("/")[-2]
    to = f"/en/desk/library/{code}/file/"
    refused = desk.post(to, {"file": SimpleUploadedFile("made-up.pdf", b"MZ not a paper")})
    assert refused.status_code == 422
    assert "neither a PDF nor a Word file" in refused.content.decode()
    assert desk.post(to, {"file": SimpleUploadedFile("m.pdf", PDF)}).status_code == 302
    assert Client().get(f"/en/library/{code}/file/").content == PDF
    assert desk.post(f"/en/desk/library/{code}/away/").status_code == 302
    assert Client().get(f"/en/library/{code}/file/").status_code == 404


def test_without_rights_no_file_is_asked_for(world: World) -> None:
    desk = signed_in(person("editor"))
    only_link = {**FORM, "rights": "link"}
    code = desk.post("/en/desk/library/new/", only_link).headers["Location"].split("/")[-2]
    assert desk.get(f"/en/desk/library/{code}/file/").status_code == 404
    assert "Its rights do not allow us" in page(f"/en/desk/library/{code}/", desk)


def test_the_public_enters_nothing(world: World) -> None:
    assert Client().post("/en/desk/library/new/", FORM).status_code == 302
    assert library.publications(library.LibraryFilter()).total == 0
