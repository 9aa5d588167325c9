"""The address `/`: to the reader's language. And the reader's choices."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import csrf_exempt

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import forged, render
from kachehri.engines.pagekit.reader import DIGITS_COOKIE, SAVER_COOKIE, reader_of

A_YEAR = 60 * 60 * 24 * 365


@page(rule=EVERYONE)
def choose(request: HttpRequest) -> HttpResponse:
    """By the cookie, then by what the browser asks for, then English."""
    answer = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(answer, ("Accept-Language", "Cookie"))
    return answer


@csrf_exempt  # The page sets no cookie for its visitors; see docs/adr/0073.
@page(rule=EVERYONE)
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep digits and data saving in cookies of this device, and go back to where one was."""
    if request.method != "POST":
        return render(request, "web/preferences.html")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return forged(request)
    answer = HttpResponseRedirect(back(request))
    digits = "eastern" if request.POST.get("digits") == "eastern" else "western"
    keep(answer, request, DIGITS_COOKIE, digits)
    keep(answer, request, SAVER_COOKIE, "1" if request.POST.get("saver") else "0")
    return answer


def back(request: HttpRequest) -> str:
    """The page that the form stood on, if it is one of ours; else home."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return f"/{reader_of(request).language}/"


def keep(answer: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
    """One cookie for a year; it says nothing about a person."""
    answer.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
    )
