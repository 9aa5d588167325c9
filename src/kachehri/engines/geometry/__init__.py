"""Shapes on the map: reading GeoJSON and TopoJSON, mending, simplifying, point to area."""
