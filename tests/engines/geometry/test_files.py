"""GeoJSON and TopoJSON that are cut short, hostile or simply wrong."""

import gzip
import json

import pytest

from kachehri.engines.geometry import files
from kachehri.engines.geometry.files import features, read_json, topology_features
from kachehri.engines.geometry.shapes import ShapeProblem, shape_of, touching
from kachehri.engines.tables.files import FileProblem

SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"type": "FeatureCollection", "features": [', "cut short"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"x": NaN}', "cannot be used"),
        (b"[1, 2]", "no JSON object"),
        (b"", "no valid JSON"),
        (b"\x1f\x8b\x08\x00broken", "damaged"),
    ],
)
def test_what_is_no_json_is_named(tmp_path, data, said):
    path = tmp_path / "made-up.geojson"
    path.write_bytes(data)
    with pytest.raises(FileProblem, match=said):
        read_json(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileProblem, match="there is no file"):
        read_json(tmp_path / "none.geojson")


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 1000)
    path = tmp_path / "bomb.geojson.gz"
    path.write_bytes(gzip.compress(b" " * 100_000))
    with pytest.raises(FileProblem, match="larger than"):
        read_json(path)


def test_features_keep_their_numbers_and_odd_ones_stay_empty():
    found = list(features({"type": "FeatureCollection", "features": [3, {"properties": {}}]}, "x"))
    assert [one.number for one in found] == [1, 2]
    assert found[0].properties == {}
    with pytest.raises(FileProblem, match="no GeoJSON"):
        list(features({"type": "Topology"}, "x"))


def test_a_topology_gives_its_areas_back_and_a_shared_arc_both_ways():
    said = {
        "type": "Topology",
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            [[1, 0], [0, 1]],
            [[1, 1], [-1, 0], [0, -1], [1, 0]],
            [[1, 0], [1, 0], [0, 1], [-1, 0]],
        ],
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "left"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"name": "right"}},
                    {"type": "Polygon", "arcs": [[99]], "properties": {"name": "broken"}},
                ],
            }
        },
    }
    left, right, broken = topology_features(said, "areas", "x")
    outlines = {1: shape_of(left.geometry).outline, 2: shape_of(right.geometry).outline}
    assert touching(outlines) == {(1, 2), (2, 1)}
    assert broken.geometry is None
    with pytest.raises(FileProblem, match="layer rivers"):
        list(topology_features(said, "rivers", "x"))


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "no geometry"),
        ({"type": "Point", "coordinates": [1, 2]}, "no area"),
        ("Polygon", "no area"),
        (polygon([["a", "b"], [1, 1], [2, 2], [1, 1]]), "damaged"),
        ({"type": "Polygon"}, "damaged"),
        (polygon([[0, 0], [1, 1]]), "no land"),
        (polygon([[0, 0], [1, 1], [2, 2], [0, 0]]), "no land"),
        (polygon([[7_000, 0], [7_001, 0], [7_001, 1], [7_000, 0]]), "not lie on the earth"),
    ],
)
def test_what_is_no_area_is_refused_with_a_reason(geometry, said):
    with pytest.raises(ShapeProblem, match=said):
        shape_of(geometry)


def test_a_ring_that_crosses_itself_is_mended_and_said():
    bow = [[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]
    shape = shape_of(polygon(bow))
    assert "Self-intersection" in shape.mended
    assert shape_of(polygon(SQUARE)).mended == ""


def test_an_island_of_two_corners_is_dropped_and_said():
    geometry = {"type": "MultiPolygon", "coordinates": [[SQUARE], [[[5, 5], [6, 6]]]]}
    assert "fewer than three corners" in shape_of(geometry).mended


def test_the_same_area_gives_the_same_bytes_wherever_its_ring_begins():
    turned = [*SQUARE[2:], *SQUARE[1:3]]
    assert shape_of(polygon(SQUARE)).outline == shape_of(polygon(turned)).outline
    assert json.dumps(SQUARE)
