"""What every answer of `/v1/` has in common: whose program asks, how often, and Central's problems.

A program shows the address of its person and a key that the person made at the desk
(docs/adr/0214), once for a session or with each request. Nothing is asked of a browser: no cookie
opens anything here, so nothing needs a token against forgery.
"""

import base64
import binascii
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from math import ceil
from typing import Any

import msgspec
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt

from kachehri.domains.forms.actions import programs as keys
from kachehri.domains.forms.queries.programs import (
    Program,
    program_by_secret,
    program_by_session,
)
from kachehri.domains.places.queries import one_tree
from kachehri.engines.access.reading import Refused

from .answering import address_of, language_of
from .limits import Buckets

View = Callable[..., HttpResponseBase]
LASTS = timedelta(hours=24)
SANDBOX = "default-src 'none'; sandbox"
"""What a browser may do with what strangers wrote: show it, and run nothing of it."""
SALT = "kachehri.central.session"
A_MINUTE = 1200
"""Requests of one key: a program reads page by page."""
TRIES = 30
"""Tries a minute from one address, of whoever shows no key that opens."""
read_buckets = Buckets(A_MINUTE)
try_buckets = Buckets(TRIES)
_encoder = msgspec.json.Encoder()


class CentralProblem(Exception):
    """Ends a request with a problem in Central's words. The status is the number before the dot."""

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, details


def absent() -> CentralProblem:
    """404."""
    return CentralProblem("404.1", "Could not find the resource you were looking for.")


def not_offered(what: str) -> CentralProblem:
    """501: Central can do this, Kachehri does not."""
    return CentralProblem("501.1", f"{what} is not offered here. See docs/api/central.md.")


def as_json(data: Any, status: int = 200) -> HttpResponse:
    """The data as JSON."""
    return HttpResponse(
        _encoder.encode(data), status=status, content_type="application/json; charset=utf-8"
    )


def encoded(data: Any) -> bytes:
    """The data as JSON, for pages that are sent while they are read."""
    return _encoder.encode(data)


def told(problem: CentralProblem) -> HttpResponse:
    """The response of a problem."""
    code: int | float = float(problem.code)
    body: dict[str, Any] = {"code": code, "message": problem.message}
    if problem.details:
        body["details"] = problem.details
    return as_json(body, int(problem.code.partition(".")[0]))


def spoken(*methods: str, is_open: bool = False) -> Callable[[View], View]:
    """A view for programs. It is given the program's person as `request.program`.

    `is_open`: also without a key, as for beginning a session.
    """

    def wrapper(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            try:
                response = _answered(request, view, methods or ("GET",), is_open, args, named)
            except CentralProblem as problem:
                response = told(problem)
                if "retry" in problem.details:
                    response["Retry-After"] = str(problem.details["retry"])
            except Refused:
                message = "The authenticated actor does not have rights to perform that action."
                response = told(CentralProblem("403.1", message))
            return _finished(response)

        return csrf_exempt(answered)

    return wrapper


def _answered(
    request: HttpRequest,
    view: View,
    methods: tuple[str, ...],
    is_open: bool,
    args: tuple[Any, ...],
    named: dict[str, Any],
) -> HttpResponseBase:
    method = "GET" if request.method == "HEAD" else str(request.method)
    if not is_open:
        program = program_of(request)
        _slow_down(read_buckets, str(program.key_id))
        request.program = program  # type: ignore[attr-defined]
    if method not in methods:
        raise CentralProblem("405.1", f"This address takes {', '.join(methods)}.")
    if "\0" in request.path or any("\0" in one for one in request.GET.values()):
        raise CentralProblem("400.8", "The address holds a character that is none.")
    with translation.override(language_of(request) or "en"), one_tree():
        return view(request, *args, **named)


def _slow_down(buckets: Buckets, whom: str) -> None:
    seconds = ceil(buckets.wait(whom))
    if seconds:
        message = f"Too many requests. Ask again in {seconds} seconds."
        raise CentralProblem("429.1", message, retry=seconds)


def _finished(response: HttpResponseBase) -> HttpResponseBase:
    response.same_for_every_reader = True  # type: ignore[attr-defined]  # for ReaderMiddleware
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Content-Security-Policy", SANDBOX)
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Basic realm="Kachehri", charset="UTF-8"'
    return response


def program_of(request: HttpRequest) -> Program:
    """The program that asks. Raises CentralProblem where none is known."""
    scheme, _, shown = request.headers.get("Authorization", "").partition(" ")
    found = None
    if scheme.lower() == "bearer":
        found = by_session(shown.strip(), timezone.now())
    elif scheme.lower() == "basic":
        email, secret = unpacked(shown.strip())
        found = by_secret(request, email, secret)
    if found is None:
        _slow_down(try_buckets, address_of(request))
        message = "Could not authenticate with the provided credentials."
        raise CentralProblem("401.2", message)
    return found


def by_secret(request: HttpRequest, email: str, secret: str) -> Program | None:
    """The program that shows its person's address and its key with this very request."""
    now = timezone.now()
    found = program_by_secret(email, secret, now)
    if found is not None:
        keys.note_use(key_id=found.key_id, by=found.actor, at=now)
    return found


def unpacked(shown: str) -> tuple[str, str]:
    """Address and key of Basic authentication."""
    try:
        email, _, secret = base64.b64decode(shown, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return email, secret


def session_token(key_id: int, at: datetime) -> str:
    """What a program shows from now on, for a day."""
    return signing.dumps([key_id, at.isoformat()], salt=SALT)


def by_session(token: str, at: datetime) -> Program | None:
    """The program of a session."""
    try:
        key_id, began = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return program_by_session(key_id, datetime.fromisoformat(began), at)
