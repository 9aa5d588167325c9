"""docs/guide/kinds.md is what the tables of the packs say."""

import kinds_page
from kachehri.packs.pakistan.cases import KINDS


def test_the_page_is_what_the_tables_say() -> None:
    assert kinds_page.PAGE.read_text() == kinds_page.page(), "run: python tools/kinds_page.py"


def test_every_kind_and_every_clock_is_on_the_page() -> None:
    page = kinds_page.page()
    for kind in KINDS:
        assert f"`{kind.key}`" in page
        assert all(f"`{rule.code}`" in page for rule in kind.clocks if rule.code != "confirmation")


def test_every_move_stands_with_who_makes_it() -> None:
    page = kinds_page.page()
    assert "| `lapse` Close it: the citizen did not say | the clock | done | lapsed |" in page
    assert "| `confirm` Yes, it is done | citizen | done, lapsed | confirmed |" in page
    for kind in KINDS:
        assert all(f"| `{move.key}` {move.label} |" in page for move in kind.flow.moves)
