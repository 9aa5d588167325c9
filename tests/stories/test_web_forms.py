"""A form goes from a spreadsheet to web-forms in a browser, offline and back, and is read again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.models import Submission
from tests import surveys as standard
from tests.stories.test_accessible import found
from tests.stories.test_pyodk import EMAIL, client_of, with_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WORDS = "ہینڈ پمپ خراب ہے، پانی کھارا ہے"


@pytest.fixture
def surveys(transactional_db: None, settings: Any, tmp_path: Any) -> standard.Surveys:
    settings.FILES_ROOT = tmp_path / "files"
    return standard.build(timezone.now())


@pytest.fixture
def fill(laptop: Page, live_server: Any, surveys: standard.Surveys) -> Callable[[str], None]:
    """Open the water questions in web-forms, in a language."""

    def opened(language: str) -> None:
        laptop.goto(f"{live_server.url}/{language}/forms/{surveys.simple.id}/fill/")
        laptop.wait_for_selector("#fill[data-ready]")

    return opened


def test_what_is_written_without_a_network_arrives_once_with_the_same_words(
    laptop: Page,
    fill: Callable[[str], None],
    surveys: standard.Surveys,
    live_server: Any,
    tmp_path: Any,
) -> None:
    fill("ur")
    laptop.wait_for_selector("#fill[data-kept]")
    laptop.context.set_offline(True)
    laptop.reload()  # it opens without a network
    laptop.wait_for_selector("#fill[data-ready]")
    laptop.get_by_text("ہینڈ پمپ", exact=True).click()
    laptop.locator("#fill-form textarea, #fill-form input[type=text]").last.fill(WORDS)
    laptop.get_by_role("button", name="بھیجیں").click()
    expect(laptop.locator("#fill-end")).to_be_visible()
    expect(laptop.locator("#fill-waiting")).to_be_visible()
    assert Submission.objects.count() == 0
    laptop.context.set_offline(False)
    expect(laptop.locator("#fill-waiting")).to_be_hidden()
    actions.read_submissions(by=surveys.worker, at=timezone.now(), most=10)
    (one,) = queries.answers(surveys.simple.id)
    assert one.values["/data/words"] == WORDS
    assert one.values["/data/source"] == "pump"
    assert one.submission.channel == "web"
    with_second_factor(surveys, "analyst")
    reader = client_of(live_server.url, surveys.analyst, EMAIL, tmp_path, surveys.project_id)
    (row,) = reader.submissions.get_table(form_id="water")["value"]
    assert (row["words"], row["source"]) == (WORDS, "pump")


def test_a_draft_is_found_again_and_sent_under_its_own_number(
    laptop: Page, fill: Callable[[str], None], surveys: standard.Surveys
) -> None:
    fill("en")
    laptop.get_by_text("Hand pump", exact=True).click()
    expect(laptop.locator("#fill-saved")).to_be_visible()
    laptop.wait_for_url("**draft=**")
    number = laptop.evaluate("new URLSearchParams(location.search).get('draft')")
    laptop.goto(laptop.url.partition("?")[0])  # a new visit
    laptop.get_by_role("button", name="Go on").click()
    laptop.wait_for_selector("#fill[data-ready]")
    laptop.locator("#fill-form textarea, #fill-form input[type=text]").last.fill("Later")
    laptop.get_by_role("button", name="Send", exact=True).click()
    expect(laptop.locator("#fill-end")).to_contain_text("It was sent")
    actions.read_submissions(by=surveys.worker, at=timezone.now(), most=10)
    (one,) = queries.answers(surveys.simple.id)
    assert one.submission.instance == number
    assert one.submission.replaces == ""
    assert one.values["/data/source"] == "pump"
    assert one.values["/data/words"] == "Later"


def test_the_page_of_a_form_and_its_light_page_are_accessible(
    phone: Page, live_server: Any, surveys: standard.Surveys
) -> None:
    for language in ("en", "ur", "sd"):
        phone.goto(f"{live_server.url}/{language}/forms/{surveys.simple.id}/")
        assert found(phone, phone.url) == []
        phone.locator("main form button").click()
        assert found(phone, phone.url) == []
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360
