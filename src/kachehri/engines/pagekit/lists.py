"""A list page from a declared table: the page itself, or the file that its link asks for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.reader import reader_of
from kachehri.engines.tables.export import TableFile, export
from kachehri.engines.tables.kinds import TableKind
from kachehri.engines.tables.paging import Rows
from kachehri.engines.tables.reading import open_table, wanted


def list_page(
    request: HttpRequest,
    kind: TableKind,
    rows: Rows,
    *,
    template: str = "pagekit/list.html",
    **context: Any,
) -> HttpResponse:
    """Answer with the table's page; with `?format=csv` or `xlsx`, with the file of all its rows."""
    asked: Mapping[str, str] = request.GET.dict()
    form = asked.get("format", "")
    if form in ("csv", "xlsx"):
        rtl = reader_of(request).direction == "rtl"
        return download(export(kind, rows, wanted(kind, asked), form, right_to_left=rtl))
    table = open_table(kind, rows, asked)
    return render(request, template, {"table": table, **context})


def download(file: TableFile) -> HttpResponse:
    """A file for the reader to keep."""
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer
