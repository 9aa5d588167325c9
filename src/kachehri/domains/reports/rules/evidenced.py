"""The parts that print evidence without naming each indicator, as blocks."""

from collections.abc import Mapping

from kachehri.domains.reports.kinds import Changes, Gaps, Part, Situation, Unpublished

from .evidenced_changes import changes
from .evidenced_gaps import gaps
from .evidenced_missing import unpublished
from .evidenced_situation import situation
from .figures import Composer

COMPOSERS: Mapping[type[Part], Composer] = {
    Situation: situation,
    Changes: changes,
    Gaps: gaps,
    Unpublished: unpublished,
}
"""How each class of parts becomes blocks."""
