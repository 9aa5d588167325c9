"""axe finds nothing wrong on any page, in any language, narrow or wide."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from kachehri.domains.evidence import queries as evidence
from tests.engines.accounts.people import PASSWORD, Person
from tests.stories.conftest import AXE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What axe finds right, or leaves to people, is long, and nobody reads it.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
VIOLATIONS = "async options => (await axe.run(document, options)).violations"
PAGES = (
    "",
    "places/",
    "places/larkana/",
    "places/larkana-dokri/",
    "places/larkana/changes/",
    "sectors/",
    "sectors/education/",
    "sectors/law/",
    "compare/",
    "quality/",
    "indicators/",
    "indicators/?q=nothing-at-all",
    "indicators/literacy-10/",
    "indicators/youth-literacy-15-24/",
    "sources/",
    "sources/made-up-census/",
    "reports/",
    "reports/human-security/larkana/",
    "reports/human-security/larkana/education/",
    "reports/human-security/larkana/missing/",
    "search/?q=larkana",
    "preferences/",
    "about/",
    "data-use/",
    "accessibility/",
    "style/",
    "account/sign-in/",
    "no-such-page/",
)
DESK = (
    "desk/",
    "desk/work/",
    "desk/team/larkana/",
    "desk/team/larkana/threat/",
    "desk/team/larkana/threat/new/",
    "desk/team/larkana/session/new/",
    "desk/team/larkana/quote/new/",
    "desk/reports/larkana/",
    "desk/reports/larkana/human-security/",
    "desk/reports/larkana/human-security/launch/",
    "desk/reports/larkana/human-security/chapters/education/",
    "account/",
    "account/password/",
    "style/",
)


def found(page: Page, address: str) -> list[str]:
    """What axe says about a page: rule, and where."""
    page.goto(address)
    page.evaluate(AXE.read_text())
    violations: list[dict[str, Any]] = page.evaluate(VIOLATIONS, OPTIONS)
    return [
        f"{address}: {one['id']}: {node['target']}: {node['html'][:150]}"
        for one in violations
        for node in one["nodes"]
    ]


def test_what_is_wrong_with_a_page_is_found(laptop: Page, tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<title>x</title><img src='a.png'><p style='color:#aaa;background:#fff'>Pale")
    said = {one.split(": ")[1] for one in found(laptop, page.as_uri())}
    assert said >= {"image-alt", "html-has-lang", "color-contrast"}


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_public_page_is_clean(laptop: Page, district: str, language: str, width: int) -> None:
    laptop.set_viewport_size({"width": width, "height": 800})
    number = evidence.values(concepts=["literacy-10"], place_ids=every_place(), dims={})[0].id
    wrong = []
    for path in (*PAGES, f"observations/{number}/"):
        wrong += found(laptop, f"{district}/{language}/{path}")
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_every_page_of_the_desk_is_clean(
    laptop: Page, district: str, editor: Person, language: str
) -> None:
    sign_in(laptop, district, editor, PASSWORD)
    wrong = []
    for path in DESK:
        wrong += found(laptop, f"{district}/{language}/{path}")
    laptop.goto(f"{district}/{language}/desk/reports/larkana/human-security/")
    laptop.click("main form button")
    wrong += found(laptop, laptop.url)
    assert wrong == []


def every_place() -> list[int]:
    from kachehri.domains.places import queries as places

    return [place.id for place in places.tree()]
