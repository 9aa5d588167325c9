"""What somebody wrote, as spans and blocks: paragraphs, lists, links, citations, evidence.

Text stands in the language that it was written in. Where that is not the reader's, it is kept
apart, so that it reads in its own direction.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.reports.kinds.records import find as find_kind
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Inline,
    Isolate,
    Items,
    Link,
    Number,
    Rich,
    Text,
)
from kachehri.kernel.dates import format_date
from kachehri.kernel.scripts import direction

from .citing import CITED, linked
from .figures import Figures
from .pasted import is_link, is_point
from .recorded_views import RecordView, labels, language_of
from .tables import short
from .words import observed, place_name, spans, years

_SPAN = re.compile(rf"{CITED.pattern}|\[([^\[\]\n]{{1,400}})\]\(([^()\s]{{1,600}})\)")
_POINT = re.compile(r"(?:- |\d{1,3}[.)] )(.*)")

FEWEST = 5
"""People of one group in one conversation whose number is printed."""
A_FEW = gettext_noop("a few")


def of_kinds(figures: Figures, *kinds: str) -> tuple[RecordView, ...]:
    """The records of some kinds that still stand, in order of number."""
    return tuple(one for one in figures.records if one.kind in kinds and not one.is_ended)


def by_number(figures: Figures) -> dict[int, RecordView]:
    """Every record that was read, those that ended among them, by number."""
    return {one.id: one for one in figures.records}


def apart(text: str, written: str, language: str) -> Inline:
    """Words in the language that they were written in."""
    return text if written == language or not text else Isolate(text, written)


def met_in(view: RecordView, figures: Figures, language: str) -> Inline:
    """Where people met: a place that is known by its name in the reader's language."""
    text, written = view.words("where", language)
    for one in (*figures.parts, figures.place):
        if text == one.name("en"):
            return place_name(one, language)
    return apart(text, written, language)


def rich(text: str, written: str, figures: Figures, language: str) -> Rich:
    """One paragraph with its links and citations; a code that nobody knows says so."""
    found: list[Inline] = []
    end = 0
    for one in _SPAN.finditer(text):
        span = _link(one, figures)
        if span:
            found += [apart(text[end : one.start()], written, language), *span]
            end = one.end()
    found.append(apart(text[end:], written, language))
    return tuple(span for span in found if span != "")


def _link(one: re.Match[str], figures: Figures) -> Rich:
    if one[1]:
        return linked(one[0], figures.cited)
    return (Link(one[2], one[3]),) if is_link(one[3]) else ()


def paragraphs(view: RecordView, key: str, figures: Figures, language: str) -> tuple[Rich, ...]:
    """The paragraphs and points of a field, each as spans."""
    text, written = view.words(key, language)
    lines = [line for line in re.split(r"\n+", text) if line]
    return tuple(rich(line, written, figures, language) for line in lines)


def in_line(view: RecordView, key: str, figures: Figures, language: str) -> Rich:
    """The text of a field in one paragraph, as a cell needs it."""
    return joined(paragraphs(view, key, figures, language), " ")


def joined(parts: Iterable[Rich], between: str) -> Rich:
    """Paragraphs one after the other; empty ones are left out."""
    found: list[Inline] = []
    for part in parts:
        if part:
            found += ([between] if found else []) + list(part)
    return tuple(found)


def ended(part: Rich, language: str) -> Rich:
    """A sentence with its full stop, unless it ends already."""
    if not part:
        return part
    last = part[-1] if isinstance(part[-1], str) else getattr(part[-1], "text", "")
    done = last.rstrip().endswith((".", "!", "?", "۔", "؟", ":"))
    return part if done else (*part, "۔" if language == "ur" else ".")


def told(pairs: Iterable[tuple[str, Rich]], language: str) -> Rich:
    """What is known, each behind its name as a sentence; what nobody wrote down is left out."""
    said = (ended((f"{name}: ", *shown), language) for name, shown in pairs if any(shown))
    return joined(said, " ")


def listed(parts: Sequence[Rich]) -> Rich:
    """Several things in one cell, each behind a dot where there is more than one."""
    if len(parts) < 2:
        return joined(parts, "")
    return joined((("\N{BULLET} ", *part) for part in parts), " ")


