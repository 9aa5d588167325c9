"""What is done with forms, answers, samples and voices: one function a verb."""

from typing import Any

from kachehri.domains.forms.kinds.following import follow
from kachehri.domains.forms.rules.bringing import bring

from . import (
    assigning,
    checking,
    collectors,
    erasing,
    estimating,
    exporting,
    flagging,
    instruments,
    keeping_apart,
    lifecycle,
    programs,
    publishing,
    reading,
    receiving,
    reviewing,
    sampling,
    taking,
    voices,
)
from .assigning import assign, end_assignment
from .checking import compare_back_check, draw_back_checks
from .collectors import end_collector, send_out
from .erasing import erase_submissions, finish_erasing, keep_no_longer, withdraw
from .estimating import EstimationProblem, estimate_form
from .flagging import flag, judge_flag, look_over
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
from .reading import read_again, read_submissions
from .receiving import receive, receive_many
from .sampling import SamplingProblem, bring_frame, draw_sample, make_design, note_listing
from .settling import settle_conflict

VERBS: dict[str, Any] = {
    **assigning.VERBS,
    **checking.VERBS,
    **collectors.VERBS,
    **erasing.VERBS,
    **exporting.VERBS,
    **flagging.VERBS,
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
    **taking.VERBS,
    **voices.VERBS,
}

__all__ = [
    "VERBS",
    "EstimationProblem",
    "SamplingProblem",
    "add_form",
    "add_media",
    "assign",
    "bring",
    "bring_frame",
    "compare_back_check",
    "draw_back_checks",
    "draw_sample",
    "end_assignment",
    "end_collector",
    "erase_submissions",
    "estimate_form",
    "finish_erasing",
    "flag",
    "follow",
    "judge_flag",
    "keep_no_longer",
    "load_instrument",
    "load_points",
    "look_over",
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
    "settle_conflict",
    "withdraw",
    "withdraw_estimates",
]
