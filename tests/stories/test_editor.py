"""An editor signs in with a second factor, builds the report and watches how far it is."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from kachehri.engines.jobs import actions as jobs
from tests.engines.accounts.people import PASSWORD, Person
from tests.stories.conftest import sign_in
from tests.world import World

REPORT = "/en/desk/reports/larkana/human-security/"
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def number_in(address: str) -> int:
    """The number of a job, from the address of its page."""
    return int(address.rstrip("/").rsplit("/", 1)[1])


def worker_for(world: World, number: int) -> Callable[[], None]:
    """What a worker does with the job."""

    def work() -> None:
        try:
            jobs.run(job_id=number, by=world.worker, clock=lambda: datetime.now(UTC))
        finally:
            connections.close_all()

    return work


def test_an_editor_builds_the_report_and_watches(
    laptop: Page, district: str, editor: Person, world: World
) -> None:
    sign_in(laptop, district, editor, PASSWORD)
    laptop.click(".person a:has-text('Desk')")
    laptop.click("a:has-text('Editing reports')")
    laptop.click("a:has-text('District Human Security Report')")
    laptop.click("button:has-text('Build a new draft')")
    expect(laptop.locator("progress")).to_be_visible()
    worker = threading.Thread(target=worker_for(world, number_in(laptop.url)))
    worker.start()
    expect(laptop.locator(".clock.done")).to_be_visible(timeout=120_000)
    worker.join()
    laptop.click("a:has-text('Read the report')")
    expect(laptop.locator("h1")).to_contain_text("Larkana")
    expect(laptop.locator("a[download]:has-text('PDF')").first).to_be_visible()


def test_an_editor_without_javascript_sees_the_end_too(
    no_script: Page, district: str, editor: Person, world: World
) -> None:
    sign_in(no_script, district, editor, PASSWORD)
    no_script.goto(f"{district}{REPORT}")
    no_script.click("button:has-text('Build a new draft')")
    expect(no_script.locator("progress")).to_be_visible()
    assert "refresh" in no_script.content()
    worker_for(world, number_in(no_script.url))()
    # The page loads itself anew; nobody presses anything.
    expect(no_script.locator(".clock.done")).to_be_visible()
    assert "refresh" not in no_script.content()


def test_work_that_fails_says_why(
    laptop: Page, district: str, editor: Person, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kachehri.domains.reports import tasks

    def fails(**_arguments: object) -> None:
        raise jobs.kinds.JobProblem("The disk is full.")

    monkeypatch.setattr(tasks.actions, "build_edition", fails)
    sign_in(laptop, district, editor, PASSWORD)
    laptop.goto(f"{district}{REPORT}")
    laptop.click("button:has-text('Build a new draft')")
    worker_for(world, number_in(laptop.url))()
    expect(laptop.locator(".notice.stop")).to_contain_text("The disk is full.")
    laptop.click("a:has-text('Back to the desk')")
    expect(laptop.locator(".clock.late")).to_be_visible()
