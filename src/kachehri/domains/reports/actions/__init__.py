"""Building editions of reports, and writing down what a team knows."""

from django.utils.translation import gettext_lazy as _

from .editions import BUILD, ask_for_edition, build_edition
from .launching import LAUNCH, LaunchProblem, ask_for_launch, launch_edition

__all__ = [
    "BUILD",
    "LAUNCH",
    "VERBS",
    "LaunchProblem",
    "ask_for_edition",
    "ask_for_launch",
    "build_edition",
    "launch_edition",
]

VERBS = {
    "reports.built": _("Built a report"),
    "reports.launched": _("Launched an edition of a report"),
}
