"""What the pack holds, for whoever loads it: places, calendars, indicators, sources, figures."""

from pathlib import Path

from kachehri.domains.evidence.kinds import EvidencePack

from .calendars import CALENDARS, HOLIDAYS, WEEKENDS
from .indicators import INDICATORS
from .library import PUBLICATIONS
from .places import TREE
from .recipes import QUOTIENTS, RECIPES
from .sources import SOURCES
from .survey_sources import SURVEY_SOURCES
from .withheld import WITHHELD

__all__ = ["BODIES", "CALENDARS", "EVIDENCE", "HOLIDAYS", "TREE", "WEEKENDS"]

FOLDER = Path(__file__).resolve().parent / "figures"
"""Compact tables (`kachehri import figures`). How each was made: docs/guide/figures.md."""

BODIES = Path(__file__).resolve().parent / "bodies"
"""Offices with their desks, positions, addresses and service points: docs/guide/bodies.md."""

EVIDENCE = EvidencePack(
    indicators=INDICATORS,
    sources=(*SOURCES, *SURVEY_SOURCES),
    recipes=RECIPES,
    figures=tuple(sorted(FOLDER.glob("*.csv"))),
    quotients=QUOTIENTS,
    withheld=WITHHELD,
    publications=PUBLICATIONS,
)
