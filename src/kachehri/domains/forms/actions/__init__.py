"""What is done with forms, answers, samples and voices: one function a verb."""

from typing import Any

from . import (
    collectors,
    erasing,
    estimating,
    instruments,
    keeping_apart,
    lifecycle,
    programs,
    publishing,
    reading,
    receiving,
    reviewing,
    sampling,
    voices,
)
from .collectors import end_collector, send_out
from .erasing import erase_submissions, finish_erasing, keep_no_longer, withdraw
from .estimating import EstimationProblem, estimate_form
from .instruments import load_instrument, load_points, score
from .lifecycle import (
    add_form,
    add_media,
    make_project,
    publish,
    reopen,
    retire,
    set_form,
)
from .publishing import publish_estimates, withdraw_estimates
from .reading import follow, read_again, read_submissions
from .receiving import bring, receive, receive_many
from .sampling import SamplingProblem, bring_frame, draw_sample, make_design, note_listing

VERBS: dict[str, Any] = {
    **collectors.VERBS,
    **erasing.VERBS,
    **estimating.VERBS,
    **instruments.VERBS,
    **keeping_apart.VERBS,
    **lifecycle.VERBS,
    **programs.VERBS,
    **publishing.VERBS,
    **reading.VERBS,
    **receiving.VERBS,
    **reviewing.VERBS,
    **sampling.VERBS,
    **voices.VERBS,
}

__all__ = [
    "VERBS",
    "EstimationProblem",
    "SamplingProblem",
    "add_form",
    "add_media",
    "bring",
    "bring_frame",
    "draw_sample",
    "end_collector",
    "erase_submissions",
    "estimate_form",
    "finish_erasing",
    "follow",
    "keep_no_longer",
    "load_instrument",
    "load_points",
    "make_design",
    "make_project",
    "note_listing",
    "publish",
    "publish_estimates",
    "read_again",
    "read_submissions",
    "receive",
    "receive_many",
    "reopen",
    "retire",
    "score",
    "send_out",
    "set_form",
    "withdraw",
    "withdraw_estimates",
]
