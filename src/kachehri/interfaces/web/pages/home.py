"""The first page of the district."""

from django.http import HttpRequest, HttpResponse

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render


@page(rule=EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    """What is known of the district, and the ways on from here."""
    return render(request, "web/home.html")
