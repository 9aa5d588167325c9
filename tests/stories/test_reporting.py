"""A person without an account or script reports a problem, follows it, and says that it is done."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.interfaces.web import memory
from tests import matters as sets
from tests.stories.test_accessible import found

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SHOTS = os.environ.get("KACHEHRI_TEST_SHOTS", "")
"""A folder for pictures of the pages, for whoever wants to look at them."""


@pytest.fixture
def town(kept_moderated: sets.Matters, settings: Any, tmp_path: Path, live_server: Any) -> Any:
    settings.FILES_ROOT = tmp_path / "files"
    settings.HOME_PLACE = "larkana"
    settings.SITE_URL = live_server.url
    memory.forget()
    made = kept_moderated
    for name in ("refused", "request"):
        actions.moderate(
            case_id=made.cases[name].id, verdict="passed", because="", by=made.moderator, at=made.at
        )
    return str(live_server.url), made


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def test_a_report_goes_from_the_first_page_to_a_confirmed_end(
    no_script: Page, town: tuple[str, sets.Matters]
) -> None:
    site, made = town
    page = no_script
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/ur/")
    page.click("a[href='/ur/report/'] >> nth=0")
    page.check("[value=hand-pump]")
    page.fill("[name=words]", "نلکا دو مہینے سے خراب ہے۔")
    shoot(page, "report-what-ur")
    page.click("main button.btn:not(.alt)")
    page.select_option("[name=place]", str(made.taluka.id))
    page.click("main button.btn:not(.alt)")
    page.check("[name=way][value=none]")
    page.check("[name=words_seen][value=yes]")
    shoot(page, "report-you-ur")
    page.click("main button.btn:not(.alt)")
    page.set_input_files(
        "[name=photo]", {"name": "a.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    )
    shoot(page, "report-check-ur")
    page.click("form[enctype] button.btn:not(.alt)")
    page.wait_for_url("**/ur/mine/**")
    shoot(page, "mine-ur")
    private = page.url
    view = cases.by_secret(private.rstrip("/").rpartition("/")[2])
    assert view is not None
    assert str(view.number) in page.inner_text("main")
    sets.step(made, view, "report-done", outcome="mended", because="Mended.")
    page.goto(private)
    page.click("a[href$='/do/confirm/']")
    page.click("main form button.btn")
    page.wait_for_url(private)
    assert cases.by_id(view.id).confirmed is True  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_about_matters_is_clean(
    laptop: Page, town: tuple[str, sets.Matters], language: str, width: int
) -> None:
    site, made = town
    laptop.set_viewport_size({"width": width, "height": 800})
    done, request = made.cases["done"], made.cases["request"]
    pages = {
        "report": "report/",
        "ask": "ask/",
        "matters": "matters/",
        "map": "matters/map/",
        "log": "matters/log/",
        "data": "matters/data/",
        "matter": f"matters/{request.number}/",
        "why": f"matters/{request.number}/why/",
        "mine": f"mine/{done.secret}/",
        "contest": f"mine/{done.secret}/do/contest/",
        "feedback": f"mine/{done.secret}/feedback/",
        "contact": f"mine/{done.secret}/contact/",
        "add": f"mine/{done.secret}/add/",
        "next": f"mine/{made.cases['refused'].secret}/next/higher-officer/",
        "letter": f"mine/{request.secret}/letters/request/",
        "number": "matters/?number=1",
    }
    wrong: list[str] = []
    for name, way in pages.items():
        wrong += found(laptop, f"{site}/{language}/{way}")
        shoot(laptop, f"{name}-{language}-{width}")
        wide = laptop.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            wrong.append(f"{way} is {wide} pixels too wide")
    assert not wrong, "\n".join(wrong)
