"""The parts that draw, as blocks."""

from collections.abc import Mapping

from kachehri.domains.reports.kinds import Multiples, Part, PartsMap, PeersAreaMap

from .charted_maps import map_of_parts, map_of_peers
from .charted_multiples import multiples
from .figures import Composer

COMPOSERS: Mapping[type[Part], Composer] = {
    PartsMap: map_of_parts,
    PeersAreaMap: map_of_peers,
    Multiples: multiples,
}
"""How each class of parts becomes blocks."""
