"""Points in areas: borders, outside, and the same answer as the plain way."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.engines.geometry.areas import Areas
from kachehri.engines.geometry.drawing import draw
from kachehri.engines.geometry.shapes import shape_of


def box(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return shape_of({"type": "Polygon", "coordinates": [ring]}).outline


PAIR = [box(0, 0, 1, 1), box(1, 0, 2, 1)]


def test_a_point_lies_in_its_area_and_outside_in_none():
    areas = Areas(PAIR)
    found = areas.at([0.5, 1.5, 3.0, 0.5, -0.5], [0.5, 0.5, 0.5, 7.0, 0.5])
    assert found.tolist() == [0, 1, -1, -1, -1]


def test_a_point_on_a_border_belongs_to_the_first_area():
    assert Areas(PAIR).at([1.0, 2.0, 0.0], [0.5, 0.5, 0.0]).tolist() == [0, 1, 0]


def test_what_is_no_number_lies_nowhere():
    nan, infinite = math.nan, math.inf
    assert Areas(PAIR).at([nan, 0.5, infinite], [0.5, nan, 0.5]).tolist() == [-1, -1, -1]


def test_without_areas_nothing_lies_anywhere():
    assert Areas([]).at([0.0], [0.0]).tolist() == [-1]


def test_a_hole_is_outside():
    ring = [[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]]
    hole = [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]
    outline = shape_of({"type": "Polygon", "coordinates": [ring, hole]}).outline
    assert Areas([outline]).at([1, 4.5, 3], [1, 4.5, 4]).tolist() == [0, -1, 0]


LOBES = [
    shape_of(
        {
            "type": "Polygon",
            "coordinates": [
                [
                    [
                        x + math.cos(a) * (1 + 0.4 * math.sin(5 * a)),
                        math.sin(a) * (1 + 0.4 * math.sin(5 * a)),
                    ]
                    for a in [i * math.tau / 90 for i in range(90)]
                ]
                + [[x + 1.0, 0.0]]
            ],
        }
    ).outline
    for x in (0.0, 1.1, 4.0)
]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(-2, 6), st.floats(-2, 2)), min_size=1, max_size=40))
def test_the_grid_answers_as_the_outlines_do(points):
    import shapely

    shapes = shapely.from_wkb(LOBES)
    plain = [
        next((n for n, shape in enumerate(shapes) if shape.intersects(shapely.Point(p))), -1)
        for p in points
    ]
    x, y = zip(*points, strict=True)
    assert AREAS.at(x, y).tolist() == plain


AREAS = Areas(LOBES)


def test_a_drawing_is_small_fits_its_width_and_names_each_area():
    drawing = draw({7: PAIR[0], 9: PAIR[1]}, 100)
    assert set(drawing.paths) == {7, 9}
    assert drawing.paths[7].startswith("M")
    assert drawing.paths[7].endswith("z")
    assert (drawing.width, drawing.height) == (100, 54)
    assert all(4 <= x <= 96 for x, _y in drawing.labels.values())
