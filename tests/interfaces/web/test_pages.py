"""Every public page answers in three languages, says the same everywhere, and asks little."""

import re
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import override
from tests.interfaces.web.conftest import Site

from kachehri.domains.evidence import queries as evidence
from kachehri.interfaces.web import urls

LANGUAGES = ("en", "ur", "sd")
MOST_QUERIES = 6
# Statements of the session, the account, its grants and the transaction do not count.
NOT_COUNTED = re.compile(
    r'FROM "(django_session|accounts_account|accounts_elevatedsession|access_grant|mfa_auth)'
    r"|SAVEPOINT|^BEGIN|^COMMIT|^SET LOCAL|UPDATE \"django_session\"|UPDATE \"accounts_account\""
)
REPORT = ["human-security", "larkana"]


def addresses(site: Site) -> dict[str, list[Any]]:
    """An example for each name of the site's own addresses."""
    return {
        "home": [],
        "places": [],
        "place": ["larkana"],
        "trends": ["larkana"],
        "sectors": [],
        "sector": ["education"],
        "compare": [],
        "quality": [],
        "indicators": [],
        "indicator": ["literacy-10"],
        "observation": [site.observation],
        "rank": [site.observation],
        "counted": ["larkana", "published"],
        "sources": [],
        "source": ["made-up-census"],
        "reports": [],
        "report": REPORT,
        "chapter": [*REPORT, "education"],
        "report-file": [*REPORT, "html"],
        "report-editions": REPORT,
        "report-since": REPORT,
        "edition": [*REPORT, 1],
        "edition-chapter": [*REPORT, 1, "education"],
        "edition-file": [*REPORT, 1, "html"],
        "edition-since": [*REPORT, 1],
        "library": [],
        "place-reports": ["larkana"],
        "cards": [],
        "card": ["money"],
        "report-problem": [],
        "matters": [],
        "matters-map": [],
        "moderation-log": [],
        "matters-data": [],
        "surveys": [],
        "instruments": [],
        "instrument": ["perception"],
        "voices": [],
        "search": [],
        "preferences": [],
        "about": [],
        "data-use": [],
        "accessibility": [],
        "style": [],
    }


ELSEWHERE_NAMED = {
    "aim", "between", "paper", "place-parts", "publication", "report-problem-step", "ask",
    "ask-step", "matter", "matter-why", "matter-support", "mine", "mine-why", "mine-add",
    "mine-feedback", "mine-contact", "mine-move", "mine-next", "mine-letter", "mine-letter-file",
    "matter-file", "hearings", "hearing", "hearing-number", "hearing-slip", "hearing-screen",
    "hearing-paper", "deadline", "calendars", "calendar", "survey", "instrument-file", "voice",
    "voices-knowledge", "voices-known",
}  # fmt: skip
ELSEWHERE = ("accounts", "desk_urls", "form_urls", "office_urls")
"""Addresses that have their own tests."""


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """The names of all addresses below, but those that have their own tests."""
    found: set[str] = set()
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if not any(part in str(entry.urlconf_name) for part in ELSEWHERE):
                found |= names(entry.url_patterns)
        else:
            found.add(str(entry.name))
    return found


def test_every_address_of_the_site_is_looked_at(site: Site) -> None:
    assert names(urls.urlpatterns) == set(addresses(site)) | ELSEWHERE_NAMED


def counted(client: Client, address: str) -> tuple[int, int]:
    client.get(address)  # warm: the next one is what readers wait for
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    queries = [one["sql"] for one in asked if not NOT_COUNTED.search(one["sql"])]
    return answer.status_code, len(queries)


def test_no_page_asks_more_than_six_queries_in_any_language(site: Site) -> None:
    wrong = {}
    for language in LANGUAGES:
        with override(language):
            for name, args in addresses(site).items():
                status, queries = counted(Client(), reverse(name, args=args))
                if status != 200 or queries > MOST_QUERIES:
                    wrong[language, name] = (status, queries)
    assert wrong == {}


def test_no_page_of_the_desk_asks_more_than_six_queries(site: Site) -> None:
    client = site.desk()
    asked = client.post("/en/desk/reports/larkana/human-security/build/")
    pages = ["/en/desk/", "/en/desk/work/", asked.headers["Location"]]
    pages.append(asked.headers["Location"] + "progress/")
    found = {page: counted(client, page) for page in pages}
    assert {page: one for page, one in found.items() if one[0] != 200 or one[1] > 6} == {}


def test_a_search_asks_no_more(site: Site) -> None:
    status, queries = counted(Client(), "/en/search/?q=larkana")
    assert status == 200
    assert queries <= MOST_QUERIES


def test_each_page_says_its_language_and_direction(site: Site) -> None:
    for language, direction in (("en", "ltr"), ("ur", "rtl"), ("sd", "rtl")):
        page = Client().get(f"/{language}/about/").content.decode()
        assert f'<html lang="{language}" dir="{direction}"' in page


