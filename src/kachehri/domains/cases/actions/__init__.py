"""What is done with matters: one function a verb, told who and when, all of it or nothing."""

from kachehri.domains.cases.kinds import CaseProblem, Overtaken

from . import (
    adding,
    asking,
    following,
    handing,
    hearing_queue,
    hearings,
    moderating,
    moving,
    opening,
    sealing,
    supporting,
    templating,
)
from .adding import add_message, add_paper, log_call, note
from .asking import answer_feedback, ask_due, ask_feedback
from .catching_up import apply_moved
from .following import FOLLOWER
from .handing import Moved, assign, hand_over, move_many, relocate, reroute
from .keeping import fold_tally, tell_moved
from .moderating import embargo, end_embargoes, moderate
from .moving import move
from .opening import open_case
from .remedies import take_remedy
from .sealing import divert
from .supporting import join_duplicate, support
from .templating import end_template, save_template

VERBS = {
    **adding.VERBS,
    **asking.VERBS,
    **following.VERBS,
    **handing.VERBS,
    **hearing_queue.VERBS,
    **hearings.VERBS,
    **moderating.VERBS,
    **moving.VERBS,
    **opening.VERBS,
    **sealing.VERBS,
    **supporting.VERBS,
    **templating.VERBS,
}

__all__ = [
    "FOLLOWER",
    "VERBS",
    "CaseProblem",
    "Moved",
    "Overtaken",
    "add_message",
    "add_paper",
    "answer_feedback",
    "apply_moved",
    "ask_due",
    "ask_feedback",
    "assign",
    "divert",
    "embargo",
    "end_embargoes",
    "end_template",
    "fold_tally",
    "hand_over",
    "join_duplicate",
    "log_call",
    "moderate",
    "move",
    "move_many",
    "note",
    "open_case",
    "relocate",
    "reroute",
    "save_template",
    "support",
    "take_remedy",
    "tell_moved",
]
