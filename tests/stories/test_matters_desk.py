"""An officer's day; a counter with an office that knows only paper; a supervisor's morning.

Every story runs in a real browser. The officer's browser runs no JavaScript.
"""

import re
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView, Filter
from tests import matters
from tests.engines.accounts.people import PASSWORD
from tests.interfaces.web.desk_site import DeskSite
from tests.stories.conftest import sign_in
from tests.stories.test_accessible import found

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DESK = "desk/matters/"


@pytest.fixture
def desk(kept_matters: matters.Matters, settings: Any, tmp_path: Any) -> DeskSite:
    settings.FILES_ROOT = tmp_path / "files"
    return DeskSite(kept_matters)


@pytest.fixture
def address(desk: DeskSite, live_server: Any) -> str:
    return str(live_server.url)


def press(page: Page, name: str) -> None:
    """Press a button or a link that looks like one."""
    page.locator("main .btn, main .acts a, main button").filter(has_text=name).first.click()


def test_an_officer_answers_a_day_s_matters_without_javascript(
    no_script: Page, desk: DeskSite, address: str
) -> None:
    page = no_script
    sign_in(page, address, desk.person("officer"), PASSWORD)
    page.goto(f"{address}/en/desk/")
    press(page, "Matters of your office")
    expect(page.locator("h1")).to_contain_text("Today:")
    page.click("tbody a:has-text('The hand pump is broken.')")
    press(page, "Ask the citizen")
    page.fill("#f-question", "Which street?")
    press(page, "Ask the citizen")
    expect(page.locator("main")).to_contain_text("waiting for the citizen")
    press(page, "Go on without an answer")
    press(page, "Go on without an answer")
    press(page, "Report that it is done")
    page.click("main form button[type=submit]:has-text('Report that it is done')")
    expect(page.locator(".summary")).to_contain_text("How did it end?")
    page.check("#f-outcome-0")
    page.fill("#f-because", "The pump was mended on Monday.")
    page.click("main form button[type=submit]:has-text('Report that it is done')")
    expect(page.locator(".over")).to_contain_text("Done, says the office")
    assert desk.now("complaint").state == "done"


def test_a_counter_takes_a_woman_s_matter_to_an_office_that_knows_only_paper(
    laptop: Page, desk: DeskSite, address: str
) -> None:
    """From what she says to what she confirms: every step of the office came on paper."""
    sign_in(laptop, address, desk.person("counter"), PASSWORD)
    laptop.goto(f"{address}/en/{DESK}counter/")
    press(laptop, "Complaint")
    assert found(laptop, laptop.url) == []
    enter(laptop, desk)
    press(laptop, "Enter the matter")
    expect(laptop.locator(".summary")).to_contain_text("How did the person say so?")
    expect(laptop.locator("#words")).to_have_value("The pump behind the school is dry.")
    laptop.check("#how-2")
    press(laptop, "Enter the matter")
    expect(laptop.locator(".big")).to_have_text(re.compile(r"\d{4}"))
    expect(laptop.locator(".code")).to_contain_text("/mine/")
    view = newest()
    assert view.hides_from_authority
    laptop.goto(f"{address}/en/{DESK}{view.number}/papers/")
    paper(laptop, "The office refused to take it", witness="Made-up Teacher")
    paper(laptop, "The office took it", number="D-17")
    paper(laptop, "The office’s reply came on paper", words="Mended on Monday.")
    press(laptop, "Report that it is done")
    laptop.check("#f-outcome-0")
    laptop.fill("#f-dispatch", "DIS-9")
    press(laptop, "Report that it is done")
    expect(laptop.locator(".over")).to_contain_text("Done, says the office")
    laptop.goto(f"{address}/en/{DESK}{view.number}/")
    press(laptop, "Yes")
    press(laptop, "Yes")
    now = cases.by_id(view.id)
    assert now is not None
    assert (now.confirmed, now.is_open) == (True, False)


def enter(page: Page, desk: DeskSite) -> None:
    """What the counter types while she speaks. How she agreed is forgotten at first."""
    page.check("#channel-0")
    page.select_option("#category", "hand-pump")
    page.select_option("#place", str(desk.set.taluka.id))
    page.fill("#title", "No water in our street")
    page.fill("#words", "The pump behind the school is dry.")
    page.select_option("#body", str(desk.set.bodies["water"]))
    page.check("#awaits_receipt-0")
    page.fill("#name", "Made-up Zainab")
    page.check("#sex-0")
    page.check("#language-0")
    page.check("#way-3")
    page.check("#consents-2")


def paper(page: Page, name: str, **typed: str) -> None:
    """Key in one paper of today."""
    page.locator(".acts a").filter(has_text=name).first.click()
    page.fill("#on", timezone.localdate().isoformat())
    for key, text in typed.items():
        page.fill(f"#{key}", text)
    press(page, "Write down")
    expect(page.locator(".notice.good")).to_be_visible()


def newest() -> CaseView:
    """The matter that was entered last."""
    return cases.newest(Filter(text="dry"), limit=1)[0]


def test_a_supervisor_sees_what_climbed_and_hands_over_a_desk(
    phone: Page, browser: Browser, desk: DeskSite, address: str
) -> None:
    view = desk.now("done")
    actions.move(
        case_id=view.id, version=view.version, move="contest", secret=view.secret,
        content={"still_wrong": "It still leaks."}, by=desk.set.citizen, at=desk.set.at,
    )  # fmt: skip
    sign_in(phone, address, desk.person("supervisor"), PASSWORD)
    phone.goto(f"{address}/ur/{DESK}ladder/")
    expect(phone.locator("#climbed + p, #climbed ~ table")).to_contain_text("The pipe leaks")
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert found(phone, phone.url) == []
    phone.goto(f"{address}/ur/{DESK}hand-over/")
    phone.select_option("#from", index=1)
    phone.select_option("#to", index=2)
    before = desk.now("complaint").officer_id
    phone.locator("main form button[type=submit]").tap()
    expect(phone.locator(".notice.good")).to_be_visible()
    assert desk.now("complaint").officer_id != before
