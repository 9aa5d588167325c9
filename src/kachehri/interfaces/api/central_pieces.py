"""Long answers, sent while they are read: a table of any length in the memory of one batch."""

from collections.abc import AsyncIterator, Iterable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

CONTENT_TYPE = "application/json; charset=utf-8"


def sent_as_read(request: HttpRequest, pieces: Iterable[bytes]) -> StreamingHttpResponse:
    """The pieces as a response. Under ASGI each is read in the thread of the request, by itself."""
    found = iter(pieces)
    first = next(found, b"")  # what is wrong with the request is found out before anything is sent
    if isinstance(request, ASGIRequest):
        return StreamingHttpResponse(_one_by_one(first, found), content_type=CONTENT_TYPE)
    return StreamingHttpResponse(_after(first, found), content_type=CONTENT_TYPE)


def _after(first: bytes, found: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from found


async def _one_by_one(first: bytes, found: Iterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    while piece := await sync_to_async(_next, thread_sensitive=True)(found):
        yield piece


def _next(found: Iterator[bytes]) -> bytes:
    return next(found, b"")
