"""The only door to editions of reports and to what teams wrote for them: frozen read-models.

`queries.records` is a module: `records.records(place.id)`, `records.record(7)`.
"""

from . import records
from .life import Answer, answers, earlier, workshops
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
    last_launched,
    latest,
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
    "earlier",
    "edition",
    "editions",
    "file_view",
    "last_launched",
    "latest",
    "listed",
    "newest",
    "numbered",
    "numbers",
    "records",
    "revisions",
    "views",
    "workshops",
]
