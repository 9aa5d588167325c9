"""What many requests bring is done together, by few threads with kept connections.

A request of the server runs in a thread of its own, and would open a connection of its own to the
database. Instead it puts what it brings into a queue and waits. `Together` takes all that wait and
does them in one go, in one transaction; `Few` lets each thing be done by one of a few threads.
Where no server runs (`begin` was not called) both do it at once, on the caller's own connection.
"""

import logging
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from typing import Any, ClassVar, Generic, TypeVar

from django.db import InterfaceError, InternalError, OperationalError, connection

log = logging.getLogger(__name__)

Thing = TypeVar("Thing")
Told = TypeVar("Told")
PATIENCE = 20.0
"""Seconds that a request waits."""
IDLE = 60.0
"""Seconds without work after which a connection is given back."""
_NOT_ITS_FAULT = (OperationalError, InterfaceError, InternalError)
"""What says something about the database, and nothing about what was brought."""


class Away(Exception):
    """It cannot be done now, or nobody knows whether it was: let it be brought again."""


class _Process:
    """Whether this process is a server, and what works in it; a child of it begins anew."""

    serves = False
    born = 0
    working: "ClassVar[list[Together[Any, Any]]]" = []


def begin() -> None:
    """This process is a server: do together what its requests bring."""
    _Process.serves = True


def end() -> None:
    """Do what waits and give connections back; from now on whoever brings a thing does it."""
    _Process.serves = False
    for each in _Process.working:
        each.stop()


def _forked() -> None:
    """A thread does not come along into a child; it starts its own when it needs one."""
    _Process.born += 1


os.register_at_fork(after_in_child=_forked)


@dataclass(frozen=True)
class _Waiting(Generic[Thing, Told]):
    thing: Thing
    done: "Future[Told]" = field(default_factory=Future)


class Together(Generic[Thing, Told]):
    """Does things in batches: `do` gets all that wait and tells of each, in one transaction."""

    def __init__(
        self,
        name: str,
        do: Callable[[Sequence[Thing]], Sequence[Told]],
        *,
        most: int = 200,
        waiting: int = 1000,
        patience: float = PATIENCE,
    ) -> None:
        self.name, self.do, self.most, self.room = name, do, most, waiting
        self.patience = patience
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._queue: Queue[_Waiting[Thing, Told] | None] = Queue(waiting)
        self._stopping = threading.Event()
        self._born = 0
        _Process.working.append(self)

    def __call__(self, thing: Thing) -> Told:
        """Return once it is done and committed. Raises Away, or what is wrong with it."""
        if not _Process.serves:
            return _at_once(lambda: self.do([thing])[0])
        done = self.later(thing)
        try:
            return done.result(self.patience)
        except TooLate as problem:
            done.cancel()
            raise Away("it took too long") from problem

    def later(self, thing: Thing) -> "Future[Told]":
        """A promise of the same, for whoever waits without a thread. Raises Away."""
        one: _Waiting[Thing, Told] = _Waiting(thing)
        try:
            self._running().put_nowait(one)
        except Full as problem:
            raise Away("too many wait") from problem
        return one.done

    def stop(self) -> None:
        """Do what waits, and end the thread."""
        with self._lock:
            thread, self._thread = self._thread, None
            self._stopping.set()
            with suppress(Full):
                self._queue.put_nowait(None)
        if thread and self._born == _Process.born:
            thread.join(self.patience)

    def _running(self) -> "Queue[_Waiting[Thing, Told] | None]":
        """The queue, with a thread that works at it: started at first need, and should it die."""
        with self._lock:
            if self._thread is None or self._born != _Process.born:
                self._queue, self._stopping = Queue(self.room), threading.Event()
                self._thread, self._born = None, _Process.born
            if self._thread is None or not self._thread.is_alive():
                work = (self._queue, self._stopping)
                self._thread = threading.Thread(
                    target=self._work, args=work, name=self.name, daemon=True
                )
                self._thread.start()
            return self._queue

    def _work(
        self, queue: "Queue[_Waiting[Thing, Told] | None]", stopping: threading.Event
    ) -> None:
        try:
            while not (stopping.is_set() and queue.empty()):
                if batch := self._next(queue):
                    self._settle(batch)
                else:
                    connection.close()
        finally:
            connection.close()

    def _next(self, queue: "Queue[_Waiting[Thing, Told] | None]") -> list[_Waiting[Thing, Told]]:
        """All that wait, up to some; nothing where nobody came for long."""
        found: list[_Waiting[Thing, Told] | None] = []
        with suppress(Empty):
            found.append(queue.get(timeout=IDLE))
            while len(found) < self.most:
                found.append(queue.get_nowait())
        return [one for one in found if one and one.done.set_running_or_notify_cancel()]

    def _settle(self, batch: list[_Waiting[Thing, Told]]) -> None:
        """Do them and tell each request. What goes wrong with several is tried one by one."""
        try:
            told = _on_a_sound_one(lambda: self.do([one.thing for one in batch]))
        except Exception as problem:
            if not connection.is_usable():
                connection.close()
                _refuse(batch, problem)
            elif len(batch) > 1:
                log.warning("%s: %s one by one: %s", self.name, len(batch), _name(problem))
                for one in batch:
                    self._settle([one])
            elif isinstance(problem, _NOT_ITS_FAULT):
                _refuse(batch, problem)
            else:
                log.exception("%s: one cannot be done", self.name)
                batch[0].done.set_exception(problem)
        else:
            for one, answer in zip(batch, told, strict=True):
                one.done.set_result(answer)


