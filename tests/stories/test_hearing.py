"""An open hearing in a hall without a network: nothing that was typed is lost, or kept twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kachehri.domains.cases.actions import hearings
from kachehri.domains.cases.queries import hearings as queries
from kachehri.domains.cases.queries.hearings import HearingView
from tests import matters as standard
from tests.engines.accounts.people import PASSWORD, person
from tests.stories.conftest import sign_in
from tests.stories.test_accessible import found

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def matters(transactional_db: None) -> standard.Matters:
    return standard.ground(timezone.now())


@pytest.fixture
def hearing(matters: standard.Matters) -> HearingView:
    now = timezone.now()
    view = hearings.call_hearing(
        place_id=matters.larkana.id,
        body_id=matters.bodies["water"],
        venue={"en": "Made-up school"},
        starts_at=now + timedelta(minutes=1),
        notice={},
        invited=[matters.bodies["water"]],
        by=matters.supervisor,
        at=now,
    )
    return hearings.open_hearing(number=view.number, by=matters.supervisor, at=now)


def hear(page: Page, number: int, words: str) -> None:
    form = page.locator("form[data-what=heard]")
    form.locator("[name=queue]").fill(str(number))
    form.locator("[name=words]").fill(words)
    form.locator("[name=category]").select_option("hand-pump")
    form.locator("[name=body]").select_option("larkana-water")
    form.locator("[name=direction]").fill("It is mended.")
    form.locator("[name=promised_for]").fill(f"{timezone.localdate() + timedelta(days=20)}")
    form.locator("button[type=submit]").click()


def test_the_hall_works_through_a_day_without_a_network(
    laptop: Page, live_server, matters: standard.Matters, hearing: HearingView
) -> None:
    counter = person("counter")
    sign_in(laptop, live_server.url, counter, PASSWORD)
    hall = f"{live_server.url}/en/desk/hearings/{hearing.number}/hall/"
    laptop.goto(hall)
    assert found(laptop, laptop.url) == []
    laptop.evaluate("navigator.serviceWorker.ready.then(() => true)")
    laptop.goto(hall)  # now the page, its style and its script lie on the device
    laptop.wait_for_function("navigator.serviceWorker.controller !== null")
    laptop.goto(hall)

    laptop.context.set_offline(True)
    laptop.goto(hall)
    expect(laptop.locator("h1")).to_have_text("In the hall")
    taking = laptop.locator("form[data-what=taken]")
    taking.locator("[name=name]").fill("Made-up Name")
    taking.locator("[name=slip]").fill("7")
    taking.locator("button[type=submit]").click()
    hear(laptop, 7, "The hand pump of our street is broken.")
    hear(laptop, 8, "The second pump gives no water.")
    expect(laptop.locator("#hall-said")).to_contain_text("not yet sent")
    assert queries.tally(hearing.id).taken == 0
    laptop.goto(hall)  # the device was switched off and on
    expect(laptop.locator("#hall-said")).to_contain_text("not yet sent")

    laptop.context.set_offline(False)
    laptop.goto(hall)
    expect(laptop.locator("#hall-said")).to_contain_text("All that was typed")
    laptop.goto(hall)
    tally = queries.tally(hearing.id)
    assert (tally.taken, tally.heard, tally.promised) == (2, 2, 2)
    assert {one.queue for one in queries.queue(hearing.id)} == {7, 8}


def test_a_hearing_without_javascript_from_the_number_to_the_minutes(
    no_script: Page, live_server, matters: standard.Matters, hearing: HearingView
) -> None:
    site = live_server.url
    no_script.goto(f"{site}/en/hearings/{hearing.number}/number/")
    no_script.locator("main button[type=submit]").click()
    expect(no_script.locator("h1")).to_contain_text("1")
    sign_in(no_script, site, person("counter"), PASSWORD)
    no_script.goto(f"{site}/en/desk/hearings/{hearing.number}/hall/")
    hear(no_script, 1, "")
    expect(no_script.locator(".summary, .wrong").first).to_be_visible()
    hear(no_script, 1, "The hand pump of our street is broken.")
    expect(no_script.locator(".notice.good").first).to_contain_text("1")
    no_script.goto(f"{site}/en/desk/hearings/{hearing.number}/")
    no_script.locator("form[action$='/end/'] button[type=submit]").click()
    expect(no_script.locator(".notice.good").first).to_be_visible()
    no_script.goto(f"{site}/en/hearings/{hearing.number}/")
    expect(no_script.locator("h1")).to_be_visible()
    assert queries.tally(hearing.id).heard == 1
