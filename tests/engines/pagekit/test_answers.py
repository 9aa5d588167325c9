"""What every answer carries: language, choices, headers, and honest error pages."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings as site_settings
from django.test import Client, RequestFactory

from kachehri.engines.pagekit import pages, parts, reader
from kachehri.engines.pagekit.reader import reader_of
from kachehri.engines.pagekit.templatetags.pagekit import digits_in_html
from kachehri.kernel.numbers import format_percent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cookie", "asked", "expected"),
    [("", "", "/en/"), ("", "sd,en;q=0.5", "/sd/"), ("ur", "sd", "/ur/"), ("xx", "fr", "/en/")],
)
def test_the_bare_address_leads_to_the_readers_language(
    cookie: str, asked: str, expected: str
) -> None:
    client = Client(headers={"Accept-Language": asked})
    if cookie:
        client.cookies[site_settings.LANGUAGE_COOKIE_NAME] = cookie
    answer = client.get("/")
    assert answer.headers["Location"] == expected
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))


def test_reading_in_the_language_one_asked_for_sets_no_cookie() -> None:
    answer = Client(headers={"Accept-Language": "ur"}).get("/ur/about/")
    assert not answer.cookies


def test_another_language_is_remembered() -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.get("/sd/about/")
    assert client.get("/").headers["Location"] == "/sd/"


def test_a_reader_who_saves_data_is_sent_no_font() -> None:
    page = Client().get("/ur/about/").content.decode()
    saved = Client(headers={"Save-Data": "on"}).get("/ur/about/").content.decode()
    assert "noto-nastaliq" in page
    assert "woff2" not in saved
    assert "data-saver" in saved


def test_the_readers_own_word_counts_more_than_the_browsers() -> None:
    client = Client(headers={"Save-Data": "on"})
    client.post("/ur/preferences/", {"digits": "western", "next": "/ur/about/"})
    assert "data-saver" not in client.get("/ur/about/").content.decode()


def test_choices_lead_back_to_the_page_but_never_away() -> None:
    client = Client()
    answer = client.post("/en/preferences/", {"next": "/en/about/?a=1"})
    assert answer.headers["Location"] == "/en/about/?a=1"
    for trap in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert client.post("/en/preferences/", {"next": trap}).headers["Location"] == "/en/"


def test_another_site_cannot_change_the_choices() -> None:
    client = Client(headers={"Sec-Fetch-Site": "cross-site"})
    answer = client.post("/en/preferences/", {"digits": "eastern"})
    assert answer.status_code == 403
    assert not answer.cookies


def test_no_page_lets_foreign_scripts_or_frames_in() -> None:
    headers = Client().get("/en/about/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_https_is_demanded_where_it_is_spoken() -> None:
    assert "Strict-Transport-Security" in Client().get("/en/about/", secure=True).headers
    assert "Strict-Transport-Security" not in Client().get("/en/about/").headers


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_error_pages_speak_the_language_of_the_address(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    missing = client.get(f"/{language}/nothing/")
    forged = client.post(f"/{language}/account/sign-in/", {"login": "x"})
    assert (missing.status_code, forged.status_code) == (404, 403)
    for answer in (missing, forged):
        page = answer.content.decode()
        assert f'<html lang="{language}"' in page
        assert "<h1>" in page


def test_a_foreign_host_gets_a_plain_page() -> None:
    answer = Client(headers={"Host": "evil.example"}).get("/en/about/")
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


def test_the_page_for_our_own_faults_asks_nobody(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        answer = pages.broken(RequestFactory().get("/en/"))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()


def test_there_is_a_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_args: object) -> str:
        raise OSError("the disk is gone")

    monkeypatch.setattr(pages, "render_to_string", fails)
    assert "غلط" in pages.broken(RequestFactory().get("/en/")).content.decode()


def test_unreadable_choices_are_as_if_there_were_none() -> None:
    request = RequestFactory().get("/en/")
    request.COOKIES = {"digits": "<b>", "saver": "maybe"}
    assert (reader_of(request).digits, reader_of(request).saver) == ("western", False)


def test_every_web_part_was_fetched() -> None:
    assert parts.missing() == ()


def test_the_stylesheet_stays_small_and_knows_no_left_or_right() -> None:
    sheet = site_settings.PACKAGE / "engines/pagekit/static/pagekit/kachehri.css"
    text = sheet.read_text()
    assert len(text.encode()) <= 20 * 1024
    for word in ("margin-left", "margin-right", "padding-left", "padding-right", "float:left"):
        assert word not in text


def test_digits_change_in_words_only() -> None:
    html = '<a href="/1/" title="2">3&#x27;4</a>'
    assert digits_in_html(html) == html


def test_a_changed_number_has_the_signs_of_a_number_made_in_those_digits() -> None:
    before = reader.current()
    reader.use(replace(before, language="ur", digits="eastern"))
    try:
        changed = digits_in_html("<b>1,234.5\u00a0%</b>, 7.")
    finally:
        reader.use(before)
    written = format_percent(Decimal("1234.5"), 1, digits="eastern", language="ur")
    assert changed == f"<b>{written}</b>, ۷."
