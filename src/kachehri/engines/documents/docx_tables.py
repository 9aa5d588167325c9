"""Tables of the Word document: header rows that repeat, rows that do not break, real direction."""

from typing import Any

from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell

from kachehri.engines.documents.blocks import Cell, KeyNumber, Matrix, Number, Rich, Table
from kachehri.engines.documents.docx_look import HAIR, INDIGO, element
from kachehri.engines.documents.docx_text import Paper, fill
from kachehri.engines.documents.words import column_label

_TEXT_WIDTH = 162.0
_FIGURES_A_ROW = 4


def add_table(paper: Paper, table: Table) -> None:
    """Add a table of figures."""
    labels = [column_label(column, paper.language) for column in table.columns]
    numeric = [column.numeric for column in table.columns]
    rows = [[_content(paper, cell) for cell in row] for row in table.rows]
    _add(paper, [(label,) for label in labels], rows, numeric)


def add_matrix(paper: Paper, matrix: Matrix) -> None:
    """Add a table of words."""
    rows: list[list[Rich]] = [[(name,), *cells] for name, cells in matrix.rows]
    _add(paper, [(label,) for label in matrix.columns], rows, [False] * len(matrix.columns))


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
    figure.style = "Key Figure" if number.value else "Key Figure Missing"
    shown = number.value or paper.words.no_figure
    fill(paper, figure, (Number(shown, number.href) if number.value else shown,))
    fill(paper, cell.add_paragraph(style="Table Text"), (number.label,))
    fill(paper, cell.add_paragraph(style="Source"), (number.source,))


def _content(paper: Paper, cell: Cell) -> Rich:
    """A figure and what to mind about it; without one why there is none."""
    if cell.content == "":
        return (cell.note or paper.words.no_figure,)
    return (cell.content, f" {cell.note}") if cell.note else (cell.content,)


def _add(paper: Paper, head: list[Rich], rows: list[list[Rich]], numeric: list[bool]) -> None:
    shares = [1.0 if figure else 1.3 for figure in numeric]
    table = _new(paper, len(rows) + 1, len(head), shares)
    grid = [list(row.cells) for row in table.rows]
    for cell, label, figure in zip(grid[0], head, numeric, strict=True):
        _fill(paper, cell, label, "Table Head", figure)
        _border(cell, "bottom", INDIGO, 8)
    for cells, contents in zip(grid[1:], rows, strict=True):
        for cell, content, figure in zip(cells, contents, numeric, strict=True):
            _fill(paper, cell, content, "Table Text", figure)
            _border(cell, "bottom", HAIR, 4)
    _mark_rows(table)


def _fill(paper: Paper, cell: WordCell, content: Rich, style: str, figure: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    fill(paper, paragraph, content)
    if figure:
        paragraph._p.get_or_add_pPr().append(element("w:jc", val="right"))


def _new(paper: Paper, rows: int, columns: int, shares: list[float]) -> WordTable:
    """Return an empty table over the width of the text, running the document's way."""
    table: WordTable = paper.word.add_table(rows, columns)
    properties = table._tbl.tblPr
    if paper.rtl:
        properties.insert(1, element("w:bidiVisual"))
    properties.append(_margins())
    widths = [Mm(_TEXT_WIDTH * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
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
