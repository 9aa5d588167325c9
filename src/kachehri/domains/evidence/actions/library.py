"""The library: entering a publication, correcting it, giving it a file and taking that away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, override

from kachehri.domains.evidence.kinds import DIMENSIONS, SECTORS, SOURCE_KINDS
from kachehri.domains.evidence.kinds.library import (
    LANGUAGES,
    LARGEST_PAPER,
    LIBRARY_KINDS,
    RIGHTS,
    SHOWN_RIGHTS,
    Publication,
)
from kachehri.domains.evidence.models import Publication as Entry
from kachehri.domains.evidence.models import PublicationPlace, PublicationVersion, Source
from kachehri.domains.evidence.queries.library import library_folder
from kachehri.domains.evidence.rules.papers import paper_type
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.access.roles import EDIT
from kachehri.engines.ledger.actions import record
from kachehri.engines.tables.files import FileProblem
from kachehri.engines.tables.originals import keep, where
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import IsSystem
from kachehri.kernel.scripts import fold

from .declaring import _put_source

_ = gettext_noop

MAY_KEEP = EDIT | IsSystem()
"""The library is kept by editors; a pack brings its entries."""

_OF_SOURCE = (
    "kind", "publisher", "title", "year", "page", "licence", "note", "address", "verified",
)  # fmt: skip
_OF_ENTRY = ("authors", "abstract", "language", "rights")


class LibraryProblem(Exception):
    """Something that cannot be done with an entry. `key` is an English message."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class EntryOvertaken(LibraryProblem):
    """Somebody else saved the entry in between; nothing was written."""

    def __init__(self, version: int) -> None:
        super().__init__(_("Somebody else changed this entry in between. Look at it first."))
        self.version = version


def enter_publication(*, publication: Publication, by: Actor, at: datetime) -> str:
    """Put a publication into the library; return the code by which it is cited.

    The code is a new one where that of the source is taken. Raises Refused, LibraryProblem.
    """
    require(MAY_KEEP, by)
    ids = _checked(publication)
    with transaction.atomic():
        code = _free(publication.source.code)
        _put_source(replace(publication.source, code=code), by=by, at=at)
        source = Source.objects.get(code=code)
        entry = Entry.objects.create(
            source=source,
            search_key=_search_key(publication, ids),
            entered_at=at,
            changed_at=at,
            **_fields(publication),
        )
        _put_places(entry, ids)
        _keep_version(entry, publication, by, at)
        _say("evidence.library_entered", entry, by, at)
    return code


def bring_publications(*, publications: Sequence[Publication], by: Actor, at: datetime) -> int:
    """Enter those of a pack's publications that are not in the library; return how many were new.

    One that is there stays as it is: editors may have corrected it.
    """
    wanted = {one.source.code: one for one in publications}
    there = set(
        Entry.objects.filter(source__code__in=wanted).values_list("source__code", flat=True)
    )
    new = [one for code, one in wanted.items() if code not in there]
    for one in new:
        enter_publication(publication=one, by=by, at=at)
    return len(new)


def correct_publication(
    *, code: str, version: int, publication: Publication, by: Actor, at: datetime
) -> int:
    """Correct an entry; return its new version. What it said before is kept.

    `version` is the one that was looked at. Raises Refused, LibraryProblem, EntryOvertaken.
    """
    require(MAY_KEEP, by)
    ids = _checked(publication)
    with transaction.atomic():
        entry = _locked(code)
        if entry.version != version:
            raise EntryOvertaken(entry.version)
        said = {name: getattr(publication.source, name) for name in _OF_SOURCE}
        Source.objects.filter(pk=entry.source_id).update(**said)
        for name, value in _fields(publication).items():
            setattr(entry, name, value)
        entry.search_key = _search_key(publication, ids)
        entry.version += 1
        entry.changed_at = at
        entry.save()
        _put_places(entry, ids)
        _keep_version(entry, publication, by, at)
        _say("evidence.library_corrected", entry, by, at)
    return entry.version


def give_file(
    *, code: str, file_name: str, chunks: Iterable[bytes], by: Actor, at: datetime
) -> None:
    """Keep the text of a publication, in place of what was there.

    Raises Refused, LibraryProblem where its rights do not allow that, FileProblem for a file that
    is too large, damaged, no PDF or Word file, or that would run something.
    """
    require(MAY_KEEP, by)
    name = Path(file_name).name[:255] or "file"
    with transaction.atomic():
        entry = _locked(code)
        if entry.rights not in SHOWN_RIGHTS:
            raise LibraryProblem(_("Its rights do not allow us to keep the text."))
        sha256, size = keep(library_folder(), _limited(chunks, name), name)
        path = where(library_folder(), sha256)
        try:
            form = paper_type(path, name)
        except BaseException:
            if not Entry.objects.filter(file_sha256=sha256).exists():
                path.unlink(missing_ok=True)
            raise
        entry.file_name, entry.file_sha256, entry.file_size = name, sha256, size
        entry.file_type, entry.changed_at = form, at
        entry.save()
        _say("evidence.library_file_given", entry, by, at)


