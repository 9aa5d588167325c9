"""The four writers under one name: which format, which function."""

from importlib import import_module

from kachehri.engines.documents.blocks import Document

WRITERS = {
    "html": "html_file.write_html",
    "pdf": "pdf.write_pdf",
    "docx": "docx.write_docx",
    "xlsx": "xlsx.write_xlsx",
}
"""Module and function by format. A module is loaded when it is used: some are slow."""


def write(document: Document, format: str, *, base_url: str) -> bytes:
    """Return the document as a file of that format. Raises KeyError for an unknown format."""
    module, name = WRITERS[format].split(".")
    made: bytes = getattr(import_module(f"{__package__}.{module}"), name)(
        document, base_url=base_url
    )
    return made
