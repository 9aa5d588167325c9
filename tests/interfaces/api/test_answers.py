"""The API from outside: what programs get, in which form, and what a mistake is told."""

import csv
import io
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import world as worlds

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.queries.choosing import Selection, choose
from kachehri.domains.evidence.queries.columns import FORMS
from kachehri.domains.evidence.queries.exporting import Export
from kachehri.interfaces.api import answering
from kachehri.interfaces.api.limits import Buckets

ROOT = "/api/v1"
PAGES = (
    "/", "/places", "/places?tier=taluka&within=PK713", "/places/PK713", "/places/sukkur",
    "/places/PK713/children", "/places/PK713/trends?sector=education", "/places/search?q=lark",
    "/places/match?name=LARKANNA", "/schemes", "/indicators", "/indicators/literacy-10",
    "/dimensions", "/sources", "/sources/made-up-census", "/observations",
    "/observations?place=PK713&whole=true&indicator=literacy-10&source=made-up-census",
    "/observations?place=PK713&format=csv", "/observations?place=PK713&whole=true&format=hxl",
    "/observations?place=PK713&whole=true&format=sdmx&source=made-up-census", "/loads",
    "/findings",
)  # fmt: skip


@pytest.fixture
def world(kept_world):
    answering.buckets.left.clear()
    return kept_world


@pytest.fixture
def program(world):
    return Client()


def got(program, address, **headers):
    answer = program.get(ROOT + address, headers=headers)
    assert answer.status_code == 200, answer.content
    return answer


def asked(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        got(client, address)
    return len(captured)


def test_every_page_asks_at_most_six_questions_and_keeps_no_session(program):
    for address in PAGES:
        assert asked(program, address) <= 6, address
        answer = got(program, address)
        assert not answer.cookies, address
        assert "Cookie" not in answer["Vary"], address


def test_pages_go_through_all_figures_once_in_a_flat_number_of_questions(program):
    found, numbers, address = [], [], "/observations?limit=20"
    while address:
        with CaptureQueriesContext(connection) as captured:
            page = got(program, address).json()
        found.append(len(captured))
        numbers += [one["number"] for one in page["items"]]
        address = page["next"] and page["next"].partition(ROOT)[2]
    wanted = list(Observation.objects.shown().values_list("id", flat=True))
    assert sorted(numbers) == sorted(wanted)
    assert len(found) > 5
    assert len(set(found)) == 1


def test_a_figure_says_what_the_page_says(program, world):
    (one,) = got(program, "/observations?place=PK713&indicator=literacy-10&breakdown=sex=female")\
        .json()["items"]  # fmt: skip
    (shown,) = evidence.values(
        concepts=["literacy-10"], place_ids=[world.larkana.id], dims={"sex": "female"}
    )
    assert (one["value"], one["number"], one["cell"]) == (40, shown.id, shown.cell)
    assert one["place"] == {
        "code": "PK713", "name": "Larkana", "tier": "district", "href": f"{ROOT}/places/PK713",
    }  # fmt: skip
    assert (one["first_day"], one["last_day"]) == ("2023-01-01", "2023-12-31")
    assert one["breakdown"] == {"sex": "female"}


def test_one_figure_leads_to_its_cell_its_source_and_its_file(program):
    number = Observation.objects.shown().values_list("id", flat=True).first()
    one = got(program, f"/observations/{number}").json()
    assert one["cell"]
    assert one["cited"]["citation"].startswith("Made-up Bureau")
    assert len(one["load"]["sha256"]) == 64
    assert one["is_current"]
    assert [past["number"] for past in one["history"]] == [number]


@pytest.mark.parametrize("form", ["csv", "hxl", "sdmx"])
def test_a_page_is_the_same_in_the_file_as_in_the_export(program, form):
    text = got(program, f"/observations?place=PK71301&format={form}&limit=1000").content.decode()
    export = Export(choose(Selection(places=("PK71301",))), FORMS[form])
    whole = (export.header() + b"".join(one.text for one in export.batches())).decode()
    assert sorted(csv.reader(io.StringIO(text))) == sorted(csv.reader(io.StringIO(whole)))


def test_a_file_is_whole_without_a_limit(program):
    answer = got(program, "/observations?format=csv")
    assert len(answer.content.splitlines()) == Observation.objects.shown().count() + 1 > 101
    assert "Link" not in answer.headers


def test_files_page_by_the_header_link(program):
    lines, address = [], "/observations?format=csv&limit=50"
    while address:
        answer = got(program, address)
        _head, *rows = csv.reader(io.StringIO(answer.content.decode()))
        lines += rows
        link = answer.headers.get("Link", "")
        address = link.partition(ROOT)[2].partition(">")[0] if link else ""
    assert len({row[-1] for row in lines}) == len(lines) == Observation.objects.shown().count()


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv"),
        ("application/vnd.sdmx.data+csv", "application/vnd.sdmx.data+csv"),
        ("text/csv;q=0.5, application/json", "application/json"),
        ("image/png", "application/json"),
    ],
)
def test_the_form_by_accept(program, accept, kind):
    answer = got(program, "/observations?place=PK713", accept=accept)
    assert answer["Content-Type"].partition(";")[0] == kind


