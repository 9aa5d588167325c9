"""Pages of words: what this is, how to use the data, who can read it."""

from django.http import HttpRequest, HttpResponse

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render


@page(rule=EVERYONE)
def about(request: HttpRequest) -> HttpResponse:
    """What Kachehri is and where its figures come from."""
    return render(request, "web/about.html")


@page(rule=EVERYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, how it was checked."""
    return render(request, "web/accessibility.html")


@page(rule=EVERYONE)
def data_use(request: HttpRequest) -> HttpResponse:
    """What may be done with figures and files."""
    return render(request, "web/data_use.html")
