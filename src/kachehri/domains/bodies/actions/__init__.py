"""Changing the directory of bodies: saving, importing, terms, addresses, proposals, scores."""

from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies.kinds import BodyProblem, SheetRows

from .importing import import_bodies
from .marking import check_address, mark_bounced
from .officers import begin_term, end_term, save_term
from .proposals import decide, propose
from .saving import (
    save_address,
    save_body,
    save_desk,
    save_function,
    save_point,
    save_position,
    save_said,
)
from .scoring import score

__all__ = [
    "VERBS",
    "BodyProblem",
    "SheetRows",
    "begin_term",
    "check_address",
    "decide",
    "end_term",
    "import_bodies",
    "mark_bounced",
    "propose",
    "save_address",
    "save_body",
    "save_desk",
    "save_function",
    "save_point",
    "save_position",
    "save_said",
    "save_term",
    "score",
]

VERBS = {
    "bodies.saved": _("Wrote down an office"),
    "bodies.desk_saved": _("Wrote down a desk of an office"),
    "bodies.position_saved": _("Wrote down a position of an office"),
    "bodies.address_saved": _("Wrote down how an office is reached"),
    "bodies.point_saved": _("Wrote down a service point"),
    "bodies.function_saved": _("Wrote down who is responsible for what"),
    "bodies.term_begun": _("Wrote down who holds a position"),
    "bodies.term_ended": _("Wrote down that somebody left a position"),
    "bodies.bounced": _("Marked an address as not working"),
    "bodies.address_checked": _("Checked an address of an office"),
    "bodies.proposed": _("Said that something in the directory is wrong"),
    "bodies.decided": _("Decided what somebody said is wrong in the directory"),
    "bodies.scored": _("Scored what an office publishes"),
}
