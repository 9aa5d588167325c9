"""Who was asked: each conversation with the people in it, the sums, and who was not heard."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext, ngettext

from kachehri.domains.reports.kinds import Asked
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Inline,
    Matrix,
    Rich,
    Table,
    Text,
)

from .figures import Figures
from .recorded_views import RecordView, labels
from .recorded_words import comma, count, counted, day, in_line, joined, met_in, nobody, of_kinds
from .selects import chapter_with
from .words import plain, spans


def asked(part: Asked, figures: Figures, language: str) -> Iterator[Block]:
    """How many talks there were, each with the people in it, and the sums by group."""
    found = of_kinds(figures, part.sessions)
    if not found:
        yield nobody(part.sessions)
        return
    groups = labels(part.sessions, "people")
    chapter = chapter_with(figures.kind, Asked)
    yield Text(summed(found, figures, chapter))
    yield sums(found, groups, figures, chapter)
    yield sessions(found, groups, figures, language)


def people(view: RecordView) -> Mapping[str, int]:
    """How many people of each group were in a conversation."""
    found = view.content.get("people")
    return found if isinstance(found, Mapping) else {}


def summed(found: Sequence[RecordView], figures: Figures, chapter: str) -> Rich:
    """How many conversations there were. People are not added up: one may be in two groups."""
    message = ngettext(
        "%(count)s conversation was held. A person may count in more than one group.",
        "%(count)s conversations were held. A person may count in more than one group.",
        len(found),
    )
    return tuple(spans(message, {"count": count(len(found), figures, chapter)}))


def sums(
    found: Sequence[RecordView], groups: Mapping[str, str], figures: Figures, chapter: str
) -> Table:
    """How many people of each group were asked; a group that nobody counted says so."""
    rows = []
    for key, label in groups.items():
        counts = [people(one)[key] for one in found if key in people(one)]
        shown = (
            Cell(count(sum(counts), figures, chapter))
            if counts
            else Cell("", gettext("not counted"))
        )
        rows.append((Cell(label), shown, Cell(count(len(counts), figures, chapter))))
    return Table(
        caption=gettext("Who was asked, by group"),
        columns=(
            Column(gettext("Group")),
            Column(gettext("People"), numeric=True),
            Column(gettext("Conversations"), numeric=True),
        ),
        rows=tuple(rows),
        note=(gettext("Counted by the team that held the conversations."),),
    )


def sessions(
    found: Sequence[RecordView], groups: Mapping[str, str], figures: Figures, language: str
) -> Matrix:
    """One row a conversation: what about, where and when, who was there, who was not heard."""
    chapter = chapter_with(figures.kind, Asked)
    rows = tuple(
        (
            plain(joined(((one.choice("way"),), in_line(one, "topic", figures, language)), ": ")),
            (
                where_and_when(one, figures, language),
                counted(people(one), groups, figures, chapter, language),
                in_line(one, "not_heard", figures, language),
            ),
        )
        for one in found
    )
    heads = (
        gettext("Conversation"),
        gettext("Where and when"),
        gettext("Who was there"),
        gettext("Who was not heard"),
    )
    return Matrix(gettext("Each conversation"), heads, rows)


def where_and_when(view: RecordView, figures: Figures, language: str) -> Rich:
    """The place of meeting and the day."""
    parts: tuple[Inline, ...] = (met_in(view, figures, language), day(view, "date", language))
    return joined(((one,) for one in parts if one), comma(language))
