"""Where gateways hand over what came in, and report what became of ours.

What comes in is kept raw, committed, and answered with nothing: Kannel would send whatever is
answered back as a message. What cannot be kept now is answered with 503, and comes again. The same
message twice is one.
"""

import hashlib
import json
import logging
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post
from kachehri.engines.post import writing

from . import fields
from .gateways import Gateway, gateway

log = logging.getLogger(__name__)

GATEWAY = "sms"
"""By this name the post knows the numbers that we give to messages that go out."""
MOST = 64 << 10
STATES = {
    "1": "delivered",
    "2": "failed",
    "4": "",
    "8": "sent",
    "16": "failed",
    "sent": "sent",
    "delivered": "delivered",
    "failed": "failed",
    "D": "delivered",
    "F": "failed",
}
"""Kannel's types of a delivery report, and the words of others. 4 says only that it is queued."""


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def incoming(request: HttpRequest, key: str = "") -> HttpResponse:
    """A message that somebody sent."""
    found = _admitted(request, key)
    if isinstance(found, HttpResponse):
        return found
    way, told = found
    sender = told.get("from", b"").decode("utf-8", "replace").strip()
    if not sender or "text" not in told:
        return _says(400, "from and text are needed")
    try:
        keep(way, told, sender, timezone.now())
    except writing.Away:
        return _says(503, "it cannot be kept now, send it again")
    return _says(200)


def keep(way: Gateway, told: dict[str, bytes], sender: str, at: datetime) -> None:
    """Keep what a gateway handed over, committed when this returns. Raises Away."""
    words = fields.decoded(told["text"], _ascii(told, "charset"), _ascii(told, "coding"))
    raw = {"from": sender, "to": _ascii(told, "to"), "text": words, "bytes": told["text"].hex()}
    writing.accept(
        channel="sms",
        gateway=way.key,
        external=_own_number(told, sender),
        raw=json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"),
        content_type="application/json",
        headers={
            "sender": sender,
            "charset": _ascii(told, "charset"),
            "coding": _ascii(told, "coding"),
            "sent": _ascii(told, "at"),
            "smsc": _ascii(told, "smsc"),
        },
        at=at,
    )


def _own_number(told: dict[str, bytes], sender: str) -> str:
    """The gateway's number of the message; else a digest of who sent what when."""
    if own := _ascii(told, "id").strip():
        return own
    mark = hashlib.sha256(b"\0".join([sender.encode(), told["text"], told.get("at", b"")]))
    return mark.hexdigest()


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, key: str = "", state: str = "") -> HttpResponse:
    """What became of a message of ours: Kannel's report, or RapidPro's sent, delivered, failed."""
    found = _admitted(request, key)
    if isinstance(found, HttpResponse):
        return found
    _, told = found
    number = _ascii(told, "id").strip()
    if not number:
        return _says(400, "id is needed")
    became = STATES.get(state or _ascii(told, "type").strip(), "")
    if became:
        post.report(gateway=GATEWAY, external=number, state=became, at=timezone.now())
    return _says(200)


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stopped(request: HttpRequest, key: str = "") -> HttpResponse:
    """RapidPro says that a number wants nothing more."""
    from .conversing import number_of  # noqa: PLC0415  (brings the cases along)

    found = _admitted(request, key)
    if isinstance(found, HttpResponse):
        return found
    sender = number_of(_ascii(found[1], "from").strip())
    if not sender:
        return _says(400, "from is needed")
    now = timezone.now()
    post.opt_out(channel="sms", address=sender, by=system_actor("post", now), at=now)
    return _says(200)


def _admitted(request: HttpRequest, key: str) -> tuple[Gateway, dict[str, bytes]] | HttpResponse:
    """The gateway that asks and what it says, or why not."""
    way = gateway(key, "kannel", "external")
    if way is None:
        return _says(404, "no such gateway")
    if len(request.META.get("QUERY_STRING", "")) > MOST or int(_length(request)) > MOST:
        return _says(413, "too long")
    told = fields.read(way, request.META.get("QUERY_STRING", ""), request.body, _type(request))
    secret = request.headers.get("X-Kachehri-Secret") or _ascii(told, "secret")
    if not way.admits(secret, request.META.get("REMOTE_ADDR", "")):
        log.warning("A request to the gateway %s was refused", way.key)
        return _says(403, "the secret or the address is not the gateway's")
    return way, told


def _length(request: HttpRequest) -> str:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return said if said.isdigit() else "0"


def _type(request: HttpRequest) -> str:
    return str(request.META.get("CONTENT_TYPE", "")).lower()


def _ascii(told: dict[str, bytes], name: str) -> str:
    return told.get(name, b"").decode("utf-8", "replace")


def _says(status: int, words: str = "") -> HttpResponse:
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
