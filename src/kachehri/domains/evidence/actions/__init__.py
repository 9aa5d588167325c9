"""Declaring indicators and sources, bringing figures in from a file, taking a load away."""

from django.utils.translation import gettext_lazy as _

from .declaring import declare
from .loading import Outcome, derive, load_file, load_pack
from .withdrawing import WithdrawalProblem, withdraw_load

__all__ = [
    "VERBS",
    "Outcome",
    "WithdrawalProblem",
    "declare",
    "derive",
    "load_file",
    "load_pack",
    "withdraw_load",
]

VERBS = {
    "evidence.declared": _("Added or changed an indicator or a source"),
    "evidence.loaded": _("Loaded a file of figures"),
    "evidence.withdrawn": _("Withdrew a load of figures"),
}
