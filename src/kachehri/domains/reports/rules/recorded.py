"""The parts that print what a team wrote down: lists, who was asked, voices, the editors' text."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import (
    Asked,
    ExternalityGrid,
    NeedsMatrix,
    Part,
    Recommendations,
    Recorded,
    Responses,
    StrategyMatrix,
    Voices,
    Workshop,
    Written,
)
from kachehri.domains.reports.kinds.records import Field
from kachehri.domains.reports.kinds.records import find as find_kind
from kachehri.engines.documents.blocks import Block, Box, Items, Matrix, Number, Rich, Text
from kachehri.kernel.numbers import format_number

from .figures import Composer, Figures
from .recorded_answers import recommendations, responses, workshop
from .recorded_asked import asked
from .recorded_matrices import externality_grid, needs_matrix, strategy_matrix
from .recorded_views import RecordView, labels
from .recorded_voices import quote, voices
from .recorded_words import (
    apart,
    behind,
    blocks_of,
    by_number,
    chapter_page,
    counted,
    day,
    evidence,
    in_line,
    language_of_title,
    names,
    nobody,
    of_kinds,
    plural,
    semicolon,
    told,
)
from .selects import chapter_printing
from .words import plain


def recorded(part: Recorded, figures: Figures, language: str) -> Iterator[Block]:
    """Records of one kind, laid out as the part says.

    What a person agreed to is printed as a quote whatever the part says: a quote carries its
    record, so that it can be taken out again.
    """
    found = [
        one
        for one in of_kinds(figures, part.kind)
        if not part.dimension or one.content.get("dimension") == part.dimension
    ]
    kind = find_kind(part.kind)
    if not found:
        yield nobody(part.kind)
    elif kind is not None and kind.consent:
        yield from (quote(one, language) for one in found)
    elif part.layout == "table":
        yield table(part, found, figures, language)
    elif part.layout == "list":
        yield Items(tuple(in_short(one, figures, language) for one in found))
    else:
        for one in found:
            yield box(one, part, figures, language)


def table(part: Recorded, found: list[RecordView], figures: Figures, language: str) -> Matrix:
    """One row a record; the first column names it."""
    first, *others = columns(part)
    rows = tuple(
        (
            plain(value(one, first, figures, language)),
            tuple(value(one, column, figures, language) for column in others),
        )
        for one in found
    )
    heads = tuple(gettext(column.column or column.label) for column in (first, *others))
    return Matrix(gettext(part.caption) if part.caption else plural(part.kind), heads, rows)


def columns(part: Recorded) -> tuple[Field, ...]:
    """The fields that are printed, in the order of the part."""
    kind = find_kind(part.kind)
    if kind is None:
        raise LookupError(f"no pack declares records of the kind {part.kind!r}")
    return tuple(kind.field(key) for key in part.columns) or kind.fields[:4]


def value(view: RecordView, field: Field, figures: Figures, language: str) -> Rich:
    """What a record says in a field, as a cell shows it."""
    match field.type:
        case "words" | "line":
            return in_line(view, field.key, figures, language)
        case "number":
            return number(view, field.key, figures, language)
        case "date":
            return (day(view, field.key, language),)
        case "choice" | "choices":
            return (names(view, field.key, language),)
        case "yes":
            return (gettext("yes") if view.content.get(field.key) else gettext("no"),)
        case "record" | "records":
            return named(view, field.key, figures, language)
        case "evidence":
            return evidence(view, figures, language)
        case "counts":
            chapter = chapter_printing(figures.kind, view.kind)
            said = view.content.get(field.key) or {}
            return counted(said, labels(view.kind, field.key), figures, chapter, language)
        case _:
            return (str(view.content.get(field.key, "")),)


def number(view: RecordView, key: str, figures: Figures, language: str) -> Rich:
    """A number that the team wrote down; it leads to the chapter that prints it."""
    said = view.content.get(key)
    if said is None:
        return ()
    value = Decimal(str(said))
    decimals = max(0, -int(value.as_tuple().exponent))
    href = chapter_page(figures, chapter_printing(figures.kind, view.kind))
    return (Number(format_number(value, decimals, language=language), href, str(value)),)


def named(view: RecordView, key: str, figures: Figures, language: str) -> Rich:
    """The titles of the records that a field names."""
    known = by_number(figures)
    titles = [known[id].title(language) for id in view.refers(key) if id in known]
    return (semicolon(language).join(titles),) if titles else ()


def in_short(view: RecordView, figures: Figures, language: str) -> Rich:
    """A record in one paragraph of a list."""
    kind = find_kind(view.kind)
    return in_line(view, kind.title, figures, language) if kind else ()


def box(view: RecordView, part: Recorded, figures: Figures, language: str) -> Box:
    """A record under its title, with its other fields and what stands behind it."""
    kind = find_kind(view.kind)
    title = kind.title if kind else ""
    shown = [(field, value(view, field, figures, language)) for field in boxed(part, title)]
    long = [(field, one) for field, one in shown if any(one) and field.type == "words"]
    short = [(gettext(field.label), one) for field, one in shown if field.type != "words"]
    said = [Text(told([(gettext(field.label), one)], language)) for field, one in long]
    if any(any(one) for _label, one in short):
        said.append(Text(told(short, language)))
    said += [Text(one) for one in behind(view, figures, language)]
    return Box(
        plain((apart(view.title(language), language_of_title(view, language), language),)),
        tuple(said),
    )


def boxed(part: Recorded, title: str) -> tuple[Field, ...]:
    """The fields of a box: those of the part, or all but the title and what stands behind."""
    if part.columns:
        return columns(part)
    kind = find_kind(part.kind)
    beside = {title, "evidence", "confidence", "dissent"}
    return tuple(field for field in (kind.fields if kind else ()) if field.key not in beside)


def written(part: Written, figures: Figures, language: str) -> Iterator[Block]:
    """The text of the editors in a chapter; nothing where there is none."""
    for one in of_kinds(figures, part.texts):
        if (one.content.get("chapter"), one.content.get("at")) == (part.chapter, part.at):
            yield from blocks_of(one, "words", figures, language)
            yield from (Text(said) for said in behind(one, figures, language))


COMPOSERS: Mapping[type[Part], Composer] = {
    Asked: asked,
    ExternalityGrid: externality_grid,
    NeedsMatrix: needs_matrix,
    Recommendations: recommendations,
    Recorded: recorded,
    Responses: responses,
    StrategyMatrix: strategy_matrix,
    Voices: voices,
    Workshop: workshop,
    Written: written,
}
"""How each part that prints records becomes blocks."""