def test_the_language_by_address_and_by_header(program, world):
    urdu, sindhi = world.larkana.name("ur"), world.larkana.name("sd")
    assert got(program, "/places/PK713").json()["name"] == "Larkana"
    assert got(program, "/places/PK713?lang=ur").json()["name"] == urdu
    answer = got(program, "/places/PK713", accept_language="fr, sd;q=0.8, en;q=0.5")
    assert (answer.json()["name"], answer["Content-Language"]) == (sindhi, "sd")
    program.cookies["language"] = "ur"
    assert got(program, "/places/PK713").json()["name"] == "Larkana"


def test_what_was_not_changed_is_not_sent_again(program):
    first = got(program, "/observations?place=PK713")
    assert first["Cache-Control"].startswith("public")
    assert first["Last-Modified"]
    again = program.get(
        f"{ROOT}/observations?place=PK713", headers={"if-none-match": first["ETag"]}
    )
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    row = worlds.figure("PK713", "area", 51)
    worlds.load([row], datetime(2026, 11, 2, tzinfo=UTC))
    changed = program.get(
        f"{ROOT}/observations?place=PK713", headers={"if-none-match": first["ETag"]}
    )
    assert changed.status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(program, method):
    answer = getattr(program, method)(f"{ROOT}/places")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer["Content-Type"] == "application/problem+json"


def test_head_and_options_are_answered_for_pages_of_other_sites(program):
    head = program.head(f"{ROOT}/places/PK713")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == got(program, "/places/PK713")["ETag"]
    options = program.options(f"{ROOT}/places")
    assert (options.status_code, options["Access-Control-Allow-Origin"]) == (204, "*")


