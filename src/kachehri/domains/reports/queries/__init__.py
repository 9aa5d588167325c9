"""The only door to editions of reports and to what teams wrote for them: frozen read-models.

`queries.records` is a module: `records.records(place.id)`, `records.record(7)`.
"""

from . import records
from .life import Answer, answers, facts, workshops
from .reading import (
    ChapterView,
    ContentsEntry,
    CoverView,
    EditionView,
    FileView,
    chapter,
    cover,
    cover_view,
    document,
    draft,
    edition,
    editions,
    file_view,
    latest,
    launched_before,
    listed,
    newest,
    numbered,
    numbers,
    revisions,
    views,
)

__all__ = [
    "Answer",
    "ChapterView",
    "ContentsEntry",
    "CoverView",
    "EditionView",
    "FileView",
    "answers",
    "chapter",
    "cover",
    "cover_view",
    "document",
    "draft",
    "edition",
    "editions",
    "facts",
    "file_view",
    "latest",
    "launched_before",
    "listed",
    "newest",
    "numbered",
    "numbers",
    "records",
    "revisions",
    "views",
    "workshops",
]
