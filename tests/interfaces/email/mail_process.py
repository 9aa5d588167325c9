"""The receiver in a process of its own: prints its port and receives until it is killed."""

import asyncio

import django

django.setup()

from kachehri.engines.post import receiving  # noqa: E402

asyncio.run(receiving.serve("127.0.0.1", 0, "lmtp", lambda port: print(port, flush=True)))
