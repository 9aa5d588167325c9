"""Who was asked: each conversation with the people in it, the sums, and who was not heard."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext, gettext_noop, ngettext

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
from .recorded_words import (
    A_FEW,
    comma,
    count,
    counted,
    day,
    in_line,
    is_few,
    joined,
    met_in,
    nobody,
    of_kinds,
)
from .selects import chapter_with
from .words import plain, spans

FEW = gettext_noop(
    "“A few” are fewer than five people. How many is not said, so that nobody is recognised."
)


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
        counts = [int(people(one)[key]) for one in found if key in people(one)]
        meetings = Cell(count(len(counts), figures, chapter))
        rows.append((Cell(label), summed_cell(counts, figures, chapter), meetings))
    return Table(
        caption=gettext("Who was asked, by group"),
        columns=(
            Column(gettext("Group")),
            Column(gettext("People"), numeric=True),
            Column(gettext("Conversations"), numeric=True),
        ),
        rows=tuple(rows),
        note=(f"{gettext('Counted by the team that held the conversations.')} {gettext(FEW)}",),
    )


def summed_cell(counts: Sequence[int], figures: Figures, chapter: str) -> Cell:
    """How many of a group came to all conversations.

    Those of whom a conversation says only that they were a few are not added: who takes the other
    conversations from the sum would know them.
    """
    if not counts:
        return Cell("", gettext("not counted"))
    printed = sum(one for one in counts if not is_few(one))
    if not any(is_few(one) for one in counts):
        return Cell(count(printed, figures, chapter))
    if not printed:
        return Cell("", gettext(A_FEW))
    return Cell(count(printed, figures, chapter), gettext("and a few more"))


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
