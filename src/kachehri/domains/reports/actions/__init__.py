"""Building editions of reports, and writing down what a team knows."""

from django.utils.translation import gettext_lazy as _

from .editions import BUILD, ask_for_edition, build_edition

__all__ = [
    "BUILD",
    "VERBS",
    "ask_for_edition",
    "build_edition",
]

VERBS = {
    "reports.built": _("Built a report"),
}
