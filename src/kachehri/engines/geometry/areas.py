"""Which area a point lies in, for many points at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy

NOWHERE = -1

CELLS = 512
"""Cells of the grid along the longer side."""


class Areas:
    """Areas in a grid, each cell of which knows whether it lies in one of them alone.

    Most points fall into such a cell and are answered by a look-up; those near a border are tested
    against the outlines themselves. A point on a border belongs to the area that comes first.
    Described in docs/algorithms/point-in-area.md.
    """

    def __init__(self, outlines: Sequence[bytes]) -> None:
        import numpy
        import shapely

        self.shapes = shapely.from_wkb(list(outlines))
        shapely.prepare(self.shapes)
        self.tree = shapely.STRtree(self.shapes)
        west, south, east, north = (
            shapely.total_bounds(self.shapes) if len(outlines) else (0.0, 0.0, 0.0, 0.0)
        )
        side = max(east - west, north - south, 1e-9) / CELLS
        self.west, self.south, self.side = west, south, side
        self.columns = int((east - west) / side) + 1
        self.rows = int((north - south) / side) + 1
        self.cells = numpy.full(self.columns * self.rows, NOWHERE, dtype=numpy.int32)
        if len(outlines):
            self._fill()

    def _fill(self) -> None:
        """Say of each cell in which area it lies whole (-1: in none, -2: near a border)."""
        import numpy
        import shapely

        column = numpy.tile(numpy.arange(self.columns), self.rows)
        row = numpy.repeat(numpy.arange(self.rows), self.columns)
        x, y = self.west + column * self.side, self.south + row * self.side
        boxes = shapely.box(x, y, x + self.side, y + self.side)
        touched, _areas = self.tree.query(boxes, predicate="intersects")
        self.cells[touched] = -2
        # An area that covers a cell is the only one that holds its inner points; where two overlap,
        # the cell is left to the exact test.
        covered, areas = self.tree.query(boxes, predicate="covered_by")
        once, first, counts = numpy.unique(covered, return_index=True, return_counts=True)
        times = numpy.bincount(touched, minlength=len(self.cells))
        alone = (counts == 1) & (times[once] == 1)
        self.cells[once[alone]] = areas[first[alone]]

    def at(self, x: "Sequence[float]", y: "Sequence[float]") -> "numpy.ndarray":
        """The number of the area at each point, -1 for none. Not-a-number lies nowhere."""
        import numpy

        east, north = numpy.asarray(x, dtype=float), numpy.asarray(y, dtype=float)
        found = numpy.full(len(east), NOWHERE, dtype=numpy.int64)
        with numpy.errstate(invalid="ignore"):
            column = numpy.floor((east - self.west) / self.side)
            row = numpy.floor((north - self.south) / self.side)
            inside = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        cell = (row[inside] * self.columns + column[inside]).astype(numpy.int64)
        found[inside] = self.cells[cell]
        near = numpy.flatnonzero(found == -2)
        found[near] = self._exactly(east[near], north[near])
        return found

    def _exactly(self, x: "numpy.ndarray", y: "numpy.ndarray") -> "numpy.ndarray":
        """By the outlines: the first area that holds the point or has it on its border."""
        import numpy
        import shapely

        best = numpy.full(len(x), len(self.shapes), dtype=numpy.int64)
        point, area = self.tree.query(shapely.points(x, y), predicate="intersects")
        numpy.minimum.at(best, point, area)
        best[best == len(self.shapes)] = NOWHERE
        return best
