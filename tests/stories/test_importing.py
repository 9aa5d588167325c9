"""Editors bring files in, settle names and withdraw loads, in a real browser."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kachehri.domains.places import queries as places
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.models import Job
from tests.engines.accounts.people import PASSWORD, Person
from tests.stories.conftest import sign_in
from tests.stories.test_accessible import found
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLE = """Made-up list of schools,,
,,
District,Year,Girls who read (%)
Larkana,2019,41.5
Sakkhar City Made Up,2019,39
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A made-up table that no recipe knows, with a title above its header."""
    path = tmp_path / "لڑکیاں 2019.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def work(world: World) -> None:
    """What a worker does with the work that was asked for last, once it is asked for."""
    for _attempt in range(100):
        waiting = Job.objects.filter(state="waiting").order_by("-id").first()
        if waiting is not None:
            jobs.run(job_id=waiting.pk, by=world.worker, clock=lambda: datetime.now(UTC))
            return
        time.sleep(0.1)
    raise AssertionError("nobody asked for work")


def send(page: Page, site: str, language: str, path: Path) -> None:
    page.goto(f"{site}/{language}/desk/imports/new/")
    page.set_input_files("[name=file]", path)
    press(page)
    page.wait_for_url(re.compile(r"/imports/\d+/$"))


def press(page: Page) -> None:
    """The main button of a form."""
    page.click("main form button.btn:not(.alt)")


def answer(page: Page) -> None:
    """Every question of the wizard about the made-up table."""
    page.click("main a[href$='/columns/']")
    page.check("[name=header][value='3']")
    press(page)
    page.select_option("[name=column]", "District")
    page.click("button[name=try]")
    expect(page.locator("#matches tbody tr")).to_have_count(2)
    press(page)
    page.check("[name=how][value=fixed]")
    page.select_option("[name=fixed]", "literacy-10")
    press(page)
    page.select_option("[name=column]", "Year")
    press(page)
    page.select_option("[name=column]", "Girls who read (%)")
    press(page)
    page.select_option("[name=sex_fixed]", "female")
    press(page)
    press(page)  # how sure the figures are: the file does not say
    page.select_option("[name=fixed]", "made-up-survey")
    press(page)


def test_an_editor_reads_an_unknown_table_settles_a_name_loads_and_withdraws(
    laptop: Page, district: str, editor: Person, world: World, table: Path
) -> None:
    sign_in(laptop, district, editor, PASSWORD)
    laptop.click(".person a:has-text('Desk')")
    laptop.click("a:has-text('Bring in a file')")
    laptop.set_input_files("[name=file]", table)
    press(laptop)
    expect(laptop.locator("main")).to_contain_text("No recipe knows these columns")
    answer(laptop)
    expect(laptop.locator("h1")).to_have_text("Your answers")
    laptop.fill("[name=label]", "Made-up schools")
    press(laptop)
    expect(laptop.locator("progress")).to_be_visible()
    work(world)
    laptop.click("a:has-text('Settle the names')")  # the page found out by itself
    laptop.click("a:has-text('Look for another place')")
    laptop.fill("#q", "سکھر")
    laptop.click("button:has-text('Search')")
    laptop.locator("button:has-text('Sukkur district')").last.click()
    expect(laptop.locator(".notice.good")).to_contain_text("1 name was settled")
    laptop.goto(f"{district}/en/desk/imports/")
    laptop.click("main tbody a")
    laptop.click("a:has-text('Change your answers')")
    press(laptop)
    work(world)
    laptop.click("button:has-text('Load it')")
    work(world)
    laptop.click("a:has-text('What it brought')")
    laptop.click("a:has-text('Withdraw this load')")
    expect(laptop.locator(".notice.stop")).to_contain_text("2 figures disappear")
    laptop.fill("[name=because]", "It was only a trial (made up)")
    press_grave(laptop)
    expect(laptop.locator("main")).to_contain_text("It was only a trial (made up)")


def press_grave(page: Page) -> None:
    page.click("main form button.grave")


def test_the_wizard_in_urdu_on_a_phone(
    phone: Page, district: str, editor: Person, world: World, table: Path
) -> None:
    sign_in(phone, district, editor, PASSWORD)
    send(phone, district, "ur", table)
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    answer(phone)
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    press(phone)
    work(world)
    expect(phone.locator("button:has-text('1')").or_(phone.locator(".num")).first).to_be_visible()
    assert not phone.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert [one.text for one in places.unmatched()] == ["Sakkhar City Made Up"]


def test_without_javascript_the_preview_comes_by_itself(
    no_script: Page, district: str, editor: Person, world: World, table: Path
) -> None:
    sign_in(no_script, district, editor, PASSWORD)
    send(no_script, district, "en", table)
    answer(no_script)
    press(no_script)
    expect(no_script.locator("progress")).to_be_visible()
    work(world)
    expect(no_script.locator("h2:has-text('What would happen')")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_every_page_about_figures_on_the_desk_is_clean_and_narrow(
    laptop: Page, district: str, editor: Person, world: World, table: Path, language: str
) -> None:
    sign_in(laptop, district, editor, PASSWORD)
    send(laptop, district, language, table)
    upload = laptop.url
    pages = [upload, f"{district}/{language}/desk/imports/new/?too-large=1"]
    answer(laptop)
    steps = (
        "header",
        "place",
        "indicator",
        "period",
        "value",
        "who",
        "doubt",
        "source",
        "new",
        "all",
    )
    pages += [f"{upload}columns/{step}/" for step in steps]
    press(laptop)
    work(world)
    name = places.unmatched()[0].id
    desk = f"{district}/{language}/desk/"
    pages += [desk + path for path in ("imports/", "names/", "names/settled/", f"names/{name}/")]
    pages += [desk + path for path in ("names/of/larkana/", "loads/", "loads/1/", "catalogue/")]
    pages += [desk + path for path in ("loads/1/withdraw/", "catalogue/literacy-10/")]
    wrong, wide = [], []
    laptop.set_viewport_size({"width": 320, "height": 740})
    for page in pages:
        wrong += found(laptop, page)
        if laptop.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(page)
    assert (wrong, wide) == ([], [])
