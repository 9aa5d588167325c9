"""Charts for those who see no red or no green, and on grey paper.

Red and green blindness by Machado, Oliveira and Fernandes (2009), at full strength, on linear RGB;
distances in CIE Lab by the formula of 1976, where 2 to 3 is just seen side by side.
"""

import itertools

import pytest

from kachehri.engines.charts.canvas import PAPER, SERIES_COLOURS, SERIES_DASHES, SERIES_SHAPES
from kachehri.engines.charts.fluid import STYLES
from kachehri.engines.charts.pen import _HATCHES
from kachehri.engines.charts.tiles import class_colours

Colour = tuple[float, float, float]

SIGHTS: dict[str, tuple[Colour, Colour, Colour]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
CLEAR = 9.0
"""Neighbouring classes of a map, told apart across a border and in a key."""


def linear(colour: str) -> Colour:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def seen(colour: str, sight: str) -> Colour:
    """The colour as it is seen, in Lab."""
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, light, strict=True))))
        for row in SIGHTS[sight]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: str, other: str, sight: str) -> float:
    pairs = zip(seen(one, sight), seen(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("count", range(2, 9))
def test_neighbouring_classes_of_a_map_are_told_apart(count: int, sight: str) -> None:
    found = [apart(*pair, sight) for pair in itertools.pairwise(class_colours(count))]
    assert min(found) >= CLEAR


@pytest.mark.parametrize("sight", SIGHTS)
def test_more_is_always_darker(sight: str) -> None:
    lightness = [seen(colour, sight)[0] for colour in class_colours(6)]
    assert lightness == sorted(lightness, reverse=True)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("colours", [SERIES_COLOURS, [style[0] for style in STYLES]])
def test_every_line_stands_out_from_the_paper(colours: list[str], sight: str) -> None:
    assert all(apart(colour, PAPER, sight) >= 30 for colour in colours)


def test_lines_of_equal_grey_have_their_own_dashes_and_marks() -> None:
    assert len(set(SERIES_DASHES)) == len(set(SERIES_SHAPES)) == len(SERIES_COLOURS)
    assert len({style[1:] for style in STYLES}) == len(STYLES)


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_first_two_series_are_told_apart_by_colour_too(sight: str) -> None:
    assert apart(*SERIES_COLOURS[:2], sight) >= 20


def test_the_two_hatchings_differ_in_pattern_not_only_in_shade() -> None:
    strokes = {kind: pattern.count("<rect") for kind, pattern in _HATCHES.items()}
    assert strokes == {"none": 2, "held": 3}
