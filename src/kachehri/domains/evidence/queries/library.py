"""The library: publications with their citation, found by words, subject, place, kind, language."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS
from kachehri.domains.evidence.kinds.library import LANGUAGES, PAPER_TYPES, RIGHTS, SHOWN_RIGHTS
from kachehri.domains.evidence.models import Publication, PublicationPlace
from kachehri.engines.tables.originals import where
from kachehri.kernel.scripts import fold

from .registers import source_view
from .views import SourceView

if TYPE_CHECKING:
    from kachehri.domains.evidence.models import Source

PAGE = 20


@dataclass(frozen=True)
class PaperFile:
    """A file of the library. `name` is what a reader saves it as."""

    path: Path
    name: str
    type: str
    size: int
    sha256: str

    @property
    def content_type(self) -> str:
        """Its media type."""
        return PAPER_TYPES[self.type]


@dataclass(frozen=True)
class PublicationView:
    """A publication as it is read. Titles and abstracts stay in the language of the publication."""

    id: int
    source: SourceView
    authors: str
    abstract: str
    language: str
    sectors: tuple[str, ...]
    dimensions: tuple[str, ...]
    place_ids: tuple[int, ...]
    rights: str
    version: int
    entered_at: datetime
    changed_at: datetime
    file: PaperFile | None

    @property
    def code(self) -> str:
        """The code by which it is cited: `[[code]]`."""
        return self.source.code

    @property
    def lang(self) -> str:
        """The language for the `lang` attribute; empty where it is none of ours."""
        return "" if self.language == "other" else self.language

    @property
    def language_label(self) -> str:
        """Its language, translated."""
        return gettext(LANGUAGES.get(self.language, self.language))

    @property
    def rights_label(self) -> str:
        """What may be done with it, translated."""
        return gettext(RIGHTS.get(self.rights, self.rights))

    @property
    def topics(self) -> tuple[tuple[str, str], ...]:
        """Sectors as code and name, translated."""
        return tuple((code, gettext(SECTORS.get(code, code))) for code in self.sectors)

    @property
    def sides(self) -> tuple[str, ...]:
        """Dimensions of human security, translated."""
        return tuple(gettext(DIMENSIONS.get(code, code)) for code in self.dimensions)

    @property
    def citation(self) -> str:
        """Authors, year, title and publisher in one line."""
        said = f"{self.authors} ({self.source.year}): {self.source.title}"
        return f"{said}. {self.source.publisher}"

    @property
    def short(self) -> str:
        """How a text names it: the first author's last words and the year."""
        first = self.authors.split(";")[0].split(",")[0].strip()
        return f"{first} {self.source.year}"


@dataclass(frozen=True)
class LibraryFilter:
    """What is looked for; empty fields ask for nothing."""

    words: str = ""
    kind: str = ""
    sector: str = ""
    dimension: str = ""
    language: str = ""
    place_ids: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class LibraryPage:
    """A page of publications, the youngest first; `after` is the mark of the next one or empty."""

    rows: tuple[PublicationView, ...]
    after: str
    total: int


def publications(wanted: LibraryFilter, *, after: str = "") -> LibraryPage:
    """A page of what is looked for (three queries)."""
    found = _matching(wanted)
    total = found.count()
    mark = _mark(after)
    if mark is not None:
        year, row = mark
        found = found.filter(Q(source__year__lt=year) | Q(source__year=year, id__gt=row))
    rows = list(found.select_related("source").order_by("-source__year", "id")[: PAGE + 1])
    shown = rows[:PAGE]
    last = f"{shown[-1].source.year}-{shown[-1].pk}" if len(rows) > PAGE else ""
    return LibraryPage(_views(shown), last, total)


def publication(code: str) -> PublicationView | None:
    """One publication (two queries), or None."""
    rows = Publication.objects.filter(source__code=code).select_related("source")
    return next(iter(_views(rows)), None)


def publications_of(codes: Collection[str]) -> tuple[PublicationView, ...]:
    """The publications among some sources (two queries), in the order of their codes."""
    rows = Publication.objects.filter(source__code__in=list(codes)).select_related("source")
    return _views(rows.order_by("source__code"))


def _matching(wanted: LibraryFilter) -> QuerySet[Publication]:
    rows = Publication.objects.all()
    for word in fold(wanted.words).split():
        rows = rows.filter(search_key__contains=word)
    if wanted.kind:
        rows = rows.filter(source__kind=wanted.kind)
    if wanted.sector:
        rows = rows.filter(sectors__contains=[wanted.sector])
    if wanted.dimension:
        rows = rows.filter(dimensions__contains=[wanted.dimension])
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.place_ids:
        about = PublicationPlace.objects.filter(place_id__in=wanted.place_ids)
        rows = rows.filter(id__in=about.values("publication_id"))
    return rows


def _mark(after: str) -> tuple[int, int] | None:
    """The year and id of the last one seen; None for anything else."""
    year, _dash, row = after.partition("-")
    both_short = 0 < len(year) <= 4 and 0 < len(row) <= 12
    return (int(year), int(row)) if both_short and year.isdecimal() and row.isdecimal() else None


def _views(rows: Iterable[Publication]) -> tuple[PublicationView, ...]:
    found = list(rows)
    about: dict[int, list[int]] = defaultdict(list)
    places = PublicationPlace.objects.filter(publication__in=[row.pk for row in found])
    for publication_id, place_id in places.order_by("place_id").values_list(
        "publication_id", "place_id"
    ):
        about[publication_id].append(place_id)
    return tuple(_view(row, row.source, tuple(about[row.pk])) for row in found)


def _view(row: Publication, source: "Source", place_ids: tuple[int, ...]) -> PublicationView:
    return PublicationView(
        id=row.pk,
        source=source_view(source),
        authors=row.authors,
        abstract=row.abstract,
        language=row.language,
        sectors=tuple(row.sectors),
        dimensions=tuple(row.dimensions),
        place_ids=place_ids,
        rights=row.rights,
        version=row.version,
        entered_at=row.entered_at,
        changed_at=row.changed_at,
        file=_file(row, source.code),
    )


def _file(row: Publication, code: str) -> PaperFile | None:
    """The file, if there is one and it may be shown."""
    if not row.file_sha256 or row.rights not in SHOWN_RIGHTS:
        return None
    path = where(library_folder(), row.file_sha256)
    return PaperFile(path, f"{code}.{row.file_type}", row.file_type, row.file_size, row.file_sha256)


def library_folder() -> Path:
    """Where the library's files lie: no web server gives them out, and a backup has them."""
    return Path(settings.FILES_ROOT) / "library"
