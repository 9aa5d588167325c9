"""Declaring indicators and sources, bringing figures in from a file, taking a load away."""

from django.utils.translation import gettext_lazy as _

from .declaring import declare
from .loading import Outcome, derive, load_file, load_pack
from .releasing import ReleaseProblem, release
from .uploading import (
    LOAD,
    PREVIEW,
    UploadProblem,
    ask_for_load,
    describe_upload,
    drop_upload,
    load_upload,
    preview_upload,
    receive_upload,
    save_mapping,
)
from .withdrawing import WithdrawalProblem, withdraw_load

__all__ = [
    "LOAD",
    "PREVIEW",
    "VERBS",
    "Outcome",
    "ReleaseProblem",
    "UploadProblem",
    "WithdrawalProblem",
    "ask_for_load",
    "declare",
    "derive",
    "describe_upload",
    "drop_upload",
    "load_file",
    "load_pack",
    "load_upload",
    "preview_upload",
    "receive_upload",
    "release",
    "save_mapping",
    "withdraw_load",
]

VERBS = {
    "evidence.declared": _("Added or changed an indicator or a source"),
    "evidence.loaded": _("Loaded a file of figures"),
    "evidence.received": _("Gave a file of figures to the desk"),
    "evidence.dropped": _("Put a file of figures away"),
    "evidence.released": _("Released figures after a check of small groups"),
    "evidence.withdrawn": _("Withdrew a load of figures"),
}
