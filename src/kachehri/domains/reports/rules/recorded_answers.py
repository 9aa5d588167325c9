"""What is asked of offices, what a workshop disputed, and what offices answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.reports.kinds import Recommendations, Responses, Workshop
from kachehri.domains.reports.kinds.records import find as find_kind
from kachehri.engines.documents.blocks import (
    Block,
    Finding,
    Inline,
    Items,
    Matrix,
    Response,
    Rich,
    Subheading,
    Text,
)
from kachehri.kernel.dates import format_date

from .figures import Figures
from .recorded_views import RecordView, labels
from .recorded_words import (
    apart,
    behind,
    by_number,
    comma,
    counted,
    day,
    ended,
    in_line,
    joined,
    met_in,
    names,
    nobody,
    of_kinds,
    paragraphs,
    semicolon,
)
from .selects import chapter_with, inside
from .words import plain, spans

GONE_TO = gettext_noop("%(office)s (until %(date)s; after that %(successor)s)")
GONE = gettext_noop("%(office)s (until %(date)s; after that nobody carries this)")
ENDED_TO = gettext_noop("%(office)s (no longer there; %(successor)s has its work)")
ENDED = gettext_noop("%(office)s (no longer there; nobody carries this)")
NOBODY = gettext_noop("Nobody carries this.")


def owner_named(view: RecordView, figures: Figures, language: str) -> Rich:
    """The office that carries something; of a dissolved one what came in its place, or nobody."""
    known = by_number(figures)
    offices = [known[id] for id in view.refers("owner") if id in known]
    if not offices:
        return (gettext(NOBODY),) if view.refers("owner") else ()
    return office_named(offices[0], figures, language)


def office_named(office: RecordView, figures: Figures, language: str) -> Rich:
    """An office by its name, and what became of it."""
    kind = find_kind(office.kind)
    gone = office.day(kind.until) if kind and kind.until else None
    name = apart(office.title(language), office.words("name", language)[1], language)
    if gone is None and not office.is_ended:
        return (name,)
    last = standing_successor(office, figures)
    values: dict[str, Inline] = {"office": name}
    if gone is not None:
        values["date"] = format_date(gone, language)
    if last is not None:
        values["successor"] = apart(last.title(language), last.words("name", language)[1], language)
    message = (GONE_TO if gone else ENDED_TO) if last else (GONE if gone else ENDED)
    return tuple(spans(gettext(message), values))


def standing_successor(office: RecordView, figures: Figures) -> RecordView | None:
    """The office that has the work today: a successor may have been dissolved in its turn."""
    known = by_number(figures)
    seen = {office.id}
    while True:
        kind = find_kind(office.kind)
        later = office.refers(kind.successor) if kind and kind.successor else ()
        found = known.get(later[0]) if later else None
        if found is None or found.id in seen:
            return None
        if not found.is_ended and not (kind and found.day(kind.until)):
            return found
        seen.add(found.id)
        office = found


def recommendations(part: Recommendations, figures: Figures, language: str) -> Iterator[Block]:
    """What is asked, of which office, by when, and how far it is; the first due comes first."""
    found = [
        one
        for one in of_kinds(figures, part.recommendations)
        if not part.dimension or one.content.get("dimension") == part.dimension
    ]
    if not found:
        yield nobody(part.recommendations)
        return
    ordered = sorted(found, key=lambda one: (one.day("due") or date.max, one.id))
    yield Matrix(
        gettext("Recommendations"),
        (
            gettext("What is recommended"),
            gettext("Who carries it"),
            gettext("By when"),
            gettext("How far it is"),
        ),
        tuple(recommendation(one, part, figures, language) for one in ordered),
    )
    for one in ordered:
        below = list(behind(one, figures, language))
        if below:
            yield Text((one.title(language) + ": ", *joined(below, semicolon(language))))


def recommendation(
    one: RecordView, part: Recommendations, figures: Figures, language: str
) -> tuple[str, tuple[Rich, ...]]:
    """A row of the table of recommendations."""
    progress = in_line(one, "progress", figures, language)
    status: Rich = (names(one, "status", language),)
    if is_late(one, part, figures):
        status = (*status, comma(language), gettext("late on the day of this edition"))
    return (
        plain(in_line(one, "text", figures, language)),
        (
            owner_named(one, figures, language) or (gettext(NOBODY),),
            (day(one, "due", language),),
            joined((ended(status, language), progress), " ") if progress else status,
        ),
    )


def is_late(one: RecordView, part: Recommendations, figures: Figures) -> bool:
    """Whether it was due before the day of the edition and is not closed."""
    due = one.day("due")
    if due is None or figures.on is None or one.content.get("status") in part.closed:
        return False
    return due < figures.on


def workshop(part: Workshop, figures: Figures, language: str) -> Iterator[Block]:
    """The workshops of the newest edition that had one: who came, what was disputed."""
    held = [
        (edition_of(one), one)
        for one in of_kinds(figures, part.workshops)
        if str(one.content.get("edition", "")).startswith(f"{figures.kind.key}/")
    ]
    if not held:
        yield nobody(part.workshops)
        return
    newest = max(edition for edition, _one in held)
    for edition, one in held:
        if edition == newest:
            yield from one_workshop(one, part, figures, language)


def edition_of(view: RecordView) -> int:
    """The number of the edition that a record is about."""
    number_said = str(view.content.get("edition", "")).rpartition("/")[2]
    return int(number_said) if number_said.isdigit() else 0


def one_workshop(
    view: RecordView, part: Workshop, figures: Figures, language: str
) -> Iterator[Block]:
    """When and where it was, who came, and each dispute with what became of it."""
    message = gettext("Edition %(edition)s was read in a workshop on %(date)s: %(where)s.")
    values: dict[str, Inline] = {
        "edition": str(edition_of(view)),
        "date": day(view, "date", language),
        "where": met_in(view, figures, language),
    }
    yield Text(tuple(spans(message, values)))
    yield came(view, part, figures, language)
    if remarks := in_line(view, "remarks", figures, language):
        yield Text(remarks)
    disputed = [
        one for one in of_kinds(figures, part.disputes) if view.id in one.refers("workshop")
    ]
    yield Subheading(gettext("What was disputed, and what was changed"))
    if disputed:
        yield disputes(disputed, figures, language)
    else:
        yield Text((gettext("Nothing was disputed."),))


def came(view: RecordView, part: Workshop, figures: Figures, language: str) -> Items:
    """Who came, by group, and the offices."""
    chapter = chapter_with(figures.kind, Workshop)
    people = counted(
        view.content.get("came") or {}, labels(part.workshops, "came"), figures, chapter, language
    )
    known = by_number(figures)
    offices = [
        office_named(known[id], figures, language) for id in view.refers("offices") if id in known
    ]
    lines = [(gettext("Who came:") + " ", *people)]
    if offices:
        lines.append((gettext("Offices that came:") + " ", *joined(offices, semicolon(language))))
    return Items(tuple(lines))


def disputes(found: Sequence[RecordView], figures: Figures, language: str) -> Matrix:
    """Each dispute with the chapter, who disputed it, what was decided and what was changed."""
    titles = {one.key: gettext(one.title) for one in figures.kind.chapters}
    rows = tuple(
        (
            plain(in_line(one, "disputed", figures, language)),
            (
                (titles.get(str(one.content.get("chapter")), gettext("the whole report")),),
                in_line(one, "by", figures, language),
                (names(one, "decision", language),),
                in_line(one, "changed", figures, language),
            ),
        )
        for one in found
    )
    heads = (
        gettext("What was disputed"),
        gettext("Chapter"),
        gettext("By whom"),
        gettext("Decision"),
        gettext("What was changed, or why not"),
    )
    return Matrix(gettext("Disputes"), heads, rows)


def responses(part: Responses, figures: Figures, language: str) -> Iterator[Block]:
    """What offices answered to a chapter; without a chapter every answer, or that there is none."""
    found = answers(figures, part.responses)
    if part.chapter:
        found = [one for one in found if one.content.get("chapter") == part.chapter]
        found = [one for one in found if not one.content.get("finding")]
    elif not found:
        yield nobody(part.responses)
    yield from (answer(one, figures, language) for one in found)


def answers(figures: Figures, kind: str) -> list[RecordView]:
    """The answers to editions of this kind of report, the newest edition first, then by day."""
    found = [
        one
        for one in of_kinds(figures, kind)
        if str(one.content.get("edition", "")).startswith(f"{figures.kind.key}/")
    ]
    return sorted(found, key=lambda one: (-edition_of(one), str(one.content.get("date")), one.id))


def answer(view: RecordView, figures: Figures, language: str) -> Response:
    """One answer in full."""
    known = by_number(figures)
    offices = [known[id].title(language) for id in view.refers("office") if id in known]
    message = gettext("%(date)s, to edition %(edition)s")
    values: dict[str, Inline] = {
        "date": day(view, "date", language),
        "edition": str(edition_of(view)),
    }
    return Response(
        office=offices[0] if offices else gettext("An office"),
        body=paragraphs(view, "words", figures, language),
        when=plain(tuple(spans(message, values))),
        key=str(view.id),
    )


def beside_findings(
    blocks: Sequence[Block], chapter: str, position: int, figures: Figures, language: str
) -> tuple[Block, ...]:
    """Number the findings of a chapter ("3.1") and put the answers of offices beside them.

    An answer names a finding by its number, or by the last part of it. In a report without
    `Responses` findings stay as they are.
    """
    part = next(inside(figures.kind, Responses), None)
    if part is None:
        return tuple(blocks)
    mine = [
        one for one in answers(figures, part.responses) if one.content.get("chapter") == chapter
    ]
    made: list[Block] = []
    count_of = 0
    for block in blocks:
        if isinstance(block, Finding):
            count_of += 1
            number_said = f"{position}.{count_of}"
            said = tuple(
                answer(one, figures, language)
                for one in mine
                if str(one.content.get("finding", "")).strip() in (number_said, str(count_of))
            )
            block = replace(block, number=number_said, responses=said)
        made.append(block)
    return tuple(made)
