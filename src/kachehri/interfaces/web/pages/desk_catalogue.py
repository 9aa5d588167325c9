"""The catalogue of indicators at the desk: read here, changed only by a pack."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.evidence.queries.catalogue import CatalogueEntry, catalogue, catalogue_entry
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.lists import list_page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.interfaces.web.pages.desk import READ
from kachehri.kernel.scripts import fold, sort_key

NO_FIGURES = _("no figure yet")
SEVERAL = _("several definitions")


def by_letters(text: str) -> bytes:
    """The place of a text in the alphabet of the page's language."""
    return sort_key(text, get_language() or "en")


CATALOGUE = TableKind(
    name="indicator-catalogue",
    caption=_("Catalogue of indicators"),
    columns=(
        Column(
            "name",
            _("What is measured"),
            value=lambda row: row.name,
            sort=lambda row: by_letters(row.name),
            href=lambda row: reverse("desk-indicator", args=[row.code]),
        ),
        Column(
            "sector",
            _("About"),
            value=lambda row: row.sector_label,
            sort=lambda row: (by_letters(row.sector_label), by_letters(row.name)),
        ),
        Column("unit", _("Counted in"), value=lambda row: row.unit_label),
        Column(
            "definitions",
            _("Definitions"),
            value=lambda row: len(row.definitions),
            sort=lambda row: len(row.definitions),
            numeric=True,
        ),
        Column(
            "groups",
            _("Groups that compare"),
            value=lambda row: len(row.groups),
            sort=lambda row: len(row.groups),
            numeric=True,
        ),
        Column(
            "sources",
            _("Sources"),
            value=lambda row: len(row.source_codes),
            sort=lambda row: len(row.source_codes),
            numeric=True,
        ),
        Column(
            "figures",
            _("Figures"),
            value=lambda row: row.figures,
            sort=lambda row: row.figures,
            numeric=True,
        ),
        Column("code", _("Code"), value=lambda row: row.code, only_file=True),
        Column(
            "dimension",
            _("Part of human security"),
            value=lambda row: row.dimension_label,
            only_file=True,
        ),
        Column("facet", _("Looks at"), value=lambda row: row.facet_label, only_file=True),
        Column(
            "sdg",
            _("Sustainable Development Goal"),
            value=lambda row: row.sdg_target,
            only_file=True,
        ),
        Column("target", _("Aim"), value=lambda row: row.target, only_file=True),
        Column(
            "definition",
            _("Definition"),
            value=lambda row: row.definitions[0].definition if row.definitions else "",
            only_file=True,
        ),
    ),
    start="sector",
    empty=_("No indicator is loaded yet. They come with a pack."),
    key=lambda row: row.code,
    search=_("Search by name, subject or code"),
)


@page(rule=READ)
@never_cache
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator with how often it was defined anew, and what rests on it."""
    found = catalogue()
    rows = ListRows(found, text=searched, fold=fold)
    sectors = sorted({one.sector_label for one in found}, key=by_letters)
    words = [*sectors, str(SEVERAL), str(NO_FIGURES)]
    return list_page(
        request,
        CATALOGUE,
        rows,
        template="web/desk/catalogue.html",
        subjects=[("?" + urlencode({"q": word}), word) for word in words],
    )


def searched(row: CatalogueEntry) -> str:
    """The words in which a search looks: also those of the filters."""
    states = [
        str(NO_FIGURES) if not row.figures else "",
        str(SEVERAL) if len(row.definitions) > 1 else "",
    ]
    texts = [row.name, row.msgid, row.code, row.sector_label, *row.groups, *states]
    return fold(" ".join([*texts, *(one.definition for one in row.definitions)]))


@page(rule=READ)
@never_cache
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: the history of its definitions, and the sources under each."""
    found = catalogue_entry(code)
    if found is None:
        raise Http404
    return render(request, "web/desk/indicator.html", {"entry": found, "better": better(found)})


def better(entry: CatalogueEntry) -> str:
    """Which end is the better one, in words."""
    words = {1: gettext("more is better"), -1: gettext("less is better")}
    return words.get(entry.polarity, gettext("neither end is better"))