def take_file_away(*, code: str, by: Actor, at: datetime) -> None:
    """Stop showing the text of a publication. The file goes where no other entry has it."""
    require(MAY_KEEP, by)
    with transaction.atomic():
        entry = _locked(code)
        sha256 = entry.file_sha256
        if not sha256:
            return
        entry.file_name = entry.file_sha256 = entry.file_type = ""
        entry.file_size, entry.changed_at = 0, at
        entry.save()
        _say("evidence.library_file_removed", entry, by, at)
        if not Entry.objects.filter(file_sha256=sha256).exists():
            where(library_folder(), sha256).unlink(missing_ok=True)


def _checked(publication: Publication) -> tuple[int, ...]:
    """The ids of its places. Raises LibraryProblem for a value that nobody declared."""
    known = (
        publication.source.kind in LIBRARY_KINDS,
        publication.language in LANGUAGES,
        publication.rights in RIGHTS,
        all(code in SECTORS for code in publication.sectors),
        all(code in DIMENSIONS for code in publication.dimensions),
    )
    if not all(known):
        raise LibraryProblem(_("A kind, subject, language or right of this entry is not known."))
    address = publication.source.address
    if address and not address.startswith(("https://", "http://")):
        raise LibraryProblem(_("A link begins with https:// or http://."))
    found = [places.by_code(code) for code in publication.places]
    if not all(found):
        raise LibraryProblem(_("A place of this entry is not known."))
    return tuple(dict.fromkeys(place.id for place in found if place))


def _fields(publication: Publication) -> Mapping[str, Any]:
    said: dict[str, Any] = {name: getattr(publication, name) for name in _OF_ENTRY}
    return said | {
        "sectors": list(publication.sectors),
        "dimensions": list(publication.dimensions),
    }


def _free(code: str) -> str:
    """The code itself, or with the first number that makes it one of its own."""
    taken = set(Source.objects.filter(code__startswith=code).values_list("code", flat=True))
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}-{number}"
    return free


def _locked(code: str) -> Entry:
    entry = Entry.objects.select_for_update().filter(source__code=code).first()
    if entry is None:
        raise LibraryProblem(_("There is no such entry in the library."))
    return entry


def _put_places(entry: Entry, ids: tuple[int, ...]) -> None:
    entry.places.exclude(place_id__in=ids).delete()
    there = set(entry.places.values_list("place_id", flat=True))
    PublicationPlace.objects.bulk_create(
        PublicationPlace(publication=entry, place_id=one) for one in ids if one not in there
    )


def _keep_version(entry: Entry, said: Publication, by: Actor, at: datetime) -> None:
    source = {name: getattr(said.source, name) for name in _OF_SOURCE}
    PublicationVersion.objects.create(
        publication=entry,
        number=entry.version,
        content={**source, **_fields(said), "places": list(said.places)},
        written_by_id=by.thing_id or 0,
        written_at=at,
    )


def _say(verb: str, entry: Entry, by: Actor, at: datetime) -> None:
    refs: dict[str, int | str] = {"code": entry.source.code, "version": entry.version}
    record(verb=verb, by=by.thing_id or 0, thing=entry.source.thing_id, at=at, refs=refs)


def _limited(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The same pieces, as long as they make no more than a paper may weigh."""
    left = LARGEST_PAPER
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            say = _("%(name)s is larger than %(size)s MB. Make it smaller, or give a link")
            raise FileProblem(say, name=name, size=LARGEST_PAPER >> 20)
        yield chunk


def _search_key(publication: Publication, place_ids: Iterable[int]) -> str:
    """All that a publication can be found by, folded: its own words, and its subjects and places
    in every language of the site."""
    source = publication.source
    texts = [
        source.title, source.publisher, source.code, str(source.year),
        publication.authors, publication.abstract,
    ]  # fmt: skip
    labels = [SOURCE_KINDS[source.kind], *(SECTORS[code] for code in publication.sectors)]
    labels += [DIMENSIONS[code] for code in publication.dimensions]
    about = places.by_ids(place_ids).values()
    for language, _name in settings.LANGUAGES:
        with override(language):
            texts += [gettext(label) for label in labels]
        texts += [place.name(language) for place in about]
    return fold(" ".join(texts))
