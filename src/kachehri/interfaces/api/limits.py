"""How often one address may ask: a bucket that fills again, in the memory of each process."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_ADDRESSES = 20_000


class Buckets:
    """Requests a minute for each address. `rate` 0 lets everybody pass.

    An address may ask `rate` times at once and then as often as its bucket fills.
    """

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self.clock = clock
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def wait(self, address: str) -> float:
        """Take one; 0, or the seconds until there is one to take."""
        if not self.rate:
            return 0.0
        now = self.clock()
        with self.lock:
            held, at = self.left.pop(address, (float(self.rate), now))
            held = min(self.rate, held + (now - at) * self.rate / 60)
            enough = held >= 1
            self.left[address] = (held - 1 if enough else held, now)
            if len(self.left) > MOST_ADDRESSES:
                self.left.popitem(last=False)
        return 0.0 if enough else (1 - held) * 60 / self.rate
