"""Taking answers out as a file: a permission, and an event that says how many and which columns."""

import secrets
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.domains.forms.queries.central import FormFacts, form_facts_by_id
from kachehri.domains.forms.queries.exporting import (
    Extract,
    batches,
    export_folder,
    extract,
    table_names,
)
from kachehri.domains.forms.rules.allowed import MAY_EXPORT
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting, program_actor
from kachehri.engines.jobs import actions as jobs
from kachehri.engines.jobs.progress import Progress, Silent
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.tables.labelled_files import FORMATS, write_labelled
from kachehri.kernel.rules import IsSystem

VERBS = {
    "forms.exported": _("Took answers out as a file"),
    "forms.export_asked": _("Asked for answers as a file"),
}
KIND = "forms.export"
KEPT_FOR = timedelta(hours=24)
READING = gettext_noop("Answers are opened and written")


class ExportProblem(ValueError):
    """A format or a table that there is not."""


@dataclass(frozen=True)
class Exported:
    """What was written: how many answers there are, and which tables."""

    path: Path
    answers: int
    tables: tuple[str, ...]


def export(
    *,
    facts: FormFacts,
    form: str,
    path: Path,
    by: Actor,
    at: datetime,
    table: str = "",
    language: str = "en",
    progress: Progress | None = None,
) -> Exported:
    """Write the answers of a form to a file in one of FORMATS. Raises Refused, ExportProblem.

    The event is written first: who began to take answers out is known even if it failed.
    """
    require(MAY_EXPORT, by, facts)
    wanted = _wanted(facts, form, table, language)
    _note(facts, form, [wanted], by, at)
    _write(form, path, wanted, progress or Silent())
    return Exported(path, wanted.total, (wanted.path,))


def export_all(
    *,
    facts: FormFacts,
    form: str,
    path: Path,
    by: Actor,
    at: datetime,
    language: str = "en",
    progress: Progress | None = None,
) -> Exported:
    """The form and each of its repeats, as files of one ZIP. Raises Refused, ExportProblem."""
    require(MAY_EXPORT, by, facts)
    names = table_names(facts)
    wanted = [_wanted(facts, form, one, language) for one, _name in names]
    _note(facts, form, wanted, by, at)
    part = path.with_suffix(f".{form}.part")
    packing = zipfile.ZIP_STORED if form == "parquet" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", packing, compresslevel=3) as packed:
        try:
            for one, (_path, name) in zip(wanted, names, strict=True):
                _write(form, part, one, progress or Silent())
                packed.write(part, f"{name}.{form}")
        finally:
            part.unlink(missing_ok=True)
    return Exported(path, wanted[0].total, tuple(one.path for one in wanted))


def ask_export(
    *, facts: FormFacts, form: str, language: str, by: Actor, at: datetime, table: str = ""
) -> int:
    """Let a worker write the file; return the job's number. Raises Refused, ExportProblem."""
    require(MAY_EXPORT, by, facts)
    _wanted(facts, form, table, language)
    arguments = {
        "form_id": facts.id,
        "form": form,
        "language": language,
        "table": table,
        "for_id": acting(by),
    }
    with transaction.atomic():
        refs: dict[str, int | str] = {"form": facts.id, "format": form}
        ledger.record(
            verb="forms.export_asked", by=acting(by), thing=facts.thing_id, at=at, refs=refs
        )
        return jobs.ask(kind=KIND, arguments=arguments, by=by, at=at)


def fulfil(
    *,
    form_id: int,
    form: str,
    language: str,
    table: str,
    for_id: int,
    by: Actor,
    at: datetime,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write the file that was asked for at the desk; it lies apart, for a day, for that person.

    Rights are asked anew, of the person: who lost the role meanwhile gets nothing.
    """
    person = program_actor(for_id, at)
    facts = form_facts_by_id(form_id)
    if person is None or facts is None:
        raise ExportProblem("Nobody may have this file any more.")
    folder = export_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{secrets.token_hex(16)}.{form}"
    more: dict[str, Any] = {"language": language, "progress": progress, "by": person, "at": at}
    several = not table and len(table_names(facts)) > 1
    if several:
        name = f"{name}.zip"
        done = export_all(facts=facts, form=form, path=folder / name, **more)
    else:
        done = export(facts=facts, form=form, path=folder / name, table=table, **more)
    (folder / name).chmod(0o600)
    size = (folder / name).stat().st_size
    return {"form_id": form_id, "file": name, "answers": done.answers, "size": size}


def drop_old(*, by: Actor, at: datetime) -> int:
    """Remove files whose day is over; return how many."""
    require(IsSystem(), by)
    folder, gone = export_folder(), 0
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < (at - KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _wanted(facts: FormFacts, form: str, table: str, language: str) -> Extract:
    if form not in FORMATS:
        raise ExportProblem(f"There is no format {form!r}. Known: {', '.join(FORMATS)}.")
    found = extract(facts, table=table, language=language)
    if found is None:
        names = ", ".join(name for _path, name in table_names(facts))
        raise ExportProblem(f"This form has no table {table!r}. Known: {names}.")
    return found


def _write(form: str, path: Path, wanted: Extract, progress: Progress) -> None:
    progress.start(wanted.total)
    progress.step(READING)
    title = wanted.facts.title(wanted.language)
    write_labelled(form, path, wanted.variables, _counted(wanted, progress), title)


def _counted(wanted: Extract, progress: Progress) -> Iterator[Sequence[Sequence[Any]]]:
    for columns in batches(wanted):
        yield columns
        progress.advance(len(columns[0]))


@transaction.atomic
def _note(facts: FormFacts, form: str, wanted: Sequence[Extract], by: Actor, at: datetime) -> None:
    refs: dict[str, int | str] = {
        "form": facts.id,
        "format": form,
        "answers": wanted[0].total,
        "tables": len(wanted),
        "columns": sum(len(one.variables) for one in wanted),
    }
    ledger.record(verb="forms.exported", by=acting(by), thing=facts.thing_id, at=at, refs=refs)
