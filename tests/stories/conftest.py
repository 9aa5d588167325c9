"""A real browser before a real server, with the standard district behind it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import world as worlds
from tests.engines.accounts.people import Person, person

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def world(
    transactional_db: None, kept_report: worlds.World, settings: Any, tmp_path: Path
) -> worlds.World:
    settings.FILES_ROOT = tmp_path / "files"
    return kept_report


@pytest.fixture
def district(world: worlds.World, live_server: Any) -> str:
    """The address of a site that has the standard district and its report."""
    return str(live_server.url)


@pytest.fixture
def editor(district: str) -> Person:
    return person("editor")


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone, 360 pixels wide, touched and not clicked."""
    yield from page_of(browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True))


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Page]:
    yield from page_of(browser.new_context(viewport={"width": 1280, "height": 800}))


@pytest.fixture
def no_script(browser: Browser) -> Iterator[Page]:
    """A browser that runs no JavaScript."""
    yield from page_of(browser.new_context(java_script_enabled=False))


def page_of(context: BrowserContext) -> Iterator[Page]:
    """A page, and after the test no page."""
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: str, who: Person, password: str) -> None:
    """Both steps of signing in, as a person does them."""
    page.goto(f"{site}/en/account/sign-in/")
    page.fill("[name=login]", who.account.email)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.fill("[name=code]", who.code)
    page.click("main button[type=submit]")
    page.wait_for_url("**/en/account/")
