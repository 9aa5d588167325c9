"""The index of the documents lists every page, and every link between them leads somewhere."""

import re
from pathlib import Path

from .sources import ROOT

PAGES = [
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def broken_links(page: Path) -> list[str]:
    """Links to files that are not there."""
    return [
        f"{page.name}: {target}"
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]


def test_every_page_is_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / target).resolve() for target in LINK.findall(index.read_text())}
    assert sorted(set(PAGES) - listed - {index, ROOT / "README.md"}) == []


def test_links_lead_somewhere() -> None:
    assert [line for page in PAGES for line in broken_links(page)] == []


def test_a_broken_link_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](there.md) [b](page.md#part) [c](https://example.org/x)")
    assert broken_links(page) == ["page.md: there.md"]
