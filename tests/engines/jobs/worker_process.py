"""A worker in a process of its own, which knows the tests' kinds and looks for the dead quickly."""

import django

django.setup()

from tests.engines.jobs.kinds import register_kinds  # noqa: E402

from kachehri.engines.jobs import queue, worker  # noqa: E402

register_kinds()
queue.HEARTBEAT, queue.SILENT_FOR, worker.LOOK_EVERY = 0.3, 1.5, 0.3
worker.run_worker()
