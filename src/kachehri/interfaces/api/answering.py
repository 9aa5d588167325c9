"""What every answer of the API has in common: language, limits, caching, and who may read it."""

import hashlib
from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation.trans_real import parse_accept_lang_header

from kachehri.domains.places.queries import one_tree

from . import problems
from .limits import Buckets

View = Callable[..., HttpResponse]
ALLOWED = "GET, HEAD, OPTIONS"
WRITING = "POST, OPTIONS"
FRESH_SECONDS = 60
buckets = Buckets(settings.API_REQUESTS_A_MINUTE)


def answered(view: View, *, writes: bool = False) -> View:
    """A view as the API answers: for everybody, in a language, with a tag.

    Read-only, but for an address that only takes (`writes`).
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refusal = _refusal(request, WRITING if writes else ALLOWED)
        response = refusal or _in_language(request, view, args, kwargs)
        return _finished(request, response)

    return answer


def _refusal(request: HttpRequest, allowed: str) -> HttpResponse | None:
    """An answer that needs no view: another method, a preflight, or too many requests."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allowed})
    if request.method not in allowed.split(", "):
        response = problems.answer(405, f"This address takes {allowed}.")
        response["Allow"] = allowed
        return response
    seconds = ceil(buckets.wait(address_of(request)))
    if not seconds:
        return None
    response = problems.answer(429, f"Too many requests. Ask again in {seconds} seconds.")
    response["Retry-After"] = str(seconds)
    return response


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks: behind as many proxies as the settings say."""
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    if proxies and len(passed) >= proxies:
        return passed[-proxies].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def language_of(request: HttpRequest) -> str | None:
    """The language asked for: `?lang`, else the first of Accept-Language that we speak, else en.

    None for a `lang` that there is not.
    """
    known = [code for code, _name in settings.LANGUAGES]
    if "lang" in request.GET:
        return request.GET["lang"] if request.GET["lang"] in known else None
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    codes = (code.split("-")[0] for code, _weight in wanted)
    return next((code for code in codes if code in known), settings.LANGUAGE_CODE)


def _in_language(
    request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse:
    language = language_of(request)
    if language is None:
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        wrong = problems.Wrong("lang", f"Known languages: {known}.")
        return problems.answer(422, "There is no such language.", [wrong])
    method = request.method
    request.method = "GET" if method == "HEAD" else method
    try:
        with translation.override(language), one_tree():
            response = view(request, *args, **kwargs)
    except problems.ApiProblem as problem:
        response = problems.answer(problem.status, problem.detail, problem.wrong)
    finally:
        request.method = method
    response["Content-Language"] = language
    return response


def _finished(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Headers for caches and for pages of other sites; 304 for who has it already."""
    response.same_for_every_reader = True  # type: ignore[attr-defined]  # for ReaderMiddleware
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ALLOWED
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag, Link, Last-Modified, Retry-After"
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    if request.method == "POST":
        response["Cache-Control"] = "no-store"
        return response
    if response.status_code != 200:
        response["Cache-Control"] = "no-store" if response.status_code >= 400 else "public"
        return response
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    if _has_it(request, response["ETag"]):
        return _not_modified(response)
    return response


def _has_it(request: HttpRequest, tag: str) -> bool:
    """Whether the reader's copy is this one. Compared weakly: packing does not change a text."""
    held = [one.removeprefix("W/") for one in parse_etags(request.headers.get("If-None-Match", ""))]
    return "*" in held or tag in held


def _not_modified(response: HttpResponse) -> HttpResponse:
    bare = HttpResponse(status=304)
    bare.same_for_every_reader = True  # type: ignore[attr-defined]
    kept = ("ETag", "Cache-Control", "Vary", "Content-Language", "Last-Modified")
    for name in (*kept, *(one for one in response.headers if one.startswith("Access-"))):
        if name in response.headers:
            bare[name] = response[name]
    del bare["Content-Type"]
    return bare
