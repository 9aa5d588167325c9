"""A visitor reads the district on a small phone and asks where a number comes from."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_visitor_reads_in_urdu_and_finds_the_source_of_a_number(
    phone: Page, district: str
) -> None:
    phone.goto(f"{district}/")
    phone.locator("nav.languages a[hreflang=ur]").click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    phone.locator(".num a.n").first.tap()
    expect(phone).to_have_url(re.compile(r"/ur/observations/\d+/"))
    expect(phone.locator(".big")).to_contain_text("50.0")
    phone.locator("dl.facts a[href*='/sources/']").tap()
    expect(phone.locator("h1")).to_have_text("Made-up Census 2023")
    phone.goto(f"{district}/")  # the language was remembered
    expect(phone).to_have_url(f"{district}/ur/")


def test_nothing_is_wider_than_a_narrow_phone(phone: Page, district: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 640})
    paths = ("", "indicators/literacy-10/", "places/larkana/", "style/", "sources/", "reports/")
    report = ("reports/human-security/larkana/", "reports/human-security/larkana/education/")
    wide = []
    for language in ("en", "ur", "sd"):
        for path in (*paths, *report, "account/sign-in/"):
            phone.goto(f"{district}/{language}/{path}")
            if phone.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((language, path))
    assert wide == []


def test_a_visitor_without_javascript_searches_sorts_and_turns_pages(
    no_script: Page, district: str
) -> None:
    page = no_script
    page.goto(f"{district}/en/search/")
    page.fill("#q", "ڏوڪري")
    page.press("#q", "Enter")
    expect(page.locator(".hits a").first).to_have_text("Dokri")
    page.goto(f"{district}/en/indicators/")
    page.click("thead a:has-text('What is measured')")
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("What is measured")
    page.goto(f"{district}/en/reports/human-security/larkana/about/")
    page.click("a[rel=next]")
    expect(page.locator(".toc [aria-current]")).to_have_count(1)


def test_choices_work_from_the_foot_of_any_page(no_script: Page, district: str) -> None:
    page = no_script
    page.goto(f"{district}/sd/about/")
    page.check("footer input[value=eastern]")
    page.check("footer input[name=saver]")
    page.click("footer button")
    expect(page).to_have_url(f"{district}/sd/about/")
    expect(page.locator("html")).to_have_attribute("data-saver", "")
    page.goto(f"{district}/sd/indicators/literacy-10/")
    expect(page.locator("td.n").first).to_contain_text(re.compile("[۰-۹]"))


def test_who_saves_data_is_never_sent_a_font(phone: Page, district: str) -> None:
    fonts: list[str] = []
    phone.on("request", lambda asked: fonts.append(asked.url) if "woff2" in asked.url else None)
    phone.set_extra_http_headers({"Save-Data": "on"})
    for language in ("en", "ur", "sd"):
        phone.goto(f"{district}/{language}/places/larkana/", wait_until="networkidle")
    assert fonts == []


def test_the_keyboard_alone_reaches_the_content(laptop: Page, district: str) -> None:
    laptop.goto(f"{district}/en/indicators/")
    laptop.keyboard.press("Tab")
    expect(laptop.locator(".skip")).to_be_focused()
    expect(laptop.locator(".skip")).to_be_in_viewport()
    laptop.keyboard.press("Enter")
    expect(laptop.locator("#main")).to_be_focused()
    laptop.keyboard.press("Tab")
    expect(laptop.locator("#main :focus")).to_have_count(1)
