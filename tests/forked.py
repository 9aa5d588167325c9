"""A program that is already loaded: a copy of the test's process, to be killed like any other.

Starting Python and loading Django takes a second; a copy takes none. It has connections of its own,
and what it changes in modules dies with it. Not for what starts threads (drawing, printing).
"""

import os
import sys
import traceback
from collections.abc import Callable

from django.db import connections


def begin(work: Callable[..., object], *arguments: object) -> int:
    """Begin it in a process of its own; the number of the process."""
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if not child:
        code = 1
        try:
            work(*arguments)
            code = 0
        except BaseException:  # noqa: BLE001  (nothing may come back into the test from here)
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    return child


def end(child: int, how: int = 0) -> int:
    """Wait for its end, after a signal if one is named: 0, 1 after an error, -9 when killed."""
    if how:
        os.kill(child, how)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run(work: Callable[..., object], *arguments: object) -> int:
    """Do it in a process of its own; 0, 1 after an error, or -9 where it was killed."""
    return end(begin(work, *arguments))
