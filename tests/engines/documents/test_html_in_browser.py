"""The HTML edition in a real browser: axe finds nothing, and nothing is wider than a phone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.engines.documents.sample import BASE, sample
from tests.engines.documents.samples_of_trouble import LONG_WORD, with_blocks

from kachehri.engines.documents.blocks import Text
from kachehri.engines.documents.html_file import write_html

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).resolve().parents[3] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def opened(browser: Any, html: bytes, folder: Path, width: int) -> Any:
    file = folder / "document.html"
    file.write_bytes(html)
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Any, tmp_path: Path, language: str, width: int
) -> None:
    page = opened(
        browser,
        write_html(replace(sample(language), draft="Draft 3"), base_url=BASE),
        tmp_path,
        width,
    )
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, rules)", RULES)
    found = [(v["id"], v["nodes"][0]["target"]) for v in result["violations"]]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_very_long_word_does_not_widen_a_phone(browser: Any, tmp_path: Path) -> None:
    html = write_html(with_blocks(Text((LONG_WORD,)), title="Long"), base_url=BASE)
    page = opened(browser, html, tmp_path, 360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