class Few:
    """Lets things be done by a few threads that keep their connections."""

    def __init__(self, name: str, threads: int = 4, waiting: int = 1000) -> None:
        self.name, self.threads = name, threads
        self._room = threading.BoundedSemaphore(waiting)
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._born = 0

    def __call__(self, do: Callable[[], Told], patience: float = PATIENCE) -> Told:
        """Return what `do` returned, in another thread where this is a server. Raises Away."""
        if not _Process.serves:
            return _at_once(do)
        if not self._room.acquire(blocking=False):
            raise Away("too many wait")
        try:
            done = self._running().submit(_kept, do)
            return done.result(patience)
        except TooLate as problem:
            done.cancel()
            raise Away("it took too long") from problem
        finally:
            self._room.release()

    def _running(self) -> ThreadPoolExecutor:
        with self._lock:
            if self._pool is None or self._born != _Process.born:
                self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix=self.name)
                self._born = _Process.born
            return self._pool


def _at_once(do: Callable[[], Told]) -> Told:
    try:
        return do()
    except (OperationalError, InterfaceError) as problem:
        raise Away(_name(problem)) from problem


def _kept(do: Callable[[], Told]) -> Told:
    """Do it on this thread's connection; a broken one is given back."""
    try:
        return _on_a_sound_one(do)
    except _NOT_ITS_FAULT as problem:
        if not connection.is_usable():
            connection.close()
        raise Away(_name(problem)) from problem


def _on_a_sound_one(do: Callable[[], Told]) -> Told:
    """Do it; once more on a new connection where the kept one turns out to be broken.

    It may be that the broken one did it: what is done this way may be done twice.
    """
    was_kept = connection.connection is not None
    try:
        return do()
    except (OperationalError, InterfaceError):
        if not was_kept or connection.is_usable():
            raise
        connection.close()
        return do()


def _refuse(batch: Sequence[_Waiting[Any, Any]], problem: Exception) -> None:
    log.warning("%s could not be done: %s", len(batch), _name(problem))
    for one in batch:
        one.done.set_exception(Away(_name(problem)))


def _name(problem: Exception) -> str:
    """Its class alone: the database's words may quote a person's."""
    return type(problem).__name__
