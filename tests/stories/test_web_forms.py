"""A form goes from a spreadsheet to web-forms in a browser, offline and back, and is read again."""

from base64 import b64decode
from collections.abc import Callable
from time import monotonic, sleep
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
KEEPS_A_FILE = """() => new Promise((resolve) => {
  const asked = indexedDB.open("kachehri-forms");
  asked.onsuccess = () => {
    const rows = asked.result.transaction("drafts").objectStore("drafts").getAll();
    rows.onsuccess = () => resolve(rows.result.some((row) => row.files.length));
  };
})"""
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
WORDS = "ہینڈ پمپ خراب ہے، پانی کھارا ہے"


def wait_for(there: Callable[[], bool]) -> None:
    ends = monotonic() + 15
    while not there():
        assert monotonic() < ends
        sleep(0.1)


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
    laptop.get_by_role("button", name="بھیجیں", exact=True).click()
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


def test_a_draft_is_open_on_one_page_alone_and_what_waits_goes_out_once(
    laptop: Page, fill: Callable[[str], None], surveys: standard.Surveys
) -> None:
    fill("en")
    laptop.get_by_text("Hand pump", exact=True).click()
    laptop.wait_for_url("**draft=**")
    other = laptop.context.new_page()
    other.goto(laptop.url)
    expect(other.locator("#fill-problem")).to_contain_text("another page")
    laptop.context.route("**/send/", lambda route: route.abort())
    laptop.get_by_role("button", name="Send", exact=True).click()
    expect(laptop.locator("#fill-waiting")).to_contain_text("1")
    other.reload()
    laptop.context.unroute("**/send/")
    for page in (laptop, other):
        page.evaluate("document.querySelector('[data-do=send]').click()")
    expect(laptop.locator("#fill-waiting")).to_be_hidden()
    assert Submission.objects.count() == 1
    other.close()


def test_a_picture_outlives_the_page_and_is_sent_with_its_record(
    laptop: Page, live_server: Any, surveys: standard.Surveys
) -> None:
    actions.set_form(
        form_id=surveys.household.id,
        version=surveys.household.version,
        by=surveys.manager,
        at=timezone.now(),
        is_public=True,
    )
    here = f"{live_server.url}/ur/forms/{surveys.household.id}/fill/"
    laptop.goto(here)
    laptop.wait_for_selector("#fill[data-ready]")
    laptop.get_by_text("ہاں", exact=True).click()
    laptop.get_by_text("ڈوکری", exact=True).click()
    laptop.locator("#fill-form input[inputmode]").first.press_sequentially("41")
    laptop.keyboard.press("Tab")
    picture = {"name": "گھر.png", "mimeType": "image/png", "buffer": PICTURE}
    laptop.locator("#fill-form input[type=file]").last.set_input_files(picture)
    wait_for(lambda: laptop.evaluate(KEEPS_A_FILE))
    laptop.goto(here)
    laptop.get_by_role("button", name="آگے بڑھیں").click()
    laptop.wait_for_selector("#fill[data-ready]")
    laptop.get_by_role("button", name="بھیجیں", exact=True).click()
    expect(laptop.locator("#fill-end")).to_be_visible()
    expect(laptop.locator("#fill-waiting")).to_be_hidden()
    actions.read_submissions(by=surveys.worker, at=timezone.now(), most=10)
    (one,) = queries.answers(surveys.household.id)
    (kept,) = queries.attachments(one.submission.id)
    assert kept.name == one.values["/data/photo"]
    assert queries.attachment(one.submission.id, kept.name) == PICTURE
    assert one.values["/data/home/age"] == 41
