"""What every answer of the site carries: the reader's choices and the headers that protect."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request

from kachehri.engines.pagekit import pages, reader

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "browsing-topics",
    )
)


class ReaderMiddleware:
    """Puts `request.reader` up. Stands behind LocaleMiddleware, which finds the language."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the choices, write the page, say what it varies by."""
        chosen = reader.reader_of(request)
        request.reader = chosen  # type: ignore[attr-defined]
        reader.use(chosen)
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            response = allowing(response, pages.only_from_a_form(request))
        if not getattr(response, "same_for_every_reader", False):
            patch_vary_headers(response, ("Cookie", "Save-Data"))
        remember_language(request, response)
        return response


def allowing(bare: HttpResponse, page: HttpResponse) -> HttpResponse:
    """The page in place of the bare answer, naming the same methods."""
    page["Allow"] = bare.get("Allow", "")
    return page


def remember_language(request: HttpRequest, response: HttpResponse) -> None:
    """Keep the language of the address where `/` alone would have led elsewhere.

    A reader whose browser already asks for this language gets no cookie.
    """
    chosen = get_language_from_path(request.path_info)
    if chosen is None or response.status_code != 200:
        return
    if get_language_from_request(request) != chosen:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=request.is_secure(),
            httponly=True,
        )


class SafetyMiddleware:
    """Headers by which a browser refuses foreign scripts, frames and powers (docs/adr/0074)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add what the page itself has not set."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
