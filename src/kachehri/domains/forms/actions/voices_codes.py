"""Codebooks: making one, its codes, bringing one in from another tool."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.evidence.kinds import DIMENSIONS
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.models import Code, Codebook
from kachehri.domains.forms.rules import MAY_CODE
from kachehri.domains.forms.rules.voices import tidy
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.qda.kinds import QdaCode, QdaRefused
from kachehri.engines.qda.reading import read_qdc
from kachehri.engines.qda.tags import read_tags

VERBS = {
    "forms.codebook_made": _("Made a codebook"),
    "forms.code_written": _("Wrote a code"),
    "forms.code_ended": _("Ended a code"),
    "forms.codebook_imported": _("Brought in a codebook"),
    "forms.talks_exported": _("Took talks out as a file for another tool"),
}
MOST_PATH = 200


@dataclass
class Imported:
    """What came of bringing a codebook in."""

    added: int = 0
    changed: int = 0
    warnings: list[str] = field(default_factory=list)


def make_codebook(
    *, key: str, names: Mapping[str, str], place_id: int, by: Actor, at: datetime
) -> int:
    """Make a codebook for a place and all below it; return its id. Raises Refused, VoiceProblem."""
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise VoiceProblem({"place": gettext("Choose a place that is known.")})
    require(MAY_CODE, by, {"place_thing_id": place.thing_id})
    told = _names(names)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", key):
        raise VoiceProblem({"key": gettext("Use small letters a to z, digits and hyphens.")})
    with transaction.atomic():
        if Codebook.objects.filter(key=key).exists():
            raise VoiceProblem({"key": gettext("There is a codebook of that key.")})
        row = Codebook.objects.create(
            thing=ledger.register(kind="forms.codebook", at=at),
            place_thing_id=place.thing_id,
            key=key,
            names=told,
            guid=uuid4(),
            created_at=at,
            changed_at=at,
        )
        _event("forms.codebook_made", row, by, at)
    return row.pk


def write_code(
    *,
    codebook_id: int,
    names: Mapping[str, str],
    by: Actor,
    at: datetime,
    code_id: int | None = None,
    parent_id: int | None = None,
    definition: str = "",
    include: str = "",
    exclude: str = "",
    colour: str = "",
    dimension: str = "",
    is_codable: bool = True,
) -> int:
    """Add a code, or (`code_id`) rewrite one; return its id. Raises Refused, VoiceProblem."""
    told = _names(names)
    if dimension and dimension not in DIMENSIONS:
        raise VoiceProblem({"dimension": gettext("Choose one of the list.")})
    if colour and not re.fullmatch("#[0-9a-f]{6}", colour):
        raise VoiceProblem({"colour": gettext("Write a colour as #8e1c2a.")})
    facts: dict[str, Any] = {
        "names": told,
        "definition": tidy(definition)[:2_000],
        "include": tidy(include)[:2_000],
        "exclude": tidy(exclude)[:2_000],
        "colour": colour,
        "dimension": dimension,
        "is_codable": is_codable,
    }
    with transaction.atomic():
        book = _codebook(codebook_id, by)
        if code_id is not None:
            if not Code.objects.filter(pk=code_id, codebook=book).update(**facts):
                raise VoiceProblem(gettext("There is no such code."))
            made = code_id
        else:
            made = _add(book, parent_id, facts, uuid4()).pk
        _event("forms.code_written", book, by, at, code=made)
    return made


def end_code(*, code_id: int, by: Actor, at: datetime) -> None:
    """Give a code no more, nor those below it; what was coded with them stays. Raises Refused."""
    with transaction.atomic():
        row = Code.objects.filter(pk=code_id).first()
        if row is None:
            raise VoiceProblem(gettext("There is no such code."))
        book = _codebook(row.codebook_id, by)
        below = Code.objects.filter(codebook=book, ended_at=None)
        (below.filter(path=row.path) | below.filter(path__startswith=f"{row.path}.")).update(
            ended_at=at
        )
        _event("forms.code_ended", book, by, at, code=row.pk)


def import_codebook(
    *, codebook_id: int, content: bytes, name: str, language: str, by: Actor, at: datetime
) -> Imported:
    """Bring codes in from Taguette's CSV or a REFI-QDA file. Raises Refused, VoiceProblem.

    A code that is here (by GUID, else by its path) gets the file's words; none is taken away.
    """
    try:
        read = read_tags if name.lower().endswith(".csv") else read_qdc
        found = read(content)
    except QdaRefused as problem:
        raise VoiceProblem({"file": f"{problem.message} {problem.mend}".strip()}) from problem
    told = Imported(warnings=list(found.warnings))
    with transaction.atomic():
        book = _codebook(codebook_id, by)
        rows = list(Code.objects.filter(codebook=book))
        known = _Known({row.guid: row for row in rows}, {row.path: row for row in rows})
        for one in found.codes:
            _bring(book, one, None, language, known, told)
        Codebook.objects.filter(pk=book.pk).update(version=book.version + 1, changed_at=at)
        _event("forms.codebook_imported", book, by, at, added=told.added, changed=told.changed)
    return told


def note_export(*, codebook_id: int, by: Actor, at: datetime) -> None:
    """Write down that talks were taken out with a codebook. Raises Refused, VoiceProblem."""
    with transaction.atomic():
        _event("forms.talks_exported", _codebook(codebook_id, by), by, at)


@dataclass(frozen=True)
class _Known:
    by_guid: dict[UUID, Code]
    by_path: dict[str, Code]


def _bring(
    book: Codebook, one: QdaCode, above: Code | None, language: str, known: _Known, told: Imported
) -> None:
    path = _path(above, one.name)
    row = known.by_guid.get(one.guid) or known.by_path.get(path)
    if row is None:
        facts = {
            "names": {language: one.name},
            "definition": one.description[:2_000],
            "colour": one.colour,
            "is_codable": one.is_codable,
        }
        row = _add(book, above.pk if above else None, facts, one.guid)
        known.by_guid[row.guid], known.by_path[row.path] = row, row
        told.added += 1
    elif _differs(row, one, language):
        row.names = {**row.names, language: one.name}
        row.definition = one.description[:2_000] or row.definition
        row.colour, row.is_codable = one.colour or row.colour, one.is_codable
        row.save(update_fields=["names", "definition", "colour", "is_codable"])
        told.changed += 1
    for below in one.codes:
        _bring(book, below, row, language, known, told)


def _differs(row: Code, one: QdaCode, language: str) -> bool:
    return (
        row.names.get(language) != one.name
        or (one.description[:2_000] or row.definition) != row.definition
        or (one.colour or row.colour) != row.colour
        or row.is_codable != one.is_codable
    )


def _add(book: Codebook, parent_id: int | None, facts: dict[str, Any], guid: UUID) -> Code:
    above = None
    if parent_id is not None:
        above = Code.objects.filter(pk=parent_id, codebook=book).first()
        if above is None:
            raise VoiceProblem({"parent": gettext("There is no such code.")})
    names = facts["names"]
    path = _path(above, names.get("en") or next(iter(names.values())))
    if len(path) > MOST_PATH:
        raise VoiceProblem({"name": gettext("This lies too deep, or its name is too long.")})
    if Code.objects.filter(codebook=book, path=path).exists():
        raise VoiceProblem({"name": gettext("There is a code of that name in the same place.")})
    return Code.objects.create(codebook=book, parent=above, path=path, guid=guid, **facts)


def _path(above: Code | None, name: str) -> str:
    own = re.sub(r"[^\w]+", "-", name.lower()).strip("-") or "code"
    return f"{above.path}.{own}" if above else own


def _codebook(codebook_id: int, by: Actor) -> Codebook:
    row = Codebook.objects.select_for_update().filter(pk=codebook_id).first()
    if row is None:
        raise VoiceProblem(gettext("There is no such codebook."))
    require(MAY_CODE, by, row)
    return row


def _names(names: Mapping[str, str]) -> dict[str, str]:
    told = {code: " ".join(tidy(text).split())[:120] for code, text in names.items()}
    told = {code: text for code, text in told.items() if text}
    if not told:
        raise VoiceProblem({"name": gettext("Write a name.")})
    return told


def _event(verb: str, book: Codebook, by: Actor, at: datetime, **refs: int | str) -> None:
    ledger.record(
        verb=verb, by=acting(by), thing=book.thing_id, at=at, refs={"codebook": book.pk, **refs}
    )
