"""The parts that draw, as blocks."""

from collections.abc import Mapping

from kachehri.domains.reports.kinds import (
    ArrowsChart,
    IntervalChart,
    Multiples,
    Part,
    PartsMap,
    PeersAreaMap,
    SeriesChart,
)

from .charted_changes import arrows
from .charted_intervals import intervals
from .charted_maps import map_of_parts, map_of_peers
from .charted_multiples import multiples
from .charted_series import series
from .figures import Composer

COMPOSERS: Mapping[type[Part], Composer] = {
    PartsMap: map_of_parts,
    PeersAreaMap: map_of_peers,
    Multiples: multiples,
    ArrowsChart: arrows,
    IntervalChart: intervals,
    SeriesChart: series,
}
"""How each class of parts becomes blocks."""
