"""The worker: takes jobs from the queue, one after the other, until it is told to stop."""

import asyncio
import contextlib
import logging
import signal

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from kachehri.engines.accounts.actions import ensure_system_actors

from . import queue, tasks

log = logging.getLogger(__name__)

LOOK_EVERY = 10.0
"""Seconds between two looks for dead workers."""


class WorkerEnded(RuntimeError):
    """The worker ended without being told to: its connection to the database broke."""

    def __init__(self) -> None:
        super().__init__("The worker lost the database.")


def run_worker(*, until_empty: bool = False) -> None:
    """Work until SIGINT or SIGTERM, or with `until_empty` until nothing waits any more.

    A job that runs when the signal comes is finished first. Raises WorkerEnded when the database
    went away: whoever started the worker starts it again.
    """
    ensure_system_actors(timezone.now())
    asyncio.run(work(until_empty))


async def work(until_empty: bool) -> None:
    """Run procrastinate's worker beside the look-out."""
    # The queue is read on connections of its own; what jobs ask for goes through Django's
    # connection, in their transaction: hence an app beside the one that tasks defer with.
    connector: DjangoConnector = app.connector  # type: ignore[assignment]
    own = app.with_connector(connector.get_worker_connector())
    async with own.open_async():
        lookout = asyncio.create_task(look_out())
        try:
            told_to_stop = await run_until_told(own, until_empty)
        finally:
            lookout.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await lookout
    if not (told_to_stop or until_empty):
        raise WorkerEnded


async def run_until_told(own: App, until_empty: bool) -> bool:
    """Run procrastinate's worker; whether SIGINT or SIGTERM ended it. A job at hand is finished."""
    run = asyncio.create_task(
        own.run_worker_async(
            wait=not until_empty,
            update_heartbeat_interval=queue.HEARTBEAT,
            stalled_worker_timeout=queue.SILENT_FOR,
            install_signal_handlers=False,
        )
    )
    for told in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(told, run.cancel)
    try:
        await run
    except asyncio.CancelledError:
        return True
    return False


async def look_out() -> None:
    """Mend at once and then again and again; a database that is away is tried again."""
    while True:
        try:
            await sync_to_async(mend_once, thread_sensitive=False)()
        except Exception:
            log.exception("Looking for stopped work failed; the next look is in a moment")
        await asyncio.sleep(LOOK_EVERY)


def mend_once() -> None:
    """One look, on a connection that is given back."""
    close_old_connections()
    try:
        if touched := tasks.mend():
            log.warning("%s pieces of work had stopped and were taken up", touched)
    finally:
        close_old_connections()
