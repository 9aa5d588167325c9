"""Editions as pages and the terminal read them."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile, EditionText
from kachehri.domains.reports.rules.editions import DRAFT, draft_mark
from kachehri.engines.documents.blocks import Chapter, Document, document_from_json, from_json

NEWEST = ("-state", "-number", "-revision")
"""What is launched stands before drafts (its state sorts behind theirs), higher numbers first."""
FILE_FIELDS = ("language", "format", "path", "sha256", "size")


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
    """An edition, the languages it speaks and the files that were made of it.

    A draft counts its revisions. `because` is why it was launched without a workshop;
    `redacted_on` the day on which somebody's words were last taken out of it, `redactions` how
    often that was done: whoever keeps the text in memory goes by it.
    """

    id: int
    thing_id: int
    kind: str
    place_id: int
    number: int
    revision: int
    state: str
    launched_on: date | None
    review_on: date | None
    because: str
    redacted_on: date | None
    redactions: int
    built_at: datetime
    data_digest: str
    languages: tuple[str, ...]
    files: tuple[FileView, ...]

    @property
    def is_draft(self) -> bool:
        """Whether nobody has launched it yet."""
        return self.state == DRAFT

    @property
    def mark(self) -> str:
        """What stands on every page of a draft, translated; empty for a launched edition."""
        return draft_mark(self.number, self.revision) if self.is_draft else ""

    @property
    def name(self) -> str:
        """What records call it: "human-security/2"."""
        return f"{self.kind}/{self.number}"

    @property
    def day(self) -> date:
        """The day it was launched, or made."""
        return self.launched_on or self.built_at.date()

    def is_overdue(self, on: date) -> bool:
        """Whether it should have been looked at again before that day."""
        return self.review_on is not None and self.review_on < on

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
    """Return the newest launched edition of a kind about a place, else its newest draft, or None.

    One query, as the others below.
    """
    return first(_of(kind, place_id).order_by(*NEWEST))


def draft(kind: str, place_id: int) -> EditionView | None:
    """Return the draft of the number after the last launched one, or None where there is none."""
    found = first(_of(kind, place_id).order_by("-number", "-state", "-revision"))
    return found if found and found.is_draft else None


def numbered(kind: str, place_id: int, number: int) -> EditionView | None:
    """Return the edition of a number: as it was launched, else its newest draft; or None."""
    return first(_of(kind, place_id).filter(number=number).order_by(*NEWEST))


def numbers(kind: str, place_id: int) -> tuple[EditionView, ...]:
    """Return one edition a number, as in `numbered`, the highest number first."""
    rows = _of(kind, place_id).order_by("-number", "-state", "-revision").distinct("number")
    return views(rows)


def listed(kind: str = "", place_id: int | None = None) -> tuple[EditionView, ...]:
    """Return one edition a number of every report, of one kind or place if told so.

    The youngest first, each as in `numbered`.
    """
    named = ("kind", "place_id", "number")
    rows = Edition.objects.order_by(*named, "-state", "-revision").distinct(*named)
    rows = rows.filter(kind=kind) if kind else rows
    found = views(rows if place_id is None else rows.filter(place_id=place_id))
    return tuple(sorted(found, key=lambda one: (one.day, one.id), reverse=True))


def last_launched(kind: str, place_id: int) -> int | None:
    """Return the number of the newest launched edition (one small query), or None."""
    rows = _of(kind, place_id).filter(launched_on__isnull=False)
    return rows.order_by("-number").values_list("number", flat=True).first()


def revisions(kind: str, place_id: int, number: int) -> tuple[EditionView, ...]:
    """Return every revision of a number that was kept, the newest first."""
    return views(_of(kind, place_id).filter(number=number).order_by("-revision"))


def edition(id: int) -> EditionView | None:
    """Return one edition, or None."""
    return first(Edition.objects.filter(pk=id))


def editions(kind: str = "", place_id: int | None = None) -> tuple[EditionView, ...]:
    """Return every edition, of one kind or about one place if told so, the youngest first.

    Every revision of every draft is among them.
    """
    rows = Edition.objects.order_by("-built_at", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    return views(rows if place_id is None else rows.filter(place_id=place_id))


def newest() -> tuple[EditionView, ...]:
    """Return the edition of each kind and place that `latest` returns, the youngest first."""
    rows = Edition.objects.order_by("kind", "place_id", *NEWEST).distinct("kind", "place_id")
    return tuple(sorted(views(rows), key=lambda one: one.built_at, reverse=True))


def _of(kind: str, place_id: int) -> QuerySet[Edition]:
    """The editions of a kind about a place."""
    return Edition.objects.filter(kind=kind, place_id=place_id)


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


def first(rows: QuerySet[Edition]) -> EditionView | None:
    """The first of some rows as its read-model, or None."""
    return next(iter(views(rows[:1])), None)


def views(rows: QuerySet[Edition]) -> tuple[EditionView, ...]:
    """Rows as their read-models, with languages and files (one query)."""
    texts = EditionText.objects.filter(edition=OuterRef("pk")).order_by("id")
    files = EditionFile.objects.filter(edition=OuterRef("pk")).order_by("language", "format")
    found = rows.defer("facts").annotate(
        spoken=ArraySubquery(texts.values("language")),
        made=ArraySubquery(
            files.values(json=JSONObject(**{field: field for field in FILE_FIELDS}))
        ),
    )
    return tuple(edition_view(row) for row in found)


def edition_view(row: Any) -> EditionView:
    """A row with what `views` adds to it, as its read-model."""
    return EditionView(
        id=row.pk,
        thing_id=row.thing_id,
        kind=row.kind,
        place_id=row.place_id,
        number=row.number,
        revision=row.revision,
        state=row.state,
        launched_on=row.launched_on,
        review_on=row.review_on,
        because=row.because,
        redacted_on=row.redacted_on,
        redactions=row.redactions,
        built_at=row.built_at,
        data_digest=row.data_digest,
        languages=tuple(row.spoken),
        files=tuple(file_view(**one) for one in row.made),
    )


def file_view(language: str, format: str, path: str, sha256: str, size: int) -> FileView:
    """The fields of a file as its read-model."""
    return FileView(language, format, Path(settings.FILES_ROOT) / path, sha256, size)
