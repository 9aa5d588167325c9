"""What is done with clocks and calendars."""

from django.utils.translation import gettext_lazy as _

from .calendars import (
    announce_holiday,
    cancel_holiday,
    load_calendars,
    move_holiday,
    record_check,
    set_weekend,
)
from .clocks import extend, pause, resume, start, stop
from .recomputing import recompute
from .states import synchronise
from .ticking import tick

__all__ = [
    "VERBS",
    "announce_holiday",
    "cancel_holiday",
    "extend",
    "load_calendars",
    "move_holiday",
    "pause",
    "recompute",
    "record_check",
    "resume",
    "set_weekend",
    "start",
    "stop",
    "synchronise",
    "tick",
]

VERBS = {
    "calendar.changed": _("Changed a calendar of free days"),
    "clock.started": _("Started a clock"),
    "clock.stopped": _("Stopped a clock"),
    "clock.paused": _("Let a clock stand still"),
    "clock.resumed": _("Let a clock go on"),
    "clock.extended": _("Made the time of a clock longer"),
    "rule.checked": _("Compared a rule with the gazette"),
}
