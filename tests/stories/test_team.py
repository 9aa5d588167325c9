"""A team writes down what it knows, two people at once, and an editor brings an edition out."""

import threading
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect

from kachehri.domains.places import queries as places
from kachehri.domains.reports import tasks
from kachehri.domains.reports.actions import launching
from kachehri.domains.reports.actions.records import write_record
from kachehri.domains.reports.queries import records
from kachehri.engines.jobs import actions as jobs
from tests.engines.accounts.people import PASSWORD, Person, person
from tests.stories.conftest import sign_in
from tests.stories.test_accessible import found
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEAM = "desk/team/larkana/"
REPORT = "desk/reports/larkana/human-security/"
FLOOD = "ٻوڏ جو پاڻي ڳوٺن ۾ بيٺو آهي"


def larkana() -> int:
    place = places.by_key("larkana")
    assert place is not None
    return place.id


def test_a_social_organiser_writes_a_threat_in_sindhi_and_mends_an_error(
    phone: Page, district: str, editor: Person
) -> None:
    sign_in(phone, district, editor, PASSWORD)
    phone.goto(f"{district}/sd/{TEAM}")
    phone.locator(f"a[href='/sd/{TEAM}threat/new/']").tap()
    phone.fill("#threat-sd", FLOOD)
    phone.select_option("#severity", "3")
    phone.locator("main form button[type=submit]").tap()
    summary = phone.locator(".summary")
    expect(summary).to_be_visible()
    expect(phone.locator("#threat-sd")).to_have_value(FLOOD)
    assert found(phone, phone.url) == []
    phone.go_back()
    phone.fill("#threat-sd", FLOOD)
    phone.locator("main form button[type=submit]").tap()
    summary.locator("a").first.tap()
    expect(phone.locator("#dimension")).to_be_in_viewport()
    phone.select_option("#dimension", "environmental")
    phone.locator("main form button[type=submit]").tap()
    expect(phone.locator("h1")).to_have_text(FLOOD)
    expect(phone.locator(".notice.good")).to_be_visible()
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert [one.title("sd") for one in records.records(larkana())] == [FLOOD]


def test_two_editors_collide_and_neither_loses_a_word(
    browser: Browser, laptop: Page, district: str, editor: Person, world: World
) -> None:
    second = person("editor", email="second@example.org")
    number = write_record(
        kind="text",
        place_id=larkana(),
        content={"chapter": "health", "at": "start", "words": {"en": "As it was."}},
        by=world.setup,
        at=world.at,
    )
    form = f"{district}/en/desk/records/{number}/write/"
    context = browser.new_context(java_script_enabled=False)
    other = context.new_page()
    sign_in(laptop, district, editor, PASSWORD)
    sign_in(other, district, second, PASSWORD)
    laptop.goto(form)
    other.goto(form)
    other.fill("#words-en", "What the second wrote.")
    other.click("main form button[type=submit]")
    laptop.fill("#words-en", "What the first wrote.")
    laptop.click("main form button[type=submit]")
    expect(laptop.locator("h1")).to_have_text("Somebody else wrote here, too")
    expect(laptop.locator(".pair")).to_contain_text("What the second wrote.")
    expect(laptop.locator("#words-en")).to_have_value("What the first wrote.")
    laptop.fill("#words-en", "What the second wrote. What the first wrote.")
    laptop.check("#take-words-mine")
    laptop.click("main form button[type=submit]")
    expect(laptop.locator("main")).to_contain_text("What the second wrote. What the first wrote.")
    expect(laptop.locator("#history ~ table tbody tr")).to_have_count(3)
    context.close()


def test_an_editor_edits_a_chapter_and_launches_an_edition(
    laptop: Page, district: str, editor: Person, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = partial(tasks.actions.build_edition, formats=("html",))
    monkeypatch.setattr(tasks.actions, "build_edition", build)
    monkeypatch.setattr(launching, "FORMATS", ("html",))
    sign_in(laptop, district, editor, PASSWORD)
    laptop.goto(f"{district}/en/{REPORT}")
    laptop.click("a:has-text('Health security')")
    laptop.click("a:has-text('Text of the editors')")
    expect(laptop.locator("#chapter")).to_have_value("health")
    laptop.check("#at-0")
    laptop.fill("#words-en", "Read this chapter with care.")
    laptop.click("main form button[type=submit]")
    expect(laptop.locator(".blocks")).to_contain_text("Read this chapter with care.")
    laptop.goto(f"{district}/en/{REPORT}")
    laptop.click("button:has-text('Build a new draft')")
    worked(laptop, world)
    laptop.goto(f"{district}/en/{REPORT}")
    laptop.click("a:has-text('Write a workshop down')")
    laptop.fill("#date", datetime.now(UTC).date().isoformat())
    laptop.fill("#where", "Town Hall (made up)")
    laptop.fill("#came-women", "14")
    laptop.click("main form button[type=submit]")
    laptop.goto(f"{district}/en/{REPORT}")
    laptop.click("button:has-text('Build a new draft')")
    worked(laptop, world)
    laptop.goto(f"{district}/en/{REPORT}")
    laptop.click("a:has-text('Launch it')")
    laptop.click("main form button[type=submit]")
    worked(laptop, world)
    laptop.goto(f"{district}/en/reports/human-security/larkana/health/")
    expect(laptop.locator("main")).to_contain_text("Read this chapter with care.")
    expect(laptop.locator("main .over")).to_contain_text("Edition 1")
    expect(laptop.locator("main .tag")).to_have_count(0)
    laptop.goto(f"{district}/en/search/?q=chapter+with+care")
    expect(laptop.locator(".hits .src").first).to_contain_text("Read this chapter")


def worked(page: Page, world: World) -> None:
    """Let a worker do the job whose page is open, and see that it is done."""
    number = int(page.url.rstrip("/").rsplit("/", 1)[1])

    def work() -> None:
        try:
            jobs.run(job_id=number, by=world.worker, clock=lambda: datetime.now(UTC))
        finally:
            connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    page.reload()
    expect(page.locator(".clock.done")).to_be_visible()
