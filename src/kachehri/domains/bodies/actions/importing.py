"""Bringing rows in: read all, then write all or nothing, and say for each what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kachehri.domains.bodies.kinds import Imported, RowProblem, SheetRows
from kachehri.domains.bodies.rules import MAY_EDIT_ANYWHERE
from kachehri.domains.bodies.rules.sheets import MARK, SHEETS, Sheet, columns_known, problems_of
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.kernel.messages import Reason, gettext_noop

from .writers import Context, Row, Writer
from .writing_bodies import BodyWriter, DeskWriter, PositionWriter
from .writing_reach import AddressWriter, FunctionWriter, PointWriter

_ = gettext_noop
WRITERS: Mapping[str, type[Writer]] = {
    one.name: one
    for one in (
        BodyWriter, DeskWriter, PositionWriter, AddressWriter, PointWriter, FunctionWriter,
    )
}  # fmt: skip
"""In the order in which they write: what is referred to comes first."""


def import_bodies(
    *,
    sheets: Sequence[SheetRows],
    by: Actor,
    at: datetime,
    dry_run: bool = False,
    keep: bool = False,
) -> Imported:
    """Bring the rows of a directory in, in one transaction: all of them, or none.

    What is there already is brought up to date, what is not is added, what is missing stays. With
    `keep` rows that a person has changed stay as they are (so a pack can be loaded again). A row
    that somebody changed since it was exported is a problem, unless both say the same.
    """
    require(MAY_EDIT_ANYWHERE, by)
    problems: list[RowProblem] = []
    read: dict[str, list[Row]] = {}
    for given in sheets:
        rows, wrong = _read(SHEETS[given.name], given)
        read.setdefault(given.name, []).extend(rows)
        problems += wrong
    if problems:
        return Imported(0, 0, 0, 0, 0, tuple(problems), dry_run)
    context = Context(by=by, at=at, keep=keep)
    with transaction.atomic():
        _take_turn()
        for name in WRITERS:
            if name in read and not context.problems:
                WRITERS[name](context).write(read[name])
        if dry_run or context.problems:
            transaction.set_rollback(True)
    return context.told(dry_run=dry_run)


def save_one(*, name: str, said: Any, by: Actor, at: datetime) -> Context:
    """Write one row that was made by code; what is wrong comes back in `problems`."""
    context = Context(by=by, at=at)
    with transaction.atomic():
        _take_turn()
        WRITERS[name](context).write([Row(0, said, "")])
        if context.problems:
            transaction.set_rollback(True)
    return context


def _take_turn() -> None:
    """Wait until nobody else writes the directory; the turn is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('bodies.write'))")


def _read(sheet: Sheet, given: SheetRows) -> tuple[list[Row], list[RowProblem]]:
    """Rows of a file as what they say, and everything that is wrong with them."""
    problems = columns_known(sheet, given.heads)
    if problems:
        return [], problems
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in given.rows:
        said, wrong = sheet.read(cells)
        problems += problems_of(sheet, number, wrong)
        key = sheet.key_of(cells)
        if key in seen:
            problems.append(_twice(sheet, number, seen[key]))
        seen.setdefault(key, number)
        if said is not None:
            rows.append(Row(number, said, (cells.get(MARK) or "").strip()))
    return rows, problems


def _twice(sheet: Sheet, number: int, first: int) -> RowProblem:
    return RowProblem(
        sheet.name, number, sheet.identity[-1],
        Reason(_("This row says the same thing's details as row %(row)s, and both cannot hold."),
               {"row": first}),
        Reason(_("Keep one of the two rows.")),
    )  # fmt: skip
