"""The parts that print evidence without naming each indicator, as blocks."""

from collections.abc import Mapping

from kachehri.domains.reports.kinds import (
    Changes,
    Disclosure,
    Gaps,
    MetaSheets,
    Part,
    PeopleAndRecords,
    Situation,
    SourcesTable,
    Spending,
    Unpublished,
    VulnerableGroups,
)

from .evidenced_changes import changes
from .evidenced_gaps import gaps
from .evidenced_groups import groups
from .evidenced_missing import unpublished
from .evidenced_money import people_and_records, spending
from .evidenced_sheets import disclosure, meta_sheets, sources_table
from .evidenced_situation import situation
from .figures import Composer

COMPOSERS: Mapping[type[Part], Composer] = {
    Situation: situation,
    Changes: changes,
    PeopleAndRecords: people_and_records,
    Spending: spending,
    Gaps: gaps,
    Unpublished: unpublished,
    VulnerableGroups: groups,
    MetaSheets: meta_sheets,
    SourcesTable: sources_table,
    Disclosure: disclosure,
}
"""How each class of parts becomes blocks."""
