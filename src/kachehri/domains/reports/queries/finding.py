"""Finding words in the chapters of editions: what is read once stays in memory, folded."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from kachehri.domains.reports.models import EditionChapter
from kachehri.kernel.scripts import fold

from .reading import EditionView

KEPT = 120
"""Editions, each in one language, that are kept: a full report weighs some 300 kB."""
PASSAGE = 220
NOT_WORDS = {
    "is", "svg", "href", "key", "numeric", "look", "lang", "language", "number", "code", "value",
    "table",
}  # fmt: skip
"""Keys of a block's JSON that hold no words of the text."""


@dataclass(frozen=True)
class Passage:
    """A chapter in which all the words stand; `text` is the first block that holds them."""

    edition: EditionView
    language: str
    key: str
    title: str
    text: str


@dataclass(frozen=True)
class Words:
    """A chapter's blocks as plain text, each with its folded form; `folded` is that of them all."""

    key: str
    title: str
    blocks: tuple[tuple[str, str], ...]
    folded: str


Mark: TypeAlias = tuple[int, str, str]
_kept: "OrderedDict[Mark, tuple[Words, ...]]" = OrderedDict()


def passages(
    editions: Sequence[EditionView], languages: Collection[str], words: Collection[str]
) -> tuple[Passage, ...]:
    """The chapters that hold all the words (folded), titles first (at most one query).

    Editions stand in their order; a chapter is named once, in the first language that has it.
    """
    known = read(editions, languages)
    found: dict[tuple[int, str], tuple[bool, Passage]] = {}
    for edition in editions:
        for language in languages:
            for chapter in known.get(mark(edition, language), ()):
                if all(word in chapter.folded for word in words):
                    named = all(word in fold(chapter.title) for word in words)
                    passage = Passage(
                        edition, language, chapter.key, chapter.title, shown(chapter, words)
                    )
                    found.setdefault((edition.id, chapter.key), (not named, passage))
    return tuple(one for _later, one in sorted(found.values(), key=lambda pair: pair[0]))


def shown(chapter: Words, words: Collection[str]) -> str:
    """The block that holds the words one after the other, else most of them; cut to a passage."""
    phrase = " ".join(words)
    by_rank = sorted(
        (
            ((phrase in folded) + sum(word in folded for word in words), text)
            for text, folded in chapter.blocks
        ),
        key=lambda pair: -pair[0],
    )
    text = by_rank[0][1] if by_rank and by_rank[0][0] else ""
    return text if len(text) <= PASSAGE else text[:PASSAGE].rsplit(" ", 1)[0] + "…"


def mark(edition: EditionView, language: str) -> Mark:
    """By what a text is kept: words that are taken out of an edition change the mark."""
    return edition.id, language, f"{edition.state} {edition.redactions} {edition.data_digest}"


def read(
    editions: Iterable[EditionView], languages: Collection[str]
) -> Mapping[Mark, tuple[Words, ...]]:
    """The words of editions in some languages; one query for those that are not in memory."""
    wanted = {mark(edition, code): None for edition in editions for code in languages}
    missing = [one for one in wanted if one not in _kept]
    read_now = {one[:2]: one for one in missing}
    rows: dict[Mark, list[Words]] = {one: [] for one in missing}
    if missing:
        chapters = EditionChapter.objects.filter(
            text__edition__in={one[0] for one in missing}, text__language__in=list(languages)
        )
        fields = ("text__edition_id", "text__language", "key", "content")
        for edition_id, language, key, content in chapters.order_by(
            "text_id", "position"
        ).values_list(*fields):
            if (edition_id, language) in read_now:
                rows[read_now[edition_id, language]].append(words_of(key, content))
    found = {one: _kept[one] for one in wanted if one in _kept}
    found |= {one: tuple(chapters_) for one, chapters_ in rows.items()}
    _kept.update(found)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return found


def words_of(key: str, content: Mapping[str, Any]) -> Words:
    """A chapter as plain text."""
    title = str(content.get("title", ""))
    texts = [" ".join(told(block).split()) for block in content.get("blocks", ())]
    blocks = tuple((text, fold(text)) for text in texts if text)
    return Words(key, title, blocks, " ".join([fold(title), *(folded for _text, folded in blocks)]))


def told(node: Any) -> str:
    """The words inside a block: inlines run on, fields stand apart."""
    if isinstance(node, str):
        return node
    if isinstance(node, Mapping):
        # The cells of a table are figures; those of a matrix are words.
        left_out = NOT_WORDS | ({"rows"} if node.get("is") == "Table" else set())
        return " ".join(told(value) for name, value in node.items() if name not in left_out)
    if isinstance(node, list):
        run_on = any(isinstance(one, str) for one in node) and any(
            isinstance(one, Mapping) for one in node
        )
        return ("" if run_on else " ").join(told(one) for one in node)
    return ""


def languages_of(text: str, reader: str) -> tuple[str, ...]:
    """In which languages words may stand, told by their letters: the reader's first."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return ("sd", "ur") if reader == "sd" else ("ur", "sd")
    if any(letter.isascii() and letter.isalpha() for letter in text):
        return ("en",)
    return (reader,)
