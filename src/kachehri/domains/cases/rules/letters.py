"""Letters of a matter, ready to print: who writes to whom, the law with its section, the text.

Paper is the main channel, so a letter has room for what is done to it by hand: a signature or a
thumb mark, the number of the registered post, the stamp of the office that takes it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.utils.translation import gettext, override

from kachehri.domains.cases.kinds import CaseKind, Letter
from kachehri.engines.accounts.qr import qr_svg
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Chapter,
    Code,
    Document,
    Isolate,
    Items,
    Pair,
    Rich,
    Text,
)
from kachehri.kernel.clocks import ClockRule
from kachehri.kernel.dates import format_date

HERE = ZoneInfo("Asia/Karachi")
LINE = "_" * 28
"""Room to write by hand."""


class MatterLike(Protocol):
    """A matter, as far as its letters tell of it."""

    @property
    def number(self) -> int:
        """What people say and type."""
        ...

    @property
    def title(self) -> str:
        """In a few words."""
        ...

    @property
    def words(self) -> str:
        """As the applicant wrote."""
        ...

    @property
    def category(self) -> str:
        """The key of its category."""
        ...

    @property
    def facts(self) -> Mapping[str, Any]:
        """What the form asked."""
        ...

    @property
    def opened_at(self) -> datetime:
        """When it was brought."""
        ...

    @property
    def due_at(self) -> datetime | None:
        """When the answer is due."""
        ...

    @property
    def hides_from_authority(self) -> bool:
        """Whether the office may not know the applicant."""
        ...

    @property
    def is_spoken_for(self) -> bool:
        """Whether an organisation writes."""
        ...


@dataclass(frozen=True)
class Party:
    """Somebody on the envelope: a name and the lines below it, in the letter's language."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parties:
    """Who writes to whom, and what the letter tells of the answer so far.

    `office` had the matter, `to` is who gets this letter (the same, unless it goes further).
    `spoken_for` is the organisation that writes for the applicant. `place` is where it is about,
    `address` the page on which the matter can be followed.
    """

    sender: Party
    office: Party
    to: Party | None = None
    spoken_for: Party | None = None
    place: str = ""
    answer: str = ""
    address: str = ""
    enclosures: tuple[str, ...] = ()


def letter(
    kind: CaseKind,
    key: str,
    case: MatterLike,
    parties: Parties,
    language: str,
    *,
    on: date | None = None,
    is_public: bool = False,
) -> Document:
    """The letter of that key as a document of one language; KeyError for one that is not there.

    With `is_public` it is a copy for everybody: the applicant is not named in it.
    """
    draft = {one.key: one for one in kind.letters}[key]
    day = on or case.opened_at.astimezone(HERE).date()
    with override(language):
        filled = _filling(kind, draft, case, parties, language)
        title = gettext(draft.title) % filled
        return Document(
            key=f"{key}-{case.number}",
            title=title,
            subtitle=parties.office.name,
            language=language,
            place=parties.place,
            edition=gettext("Matter %(number)s") % {"number": case.number},
            made_on=day,
            front=_head(case, parties, format_date(day, language), is_public),
            chapters=(Chapter("letter", title, _body(draft, case, parties, filled)),),
            letter=True,
        )


def title_of(kind: CaseKind, draft: Letter, case: MatterLike) -> str:
    """What a letter is called in the language of the moment, with the Act that it stands on."""
    rule = rule_of(kind, case)
    return gettext(draft.title) % {"act": gettext(rule.cite.law) if rule else ""}


def rule_of(kind: CaseKind, case: MatterLike) -> ClockRule | None:
    """The rule of the clock that the matter began with; None where it has none."""
    facts = {**case.facts, "category": case.category}
    codes = kind.codes(kind.opens_with, facts)
    return next((rule for rule in kind.clocks if rule.code in codes), None)


def section_of(draft: Letter, case: MatterLike) -> str:
    """The exact section on which a letter stands; empty where none was found."""
    return draft.sections.get(str(case.facts.get("law", "")), draft.section)


