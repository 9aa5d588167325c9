"""A series of a place is broken where its borders changed: nothing is compared across that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.evidence.rules.comparing import Borders
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.trends import BREAK

Key = TypeVar("Key", bound=tuple[object, ...])

MOVED = gettext_noop("The borders of the place changed in between.")


def within_borders(
    series: Mapping[Key, tuple[ObservationView, ...]], place_id: int, borders: Borders
) -> dict[Key, tuple[ObservationView, ...]]:
    """The same series; those of the place are marked where they begin to be about other land."""
    if not borders.days and borders.sure_from is None:
        return dict(series)
    return {
        key: tuple(marked(found, borders)) if found and found[0].place_id == place_id else found
        for key, found in series.items()
    }


def marked(found: Sequence[ObservationView], borders: Borders) -> Iterator[ObservationView]:
    """Figures of one series, the oldest first, with a break at each change of the land."""
    yield from found[:1]
    for before, one in pairwise(found):
        same = borders.era(before.period_start) == borders.era(one.period_start)
        yield one if same or one.status == BREAK else replace(one, status=BREAK, note=MOVED)
