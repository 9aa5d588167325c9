"""The forwarding note: one sheet that takes a matter to an office that knows only paper.

It has boxes for the office's own diary and dispatch numbers, and says who asks only as far as the
switches of the matter allow.
"""

from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext, override, pgettext

from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Document,
    Isolate,
    Subheading,
    Table,
    Text,
)
from kachehri.kernel.dates import format_date

BOX = "……………………………………"


def note(
    view: CaseView,
    kind: CaseKind,
    *,
    office: str,
    place: str,
    asker: str,
    reasons: tuple[str, ...],
    language: str,
    on: date,
) -> Document:
    """The note in a language. `asker` and `reasons` are said in it already."""
    with override(language):
        return Document(
            key=f"forwarding-{view.number}",
            title=gettext("Forwarding note"),
            subtitle=gettext("Matter %(number)s") % {"number": view.number},
            language=language,
            place=place,
            edition=format_date(on, language),
            made_on=on,
            chapters=(
                Chapter(
                    "matter",
                    view.title,
                    _blocks(view, kind, office, place, asker, reasons, language),
                ),
            ),
            path=f"matters/{view.number}/",
            brief=True,
        )


def _blocks(
    view: CaseView,
    kind: CaseKind,
    office: str,
    place: str,
    asker: str,
    reasons: tuple[str, ...],
    language: str,
) -> tuple[Block, ...]:
    return (
        _facts(view, kind, office, place, asker, language),
        Subheading(gettext("What the matter says")),
        *(Text((Isolate(line, view.language),)) for line in view.words.split("\n") if line.strip()),
        *((Subheading(gettext("Why this date?")),) if reasons else ()),
        *(Text((line,)) for line in reasons),
        _boxes(),
        Box(
            gettext("How to answer"),
            (
                Text((gettext("Write the number of the matter on your answer."),)),
                Text((gettext("Give your answer to whoever brings this note, or send it to us."),)),
            ),
        ),
    )


def _facts(
    view: CaseView, kind: CaseKind, office: str, place: str, asker: str, language: str
) -> Table:
    """What an office has to know at first sight."""
    rows = [
        (pgettext("who", "To"), office),
        (gettext("Kind of matter"), gettext(kind.name)),
        (gettext("Number"), str(view.number)),
        (pgettext("who", "From"), asker),
        (gettext("Place"), place),
        (gettext("Came in on"), day(view.opened_at, language)),
        (gettext("Answer due by"), day(view.due_at, language)),
    ]
    return _table(gettext("The matter"), rows)


def _boxes() -> Table:
    """What the office fills in by hand."""
    rows = [
        (gettext("Diary number"), BOX),
        (gettext("Dispatch number"), BOX),
        (gettext("Received on"), BOX),
        (gettext("Name and post of whoever receives it"), BOX),
        (gettext("Signature and stamp"), BOX),
    ]
    return _table(gettext("Receipt: to be filled in by the office"), rows)


def _table(caption: str, rows: list[tuple[str, str]]) -> Table:
    columns = (Column(gettext("What")), Column(gettext("Entry")))
    return Table(caption, columns, tuple((Cell(a), Cell(b)) for a, b in rows if b))


def day(moment: datetime | None, language: str) -> str:
    """A day in full; empty for none."""
    return format_date(localtime(moment).date(), language) if moment else ""
