"""Who was asked: each conversation with the people in it, the sums, and who was not heard."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext, gettext_noop, ngettext

from kachehri.domains.reports.kinds import Asked
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Inline,
    Items,
    Rich,
    Subheading,
    Table,
    Text,
)

from .figures import Figures
from .recorded_views import RecordView, labels
from .recorded_words import apart, count, day, joined, nobody, of_kinds, rich
from .selects import chapter_with
from .words import plain, spans

TOGETHER = gettext_noop("Together")


def asked(part: Asked, figures: Figures, language: str) -> Iterator[Block]:
    """A sentence with the sums, a table of conversations by group, and who was not heard."""
    found = of_kinds(figures, part.sessions)
    if not found:
        yield nobody(part.sessions)
        return
    groups = labels(part.sessions, "people")
    used = [key for key in groups if any(key in people(one) for one in found)]
    yield Text(summed(found, figures))
    yield sessions_table(found, {key: groups[key] for key in used}, figures, language)
    unheard = [
        rich(*one.words("not_heard", language), figures, language)
        for one in found
        if one.content.get("not_heard")
    ]
    if unheard:
        yield Subheading(gettext("Who was not heard"))
        yield Items(tuple(unheard))


def people(view: RecordView) -> Mapping[str, int]:
    """How many people of each group were in a conversation."""
    found = view.content.get("people")
    return found if isinstance(found, Mapping) else {}


def summed(found: Sequence[RecordView], figures: Figures) -> Rich:
    """How many conversations there were. People are not added up: one may be in two groups."""
    chapter = chapter_with(figures.kind, Asked)
    message = ngettext(
        "%(count)s conversation was held. A person may count in more than one group.",
        "%(count)s conversations were held. A person may count in more than one group.",
        len(found),
    )
    return tuple(spans(message, {"count": count(len(found), figures, chapter)}))


def sessions_table(
    found: Sequence[RecordView], groups: Mapping[str, str], figures: Figures, language: str
) -> Table:
    """One row a conversation, one column a group, and their sums."""
    chapter = chapter_with(figures.kind, Asked)
    rows = [
        (
            Cell(plain(topic(one, language))),
            *(number(people(one).get(key), figures, chapter) for key in groups),
        )
        for one in found
    ]
    sums = [sum(people(one).get(key, 0) for one in found) for key in groups]
    total = (Cell(gettext(TOGETHER)), *(number(one, figures, chapter) for one in sums))
    return Table(
        caption=gettext("Who was asked"),
        columns=(
            Column(gettext("Conversation")),
            *(Column(label, numeric=True) for label in groups.values()),
        ),
        rows=(*rows, total),
        note=(gettext("Counted by the team that held the conversations."),),
    )


def topic(view: RecordView, language: str) -> Rich:
    """How people were asked, what about, where and when."""
    parts: tuple[Inline, ...] = (
        view.choice("way"),
        apart(*view.words("topic", language), language),
        apart(*view.words("where", language), language),
        day(view, "date", language),
    )
    return joined(((one,) for one in parts if one), gettext(", "))


def number(found: int | None, figures: Figures, chapter: str) -> Cell:
    """A count; an empty cell says that nobody counted them."""
    if found is None:
        return Cell("", gettext("not counted"))
    return Cell(count(found, figures, chapter))