def test_the_switch_keeps_the_page_and_its_question(site: Site) -> None:
    page = Client().get("/en/search/?q=dokri").content.decode()
    assert 'href="/ur/search/?q=dokri"' in page
    assert 'hreflang="sd" href="http://testserver/sd/search/?q=dokri"' in page


def test_home_says_four_numbers_of_which_one_is_missing(site: Site) -> None:
    page = Client().get("/en/").content.decode()
    assert page.count('<div class="num">') == 4
    assert page.count("no figure") == 1
    assert 'href="/en/reports/human-security/larkana/missing/"' in page


def test_home_has_no_dead_link(site: Site) -> None:
    client = Client()
    page = client.get("/en/").content.decode()
    links = {link for link in re.findall(r'href="(/[^"#]*)', page) if "/static/" not in link}
    assert len(links) > 15
    assert {link for link in links if client.get(link).status_code != 200} == set()


def test_the_page_of_a_number_leads_to_its_table_and_cell(site: Site) -> None:
    page = Client().get(f"/en/observations/{site.observation}/").content.decode()
    assert "literacy-10@PK713" in page
    assert 'href="/en/sources/made-up-census/"' in page
    assert "5,000 ÷ 10,000 × 100 = 50.0" in page


def test_eastern_digits_are_shown_everywhere_to_who_chose_them(site: Site) -> None:
    client = Client()
    client.post("/ur/preferences/", {"digits": "eastern", "next": "/ur/"})
    for path in ("", "indicators/literacy-10/", "reports/human-security/larkana/education/"):
        page = client.get(f"/ur/{path}").content.decode()
        # Codes, and words that stay English, keep their digits.
        kept = r'<span class="code">.*?</span>|<bdi lang="en".*?</bdi>'
        seen = re.sub(rf"(?s)<footer.*|<head>.*?</head>|{kept}|<[^>]*>|&[^;\s]+;", " ", page)
        assert re.findall(r"[0-9]+", seen) == [], path
        assert re.search("[۰-۹]", seen)


def test_the_csv_of_an_indicator_names_source_and_cell(site: Site) -> None:
    answer = Client().get("/en/indicators/literacy-10/?format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("place_code,place,indicator")
    assert any("made-up-census" in line and "literacy-10@PK713" in line for line in lines)


@pytest.mark.django_db
def test_what_is_not_there_is_said_in_the_readers_language() -> None:
    answer = Client().get("/ur/places/nowhere/")
    assert answer.status_code == 404
    assert '<html lang="ur" dir="rtl"' in answer.content.decode()


def test_the_first_page_is_small(site: Site) -> None:
    client = Client(headers={"Accept-Encoding": "gzip"})
    page = client.get("/ur/")
    assert page.headers["Content-Encoding"] == "gzip"
    stylesheet = site_settings.PACKAGE / "engines/pagekit/static/pagekit/kachehri.css"
    assert len(page.content) + stylesheet.stat().st_size < 60_000
    assert "<script" not in Client().get("/ur/").content.decode()


def test_an_empty_cell_says_why_the_men_of_a_taluka_are_not_shown(site: Site) -> None:
    page = Client().get("/en/indicators/population/").content.decode()
    assert page.count("not shown: protects small groups") == len(site.world.talukas)
    shares = Client().get("/en/indicators/literacy-10/").content.decode()
    assert "protects small groups" not in shares


def test_no_page_shows_the_inside_of_the_program(site: Site) -> None:
    client = Client()
    found = re.findall(
        r'href="(/en/indicators/[a-z0-9-]+/)"', client.get("/en/indicators/").content.decode()
    )
    assert found
    for path in found:
        page = client.get(path).content.decode()
        assert "bound method" not in page, path
        assert "object at 0x" not in page, path


def test_figures_can_be_read_by_subject(site: Site) -> None:
    client = Client()
    page = client.get("/ur/indicators/").content.decode()
    subjects = re.findall(r'<li><a href="(/ur/sectors/[a-z]+/)"', page)
    assert "/ur/sectors/education/" in subjects
    assert 'scope="row"' in client.get("/ur/sectors/education/").content.decode()


def test_opening_what_only_takes_a_form_says_so(site: Site) -> None:
    answer = site.desk().get("/en/desk/reports/larkana/human-security/build/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "only takes what a form sends" in answer.content.decode()


def test_the_letters_of_a_phone_are_warned_of_in_english_too(site: Site) -> None:
    spare = {"HTTP_SAVE_DATA": "on"}
    for language, warned in (("en", False), ("ur", True), ("sd", True)):
        page = Client().get(f"/{language}/preferences/", **spare).content.decode()
        assert ("take this tick away" in page) is warned
    assert "take this tick away" not in Client().get("/ur/preferences/").content.decode()


def test_each_source_in_the_list_is_called_by_its_table(site: Site) -> None:
    page = Client().get("/en/sources/").content.decode()
    links = re.findall(r'<a href="/en/sources/[^"]+"><bdi>([^<]+)</bdi>', page)
    tables = [one.table for one in evidence.sources() if one.table]
    assert tables
    assert all(any(link.startswith(f"{table}. ") for link in links) for table in tables)
