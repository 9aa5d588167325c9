"""What requests bring in is written together, by one thread with one kept connection.

A request of the server runs in a thread of its own, and would open a connection of its own for one
INSERT. Instead it puts its arrival into a queue and waits. The writer takes all that wait, writes
them by one INSERT, and lets their requests go on after the commit. Where no server runs (`begin`
was not called) an arrival is written at once, on the caller's own connection.
"""

import logging
import os
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, Full, Queue
from typing import Any

from django.db import InterfaceError, InternalError, OperationalError, connection

from .actions.arriving import Row, row_of, write

log = logging.getLogger(__name__)

MOST = 200
"""Arrivals in one INSERT."""
WAITING = 1000
"""Arrivals that may wait; who comes then is asked to come again."""
PATIENCE = 10.0
"""Seconds that a request waits for its arrival to be written."""
IDLE = 60.0
"""Seconds without arrivals after which the connection is given back."""

_NOT_ITS_FAULT = (OperationalError, InterfaceError, InternalError)
"""What says something about the database, and nothing about the arrival."""


class Away(Exception):
    """It cannot be kept now, or nobody knows whether it was: let it be sent again."""


@dataclass(frozen=True)
class Waiting:
    """An arrival, and the promise that its request waits for."""

    row: Row
    done: "Future[None]" = field(default_factory=Future)


class Writer:
    """One thread, its queue and its connection."""

    def __init__(self) -> None:
        self.queue: Queue[Waiting | None] = Queue(WAITING)
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._work, name="arrivals", daemon=True)
        self.thread.start()

    def accept(self, row: Row) -> None:
        """Return once it is committed. Raises Away, or what is wrong with it."""
        one = Waiting(row)
        try:
            self.queue.put_nowait(one)
            one.done.result(PATIENCE)
        except Full as problem:
            raise Away("too many arrivals wait") from problem
        except TimeoutError as problem:
            one.done.cancel()
            raise Away("it took too long") from problem

    def stop(self) -> None:
        """Write what waits, and end."""
        self.stopping.set()
        with suppress(Full):
            self.queue.put_nowait(None)
        self.thread.join(PATIENCE)

    def _work(self) -> None:
        try:
            while not (self.stopping.is_set() and self.queue.empty()):
                if batch := self._next():
                    _settle(batch)
                else:
                    connection.close()
        finally:
            connection.close()

    def _next(self) -> list[Waiting]:
        """All that wait, up to some; nothing where nobody came for long."""
        found: list[Waiting | None] = []
        with suppress(Empty):
            found.append(self.queue.get(timeout=IDLE))
            while len(found) < MOST:
                found.append(self.queue.get_nowait())
        return [one for one in found if one and one.done.set_running_or_notify_cancel()]


def _settle(batch: list[Waiting]) -> None:
    """Write them and tell each request. What goes wrong with several is tried one by one."""
    try:
        _write([one.row for one in batch])
    except Exception as problem:
        if not connection.is_usable():
            connection.close()
            _refuse(batch, problem)
        elif len(batch) > 1:
            log.warning("%s arrivals are written one by one: %s", len(batch), _name(problem))
            for one in batch:
                _settle([one])
        elif isinstance(problem, _NOT_ITS_FAULT):
            _refuse(batch, problem)
        else:
            log.exception("An arrival cannot be kept")
            batch[0].done.set_exception(problem)
    else:
        for one in batch:
            one.done.set_result(None)


def _write(rows: list[Row]) -> None:
    """Write them; on a new connection where the kept one turns out to be broken.

    It may be that the broken one wrote them: the same arrival twice is one.
    """
    was_kept = connection.connection is not None
    try:
        write(rows)
    except (OperationalError, InterfaceError):
        if not was_kept or connection.is_usable():
            raise
        connection.close()
        write(rows)


def _refuse(batch: list[Waiting], problem: Exception) -> None:
    log.warning("%s arrivals could not be kept: %s", len(batch), _name(problem))
    for one in batch:
        one.done.set_exception(Away(_name(problem)))


def _name(problem: Exception) -> str:
    """Its class alone: the database's words may quote a person's."""
    return type(problem).__name__


class _Process:
    """What this process has: whether it is a server, and its writer once one is needed."""

    def __init__(self, *, serves: bool = False) -> None:
        self.serves = serves
        self.lock = threading.Lock()
        self.writer: Writer | None = None

    def running(self) -> Writer:
        """The writer, started at the first arrival, and again should it have died."""
        with self.lock:
            if self.writer is None or not self.writer.thread.is_alive():
                self.writer = Writer()
            return self.writer


_process = _Process()


def begin() -> None:
    """This process is a server: write together what its requests bring."""
    _process.serves = True


def end() -> None:
    """Write what waits and give the connection back; from now on each is written by itself."""
    _process.serves = False
    with _process.lock:
        writer, _process.writer = _process.writer, None
    if writer:
        writer.stop()


def _forked() -> None:
    """A thread does not come along into a child; it starts its own when it needs one."""
    global _process
    _process = _Process(serves=_process.serves)


os.register_at_fork(after_in_child=_forked)


def accept(
    *,
    channel: str,
    gateway: str,
    external: str,
    raw: bytes,
    content_type: str,
    headers: Mapping[str, Any],
    at: datetime,
) -> None:
    """Keep something that came in, as `actions.keep` does; committed when this returns.

    Raises Away where it is to be sent again.
    """
    row = row_of(
        channel=channel,
        gateway=gateway,
        external=external,
        raw=raw,
        content_type=content_type,
        headers=headers,
        at=at,
    )
    if _process.serves:
        _process.running().accept(row)
        return
    try:
        write([row])
    except (OperationalError, InterfaceError) as problem:
        raise Away(_name(problem)) from problem
