"""Pages of figures and sources alone. What needs names of places stands in `interfaces/web`."""

from collections.abc import Iterable
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.queries import covering
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.kernel.scripts import fold, sort_key


def by_letters(text: str) -> bytes:
    """The place of a text in the alphabet of the page's language."""
    return _sorted_by(str(text), get_language() or "en")


@lru_cache(maxsize=8192)
def _sorted_by(text: str, language: str) -> bytes:
    """Kept: a list of hundreds of names is sorted anew for every page of it."""
    return sort_key(text, language)


def table_and_title(row: queries.SourceView) -> str:
    """What a link to a source says: many tables stand under one title."""
    return ". ".join(part for part in (row.table, row.title) if part)


FIGURES = Column(
    "figures",
    _("Figures"),
    value=lambda row: row.figures,
    sort=lambda row: row.figures,
    numeric=True,
)
CODE = Column("code", _("Code"), value=lambda row: row.code, only_file=True)
INDICATORS = TableKind(
    name="indicators",
    caption=_("Figures"),
    columns=(
        Column(
            "name",
            _("What is measured"),
            value=lambda row: row.name,
            sort=lambda row: by_letters(row.name),
            href=lambda row: reverse("indicator", args=[row.code]),
        ),
        Column(
            "sector",
            _("About"),
            value=lambda row: row.sector_label,
            sort=lambda row: (by_letters(row.sector_label), by_letters(row.name)),
        ),
        Column("unit", _("Counted in"), value=lambda row: row.unit_label),
        FIGURES,
        CODE,
        Column("definition", _("Definition"), value=lambda row: row.definition, only_file=True),
    ),
    start="sector",
    empty=_("No figure is loaded yet."),
    key=lambda row: row.code,
    search=_("Search in what is measured"),
)
SOURCES = TableKind(
    name="sources",
    caption=_("Sources"),
    columns=(
        Column(
            "title",
            _("Title"),
            value=lambda row: row.title,
            show=table_and_title,
            sort=lambda row: (by_letters(row.title), row.table),
            href=lambda row: reverse("source", args=[row.code]),
            language=lambda row: "en",
        ),
        Column("table", _("Table"), value=lambda row: row.table, only_file=True),
        Column(
            "publisher",
            _("Publisher"),
            value=lambda row: row.publisher,
            sort=lambda row: (by_letters(row.publisher), by_letters(row.title)),
            language=lambda row: "en",
        ),
        Column(
            "kind",
            _("Kind"),
            value=lambda row: row.kind_label,
            sort=lambda row: (by_letters(row.kind_label), by_letters(row.title)),
        ),
        Column(
            "year",
            _("Year"),
            value=lambda row: row.year,
            sort=lambda row: (row.year, row.code),
            numeric=True,
        ),
        Column(
            "verified",
            _("Checked"),
            value=lambda row: row.verified_label,
            sort=lambda row: (row.verified, row.code),
        ),
        FIGURES,
        Column("licence", _("Licence"), value=lambda row: row.licence, only_file=True),
        CODE,
    ),
    start="publisher",
    empty=_("No source is loaded yet."),
    key=lambda row: row.code,
    search=_("Search in sources"),
)


def sectors(every: Iterable[queries.IndicatorView]) -> list[tuple[str, str]]:
    """What the indicators are about: address and name, in the order of the reader's letters."""
    found = {one.sector: one.sector_label for one in every}
    ordered = sorted(found.items(), key=lambda pair: by_letters(pair[1]))
    return [(reverse("sector", args=[code]), label) for code, label in ordered]


@page(rule=EVERYONE)
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator that is loaded."""

    def text(row: queries.IndicatorView) -> str:
        return fold(f"{row.name} {row.sector_label} {row.definition} {row.code} {row.msgid}")

    rows = ListRows(queries.indicators(), text=text, fold=fold)
    lead = _("Each leads to its numbers, what they mean, and where they come from.")
    return list_page(
        request,
        INDICATORS,
        rows,
        lead=lead,
        subjects=sectors(rows.rows),
    )


@page(rule=EVERYONE)
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that a figure rests on."""

    def text(row: queries.SourceView) -> str:
        return fold(f"{row.citation} {row.code}")

    rows = ListRows(queries.sources(), text=text, fold=fold)
    lead = _("Every number here was taken from one of these. Titles stand as they were published.")
    return list_page(request, SOURCES, rows, lead=lead)


@page(rule=EVERYONE)
def source(request: HttpRequest, code: str) -> HttpResponse:
    """One source: who published it, whether it was checked, what it covers, what was wrong."""
    found = queries.source(code)
    if found is None:
        raise Http404
    context = {
        "source": found,
        "covered": covering.covered(code),
        "files": covering.files(code),
    }
    return render(request, "evidence/source.html", context)
