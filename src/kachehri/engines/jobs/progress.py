"""How far a piece of work is: told to a terminal, to a job's row, or to nobody."""

import time
from collections.abc import Callable
from typing import Any, Protocol, TextIO

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext

from .models import Job

INTERVAL = 0.3
"""Seconds between two writes: more often helps no reader and costs the database."""


class Progress(Protocol):
    """What work tells about itself while it runs."""

    def start(self, total: int) -> None:
        """Say how many units there will be."""

    def step(self, text: str, **values: str | int) -> None:
        """Say what is being done: a message in English marked for translation, and its values."""

    def advance(self, n: int = 1) -> None:
        """Say that `n` more units are done."""


class Silent:
    """Tells nobody."""

    def start(self, total: int) -> None:
        """Ignore the total."""

    def step(self, text: str, **values: str | int) -> None:
        """Ignore the step."""

    def advance(self, n: int = 1) -> None:
        """Ignore the advance."""


class Counted:
    """Counts, and calls `show` when the interval is over. Two kinds build on it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.shown_at = float("-inf")
        self.done = 0
        self.total: int | None = None
        self.text = ""
        self.values: dict[str, str | int] = {}

    def start(self, total: int) -> None:
        """Begin to count up to `total`."""
        self.done, self.total = 0, total
        self.perhaps_show()

    def step(self, text: str, **values: str | int) -> None:
        """Remember what is being done."""
        self.text, self.values = text, values
        self.perhaps_show()

    def advance(self, n: int = 1) -> None:
        """Count on."""
        self.done += n
        self.perhaps_show()

    def perhaps_show(self) -> None:
        """Show, unless something was shown a moment ago."""
        now = self.clock()
        if now - self.shown_at >= INTERVAL:
            self.shown_at = now
            self.show()

    def show(self) -> None:
        """Tell the reader."""
        raise NotImplementedError


class Terminal(Counted):
    """A bar on a terminal; nothing at all in a pipe or a file."""

    WIDTH = 24

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self.out = out
        self.on = out.isatty()

    def show(self) -> None:
        """Draw the line anew."""
        if self.on:
            self.out.write("\r\x1b[2K" + self.line())
            self.out.flush()

    def line(self) -> str:
        """The bar, the count and the step."""
        text = gettext(self.text) % self.values if self.text else ""
        if not self.total:
            return text
        filled = min(self.done, self.total) * self.WIDTH // self.total
        return f"[{'#' * filled:.<{self.WIDTH}}] {self.done}/{self.total}  {text}"

    def close(self) -> None:
        """Leave an empty line behind."""
        if self.on:
            self.out.write("\r\x1b[2K")
            self.out.flush()


class Row(Counted):
    """Writes to the row of a job, on a connection of its own.

    The work may be one long transaction, and what it writes is not seen before its end; how far it
    is must be seen at once. Only the latest attempt of the job is written.
    """

    def __init__(
        self, job_id: int, attempt: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(clock)
        self.job_id, self.attempt = job_id, attempt
        self.connection: BaseDatabaseWrapper | None = None

    def show(self) -> None:
        """Write the row."""
        self.write(
            {
                "done": self.done,
                "total": self.total,
                "step": self.text,
                "step_values": dict(self.values),
            }
        )

    def write(self, values: dict[str, Any]) -> None:
        """Update the job's row outside of any transaction of the work."""
        if self.connection is None:
            self.connection = connections["default"].copy("job_progress")
            connections["job_progress"] = self.connection
        Job.objects.using("job_progress").filter(
            pk=self.job_id, attempt=self.attempt, state=Job.State.RUNNING
        ).update(**values)

    def close(self) -> None:
        """Give the connection back."""
        if self.connection is not None:
            self.connection.close()
            del connections["job_progress"]
            self.connection = None
