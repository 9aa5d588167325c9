"""Blocks as HTML: for the one-file edition and for the pages of the report on the site.

The class names are those of the site's stylesheet. Everything that came from data is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import assert_never

from django.utils.safestring import SafeString

from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Cell,
    Chart,
    Code,
    Column,
    Finding,
    Gap,
    Inline,
    Isolate,
    Items,
    KeyNumber,
    KeyNumbers,
    Link,
    Matrix,
    Number,
    Pair,
    Quote,
    Response,
    Rich,
    Sign,
    Subheading,
    Table,
    Text,
)
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.words import Words, column_label, words_in
from kachehri.kernel.scripts import direction


@dataclass(frozen=True)
class _Page:
    """What every fragment needs to know about where it stands."""

    language: str
    base_url: str
    level: int
    words: Words

    def href(self, href: str) -> str:
        """Return a link's address, escaped for an attribute."""
        return escape(absolute(href, base_url=self.base_url, language=self.language))

    def heading(self, text: str, extra: str = "") -> str:
        """Return a heading of this page's level."""
        return f"<h{self.level}{extra}>{escape(text)}</h{self.level}>"

    def deeper(self) -> "_Page":
        """Return the same one level below."""
        return replace(self, level=min(self.level + 1, 6))


def blocks_html(
    blocks: Iterable[Block], *, language: str, base_url: str = "", level: int = 2
) -> SafeString:
    """Return blocks as HTML, their headings on `level`.

    Without `base_url` links are paths on the site. Raises DocumentProblem for a forbidden link.
    """
    page = _Page(language, base_url, level, words_in(language))
    return SafeString("\n".join(_block(block, page) for block in blocks))


def _block(block: Block, page: _Page) -> str:
    match block:
        case Text() | Finding() | Response() | Subheading() | Items() | Quote() | Gap():
            return _said(block, page)
        case KeyNumbers(numbers):
            return f'<div class="nums">{"".join(_key_number(n, page) for n in numbers)}</div>'
        case Table():
            return _table(block, page)
        case Chart():
            return _chart(block, page)
        case Matrix():
            return _matrix(block, page)
        case Box():
            return f'<div class="notice">{_inside(block, page)}</div>'
        case Pair(first, second):
            halves = "".join(f"<div>{_inside(half, page)}</div>" for half in (first, second))
            return f'<div class="pair">{halves}</div>'
        case Code(svg, text, label):
            said = f'{escape(label)} <bdi dir="ltr">{escape(text)}</bdi>'
            return f"<p>{svg}<br>{said}</p>"
        case _:
            assert_never(block)


def _said(block: Text | Finding | Response | Subheading | Items | Quote | Gap, page: _Page) -> str:
    """Return a block of plain text."""
    match block:
        case Text(body):
            return f"<p>{_rich(body, page)}</p>"
        case Finding():
            return _finding(block, page)
        case Response():
            return f'<div class="notice">{_response(block, page)}</div>'
        case Subheading(text):
            return page.heading(text)
        case Items():
            return _items(block, page)
        case Quote():
            return _quote(block, page)
        case Gap():
            return _gap(block, page)
        case _:
            assert_never(block)


def _rich(body: Rich, page: _Page) -> str:
    return "".join(_inline(part, page) for part in body)


def _inline(part: Inline, page: _Page) -> str:
    match part:
        case str():
            return escape(part)
        case Number(text, href):
            figure = f'<bdi dir="ltr">{escape(text)}</bdi>'
            return f'<a class="n" href="{page.href(href)}">{figure}</a>' if href else figure
        case Link(text, href):
            return f'<a href="{page.href(href)}">{escape(text)}</a>'
        case Isolate(text, language):
            way = direction(language)
            return f'<bdi lang="{escape(language)}" dir="{way}">{escape(text)}</bdi>'
        case Sign(mark, meaning):
            hidden = f'<span class="hide">{escape(meaning)}</span>'
            return f'<b class="sign"><span aria-hidden="true">{escape(mark)}</span>{hidden}</b>'
        case _:
            assert_never(part)


def _finding(block: Finding, page: _Page) -> str:
    """Return the sentence, and beside it what was answered."""
    place = f' id="finding-{escape(block.number)}"' if block.number else ""
    name = f"<small>{escape(page.words.finding)} {escape(block.number)}</small><br>"
    number = name if block.number else ""
    said = f'<p class="finding"{place}>{number}{_rich(block.body, page)}</p>'
    if not block.responses:
        return said
    answers = "".join(_response(one, page) for one in block.responses)
    return f'<div class="pair"><div>{said}</div><div>{answers}</div></div>'


def _response(one: Response, page: _Page) -> str:
    said = "".join(f"<p>{_rich(body, page)}</p>" for body in one.body)
    when = f'<p class="src">{escape(one.when)}</p>' if one.when else ""
    return f"<p><b>{escape(page.words.answered)}: {escape(one.office)}</b></p>{said}{when}"


def _items(block: Items, page: _Page) -> str:
    tag = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{_rich(item, page)}</li>" for item in block.items)
    return f"<{tag}>{items}</{tag}>"


