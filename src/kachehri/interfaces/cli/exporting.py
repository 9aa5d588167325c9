"""What `kachehri evidence export` does once Django is loaded."""

import csv
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import IO, Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.queries.choosing import Selection, Unknown, choose
from kachehri.domains.evidence.queries.columns import FORMS
from kachehri.domains.evidence.queries.exporting import Batch, Export
from kachehri.domains.places import queries as places
from kachehri.engines.jobs.progress import Counted
from kachehri.engines.tables.columnar import write_parquet
from kachehri.engines.tables.workbooks import Cover, Field, Sheet, write_workbook
from kachehri.kernel.dates import format_date

from .reporting import near_places, tell, words_for

ALL_WELL, TO_MEND, UNKNOWN, READER_GONE = 0, 1, 2, 141
TEXT, BINARY = ("csv", "hxl", "sdmx"), ("parquet", "xlsx")


def run(form: str, lang: str, out: str, choice: dict[str, Any]) -> int:
    """Do what the command asks and return its exit code."""
    if form in BINARY and out == "-" and sys.stdout.isatty():
        return tell(f"A {form} file is not for a terminal. Name a file with --out.", TO_MEND)
    whole = not choice.pop("only_there")
    try:
        found = choose(Selection(whole=whole, **choice))
        export = Export(found, FORMS[form if form in TEXT else "tidy"], lang)
        told = Told(sys.stderr)
        deliver(form, export, told, out)
    except Unknown as problem:
        return tell(unknown_words(problem), UNKNOWN)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except OSError as problem:
        return tell(words_for(problem).replace("another folder", "another file"), TO_MEND)
    told.finish(out)
    return ALL_WELL


def deliver(form: str, export: Export, told: "Told", out: str) -> None:
    """Write the file: straight into a pipe, but beside its place where it is a file."""
    write = WRITERS[form]
    if out == "-" and form != "parquet":
        write(export, told, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    if out == "-":
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "figures"
            _to_path(write, export, told, part)
            _poured(part, sys.stdout.buffer)
        return
    with whole_or_not(Path(out)) as part:
        _to_path(write, export, told, part)


def _to_path(write: Callable[..., None], export: Export, told: "Told", path: Path) -> None:
    with path.open("wb") as file:
        write(export, told, file)


def _poured(path: Path, out: IO[bytes]) -> None:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            out.write(chunk)
    out.flush()


@contextmanager
def whole_or_not(path: Path) -> Iterator[Path]:
    """A file to write beside its place; it is moved there when all went well, else removed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    os.close(handle)
    try:
        yield Path(name)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


class Told(Counted):
    """How many figures are written: on a terminal; nothing in a pipe."""

    def __init__(self, out: IO[str]) -> None:
        super().__init__()
        self.out, self.on = out, out.isatty()

    def show(self) -> None:
        """Write the count anew."""
        if self.on:
            self.out.write(f"\r\x1b[2K{self.done:,} figures written")
            self.out.flush()

    def finish(self, out: str) -> None:
        """Say how many there were; where none fitted, say that anyway."""
        if self.on:
            where = "" if out == "-" else f" to {out}"
            self.out.write(f"\r\x1b[2K{self.done:,} figures written{where}.\n")
        elif not self.done:
            self.out.write("No figure fits this choice: the file has only its header.\n")


def counted(export: Export, told: Told) -> Iterator[Batch]:
    """The batches, counted as they pass."""
    for batch in export.batches():
        yield batch
        told.advance(batch.rows)


def write_text(export: Export, told: Told, out: IO[bytes]) -> None:
    """CSV, HXL and SDMX-CSV: as the database writes them."""
    out.write(export.header())
    for batch in counted(export, told):
        out.write(batch.text)


def fields(export: Export) -> list[Field]:
    """The columns as a file knows them."""
    return [Field(column.name, column.kind, column.width) for column in export.columns]


def write_columns(export: Export, told: Told, out: IO[bytes]) -> None:
    """Parquet."""
    write_parquet(out, fields(export), (batch.text for batch in counted(export, told)))


def write_book(export: Export, told: Told, out: IO[bytes]) -> None:
    """XLSX: a cover, then the figures."""
    rows = (
        row
        for batch in counted(export, told)
        for row in csv.reader(io.StringIO(batch.text.decode(), newline=""))
    )
    with translation.override(export.language):
        sheet = Sheet(_("Figures"), fields(export), rows)
        backwards = translation.get_language_bidi()
        write_workbook(out, sheet, partial(cover, export, told), right_to_left=backwards)


def cover(export: Export, told: Told) -> Cover:
    """What the workbook holds, when it was made, and the sources."""
    wanted = export.choice.selection
    day = timezone.localdate()
    facts = [
        (_("Places"), ", ".join(wanted.places) or _("all")),
        (_("Figures"), ", ".join(wanted.indicators) or wanted.sector or _("all")),
        (_("Date"), format_date(day, export.language)),
        (_("Rows"), f"{told.done:,}"),
    ]
    return Cover(_("About"), facts, (_("Code"), _("Source"), _("Licence")), export.sources)


WRITERS: dict[str, Callable[[Export, Told, IO[bytes]], None]] = {
    **dict.fromkeys(TEXT, write_text),
    "parquet": write_columns,
    "xlsx": write_book,
}


def unknown_words(problem: Unknown) -> str:
    """What is not known, and what was perhaps meant."""
    words = f"There is no {problem.kind} with the code {problem.code!r}."
    if problem.kind == "place":
        return words + near_places(problem.code, places.tree())
    known = {
        "indicator": lambda: [one.code for one in evidence.indicators()],
        "source": lambda: [one.code for one in evidence.sources()],
        "sector": lambda: list(SECTORS),
    }[problem.kind]()
    near = get_close_matches(problem.code, known, n=3, cutoff=0.5)
    if near:
        return f"{words}\n  Did you mean: {', '.join(near)}"
    return f"{words}\n  Known: {', '.join(known[:12])}{' …' if len(known) > 12 else ''}"
