"""A small kind of report for tests of what happens to editions: quick to make."""

from kachehri.domains.reports.kinds import (
    ChapterKind,
    DefinitionsList,
    KeyFigure,
    KeyFigures,
    PartsTable,
    ReportKind,
    Select,
    SinceLast,
    TableColumn,
    Words,
)

LITERACY = Select("literacy-10")
SMALL = ReportKind(
    key="made-up-small",
    name="Small report",
    title="Small report: %(place)s",
    subtitle="Made up for tests",
    tier="district",
    within="province",
    whole="%(place)s district",
    part="%(place)s taluka",
    front=(KeyFigures((KeyFigure(LITERACY, "can read"),)),),
    chapters=(
        ChapterKind(
            "since",
            "Since the last edition",
            (SinceLast(),),
        ),
        ChapterKind(
            "reading",
            "Reading",
            (
                Words("Who can read in %(place)s."),
                PartsTable(
                    "Reading",
                    (
                        TableColumn(LITERACY, "All"),
                        TableColumn(Select("literacy-10", sex="female"), "Women"),
                        TableColumn(Select("population"), "People"),
                    ),
                ),
            ),
        ),
        ChapterKind("meaning", "Meaning", (DefinitionsList(),)),
    ),
)
