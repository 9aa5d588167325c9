"""How much of a request's body is taken in: what is larger never reaches the disk.

`LimitBodies` stands before Django, which would write every body to the disk before any page is
asked. `LimitedFile` counts what a form's file really weighs, for servers without the first.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

LARGEST_UPLOAD = 256 * 1024 * 1024
"""Bytes that come in through a browser. What is larger is brought in on the server itself."""

TOO_LARGE = "too-large"
"""In the address of a page whose form sent more than is taken in."""

ROUND = 1 << 16
"""Bytes that a form may weigh beside its file."""


class LimitBodies:
    """An ASGI application before another: a body above `largest` bytes is read and thrown away.

    The page that it was meant for is then asked as if it had been opened, with `?too-large=1`: it
    can say so in the form's own words. Nothing is written anywhere.
    """

    def __init__(self, app: App, largest: int) -> None:
        self.app, self.largest = app, largest + ROUND

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Let a request through, or what is left of it."""
        if scope["type"] != "http" or said(scope) <= self.largest:
            await self.app(scope, Counted(receive, self.largest), send)
            return
        await drain(receive)
        await self.app(opened(scope), nothing, send)


class Counted:
    """Receives a body whose length nobody said, and ends it where it grows too long."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self.receive, self.left = receive, largest

    async def __call__(self) -> Message:
        """The next piece."""
        message = await self.receive()
        self.left -= len(message.get("body", b""))
        if self.left >= 0:
            return message
        return {"type": "http.disconnect"}


def said(scope: Message) -> int:
    """The length that the request says it has; 0 where it says none."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0


def opened(scope: Message) -> Message:
    """The same address, asked for with GET, and why."""
    headers = [(n, v) for n, v in scope["headers"] if n not in {b"content-length", b"content-type"}]
    query = f"{TOO_LARGE}=1".encode()
    return {**scope, "method": "GET", "query_string": query, "headers": headers}


async def drain(receive: Receive) -> None:
    """Read a body to its end and keep nothing: a browser shows no answer before it has sent all."""
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body"):
            return


async def nothing() -> Message:
    """An empty body."""
    return {"type": "http.request", "body": b"", "more_body": False}


class LimitedFile(TemporaryFileUploadHandler):
    """Writes a form's file to the disk until it weighs more than `largest` bytes; then forgets it.

    `stopped` says that it did.
    """

    def __init__(self, request: HttpRequest, largest: int) -> None:
        super().__init__(request)
        self.largest, self.seen, self.stopped = largest, 0, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """One piece of the file."""
        self.seen += len(raw_data)
        if self.seen > self.largest:
            self.stopped = True
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)
