"""What stylesheets and templates keep to."""

import re
from collections.abc import Iterator
from pathlib import Path

STYLESHEET_BYTES = 20 * 1024
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border)-(left|right)[\w-]*|left|right|"
    r"border-(top|bottom)-(left|right)-radius|float|clear|text-align)\s*:\s*([^;}]*)"
)
SIDES = re.compile(r"\b(left|right)\b")
UNTRIMMED = re.compile(r"{%\s*blocktrans(late)?\b(?![^%]*\btrimmed\b)[^%]*%}")
OUTSIDE = re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""")


def stylesheets_are_small(folder: Path) -> Iterator[str]:
    """A stylesheet (the site's, a document's) weighs at most 20 KB."""
    for path in sorted(folder.rglob("*.css")):
        if (weight := path.stat().st_size) > STYLESHEET_BYTES:
            yield f"{path.name} weighs {weight} bytes; at most {STYLESHEET_BYTES}"


def stylesheets_are_logical(folder: Path) -> Iterator[str]:
    """Start and end instead of left and right, so that one stylesheet serves both directions."""
    for path in sorted(folder.rglob("*.css")):
        for found in PHYSICAL.finditer(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)):
            if SIDES.search(found[0]):
                yield f"{path.name}: {found[0].strip()}"


def templates_are_trimmed(folder: Path) -> Iterator[str]:
    """`blocktranslate` is always `trimmed`, so that translators see no indentation."""
    for path in sorted(folder.rglob("templates/**/*.html")):
        for found in UNTRIMMED.finditer(path.read_text()):
            yield f"{path.name}: {found[0]}"


def templates_fetch_nothing_from_elsewhere(folder: Path) -> Iterator[str]:
    """No page loads or links an address outside the site in its own template."""
    for path in sorted(folder.rglob("templates/**/*.html")):
        for found in OUTSIDE.finditer(path.read_text()):
            yield f"{path.name}: {found[0]}"


CHECKS = (
    stylesheets_are_small,
    stylesheets_are_logical,
    templates_are_trimmed,
    templates_fetch_nothing_from_elsewhere,
)
