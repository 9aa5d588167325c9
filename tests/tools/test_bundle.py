"""What fills a form in the browser: bundled without fonts, its sides following the direction."""

import pytest

import bundle
from bundle import BUNDLE, RULE, turned
from steps import Stop


def mirrored(styles: str) -> str:
    return RULE.sub(turned, styles)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (".a{margin-left:10px}", ".a{margin-inline-start:10px}"),
        (".a{padding-right:1em;left:0}", ".a{padding-inline-end:1em;inset-inline-start:0}"),
        (".a{text-align:left;float:right}", ".a{text-align:start;float:inline-end}"),
        (".a{border-left:1px solid}", ".a{border-inline-start:1px solid}"),
        (".map-message{left:50%}", ".map-message{left:50%}"),
        (".ol-zoom{right:0}", ".ol-zoom{right:0}"),
        (".a{justify-content:flex-start;--left:1}", ".a{justify-content:flex-start;--left:1}"),
    ],
)
def test_sides_follow_the_direction_but_not_in_maps(before: str, after: str) -> None:
    assert mirrored(before) == after


def test_the_bundle_holds_no_font_and_no_side_that_cannot_turn() -> None:
    text = BUNDLE.read_text("utf-8")
    assert "data:font" not in text
    assert "margin-inline-start:10px" in text
    assert len(text) < 2_800_000


def test_a_machine_without_esbuild_is_told_so(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(bundle, "MODULES", tmp_path)
    with pytest.raises(Stop, match="npm ci"):
        bundle.esbuild()
