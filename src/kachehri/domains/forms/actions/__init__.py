"""What is done with forms, answers, samples and voices: one function a verb."""

from typing import Any

from . import collectors, erasing, keeping_apart, lifecycle, reading, receiving
from .collectors import end_collector, send_out
from .erasing import erase_submissions, finish_erasing, keep_no_longer, withdraw
from .lifecycle import (
    add_form,
    add_media,
    make_project,
    publish,
    reopen,
    retire,
    set_form,
)
from .reading import follow, read_again, read_submissions
from .receiving import bring, receive, receive_many

VERBS: dict[str, Any] = {
    **collectors.VERBS,
    **erasing.VERBS,
    **keeping_apart.VERBS,
    **lifecycle.VERBS,
    **reading.VERBS,
    **receiving.VERBS,
}

__all__ = [
    "VERBS",
    "add_form",
    "add_media",
    "bring",
    "end_collector",
    "erase_submissions",
    "finish_erasing",
    "follow",
    "keep_no_longer",
    "make_project",
    "publish",
    "read_again",
    "read_submissions",
    "receive",
    "receive_many",
    "reopen",
    "retire",
    "send_out",
    "set_form",
    "withdraw",
]
