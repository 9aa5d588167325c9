"""Writing a page, and the pages that say that something went wrong."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_template
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kachehri.engines.pagekit.languages import direction

LAST_RESORT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Kachehri</title>"
    "<h1>Something went wrong</h1><p>We have written it down. Please try again later."
    "<p lang=ur dir=rtl>کچھ غلط ہو گیا۔ براہِ کرم بعد میں پھر کوشش کریں۔<p lang=sd dir=rtl>"
    "ڪجهه غلط ٿيو. مهرباني ڪري ٿوري دير کان پوءِ ٻيهر ڪوشش ڪريو."
)


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Answer with a template that extends `pagekit/layout.html`."""
    return render_template(request, template, dict(context or {}), status=status)


def problem(
    request: HttpRequest, status: int, title: Any, text: Any, *, reason: str = ""
) -> HttpResponse:
    """A page that says what is wrong and what to do next."""
    context = {"status": status, "problem": title, "text": text, "reason": reason}
    return render(request, "pagekit/problem.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. The request may name a foreign host, so the page asks nothing of it."""
    return bare("pagekit/unread.html", 400)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where the rule gives one."""
    return problem(
        request,
        403,
        _("This page is not open to you"),
        _("If you work here, sign in with the account that was given this task."),
        reason=str(exception or ""),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return problem(
        request,
        404,
        _("We have no such page"),
        _("Check the address, or look for a place or a figure by its name."),
    )


def only_from_a_form(request: HttpRequest) -> HttpResponse:
    """405: somebody opened an address that only takes what a form sends."""
    return problem(
        request,
        405,
        _("This address only takes what a form sends"),
        _("Nothing was changed. Go back to the page with the form and send it once more."),
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old."""
    return problem(
        request,
        403,
        _("This form is too old, or your browser keeps no cookies"),
        _("Nothing was changed. Go back, load the page again, and send the form once more."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: asks neither the database nor the session, and has a last resort."""
    return bare("pagekit/broken.html", 500)


def bare(template: str, status: int) -> HttpResponse:
    """A page from its template alone."""
    language = get_language() or "en"
    context = {"language": language, "direction": direction(language)}
    try:
        page = str(render_to_string(template, context))
    except Exception:  # noqa: BLE001 (whatever broke the page may break this one, too)
        page = LAST_RESORT
    return HttpResponse(page, status=status)
