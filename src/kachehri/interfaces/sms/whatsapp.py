"""WhatsApp's Cloud API, as one more gateway of the same shape.

Its requests carry a signature over the raw body (`X-Hub-Signature-256`, HMAC-SHA256 with the
app's secret), which is checked before anything is read. Each message and each status inside is kept
or reported on its own. In the file of gateways: `secret` (the app's), `verify` (the word that the
set-up asks for), `send.url` (…/PHONE_NUMBER_ID/messages), `send.token`.
"""

import hashlib
import hmac
import json
import logging
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.request import Request

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.post import actions as post
from kachehri.engines.post.kinds import Channel, Never, Outgoing, Sent, TryLater
from kachehri.engines.vault import queries as vault

from .gateways import Gateway, gateway, way_out
from .outgoing import ask

log = logging.getLogger(__name__)

CHANNEL = "whatsapp"
MOST = 1 << 20
STATES = {"sent": "sent", "delivered": "delivered", "read": "delivered", "failed": "failed"}


@page(rule=EVERYONE)
@csrf_exempt
@require_http_methods(["GET", "POST"])
def hook(request: HttpRequest, key: str = "") -> HttpResponse:
    """The challenge of the set-up, or what came in and what became of ours."""
    way = gateway(key, "whatsapp")
    if way is None:
        return HttpResponse("no such gateway", status=404, content_type="text/plain")
    if request.method == "GET":
        return challenge(request, way)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
        return HttpResponse(status=413)
    if not is_signed(way, request.body, request.headers.get("X-Hub-Signature-256", "")):
        log.warning("A request to the gateway %s was not signed by it", way.key)
        return HttpResponse("not signed", status=403, content_type="text/plain")
    try:
        told = json.loads(request.body)
    except ValueError:
        return HttpResponse("not JSON", status=400, content_type="text/plain")
    for message in found(told, "messages"):
        keep(way, message)
    for status in found(told, "statuses"):
        report(status)
    return HttpResponse(status=200)


def challenge(request: HttpRequest, way: Gateway) -> HttpResponse:
    """Say the challenge back to whoever knows the word."""
    word = str(way.extra.get("verify", ""))
    given = request.GET.get("hub.verify_token", "")
    if not word or not hmac.compare_digest(word.encode(), given.encode()):
        return HttpResponse("the word is wrong", status=403, content_type="text/plain")
    said = request.GET.get("hub.challenge", "")[:200]
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


def is_signed(way: Gateway, body: bytes, signature: str) -> bool:
    """Whether the app's secret signed exactly this body."""
    if not way.secret:
        return False
    wanted = "sha256=" + hmac.new(way.secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))


def found(told: Any, name: str) -> Iterator[Mapping[str, Any]]:
    """Every message or status of a body, whatever else it holds."""
    for entry in _list(told, "entry"):
        for change in _list(entry, "changes"):
            value = change.get("value")
            yield from _list(value, name)


def _list(told: Any, name: str) -> list[Mapping[str, Any]]:
    value = told.get(name) if isinstance(told, Mapping) else None
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def keep(way: Gateway, message: Mapping[str, Any]) -> int | None:
    """Keep one message. Pictures and voice notes are named by their id; a person fetches them."""
    sender, number = str(message.get("from", "")), str(message.get("id", ""))
    if not sender or not number:
        return None
    raw = {"from": sender, "to": "", "text": text_of(message), "message": message}
    return post.keep(
        channel=CHANNEL,
        gateway=way.key,
        external=number,
        raw=json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"),
        content_type="application/json",
        headers={"sender": sender, "type": str(message.get("type", ""))},
        at=timezone.now(),
    )


def text_of(message: Mapping[str, Any]) -> str:
    """The words of a message: its text, a caption, or the button that was pressed."""
    kind = message.get("type")
    part = message.get(str(kind))
    if not isinstance(part, Mapping):
        return ""
    reply = part.get("button_reply") or part.get("list_reply")
    if isinstance(reply, Mapping):
        return str(reply.get("title", ""))
    return str(part.get("body") or part.get("caption") or part.get("text") or "").replace("\0", "")


def report(status: Mapping[str, Any]) -> None:
    """What became of a message of ours."""
    became = STATES.get(str(status.get("status", "")))
    number = str(status.get("id", ""))
    if became and number:
        post.report(gateway=CHANNEL, external=number, state=became, at=timezone.now())


def send(out: Outgoing) -> Sent:
    """Hand a message over; the answer names the number by which its status will come."""
    way = way_out("whatsapp")
    if way is None:
        raise TryLater("no gateway is set up")
    if vault.hushed(out.address):
        raise Never("no message goes to this number")
    url = str(way.send["url"])
    if not url.startswith(("http://", "https://")):
        raise TryLater("the gateway's address does not begin with http")
    body = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": out.address.lstrip("+"),
        "type": "text",
        "text": {"preview_url": False, "body": out.words},
    }
    headers = {
        "Authorization": f"Bearer {way.send.get('token', '')}",
        "Content-Type": "application/json",
    }
    request = Request(url, data=json.dumps(body).encode(), method="POST", headers=headers)  # noqa: S310
    answer = ask(request, way)
    try:
        return Sent(external=str(json.loads(answer)["messages"][0]["id"]))
    except (ValueError, KeyError, IndexError, TypeError):
        return Sent()


def is_ready() -> bool:
    """Whether a gateway for WhatsApp is set up."""
    return way_out("whatsapp") is not None


WHATSAPP = Channel(key=CHANNEL, gateway=CHANNEL, send=send, is_ready=is_ready)