def _filling(
    kind: CaseKind, draft: Letter, case: MatterLike, parties: Parties, language: str
) -> Mapping[str, str]:
    """What stands for the placeholders."""
    rule, section = rule_of(kind, case), section_of(draft, case)
    return defaultdict(
        str,
        act=gettext(rule.cite.law) if rule else "",
        section=gettext(", section %(section)s") % {"section": section} if section else "",
        words=_apart(case.words),
        title=_apart(case.title),
        body=_apart(parties.office.name),
        place=_apart(parties.place),
        opened=_day(case.opened_at, language),
        due=_day(case.due_at, language) if case.due_at else LINE,
        answer=_apart(parties.answer) or gettext("no answer"),
        fees=gettext(kind.fees) if kind.fees else gettext("as the law says"),
        number=str(case.number),
        years=_apart(str(case.facts.get("years") or "")),
        form=_choice(kind, "form", case),
    )


def _apart(text: str) -> str:
    """Words that may be of another language, kept in their own direction."""
    return f"\u2068{text}\u2069" if text else ""


def _choice(kind: CaseKind, key: str, case: MatterLike) -> str:
    """The label of a choice that was made when the matter was opened."""
    asked = {one.key: one for one in kind.fields}.get(key)
    label = asked.choices.get(str(case.facts.get(key)), "") if asked else ""
    return gettext(label) if label else ""


def _day(moment: datetime, language: str) -> str:
    return format_date(moment.astimezone(HERE).date(), language)


def _head(case: MatterLike, parties: Parties, day: str, is_public: bool) -> tuple[Block, ...]:
    """From whom, to whom, the number and the day."""
    dated = gettext("Matter %(number)s, %(day)s") % {
        "number": case.number,
        "day": day,
    }
    sender = _sender(case, parties, is_public)
    return (
        Pair(
            _address(gettext("Sender"), sender),
            _address(gettext("Addressed to"), parties.to or parties.office),
        ),
        Text((dated,)),
    )


def _sender(case: MatterLike, parties: Parties, is_public: bool) -> Party:
    """Who is named: nobody in a public copy, the organisation where the applicant hides."""
    hidden = is_public or case.hides_from_authority
    if parties.spoken_for and (hidden or case.is_spoken_for):
        return parties.spoken_for
    if hidden:
        return Party(gettext("The person who brought this matter (name not given)"))
    return parties.sender


def _address(title: str, party: Party) -> Box:
    return Box(title, tuple(Text((_apart(line),)) for line in (party.name, *party.lines) if line))


def _body(
    draft: Letter, case: MatterLike, parties: Parties, filled: Mapping[str, str]
) -> tuple[Block, ...]:
    """The numbered paragraphs, the enclosures, the signature, the boxes for post and office."""
    paragraphs: list[Rich] = [
        (said,) for said in ((gettext(text) % filled).strip() for text in draft.paragraphs) if said
    ]
    blocks: list[Block] = [Items(tuple(paragraphs), ordered=True)]
    if parties.enclosures:
        blocks.append(Text((gettext("With this letter:"),)))
        blocks.append(Items(tuple((_apart(one),) for one in parties.enclosures)))
    blocks += [_signed(), _hands()]
    if parties.address:
        label = gettext("Follow this matter with a phone:")
        blocks.append(Code(qr_svg(parties.address, label), parties.address, label))
    return tuple(blocks)


def _signed() -> Text:
    return Text((gettext("Signature or thumb mark:"), " ", _room()))


def _hands() -> Box:
    """What others fill in by hand."""
    lines = (
        gettext("Number of the registered post:"),
        gettext("Taken by (name, stamp):"),
        gettext("Diary number and day:"),
    )
    return Box(
        gettext("For the post and the office"),
        (Items(tuple((f"{one} ", _room()) for one in lines)),),
    )


def _room() -> Isolate:
    return Isolate(LINE)
