"""Writing what rows say: new ones at once, changed ones singly, each with its event.

A writer knows one sheet. It finds what is there, compares, turns keys into ids, and says which row
and which column is wrong where a key leads nowhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Q

from kachehri.domains.bodies.kinds import Imported, RowProblem
from kachehri.domains.bodies.queries.said import READ, Said, known_bodies, mark_of
from kachehri.domains.bodies.rules import MAY_EDIT
from kachehri.domains.bodies.rules.sheets import SHEETS, Sheet
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.ledger import queries as ledger
from kachehri.kernel.messages import Reason, gettext_noop
from kachehri.kernel.rules import decide

_ = gettext_noop
Columns = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """What one row says; `mark` is what an export wrote beside it."""

    number: int
    said: Any
    mark: str


@dataclass
class Context:
    """One import on its way: who, when, what was counted, what is wrong."""

    by: Actor
    at: datetime
    keep: bool = False
    added: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    written: dict[tuple[str, ...], int] = field(default_factory=dict)
    _may: dict[int, bool] = field(default_factory=dict)

    def may_edit(self, place_id: int | None) -> bool:
        """Whether the actor may change bodies of a place."""
        if place_id is None:
            return decide(MAY_EDIT, self.by, {"place_thing_id": None}).allowed
        if place_id not in self._may:
            place = places.by_ids([place_id])[place_id]
            record = {"place_thing_id": place.thing_id}
            self._may[place_id] = decide(MAY_EDIT, self.by, record).allowed
        return self._may[place_id]

    def told(self, *, dry_run: bool) -> Imported:
        """What came of it. Where something is wrong, nothing was written."""
        counts = (0, 0, 0, 0) if self.problems else (self.added, self.changed, self.same, self.kept)
        return Imported(*counts, 0, tuple(self.problems), dry_run)


class Wrong(ValueError):
    """A key of a row leads nowhere: in which column, and what to say."""

    def __init__(self, column: str, said: str, mend: str, **params: str | int) -> None:
        super().__init__(said)
        self.column, self.said, self.mend = column, Reason(said, params), Reason(mend, params)


UNKNOWN = _("“%(key)s” is not known.")
BRING_IT = _("Bring it in first, or correct the key.")


class Writer:
    """Writes the rows of one sheet. Subclasses say how keys become columns."""

    name: ClassVar[str]

    def __init__(self, context: Context) -> None:
        self.context = context
        self.bodies: Mapping[str, tuple[int, int, int]] = {}

    @property
    def keys(self) -> dict[int, str]:
        """The keys of the bodies by id."""
        return {one[0]: key for key, one in self.bodies.items()}

    @property
    def sheet(self) -> Sheet:
        """Its sheet."""
        return SHEETS[self.name]

    def write(self, rows: Sequence[Row]) -> None:
        """Compare with what is there, and write what differs."""
        self.prepare(rows)
        tidy = [found for row in rows if (found := self._tidied(row))]
        there = self.there([row.said for row in tidy])
        fresh: list[tuple[Row, Columns]] = []
        for row in tidy:
            old = there.get(self.identity(row.said))
            columns = self._columns(row, old)
            if columns is None:
                continue
            if old is None:
                fresh.append((row, columns))
            else:
                self._update(row, old, columns)
        if fresh and not self.context.problems:
            self.create(fresh)
            self.context.added += len(fresh)

    def prepare(self, rows: Sequence[Row]) -> None:
        """Look up what the rows refer to."""
        self.bodies = known_bodies(row.said.body for row in rows if row.said.body)

    def tidy(self, said: Any) -> Any:
        """What a row says in the form in which it is kept. Raises Wrong."""
        return said

    def there(self, said: Sequence[Any]) -> dict[tuple[Any, ...], Said]:
        """What is there of the rows, by identity."""
        found = READ[self.name](self.wanted(said))
        return {self.identity(one.said): one for one in found}

    def wanted(self, said: Sequence[Any]) -> Q:
        """The rows among which those that are there are found."""
        return Q(body_id__in=[one[0] for one in self.bodies.values()])

    def identity(self, said: Any) -> tuple[Any, ...]:
        """What tells which row it is."""
        return tuple(getattr(said, name) for name in self.sheet.identity)

    def columns(self, said: Any) -> Columns:
        """The columns of the table. Raises Wrong for a key that leads nowhere."""
        raise NotImplementedError

    def place_of(self, said: Any) -> int | None:
        """The place whose editors may change this row."""
        return self.body(said)[2]

    def body(self, said: Any, column: str = "body") -> tuple[int, int, int]:
        """Id, Thing and place of the body that a row names."""
        key = getattr(said, column)
        if key not in self.bodies:
            raise Wrong(column, UNKNOWN, BRING_IT, key=key)
        return self.bodies[key]

    def create(self, fresh: Sequence[tuple[Row, Columns]]) -> None:
        """Write new rows, nest them, tell the ledger."""
        raise NotImplementedError

    def change(self, old: Said, columns: Columns, fields: str) -> None:
        """Write a changed row and tell the ledger; `fields` are the names of what changed."""
        raise NotImplementedError

    def _tidied(self, row: Row) -> Row | None:
        try:
            return replace(row, said=self.tidy(row.said))
        except Wrong as wrong:
            self._say(row, wrong)
            return None

    def _columns(self, row: Row, old: Said | None) -> Columns | None:
        try:
            columns = self.columns(row.said)
            if not self.context.may_edit(self.place_of(row.said)) or (
                old is not None and not self.context.may_edit(old.place_id)
            ):
                raise Wrong(
                    self.sheet.identity[0],
                    _("You may not change offices of this place."),
                    _("Ask an administrator for the role of editor there."),
                )
        except Wrong as wrong:
            self._say(row, wrong)
            return None
        return columns

    def _say(self, row: Row, wrong: Wrong) -> None:
        self.context.problems.append(
            RowProblem(self.name, row.number, wrong.column, wrong.said, wrong.mend)
        )

    def _update(self, row: Row, old: Said, columns: Columns) -> None:
        fields = self._differing(row.said, old.said)
        self.context.written[self.identity(row.said)] = old.id
        if not fields:
            self.context.same += 1
        elif self.context.keep and self._changed_by_a_person(old):
            self.context.kept += 1
        elif row.mark and row.mark != mark_of(self.sheet, old.said):
            self._say(
                row,
                Wrong(
                    fields[0],
                    _("Somebody changed this row after the file was written."),
                    _("Export it again, and make your change there."),
                ),
            )
        else:
            self.change(old, columns, ",".join(fields))
            self.context.changed += 1

    def _differing(self, said: Any, old: Any) -> list[str]:
        new, was = self.sheet.write(said), self.sheet.write(old)
        return [name for name, text in new.items() if text != was[name]]

    def _changed_by_a_person(self, old: Said) -> bool:
        """What has no Thing of its own is never changed by a pack that is loaded again."""
        if old.thing_id is None or self.name == "addresses":
            return True
        own = self.context.by.thing_id or 0
        return any(one.actor_id != own for one in ledger.events(about=old.thing_id))
