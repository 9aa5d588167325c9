"""Building editions of reports."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.kinds import FORMATS, ReportKind
from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile, EditionText
from kachehri.domains.reports.queries import EditionView
from kachehri.domains.reports.rules import MAY_BUILD
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.figures import Figures, gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.documents.blocks import Document, to_json
from kachehri.engines.documents.filing import put, sha256
from kachehri.engines.documents.writers import write
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.kinds import JobProblem
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.engines.ledger import actions as ledger

BUILD = "build-report"
"""The kind of job that builds an edition."""

READING = gettext_noop("Reading the figures")
COMPOSING = gettext_noop("Writing sentences and drawing charts (%(language)s)")
WRITING = gettext_noop("Writing the file %(name)s")
NO_KIND = gettext_noop("There is no kind of report called “%(kind)s”.")
NO_PLACE = gettext_noop("There is no place with the number %(place)s.")
WRONG_TIER = gettext_noop("%(place)s has no report of this kind: it is about a %(tier)s.")


def ask_for_edition(*, kind: str, place_id: int, by: Actor, at: datetime) -> int:
    """Ask a worker for an edition in every language and format; return the job's id.

    Raises Refused, or JobProblem for a kind or place that there is not.
    """
    _report, place = _found(kind, place_id)
    require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
    return jobs.ask(kind=BUILD, arguments={"kind": kind, "place_id": place_id}, by=by, at=at)


def build_edition(
    *,
    kind: str,
    place_id: int,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
    languages: Sequence[str] = (),
    formats: Sequence[str] = FORMATS,
) -> EditionView:
    """Return the edition of what is known now, with files in these languages (all) and formats.

    Its text is always made in every language: the site shows it. Where nothing changed since the
    latest edition, that one is returned, and only what it still lacks is made; it comes out as it
    would have then. Safe to run twice, and beside itself. Raises Refused, or JobProblem for a kind
    or place that there is not.
    """
    progress = progress or Silent()
    spoken = tuple(code for code, _name in settings.LANGUAGES)
    languages = languages or spoken
    known, place = _found(kind, place_id)
    require(MAY_BUILD, by, {"place_thing_id": place.thing_id})
    progress.start(1 + len(spoken) + len(languages) * len(formats))
    progress.step(READING)
    figures = gather(known, place)
    edition = _edition(known, place, digest(known, figures), by, at)
    progress.advance()
    for language in spoken:
        progress.step(COMPOSING, language=language)
        document = _document(edition, known, figures, language)
        progress.advance()
        for format in formats if language in languages else ():
            progress.step(WRITING, name=_file_name(place, kind, language, format))
            _file(edition, place, document, format)
            progress.advance()
    built = queries.edition(edition.pk)
    if built is None:
        raise LookupError(f"edition {edition.pk} is gone")
    return built


def _found(kind: str, place_id: int) -> tuple[ReportKind, PlaceView]:
    """The kind and the place, or a plain word on what is wrong with them."""
    known = kinds.find(kind)
    if known is None:
        raise JobProblem(NO_KIND, kind=kind)
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise JobProblem(NO_PLACE, place=place_id)
    if place.tier != known.tier:
        raise JobProblem(WRONG_TIER, place=place.name(), tier=known.tier)
    return known, place


def _edition(
    kind: ReportKind, place: PlaceView, data_digest: str, by: Actor, at: datetime
) -> Edition:
    """The latest edition if nothing changed since, else a new one with the next number."""
    with transaction.atomic():
        _one_at_a_time(f"edition {kind.key} {place.id}")
        rows = Edition.objects.filter(kind=kind.key, place_id=place.id).order_by("-number")
        last = rows.first()
        if last is not None and last.data_digest == data_digest:
            return last
        edition = Edition.objects.create(
            thing=ledger.register(kind="reports.edition", at=at),
            kind=kind.key,
            place_id=place.id,
            number=last.number + 1 if last else 1,
            built_at=at,
            data_digest=data_digest,
        )
        refs: Mapping[str, int | str] = {"kind": kind.key, "number": edition.number}
        ledger.record(
            verb="reports.built",
            by=by.thing_id or 0,
            thing=edition.thing_id,
            at=at,
            refs={**refs, "place": place.thing_id},
        )
    return edition


def _document(edition: Edition, kind: ReportKind, figures: Figures, language: str) -> Document:
    """The document of an edition in a language: as it was stored, else composed and stored."""
    stored = queries.document(edition.pk, language)
    if stored is not None:
        return stored
    cover = Cover(edition.number, edition.built_at.date(), edition.data_digest)
    document = compose(kind, figures, language, cover)
    data = to_json(document)
    if not isinstance(data, dict):
        raise TypeError("a document becomes a JSON object")
    chapters = data.pop("chapters")
    with transaction.atomic():
        _one_at_a_time(f"text {edition.pk} {language}")
        if not EditionText.objects.filter(edition=edition, language=language).exists():
            text = EditionText.objects.create(
                edition=edition,
                language=language,
                cover=data,
                contents=[[chapter.key, chapter.title] for chapter in document.chapters],
            )
            EditionChapter.objects.bulk_create(
                EditionChapter(text=text, position=n, key=chapter.key, content=content)
                for n, (chapter, content) in enumerate(
                    zip(document.chapters, chapters, strict=True)  # type: ignore[arg-type]
                )
            )
    return document


def _file(edition: Edition, place: PlaceView, document: Document, format: str) -> None:
    """The file of a document in a format: left as it is where it stands and is whole."""
    language = document.language
    known = EditionFile.objects.filter(edition=edition, language=language, format=format).first()
    if known is not None and _is_whole(Path(settings.FILES_ROOT) / known.path, known):
        return
    data = write(document, format, base_url=settings.SITE_URL)
    name = _file_name(place, edition.kind, language, format)
    path = Path("editions") / edition.kind / place.key / str(edition.number) / name
    put(Path(settings.FILES_ROOT) / path, data)
    EditionFile.objects.update_or_create(
        edition=edition,
        language=language,
        format=format,
        defaults={"path": str(path), "sha256": sha256(data), "size": len(data)},
    )


def _is_whole(path: Path, known: EditionFile) -> bool:
    """Whether the file is there as it was written."""
    return (
        path.exists()
        and path.stat().st_size == known.size
        and sha256(path.read_bytes()) == known.sha256
    )


def _file_name(place: PlaceView, kind: str, language: str, format: str) -> str:
    """What a file of an edition is called: "larkana-human-security-en.pdf"."""
    return f"{place.key}-{kind}-{language}.{format}"


def _one_at_a_time(what: str) -> None:
    """Let one transaction at a time do this; the next one waits, and sees what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [what])
