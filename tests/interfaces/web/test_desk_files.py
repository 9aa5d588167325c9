"""Files of strangers at the desk: seen as copies, passed or refused, served so that none runs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests import matters
from tests.engines.quarantine import made
from tests.interfaces.web.desk_site import DeskSite, read

from kachehri.domains.cases import actions as case_actions
from kachehri.engines.quarantine import actions, queries

FILES = "/en/desk/files/"


@pytest.fixture
def site(kept_matters: matters.Matters, settings: Any, tmp_path: Any) -> DeskSite:
    settings.FILES_ROOT = tmp_path / "files"
    return DeskSite(kept_matters)


def keep(site: DeskSite, content: bytes, name: str = "photo.jpg", case: str = "complaint") -> int:
    at = site.set.at
    number = actions.keep_file(
        subject=site.set.cases[case].thing_id,
        name=name,
        content=content,
        content_type="",
        by=site.set.citizen,
        at=at,
    )
    actions.rebuild(file_id=number, by=site.set.setup, at=at)
    return number


@pytest.fixture
def photo(site: DeskSite) -> int:
    return keep(site, made.photo())


@pytest.fixture
def browser(site: DeskSite) -> Client:
    return site.browser("moderator")


def publish(site: DeskSite, name: str = "complaint") -> None:
    case_actions.moderate(
        case_id=site.set.cases[name].id,
        verdict="passed",
        because="",
        by=site.set.moderator,
        at=site.set.at + timedelta(minutes=9),
    )


def test_the_list_names_what_was_found(browser: Client, photo: int) -> None:
    page = read(browser, FILES)
    assert "photo.jpg" in page
    assert "It says where the photo was taken." in page
    assert "The hand pump is broken." in page


def test_the_copy_is_shown_to_the_moderator_and_runs_nothing(browser: Client, photo: int) -> None:
    page = read(browser, f"{FILES}{photo}/")
    assert f"{FILES}{photo}/copy/" in page
    answer = browser.get(f"{FILES}{photo}/copy/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"Made-up Phones" not in answer.content


def test_passed_files_of_public_matters_are_served_as_files(
    site: DeskSite, browser: Client, photo: int
) -> None:
    public = Client()
    address = f"/en/files/{photo}/"
    publish(site)
    assert public.get(address).status_code == 404
    assert browser.post(f"{FILES}{photo}/", {"do": "pass"}).status_code == 302
    answer = public.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''photo.jpg"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_passed_files_of_matters_that_are_not_public_are_for_those_who_may_read_them(
    site: DeskSite, browser: Client, photo: int
) -> None:
    browser.post(f"{FILES}{photo}/", {"do": "pass"})
    assert Client().get(f"/en/files/{photo}/").status_code == 404
    assert site.browser("officer").get(f"/en/files/{photo}/").status_code == 200
    assert site.browser("officer", "police").get(f"/en/files/{photo}/").status_code == 404


def test_a_refusal_needs_a_reason(browser: Client, photo: int) -> None:
    answer = browser.post(f"{FILES}{photo}/", {"do": "refuse"})
    assert answer.status_code == 422
    assert "Choose a reason" in answer.content.decode()
    browser.post(f"{FILES}{photo}/", {"do": "refuse", "because": "personal", "words": "A face."})
    found = queries.file(photo)
    assert found is not None
    assert (found.state, found.because) == (
        "refused",
        "It shows or names a private person. A face.",
    )
    assert "photo.jpg" not in read(browser, FILES)


def test_what_has_no_copy_cannot_be_passed(site: DeskSite, browser: Client) -> None:
    number = keep(site, b"<html><script>alert(1)</script>", "page.html")
    page = read(browser, f"{FILES}{number}/")
    assert "It holds a program or a web page." in page
    assert "Pass the copy" not in page
    assert browser.post(f"{FILES}{number}/", {"do": "pass"}).status_code == 422
    assert browser.get(f"{FILES}{number}/copy/").status_code == 404


def test_the_words_of_a_text_are_shown_and_stay_words(site: DeskSite, browser: Client) -> None:
    number = keep(site, b"Dear Sir & Madam, 1 > 0", "letter.txt")
    assert "Dear Sir &amp; Madam, 1 &gt; 0" in read(browser, f"{FILES}{number}/")


def test_others_see_nothing_of_it(site: DeskSite, photo: int) -> None:
    for address in (FILES, f"{FILES}{photo}/", f"{FILES}{photo}/copy/"):
        assert site.browser("officer").get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_what_was_moved_to_the_tray_is_gone(site: DeskSite, browser: Client, photo: int) -> None:
    case_actions.divert(
        case_id=site.set.cases["complaint"].id,
        because="x",
        by=site.set.moderator,
        at=site.set.at + timedelta(minutes=9),
    )
    assert browser.get(f"{FILES}{photo}/").status_code == 404