@pytest.mark.parametrize(
    ("address", "status", "where"),
    [
        ("/nothing", 404, None),
        ("/places/PK9", 404, None),
        ("/indicators/nothing", 404, None),
        ("/sources/nothing", 404, None),
        ("/observations/999999999", 404, None),
        ("/observations/9999999999999999999999", 422, "number"),
        ("/loads/999999999", 404, None),
        ("/observations?place=PK9", 422, "place"),
        ("/observations?indicator=nothing", 422, "indicator"),
        ("/observations?source=nothing", 422, "source"),
        ("/observations?sector=nothing", 422, "sector"),
        ("/observations?breakdown=female", 422, "breakdown"),
        ("/observations?since=yesterday", 422, "since"),
        ("/observations?limit=1001", 422, "limit"),
        ("/observations?limit=10001&format=csv", 422, "limit"),
        ("/observations?limit=0", 422, "limit"),
        ("/observations?cursor=%00", 422, "cursor"),
        ("/observations?cursor=WzEsMl0", 422, "cursor"),
        ("/places?cursor=WzEsMl0", 422, "cursor"),
        ("/places?within=PK9", 422, "within"),
        ("/places?scheme=nothing", 422, "scheme"),
        ("/places/search", 422, "q"),
        ("/places/PK713?lang=fr", 422, "lang"),
        ("/places/match?name=a%00b", 422, "name"),
    ],
)
def test_a_mistake_is_told_in_plain_words(program, address, status, where):
    answer = program.get(ROOT + address)
    said = answer.json()
    assert (answer.status_code, said["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert said["detail"].endswith(".")
    assert [one["where"] for one in said.get("errors", [])] == ([where] if where else [])


def test_places_by_tier_and_within(program):
    page = got(program, "/places?tier=taluka&within=PK713&limit=3").json()
    rest = got(program, page["next"].partition(ROOT)[2]).json()
    codes = [one["code"] for one in (*page["items"], *rest["items"])]
    assert sorted(codes) == ["PK71301", "PK71302", "PK71303", "PK71304"]
    assert rest["next"] is None
    assert {one["parent"] for one in page["items"]} == {"PK713"}


def test_one_place_names_those_above_it(program):
    above = got(program, "/places/PK71301").json()["above"]
    assert (above[0]["code"], above[-1]["code"]) == ("PK713", "PK")


def test_a_name_is_matched_with_a_reason(program):
    said = got(program, "/places/match?name=LARKANNA").json()
    assert (said["place"]["code"], said["reason"]) == ("PK713", "spelling")
    assert got(program, "/places/match?name=LARKANA").json()["reason"] in {"exact", "alias"}


def test_a_trend_tells_its_class_and_its_points(program):
    lines = got(program, "/places/PK713/trends?indicator=youth-literacy-15-24").json()
    assert [point["value"] for point in lines[0]["points"]] == [41, 47, 52]
    assert lines[0]["verdict"]
    assert lines[0]["why"]


def test_no_figure_that_is_not_for_publication(program):
    number = Observation.objects.shown().order_by("id").values_list("id", flat=True).first()
    Observation.objects.filter(id=number).update(conf_status="N")
    assert program.get(f"{ROOT}/observations/{number}").status_code == 404
    text = got(program, "/observations?limit=1000").content.decode()
    assert f'"number": {number},' not in text


def test_too_many_requests_are_told_to_wait(program, monkeypatch):
    monkeypatch.setattr(answering, "buckets", Buckets(rate=2))
    first = [program.get(f"{ROOT}/schemes").status_code for _ in range(3)]
    refused = program.get(f"{ROOT}/schemes")
    assert first == [200, 200, 429]
    assert 1 <= int(refused["Retry-After"]) <= 30
    assert refused.json()["title"] == "Too Many Requests"


def test_a_bucket_fills_again_and_each_address_has_its_own():
    now = [0.0]
    buckets = Buckets(rate=60, clock=lambda: now[0])
    assert [buckets.wait("a") for _ in range(60)] == [0.0] * 60
    assert buckets.wait("a") > 0
    assert buckets.wait("b") == 0
    now[0] = 1.0
    assert buckets.wait("a") == 0
    assert buckets.wait("a") > 0


def test_addresses_behind_proxies(rf, settings):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "1.2.3.4, 5.6.7.8"})
    assert answering.address_of(request) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert answering.address_of(request) == "5.6.7.8"


def test_next_keeps_the_question(program):
    page = got(program, "/observations?place=PK713&place=sukkur&limit=1&lang=sd").json()
    query = parse_qs(urlsplit(page["next"]).query)
    assert query["place"] == ["PK713", "sukkur"]
    assert (query["limit"], query["lang"]) == (["1"], ["sd"])


def test_the_page_for_people_needs_no_script_and_names_every_address(program):
    text = got(program, "/docs").content.decode()
    assert "<script" not in text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    for address in got(program, "/openapi.json").json()["paths"]:
        assert f"<code>{address}</code>" in text


@pytest.mark.parametrize(
    "address", ["/observations?sex=female", "/observations?from=2020-01-01", "/places/PK713?nope=1"]
)
def test_a_parameter_that_nobody_knows_is_refused_and_the_known_ones_are_named(program, address):
    answer = program.get(ROOT + address)
    assert answer.status_code == 422
    (wrong,) = answer.json()["errors"]
    assert wrong["where"] in address
    assert "lang" in wrong["message"]
    if "observations" in address:
        assert "breakdown" in wrong["message"]
