"""docs/guide/kinds.md is what the tables of the packs say."""

import kinds_page
from kachehri.packs.pakistan.cases import KINDS
from kachehri.packs.pakistan.cases.complaint import FLOW


def test_the_page_is_what_the_tables_say() -> None:
    assert kinds_page.PAGE.read_text() == kinds_page.page(), "run: python tools/kinds_page.py"


def test_every_kind_and_every_clock_is_on_the_page() -> None:
    page = kinds_page.page()
    for kind in KINDS:
        assert f"`{kind.key}`" in page
        assert all(f"`{rule.code}`" in page for rule in kind.clocks if rule.code != "confirmation")


def test_a_picture_has_every_move_from_every_state() -> None:
    drawn = [line for line in kinds_page.diagram(FLOW) if "-->" in line and "[*]" not in line]
    assert len(drawn) == sum(len(move.sources) for move in FLOW.moves if move.to)
    assert any(line.endswith("[the clock]") for line in drawn)
