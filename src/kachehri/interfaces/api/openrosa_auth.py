"""Who sends: a token in the address, or Digest access authentication (RFC 2617) as Collect speaks.

Basic is taken over HTTPS only. Digest names MD5 and so do we; passwords are made here and random,
so that what is kept of them cannot be guessed back. What was found is remembered for half a minute,
so that five hundred phones that come back at once do not ask the database five hundred times.
"""

import base64
import binascii
import hashlib
import hmac
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from kachehri.domains.forms.queries import (
    CollectorView,
    collector_by_token,
    collector_by_username,
)
from kachehri.domains.forms.queries.collectors import REALM, secret_of
from kachehri.engines.jobs.together import Few

FRESH = 300
"""Seconds for which a nonce is good; then the client is told to take a new one, without asking."""
REMEMBERED = 30.0
MOST_REMEMBERED = 5000
_FIELD = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')

few = Few("openrosa")
"""The threads with which this interface asks the database."""


class Remembered:
    """Who was found by a token or name a moment ago, and whether nobody was."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock, self.lock = clock, Lock()
        self.known: OrderedDict[str, tuple[float, CollectorView | None]] = OrderedDict()

    def find(self, key: str, ask: Callable[[], CollectorView | None]) -> CollectorView | None:
        """The one that is remembered, else the one that is found now."""
        now = self.clock()
        with self.lock:
            at, found = self.known.get(key, (-REMEMBERED, None))
        if now - at < REMEMBERED:
            return found
        found = few(ask)
        with self.lock:
            self.known[key] = (now, found)
            self.known.move_to_end(key)
            while len(self.known) > MOST_REMEMBERED:
                self.known.popitem(last=False)
        return found

    def held(self, key: str) -> CollectorView | None:
        """The one that is remembered; None where nobody is."""
        with self.lock:
            at, found = self.known.get(key, (-REMEMBERED, None))
        return found if self.clock() - at < REMEMBERED else None

    def forget(self) -> None:
        """Ask anew from now on."""
        with self.lock:
            self.known.clear()


remembered = Remembered()


def by_token(token: str, project: int) -> CollectorView | None:
    """Whose token is in the address, where it is of that project."""
    at = timezone.now()
    mark = "token:" + hashlib.sha256(token.encode()).hexdigest()
    return _of(remembered.find(mark, lambda: collector_by_token(token, at)), project)


def known_token(token: str, project: int) -> CollectorView | None:
    """The same, as long as it is remembered: asks nobody. None says nothing about the token."""
    mark = "token:" + hashlib.sha256(token.encode()).hexdigest()
    return _of(remembered.held(mark), project)


def by_headers(request: HttpRequest, project: int) -> CollectorView | None:
    """Who proves to be somebody by the header; None for nobody, or a wrong or stale proof."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "digest":
        return _of(_by_digest(request, fields_of(rest)), project)
    if scheme.lower() == "basic" and request.is_secure():
        return _of(_by_password(rest), project)
    return None


def _of(found: CollectorView | None, project: int) -> CollectorView | None:
    is_right = found is not None and found.project_id == project and found.is_open(timezone.now())
    return found if is_right else None


def challenge(request: HttpRequest) -> list[str]:
    """What a client must prove. Digest stands first; Basic over HTTPS only."""
    stale = ", stale=true" if is_stale(request) else ""
    ways = [f'Digest realm="{REALM}", qop="auth", nonce="{new_nonce()}", algorithm=MD5{stale}']
    if request.is_secure():
        ways.append(f'Basic realm="{REALM}", charset="UTF-8"')
    return ways


def fields_of(text: str) -> dict[str, str]:
    """The fields of a Digest header."""
    found = _FIELD.findall(text)
    return {name.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare for name, quoted, bare in found}


def new_nonce(now: float | None = None) -> str:
    """A nonce that says when it was made, and that we made it."""
    made = f"{int(time.time() if now is None else now)}"
    return base64.urlsafe_b64encode(f"{made}:{_mark(made)}".encode()).decode()


def _mark(made: str) -> str:
    key = f"openrosa nonce\0{settings.SECRET_KEY}".encode()
    return hmac.new(key, made.encode(), hashlib.sha256).hexdigest()[:32]


def age_of(nonce: str) -> float | None:
    """Seconds since we made it; None where we did not."""
    try:
        made, _, mark = base64.urlsafe_b64decode(nonce).decode("ascii").partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    if not made.isdigit() or not hmac.compare_digest(mark, _mark(made)):
        return None
    return time.time() - int(made)


def is_stale(request: HttpRequest) -> bool:
    """Whether the proof uses a nonce of ours that is too old."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    age = age_of(fields_of(rest).get("nonce", "")) if scheme.lower() == "digest" else None
    return age is not None and age > FRESH


def _by_digest(request: HttpRequest, told: Mapping[str, str]) -> CollectorView | None:
    age = age_of(told.get("nonce", ""))
    if age is None or not -5 <= age <= FRESH or told.get("realm") != REALM:
        return None
    if unquote(told.get("uri", "")) != unquote(request.get_full_path()):
        return None
    name, at = told.get("username", ""), timezone.now()
    found = remembered.find(f"name:{name}", lambda: collector_by_username(name, at))
    if found is None or not found.secret:
        return None
    wanted = response_to(found.secret, request.method or "", told)
    shown = told.get("response", "").encode()
    return found if hmac.compare_digest(wanted.encode(), shown) else None


def response_to(secret: str, method: str, told: Mapping[str, str]) -> str:
    """What the right answer to a challenge is (RFC 2617, 3.2.2)."""
    asked = _md5(f"{method}:{told.get('uri', '')}")
    if told.get("qop") == "auth":
        middle = (told.get("nonce", ""), told.get("nc", ""), told.get("cnonce", ""), "auth")
        return _md5(":".join((secret, *middle, asked)))
    return _md5(":".join((secret, told.get("nonce", ""), asked)))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _by_password(text: str) -> CollectorView | None:
    try:
        name, _, password = base64.b64decode(text).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    at = timezone.now()
    found = remembered.find(f"name:{name}", lambda: collector_by_username(name, at))
    if found is None or not found.secret:
        return None
    return found if hmac.compare_digest(found.secret, secret_of(name, password)) else None
