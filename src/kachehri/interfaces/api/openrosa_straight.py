"""The short way for answers without files: from the socket to the writer, without a thread.

Most of what a request of the server costs is stepping between threads. A submission that brings no
file needs no database of its own: whose token it is stands in memory, and it is written together
with others (ADR 204). `Straight` stands before Django and answers those alone; every other request,
and all that is not plain, goes the long way, with the same bytes.
"""

import asyncio
import io
import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse
from django.utils import translation

from kachehri.domains.forms.kinds.submissions import Brought
from kachehri.engines.jobs.together import PATIENCE, Away

from . import openrosa, openrosa_auth
from . import openrosa_said as said

log = logging.getLogger(__name__)

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]
ADDRESS = re.compile(r"/openrosa/key/([0-9a-f]{64})/projects/([0-9]{1,9})/submission")
MOST = 1 << 20
"""Bytes of a body that is held in memory; larger ones go the long way."""


class Straight:
    """An ASGI application before another."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a plain submission, or let the request through."""
        found = ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "POST" or not 0 < length(scope) <= MOST:
            await self.app(scope, receive, send)
            return
        who = openrosa_auth.known_token(found.group(1), int(found.group(2)))
        if who is None:
            await self.app(scope, receive, send)
            return
        body = await whole(receive)
        if body is None:
            return
        request = ASGIRequest(scope, io.BytesIO(body))
        brought = openrosa.prepared(request, who)
        if not isinstance(brought, Brought) or brought.files:
            await self.app(scope, Again(body, receive), send)
            return
        await answer(send, await received(request, brought))


async def received(request: ASGIRequest, brought: Brought) -> HttpResponse:
    """What became of it, in the language of the phone."""
    receipt = None
    try:
        promise = asyncio.wrap_future(openrosa.together.later(brought))
        receipt = await asyncio.wait_for(promise, PATIENCE)
    except (Away, TimeoutError):
        pass
    except Exception:
        log.exception("A submission cannot be kept")
    with translation.override(translation.get_language_from_request(request)):
        return said.marked(openrosa.told(receipt) if receipt else openrosa.busy())


def length(scope: Message) -> int:
    """The length that the request says it has; 0 where it says none."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


async def whole(receive: Receive) -> bytes | None:
    """The body; None where the connection broke off, and nobody is there to be answered."""
    pieces = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        pieces.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(pieces)


class Again:
    """Gives a body that was read once more, then what comes after it."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self.body: bytes | None = body
        self.receive = receive

    async def __call__(self) -> Message:
        """The next message."""
        if self.body is None:
            return await self.receive()
        body, self.body = self.body, None
        return {"type": "http.request", "body": body, "more_body": False}


async def answer(send: Send, response: HttpResponse) -> None:
    """Send an answer."""
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1"))
               for name, value in response.items()]  # fmt: skip
    headers.append((b"content-length", str(len(response.content)).encode()))
    start = {"type": "http.response.start", "status": response.status_code, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": response.content})
