"""What the post does: keep what comes in, read it, send what waits, hear what became of it."""

from .arriving import drop, hold, keep, place, purge, read, receive, settle
from .draining import drain, settle_left
from .preferring import bounced, opt_in, opt_out, set_digest, set_quiet
from .reporting import report
from .sending import resolve, send, withhold

__all__ = [
    "bounced",
    "drain",
    "drop",
    "hold",
    "keep",
    "opt_in",
    "opt_out",
    "place",
    "purge",
    "read",
    "receive",
    "report",
    "resolve",
    "send",
    "set_digest",
    "set_quiet",
    "settle",
    "settle_left",
    "withhold",
]
