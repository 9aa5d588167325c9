"""How an edition is kept: its texts as rows, its files on the disk, one builder at a time."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_noop

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.kinds import ReportKind, SinceLast
from kachehri.domains.reports.models import Edition, EditionChapter, EditionFile, EditionText
from kachehri.domains.reports.rules import stated
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.editions import DRAFT, LAUNCHED
from kachehri.domains.reports.rules.facts import facts_of
from kachehri.domains.reports.rules.figures import Figures, gather
from kachehri.domains.reports.rules.selects import inside, record_kinds
from kachehri.domains.reports.rules.since import Earlier
from kachehri.engines.documents.blocks import Document, to_json
from kachehri.engines.documents.filing import put, sha256
from kachehri.engines.documents.writers import write
from kachehri.engines.jobs.kinds import JobProblem
from kachehri.engines.jobs.progress import Progress

COMPOSING = gettext_noop("Writing sentences and drawing charts (%(language)s)")
WRITING = gettext_noop("Writing the file %(name)s")
NO_KIND = gettext_noop("There is no kind of report called “%(kind)s”.")
NO_PLACE = gettext_noop("There is no place with the number %(place)s.")
WRONG_TIER = gettext_noop("%(place)s has no report of this kind: it is about a %(tier)s.")


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


def _spoken() -> tuple[str, ...]:
    """Every language of the site: each edition speaks them all."""
    return tuple(code for code, _name in settings.LANGUAGES)


def _cover(row: Edition) -> Cover:
    """What the cover of an edition says."""
    return Cover(
        edition=row.number,
        made_on=row.launched_on or row.built_at.date(),
        data_digest=row.data_digest,
        revision=row.revision if row.state == DRAFT else 0,
        review_on=row.review_on,
        because=row.because,
    )


def _gathered(kind: ReportKind, place: PlaceView) -> Figures:
    """Everything that a report of this kind about this place may use."""
    written = queries.records.printed(place.id, record_kinds(kind))
    return gather(kind, place, written)


def _compared(figures: Figures, number: int) -> Figures:
    """The figures with the edition that was launched before this number, where a part asks."""
    if not any(inside(figures.kind, SinceLast)):
        return figures
    key, place = figures.kind.key, figures.place
    rows = Edition.objects.filter(kind=key, place_id=place.id, state=LAUNCHED, number__lt=number)
    last = rows.order_by("-number").first()
    if last is None or last.launched_on is None:
        return figures
    page = f"reports/{key}/{place.key}/editions/{number}/since/"
    earlier = Earlier(
        number=last.number,
        launched_on=last.launched_on,
        data_digest=last.data_digest,
        facts=stated.from_json(last.facts),
        page=page,
        on=last.launched_on,
    )
    return replace(figures, earlier=earlier)


def _write_texts(row: Edition, kind: ReportKind, figures: Figures, progress: Progress) -> None:
    """Compose the document in every language that the edition does not speak yet, and keep it."""
    known = set(EditionText.objects.filter(edition=row).values_list("language", flat=True))
    cover = _cover(row)
    if not known.issuperset(_spoken()):
        progress.step(COMPOSING, language=_spoken()[0])
        figures = _with_facts(row, kind, figures, cover)
    for language in _spoken():
        if language not in known:
            progress.step(COMPOSING, language=language)
            _keep(row, compose(kind, figures, language, cover))
        progress.advance()


def _with_facts(row: Edition, kind: ReportKind, figures: Figures, cover: Cover) -> Figures:
    """Keep what the edition states, unless that was done; the figures know it from then on."""
    kept = Edition.objects.values_list("facts", flat=True).get(pk=row.pk)
    if not kept:
        found = facts_of(compose(kind, figures, _spoken()[0], cover), figures, _spoken())
        kept = stated.to_json(found)
        Edition.objects.filter(pk=row.pk).update(facts=kept)
    if figures.earlier is None:
        return figures
    now = stated.from_json(kept)
    return replace(figures, earlier=replace(figures.earlier, now=now, on=cover.made_on))


def _keep(row: Edition, document: Document) -> None:
    """Keep a document: its cover, and each chapter as a row of its own."""
    data = to_json(document)
    if not isinstance(data, dict):
        raise TypeError("a document becomes a JSON object")
    chapters = data.pop("chapters")
    text = EditionText.objects.create(
        edition=row,
        language=document.language,
        cover=data,
        contents=[[chapter.key, chapter.title] for chapter in document.chapters],
    )
    EditionChapter.objects.bulk_create(
        EditionChapter(text=text, position=n, key=chapter.key, content=content)
        for n, (chapter, content) in enumerate(
            zip(document.chapters, chapters, strict=True)  # type: ignore[arg-type]
        )
    )


def _write_files(
    row: Edition,
    place: PlaceView,
    languages: Sequence[str],
    formats: Sequence[str],
    progress: Progress,
) -> None:
    """Write the files of an edition from its texts; what stands and is whole is left as it is."""
    for language in languages:
        with transaction.atomic():
            # Nobody takes words out of this text while files are written from it.
            EditionText.objects.select_for_update().get(edition=row, language=language)
            document = queries.document(row.pk, language)
            if document is None:
                raise LookupError(f"edition {row.pk} does not speak {language}")
            for format in formats:
                progress.step(WRITING, name=_file_name(place, row.kind, language, format))
                _write_file(row, place, document, format)
                progress.advance()


def _write_file(row: Edition, place: PlaceView, document: Document, format: str) -> None:
    """One file, on the disk first, then as a row."""
    language = document.language
    known = EditionFile.objects.filter(edition=row, language=language, format=format).first()
    if known is not None and _is_whole(Path(settings.FILES_ROOT) / known.path, known):
        return
    data = write(document, format, base_url=settings.SITE_URL)
    path = _folder(row, place) / _file_name(place, row.kind, language, format)
    put(Path(settings.FILES_ROOT) / path, data)
    EditionFile.objects.update_or_create(
        edition=row,
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


def _folder(row: Edition, place: PlaceView) -> Path:
    """Where the files of an edition are, below FILES_ROOT; each draft has a folder of its own."""
    folder = Path("editions") / row.kind / place.key / str(row.number)
    return folder / f"draft-{row.revision}" if row.state == DRAFT else folder


def _file_name(place: PlaceView, kind: str, language: str, format: str) -> str:
    """What a file of an edition is called: "larkana-human-security-en.pdf"."""
    return f"{place.key}-{kind}-{language}.{format}"


def _one_at_a_time(kind: str, place_id: int) -> None:
    """Let one transaction at a time work on the editions of a report; the next one waits."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"edition {kind} {place_id}"])
