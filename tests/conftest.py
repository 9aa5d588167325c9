"""What every test may ask for. The database is described in tests/database.py."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any

import pytest
import time_machine
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis_settings

from tests import statements
from tests.database import TestServer
from tests.grounds import ground_of, stand_on
from tests.settings import SERVER_VAR
from tests.standard_grounds import (
    kept_directory,
    kept_figures,
    kept_matters,
    kept_moderated,
    kept_offices,
    kept_pack,
    kept_report,
    kept_surveys,
    kept_tree,
    kept_world,
)

__all__ = [
    "kept_directory",
    "kept_figures",
    "kept_matters",
    "kept_moderated",
    "kept_offices",
    "kept_pack",
    "kept_report",
    "kept_surveys",
    "kept_tree",
    "kept_world",
]

# `make check` sets up no browser and no client of others; `make test` does, and ends with an error
# where one is absent.
NEEDED = {
    "playwright": ("stories", "stories/*"),
    "jsonschema": ("interfaces/api/test_hsds.py", "interfaces/api/test_open311.py"),
    "schemathesis": ("interfaces/api/test_contract.py",),
}
collect_ignore_glob = [
    pattern for name, patterns in NEEDED.items() if not find_spec(name) for pattern in patterns
]

# The standard matters came in on a fixed day. Pages read the clock: whatever day the tests run on,
# to pages it is this one, some weeks later. On the real day the matters would be later every day.
DAY_OF_MATTERS = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
STANDARD_MATTERS = {"kept_matters", "kept_moderated"}


@pytest.fixture(autouse=True)
def day_of_matters(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let tests about the standard matters run on their day."""
    if STANDARD_MATTERS.isdisjoint(request.fixturenames):
        yield
        return
    with time_machine.travel(DAY_OF_MATTERS, tick=True):
        yield


# How long an example takes says more about what else the machine does than about our code.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


BROWSER_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_configure() -> None:
    """On the embedded server, note which statements each test sends, if that is wanted."""
    if statements.folder() and not os.environ.get("KACHEHRI_TEST_SERVER_URL"):
        statements.begin_notes()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that sends nothing is noted as well."""
    statements.note_test(item.nodeid)


def pytest_unconfigure() -> None:
    """Leave the notes."""
    where = statements.folder()
    if where and not os.environ.get("KACHEHRI_TEST_SERVER_URL"):
        statements.write_notes(where)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another server than the embedded one, run what tells something about the server."""
    if not os.environ.get("KACHEHRI_TEST_SERVER_URL"):
        return
    touching = [item.nodeid for item in items if touches_database(item)]
    notes = statements.read_notes(statements.folder())
    names = statements.chosen(touching, notes)
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in names])
    items[:] = [item for item in items if item.nodeid in names]


def touches_database(item: pytest.Item) -> bool:
    """Whether a test is marked for the database, or one of its fixtures asks for it."""
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & DATABASE_FIXTURES)


@pytest.fixture(scope="session")
def own_server(django_db_blocker: Any) -> Iterator[TestServer]:
    """A clone of the migrated template for this process, wiped after each transactional test.

    Django would empty every table after a transactional test. The application's role may not do
    that, and emptied tables would lack what migrations put there.
    """
    server = TestServer(SERVER_VAR)
    with django_db_blocker.unblock():
        try:
            server.prepare()
            patched = pytest.MonkeyPatch()
            patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: server.wipe())
            yield server
            patched.undo()
        finally:
            server.finish()


@pytest.fixture
def django_db_setup(
    request: pytest.FixtureRequest, own_server: TestServer, django_db_blocker: Any
) -> TestServer:
    """The database on which a test stands: the migrations alone, or what it asks for besides."""
    with django_db_blocker.unblock():
        stand_on(own_server, ground_of(request.fixturenames))
    return own_server


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a process: its loop runs in this thread to the end."""
    from playwright.sync_api import sync_playwright

    # The browser's loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    chromium = shutil.which("chromium")
    assert chromium, "install Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_FLAGS)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
