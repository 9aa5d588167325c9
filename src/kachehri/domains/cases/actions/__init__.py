"""What is done with matters: one function a verb, told who and when, all of it or nothing."""

from kachehri.domains.cases.kinds import CaseProblem, Overtaken

from . import following, hearing_queue, hearings, moving, opening, sealing
from .following import FOLLOWER
from .moving import move
from .opening import open_case
from .sealing import divert

VERBS = {
    **following.VERBS,
    **hearing_queue.VERBS,
    **hearings.VERBS,
    **moving.VERBS,
    **opening.VERBS,
    **sealing.VERBS,
}

__all__ = ["FOLLOWER", "VERBS", "CaseProblem", "Overtaken", "divert", "move", "open_case"]
