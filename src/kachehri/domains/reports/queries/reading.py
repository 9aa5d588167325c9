"""Editions as pages and the terminal read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from django.conf import settings

from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile, EditionText
from kachehri.engines.documents.blocks import Chapter, Document, document_from_json, from_json


@dataclass(frozen=True)
class FileView:
    """A file of an edition. `name` is what a reader saves it as."""

    language: str
    format: str
    path: Path
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name


@dataclass(frozen=True)
class EditionView:
    """An edition, the languages it speaks and the files that were made of it."""

    id: int
    thing_id: int
    kind: str
    place_id: int
    number: int
    built_at: datetime
    data_digest: str
    languages: tuple[str, ...]
    files: tuple[FileView, ...]

    def file(self, language: str, format: str) -> FileView | None:
        """Return the file in a language and format, or None where it was not made."""
        wanted = (language, format)
        return next((one for one in self.files if (one.language, one.format) == wanted), None)


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the table of contents."""

    key: str
    title: str


@dataclass(frozen=True)
class CoverView:
    """An edition in one language without its chapters: `document` has the front and the sources."""

    edition_id: int
    document: Document
    contents: tuple[ContentsEntry, ...]


@dataclass(frozen=True)
class ChapterView:
    """A chapter with what stands around it."""

    cover: CoverView
    chapter: Chapter
    before: ContentsEntry | None
    after: ContentsEntry | None


def latest(kind: str, place_id: int) -> EditionView | None:
    """Return the youngest edition of a kind about a place (three queries), or None."""
    rows = Edition.objects.filter(kind=kind, place_id=place_id).order_by("-number")[:1]
    return next(iter(views(rows)), None)


def edition(id: int) -> EditionView | None:
    """Return one edition (three queries), or None."""
    return next(iter(views(Edition.objects.filter(pk=id))), None)


def editions(kind: str = "", place_id: int | None = None) -> tuple[EditionView, ...]:
    """Return every edition, of one kind or about one place if told so, the youngest first."""
    rows = Edition.objects.order_by("-built_at", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    return views(rows if place_id is None else rows.filter(place_id=place_id))


def newest() -> tuple[EditionView, ...]:
    """Return the youngest edition of each kind and place (three queries), the youngest first."""
    rows = Edition.objects.order_by("kind", "place_id", "-number").distinct("kind", "place_id")
    return tuple(sorted(views(rows), key=lambda one: one.built_at, reverse=True))


def cover(edition_id: int, language: str) -> CoverView | None:
    """Return the cover in a language (one query), or None where the edition does not speak it."""
    row = EditionText.objects.filter(edition_id=edition_id, language=language).first()
    return cover_view(row) if row else None


def chapter(edition_id: int, language: str, key: str) -> ChapterView | None:
    """Return one chapter with its cover (one query), or None."""
    row = (
        EditionChapter.objects.filter(key=key, text__edition_id=edition_id, text__language=language)
        .select_related("text")
        .first()
    )
    if row is None:
        return None
    around = cover_view(row.text)
    place = [entry.key for entry in around.contents].index(key)
    return ChapterView(
        cover=around,
        chapter=cast("Chapter", from_json(row.content)),
        before=around.contents[place - 1] if place else None,
        after=around.contents[place + 1] if place + 1 < len(around.contents) else None,
    )


def document(edition_id: int, language: str) -> Document | None:
    """Return the whole document (two queries), as the writers read it, or None."""
    row = EditionText.objects.filter(edition_id=edition_id, language=language).first()
    if row is None:
        return None
    chapters = row.chapters.order_by("position").values_list("content", flat=True)
    return document_from_json(row.cover | {"chapters": list(chapters)})


def cover_view(row: EditionText) -> CoverView:
    """A row as its read-model."""
    return CoverView(
        edition_id=row.edition_id,
        document=document_from_json(row.cover),
        contents=tuple(ContentsEntry(*entry) for entry in row.contents),
    )


def views(rows: Iterable[Edition]) -> tuple[EditionView, ...]:
    """Rows as their read-models, with languages and files (two more queries)."""
    found = list(rows)
    languages: dict[int, list[str]] = {row.pk: [] for row in found}
    files: dict[int, list[FileView]] = {row.pk: [] for row in found}
    texts = EditionText.objects.filter(edition__in=languages).order_by("id")
    for edition_id, language in texts.values_list("edition_id", "language"):
        languages[edition_id].append(language)
    for file in EditionFile.objects.filter(edition__in=files).order_by("language", "format"):
        files[file.edition_id].append(file_view(file))
    return tuple(
        EditionView(
            id=row.pk,
            thing_id=row.thing_id,
            kind=row.kind,
            place_id=row.place_id,
            number=row.number,
            built_at=row.built_at,
            data_digest=row.data_digest,
            languages=tuple(languages[row.pk]),
            files=tuple(files[row.pk]),
        )
        for row in found
    )


def file_view(row: EditionFile) -> FileView:
    """A row as its read-model."""
    path = Path(settings.FILES_ROOT) / row.path
    return FileView(row.language, row.format, path, row.sha256, row.size)
