"""What programs ask for at the root of a site, before they know any of its pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE

CLOSED = ("account", "desk", "mine")


@page(rule=EVERYONE)
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public; the rest would only send them to sign in."""
    closed = [f"Disallow: /{code}/{part}/" for code, _ in settings.LANGUAGES for part in CLOSED]
    return HttpResponse(
        "\n".join(("User-agent: *", *closed, "")), content_type="text/plain; charset=utf-8"
    )


@page(rule=EVERYONE)
def icon(request: HttpRequest) -> HttpResponse:
    """The icon, for whoever asks by the old address and does not read the page's head."""
    return HttpResponseRedirect(static("pagekit/icon.png"))
