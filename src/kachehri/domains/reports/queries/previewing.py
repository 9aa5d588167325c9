"""A chapter as the next draft would print it, before anybody builds one."""

from dataclasses import replace

from django.utils.translation import gettext, override

from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports.kinds import ReportKind
from kachehri.domains.reports.rules.document import blocks
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.selects import record_kinds
from kachehri.engines.documents.blocks import Chapter

from . import records


def preview(kind: ReportKind, place: PlaceView, key: str, language: str) -> Chapter | None:
    """Compose one chapter from what is known and written down now; None where there is none.

    Numbers of findings and what changed since the last edition are those of a draft that is built.
    """
    chapter = next((one for one in kind.chapters if one.key == key), None)
    if chapter is None:
        return None
    only = replace(kind, front=(), chapters=(chapter,), colophon=())
    figures = gather(only, place, records.printed(place.id, record_kinds(only)))
    with override(language):
        return Chapter(key, gettext(chapter.title), blocks(chapter.parts, figures, language))
