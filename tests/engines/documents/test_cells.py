"""A table's cell without a figure: it says why, once, in every format."""

import io

import docx
import pytest
from tests.engines.documents.sample import BASE
from tests.engines.documents.samples_of_trouble import with_blocks
from tests.engines.documents.test_pdf import text_of

from kachehri.engines.documents.blocks import Cell, Column, Document, Table
from kachehri.engines.documents.docx import write_docx
from kachehri.engines.documents.html_file import write_html
from kachehri.engines.documents.pdf import write_pdf

WHY = "withheld here"


def of(*cells: Cell) -> Document:
    """Return a document with one row."""
    columns = (Column("Place"), *(Column("Figure", numeric=True) for _ in cells))
    return with_blocks(Table("A table", columns, ((Cell("Dokri"), *cells),)))


def as_text(document: Document, format: str) -> str:
    match format:
        case "html":
            return write_html(document, base_url=BASE).decode().split("</style>")[1]
        case "docx":
            word = docx.Document(io.BytesIO(write_docx(document, base_url=BASE)))
            return " ".join(cell.text for cell in word.tables[0].rows[1].cells)
        case _:
            return text_of(write_pdf(document, base_url=BASE))


@pytest.mark.parametrize("format", ["html", "docx", "pdf"])
def test_an_empty_cell_says_that_there_is_no_figure_or_why_and_says_it_once(format: str) -> None:
    text = as_text(of(Cell(), Cell("", WHY)), format)
    assert text.count("no figure") == 1
    assert text.count(WHY) == 1