def _key_number(number: KeyNumber, page: _Page) -> str:
    if number.value:
        shown = _inline(Number(number.value, number.href), page)
    else:
        shown = _without_figure(number, page)
    source = f"<small>{escape(number.source)}</small>" if number.source else ""
    return f'<div class="num"><b>{shown}</b><p>{escape(number.label)}</p>{source}</div>'


def _without_figure(number: KeyNumber, page: _Page) -> str:
    text = escape(page.words.no_figure)
    inside = f'<a href="{page.href(number.href)}">{text}</a>' if number.href else text
    return f'<span class="none">{inside}</span>'


def _table(table: Table, page: _Page, *, caption: bool = True) -> str:
    head = "".join(
        f'<th scope="col" role="columnheader"{_numeric(column)}>{escape(label)}</th>'
        for column in table.columns
        for label in [column_label(column, page.language)]
    )
    rows = "".join(_row(row, table.columns, page) for row in table.rows)
    title = f"<caption>{escape(table.caption)}</caption>" if caption and table.caption else ""
    label = "" if title else f' aria-label="{escape(table.caption)}"'
    return (
        f'<div class="scroll"><table class="stack" role="table"{label}>{title}'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table></div>'
        f"{_below(table.source, table.note, page)}"
    )


def _numeric(column: Column) -> str:
    return ' class="n"' if column.numeric else ""


def _row(row: tuple[Cell, ...], columns: tuple[Column, ...], page: _Page) -> str:
    cells = []
    for number, (cell, column) in enumerate(zip(row, columns, strict=True)):
        inside = _cell(cell, page)
        if number == 0:
            cells.append(f'<th scope="row" role="rowheader"{_numeric(column)}>{inside}</th>')
        else:
            label = escape(column_label(column, page.language))
            cells.append(f'<td role="cell"{_numeric(column)} data-label="{label}">{inside}</td>')
    return f'<tr role="row">{"".join(cells)}</tr>'


def _cell(cell: Cell, page: _Page) -> str:
    if cell.content == "":
        why = escape(cell.note or page.words.no_figure)
        return f'<span><span class="none">{why}</span></span>'
    shown = _inline(cell.content, page)
    note = f" <small>{escape(cell.note)}</small>" if cell.note else ""
    return f"<span>{shown}{note}</span>"


def _below(source: Rich, note: Rich, page: _Page) -> str:
    """Return the note and the source that stand below a table or a chart."""
    said = f'<p class="note">{_rich(note, page)}</p>' if note else ""
    if not source:
        return said
    return f'{said}<p class="src">{escape(page.words.source)} {_rich(source, page)}</p>'


def _chart(chart: Chart, page: _Page) -> str:
    table = _table(replace(chart.table, source=(), note=()), page, caption=False)
    said = _rich(chart.said, page) or escape(chart.title)
    title = f"<h{page.level}>{said}</h{page.level}>"
    return (
        f"<figure>{title}{chart.svg}"
        f"<figcaption>{_below(chart.source, chart.note, page)}</figcaption>"
        f"<details><summary>{escape(page.words.table)}</summary>{table}</details></figure>"
    )


def _quote(quote: Quote, page: _Page) -> str:
    who = f'<footer class="src">{escape(quote.who)}</footer>' if quote.who else ""
    return f"<blockquote><p>{_rich(quote.body, page)}</p>{who}</blockquote>"


def _gap(gap: Gap, page: _Page) -> str:
    words = page.words
    said = f"<p><b>{escape(words.none_published)}</b> {_rich(gap.text, page)}</p>"
    if not gap.would_come_from:
        return f'<div class="notice gap">{said}</div>'
    origin = f"{escape(words.would_come_from)} {_rich(gap.would_come_from, page)}"
    return f'<div class="notice gap">{said}<p class="src">{origin}</p></div>'


def _matrix(matrix: Matrix, page: _Page) -> str:
    side = "" if matrix.look == "words" else ' class="n"'
    head = "".join(
        f'<th scope="col" role="columnheader"{side if number else ""}>{escape(label)}</th>'
        for number, label in enumerate(matrix.columns)
    )
    rows = "".join(_matrix_row(row, matrix.columns, side, page) for row in matrix.rows)
    return (
        f'<div class="scroll"><table class="stack matrix {escape(matrix.look)}" role="table">'
        f'<caption>{escape(matrix.caption)}</caption><thead role="rowgroup"><tr role="row">{head}'
        f'</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
        f"{_below(matrix.source, matrix.note, page)}"
    )


def _matrix_row(
    row: tuple[str, tuple[Rich, ...]], columns: tuple[str, ...], side: str, page: _Page
) -> str:
    name, cells = row
    inside = "".join(
        f'<td role="cell"{side} data-label="{escape(column)}"><span>{_rich(cell, page)}</span></td>'
        for cell, column in zip(cells, columns[1:], strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{escape(name)}</th>{inside}</tr>'


def _inside(box: Box, page: _Page) -> str:
    blocks = "".join(_block(block, page.deeper()) for block in box.blocks)
    return f"{page.heading(box.title)}{blocks}"