def blocks_of(view: RecordView, key: str, figures: Figures, language: str) -> Iterator[Block]:
    """The text of a field as paragraphs and lists."""
    text, written = view.words(key, language)
    for paragraph in re.split(r"\n{2,}", text):
        lines = [line for line in paragraph.split("\n") if line]
        points = [one[1] for line in lines if is_point(line) and (one := _POINT.match(line))]
        if points and len(points) == len(lines):
            said = tuple(rich(point, written, figures, language) for point in points)
            yield Items(said, ordered=not lines[0].startswith("- "))
        else:
            yield from (Text(rich(line, written, figures, language)) for line in lines)


def day(view: RecordView, key: str, language: str) -> Inline:
    """A date in full; empty where there is none."""
    found = view.day(key)
    return format_date(found, language) if found else ""


def evidence(view: RecordView, figures: Figures, language: str) -> Rich:
    """The figures and sources that stand behind a record, as links; empty for none."""
    cited = (_cited(href, note, figures, language) for href, note in view.cited())
    return joined(cited, semicolon(language))


def _cited(href: str, note: str, figures: Figures, language: str) -> Rich:
    what, _slash, name = href.rstrip("/").partition("/")
    where: Rich = (" (", apart(note, language_of(note, language), language), ")")
    behind = where if note else ()
    if what == "observations" and name.isdigit() and int(name) in figures.behind.figures:
        figure = figures.behind.figures[int(name)]
        known = figures.indicators.get(figure.concept)
        label = known.name if known else figure.concept
        if figure.value is None:
            return (Link(label, href), *behind)
        return (f"{label}: ", observed(figure, language), " (", years(figure), ")", *behind)
    if what == "sources" and name in figures.sources:
        return (Link(short(figures.sources[name]), href), *behind)
    if what == "indicators" and name in figures.indicators:
        return (Link(figures.indicators[name].name, href), *behind)
    return (Link(gettext("the page of it"), href), *behind)


def behind(view: RecordView, figures: Figures, language: str) -> Iterator[Rich]:
    """What stands below a claim: its evidence, how sure it is, and who sees it differently."""
    shown = evidence(view, figures, language)
    if shown:
        yield (gettext("Evidence:") + " ", *shown)
    if sure := labels(view.kind, "confidence").get(str(view.content.get("confidence"))):
        yield (gettext("How sure this is:") + " ", sure)
    dissent = in_line(view, "dissent", figures, language)
    if dissent:
        yield (gettext("Others see it differently:") + " ", *dissent)


def language_of_title(view: RecordView, language: str) -> str:
    """The language that the title of a record is in."""
    known = find_kind(view.kind)
    return view.words(known.title, language)[1] if known else language


def plural(kind: str) -> str:
    """What records of a kind are called."""
    known = find_kind(kind)
    return gettext(known.plural) if known else kind


def nobody(kind: str) -> Box:
    """Nobody has written such a record down yet."""
    message = gettext("Nobody has written this down for this place yet: %(what)s.")
    title = gettext("Not written down yet")
    return Box(title, (Text(tuple(spans(message, {"what": plural(kind)}))),))


def comma(language: str) -> str:
    """What stands between two things of a list."""
    return ", " if direction(language) == "ltr" else "\N{ARABIC COMMA} "


def semicolon(language: str) -> str:
    """What stands between two longer things of a list."""
    return "; " if direction(language) == "ltr" else "\N{ARABIC SEMICOLON} "


def names(view: RecordView, key: str, language: str) -> str:
    """What was chosen, in words."""
    known = labels(view.kind, key)
    return comma(language).join(known.get(one, one) for one in view.chosen(key))


def counted(
    said: Mapping[str, int],
    groups: Mapping[str, str],
    figures: Figures,
    chapter: str,
    language: str,
) -> Rich:
    """How many people of each group, in one line; of a few, not how many."""
    pairs = [(label, int(said[key])) for key, label in groups.items() if key in said]
    return joined(
        (
            (f"{label}: ", gettext(A_FEW) if is_few(number) else count(number, figures, chapter))
            for label, number in pairs
        ),
        semicolon(language),
    )


def is_few(number: int) -> bool:
    """Whether so few people were counted that somebody who knows the place knows who they are."""
    return 0 < number < FEWEST


def count(number: int, figures: Figures, chapter: str) -> Number:
    """A number of people or meetings; it leads to the chapter that lists them."""
    return Number(f"{number:,}", chapter_page(figures, chapter), str(number))


def chapter_page(figures: Figures, chapter: str) -> str:
    """The page of a chapter of the report, or of the report itself."""
    page = f"reports/{figures.kind.key}/{figures.place.key}/"
    return f"{page}{chapter}/" if chapter else page
