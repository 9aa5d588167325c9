"""The papers of an open hearing: the notice for the wall, the minutes of the same evening."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, ngettext, override

from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Chapter,
    Column,
    Document,
    Isolate,
    Items,
    Rich,
    Table,
    Text,
)
from kachehri.kernel.dates import format_date

HERE = ZoneInfo("Asia/Karachi")


class Named(Protocol):
    """A place or an office, which has a name in each language."""

    def name(self, language: str) -> str:
        """The name in a language."""
        ...


class Sitting(Protocol):
    """A hearing, as far as its papers tell of it."""

    @property
    def number(self) -> int:
        """Its number."""
        ...

    @property
    def place(self) -> Named:
        """For whose people it is held."""
        ...

    @property
    def body(self) -> Named:
        """The office that holds it."""
        ...

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        ...

    @property
    def venue(self) -> Mapping[str, str]:
        """Where people come, by language."""
        ...

    @property
    def notice(self) -> Mapping[str, str]:
        """What is said to all before, by language."""
        ...

    @property
    def minutes(self) -> Mapping[str, str]:
        """What was said to all there, by language."""
        ...


class Seated(Protocol):
    """An office that was invited."""

    @property
    def body(self) -> Named:
        """The office."""
        ...

    @property
    def came(self) -> bool | None:
        """Whether somebody came for it; None where nobody wrote it down."""
        ...

    @property
    def who(self) -> str:
        """The post of whoever came."""
        ...


class Counted(Protocol):
    """What happened, in numbers."""

    @property
    def taken(self) -> int:
        """Numbers that were taken."""
        ...

    @property
    def heard(self) -> int:
        """Matters that were heard."""
        ...

    @property
    def promised(self) -> int:
        """Promises with a day."""
        ...


class Told(Protocol):
    """A matter as everybody may read it."""

    @property
    def queue(self) -> int:
        """Its number."""
        ...

    @property
    def office(self) -> str:
        """The office that has to act; empty where it is not published."""
        ...

    @property
    def direction(self) -> str:
        """What was directed; empty where it is not published."""
        ...

    @property
    def promised_for(self) -> date | None:
        """By when."""
        ...


def notice(hearing: Sitting, seats: Sequence[Seated], language: str) -> Document:
    """One sheet for the wall: when, where, who comes, and what people can bring."""
    with override(language):
        invited = Items(tuple((seat.body.name(language),) for seat in seats))
        brings: tuple[Block, ...] = (
            Items(
                (
                    (gettext("Anybody may come and speak. It costs nothing."),),
                    (gettext("Bring papers that you have. You need none."),),
                    (gettext("Each matter gets a number, a written slip, and a day."),),
                )
            ),
        )
        chapters = [
            Chapter("when", gettext("When and where"), _when(hearing, language)),
            Chapter("bring", gettext("What you can do"), brings),
        ]
        if seats:
            chapters.append(Chapter("offices", gettext("Offices that are invited"), (invited,)))
        return _document("notice", gettext("Notice"), hearing, language, chapters)


def minutes(
    hearing: Sitting,
    seats: Sequence[Seated],
    tally: Counted,
    lines: Sequence[Told],
    language: str,
) -> Document:
    """What happened: who came and who did not, how many were heard, what was promised by when."""
    with override(language):
        chapters = [
            Chapter("when", gettext("When and where"), _when(hearing, language)),
            Chapter("came", gettext("Who came"), (_came(seats, language),)),
            Chapter("heard", gettext("What was heard"), _heard(tally, hearing, language)),
            Chapter("promised", gettext("What was promised"), (_promised(lines, language),)),
        ]
        return _document("minutes", gettext("Minutes"), hearing, language, chapters)


def said(texts: Mapping[str, str], language: str) -> Rich:
    """A text in the document's language, or in the one that it has, kept apart."""
    if texts.get(language):
        return (texts[language],)
    for code in ("ur", "sd", "en"):
        if texts.get(code):
            return (Isolate(texts[code], code),)
    return ()


def hour(moment: datetime) -> str:
    """The hour in Pakistan: `10:30`."""
    return f"{moment.astimezone(HERE):%H:%M}"


def day(moment: datetime, language: str) -> str:
    """The day in Pakistan, in full."""
    return format_date(moment.astimezone(HERE).date(), language)


def _document(
    key: str, what: str, hearing: Sitting, language: str, chapters: Sequence[Chapter]
) -> Document:
    number = gettext("Open hearing %(number)s") % {"number": hearing.number}
    return Document(
        key=f"hearing-{hearing.number}-{key}",
        title=f"{what}: {number}",
        subtitle=hearing.place.name(language),
        language=language,
        place=hearing.place.name(language),
        edition=number,
        made_on=hearing.starts_at.astimezone(HERE).date(),
        chapters=tuple(chapters),
        path=f"hearings/{hearing.number}/",
        brief=True,
    )


def _when(hearing: Sitting, language: str) -> tuple[Block, ...]:
    moment = {"day": day(hearing.starts_at, language), "hour": hour(hearing.starts_at)}
    lines: list[Rich] = [
        (gettext("%(day)s at %(hour)s") % moment,),
        said(hearing.venue, language),
        (gettext("Held by: %(office)s") % {"office": hearing.body.name(language)},),
        said(hearing.notice, language),
    ]
    return tuple(Text(line) for line in lines if line)


def _came(seats: Sequence[Seated], language: str) -> Table:
    words = {True: gettext("came"), False: gettext("did not come"), None: gettext("not noted")}
    return Table(
        gettext("Offices that were invited"),
        (Column(gettext("Office")), Column(gettext("Came")), Column(gettext("Who"))),
        tuple(
            (Cell(seat.body.name(language)), Cell(words[seat.came]), Cell(seat.who or "–"))
            for seat in seats
        ),
    )


def _heard(tally: Counted, hearing: Sitting, language: str) -> tuple[Block, ...]:
    counted = ngettext(
        "%(heard)s of %(taken)s number was heard.",
        "%(heard)s of %(taken)s numbers were heard.",
        tally.taken,
    ) % {"heard": tally.heard, "taken": tally.taken}
    own = said(hearing.minutes, language)
    return (Text((counted,)), *((Text(own),) if own else ()))


def _promised(lines: Sequence[Told], language: str) -> Block:
    published = [line for line in lines if line.direction]
    if not published:
        return Text((gettext("No promise is published yet."),))
    return Table(
        gettext("What was promised"),
        (
            Column(gettext("Number"), numeric=True),
            Column(gettext("Office")),
            Column(gettext("What was directed")),
            Column(gettext("By when")),
        ),
        tuple(
            (
                Cell(str(line.queue)),
                Cell(line.office),
                Cell(line.direction),
                Cell(format_date(line.promised_for, language) if line.promised_for else "–"),
            )
            for line in published
        ),
        note=(gettext("Promises are published when a person has read them."),),
    )
