"""Tables of the Word document: header rows that repeat, rows that do not break, real direction."""

from typing import Any

from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell

from kachehri.engines.documents.blocks import Cell, KeyNumber, Matrix, Number, Rich, Table
from kachehri.engines.documents.docx_look import HAIR, INDIGO, element
from kachehri.engines.documents.docx_text import Paper, fill, plain
from kachehri.engines.documents.measures import Widths, widths
from kachehri.engines.documents.words import column_label

UPRIGHT_WIDTH = 162.0
SIDE_WIDTH = 249.0
"""Millimetres of text on an upright sheet and on one on its side."""
_FIGURES_A_ROW = 4


def is_wide(block: object, paper: Paper) -> bool:
    """Whether a block is a table that needs a sheet on its side."""
    if isinstance(block, Table):
        labels, rows, sides = _figures(paper, block)
    elif isinstance(block, Matrix):
        labels, rows, sides = _words(block)
    else:
        return False
    return _widths(labels, rows, sides).looks() in {"wide", "split"}


def add_table(paper: Paper, table: Table) -> None:
    """Add a table of figures."""
    _add(paper, *_figures(paper, table))


def add_matrix(paper: Paper, matrix: Matrix) -> None:
    """Add a table of words or signs."""
    _add(paper, *_words(matrix))


def _figures(paper: Paper, table: Table) -> tuple[list[str], list[list[Rich]], list[str]]:
    """Return the heads, the rows and each column's side of a table of figures."""
    labels = [column_label(column, paper.language) for column in table.columns]
    rows = [[_content(paper, cell) for cell in row] for row in table.rows]
    return labels, rows, ["right" if column.numeric else "" for column in table.columns]


def _words(matrix: Matrix) -> tuple[list[str], list[list[Rich]], list[str]]:
    side = {"words": "", "figures": "right", "grid": "center"}.get(matrix.look, "")
    rows: list[list[Rich]] = [[(name,), *cells] for name, cells in matrix.rows]
    return list(matrix.columns), rows, ["", *[side] * (len(matrix.columns) - 1)]


def _widths(labels: list[str], rows: list[list[Rich]], sides: list[str]) -> Widths:
    texts = [[plain(cell) for cell in row] for row in rows]
    return widths(labels, texts, [bool(side) for side in sides])


def add_key_numbers(paper: Paper, numbers: tuple[KeyNumber, ...]) -> None:
    """Add large figures beside each other, four in a row at most."""
    for start in range(0, len(numbers), _FIGURES_A_ROW):
        row = numbers[start : start + _FIGURES_A_ROW]
        table = _new(paper, 1, len(row), [1.0] * len(row))
        for cell, number in zip(table.rows[0].cells, row, strict=True):
            _key_number(paper, cell, number)
            _border(cell, "top", INDIGO, 10)
        paper.paragraph("Source")


def _key_number(paper: Paper, cell: WordCell, number: KeyNumber) -> None:
    figure = cell.paragraphs[0]
    paper.dress(figure, "Key Figure" if number.value else "Key Figure Missing")
    shown = number.value or paper.words.no_figure
    fill(paper, figure, (Number(shown, number.href) if number.value else shown,))
    for style, text in (("Table Text", number.label), ("Source", number.source)):
        below = cell.add_paragraph()
        paper.dress(below, style)
        fill(paper, below, (text,))


def _content(paper: Paper, cell: Cell) -> Rich:
    """A figure and what to mind about it; without one why there is none."""
    if cell.content == "":
        return (cell.note or paper.words.no_figure,)
    return (cell.content, f" {cell.note}") if cell.note else (cell.content,)


def _add(paper: Paper, labels: list[str], rows: list[list[Rich]], sides: list[str]) -> None:
    measured = _widths(labels, rows, sides)
    table = _new(paper, len(rows) + 1, len(labels), list(measured.shares))
    grid = [list(row.cells) for row in table.rows]
    for cell, label, side in zip(grid[0], labels, sides, strict=True):
        _fill(paper, cell, (label,), "Table Head", side)
        _border(cell, "bottom", INDIGO, 8)
    for cells, contents in zip(grid[1:], rows, strict=True):
        for cell, content, side in zip(cells, contents, sides, strict=True):
            _fill(paper, cell, content, "Table Text", side)
            _border(cell, "bottom", HAIR, 4)
    _mark_rows(table)


def _fill(paper: Paper, cell: WordCell, content: Rich, style: str, side: str) -> None:
    paragraph = cell.paragraphs[0]
    paper.dress(paragraph, style)
    fill(paper, paragraph, content)
    if side:
        paragraph._p.get_or_add_pPr().append(element("w:jc", val=side))


def _new(paper: Paper, rows: int, columns: int, shares: list[float]) -> WordTable:
    """Return an empty table over the width of the text, running the document's way."""
    table: WordTable = paper.word.add_table(rows, columns)
    properties = table._tbl.tblPr
    if paper.rtl:
        properties.insert(1, element("w:bidiVisual"))
    properties.append(_margins())
    section = paper.word.sections[-1]
    room = SIDE_WIDTH if (section.page_width or 0) > (section.page_height or 0) else UPRIGHT_WIDTH
    parts = [Mm(room * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, parts, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, parts, strict=True):
            cell.width = width
    return table


def _margins() -> Any:
    made = element("w:tblCellMar")
    for side, space in (("top", "50"), ("left", "0"), ("bottom", "50"), ("right", "120")):
        made.append(element(f"w:{side}", w=space, type="dxa"))
    return made


def _border(cell: WordCell, side: str, colour: str, size: int) -> None:
    borders = element("w:tcBorders")
    borders.append(element(f"w:{side}", val="single", sz=str(size), space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(borders)


def _mark_rows(table: WordTable) -> None:
    """Repeat the header on each page, and keep every row on one."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if number == 0:
            properties.append(element("w:tblHeader"))
