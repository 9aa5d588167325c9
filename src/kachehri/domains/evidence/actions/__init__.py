"""Declaring indicators and sources, bringing figures in from a file, taking a load away."""

from django.utils.translation import gettext_lazy as _

from .declaring import declare
from .library import (
    EntryOvertaken,
    LibraryProblem,
    bring_publications,
    correct_publication,
    enter_publication,
    give_file,
    take_file_away,
)
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
    "EntryOvertaken",
    "LibraryProblem",
    "Outcome",
    "ReleaseProblem",
    "UploadProblem",
    "WithdrawalProblem",
    "ask_for_load",
    "bring_publications",
    "correct_publication",
    "declare",
    "derive",
    "describe_upload",
    "drop_upload",
    "enter_publication",
    "give_file",
    "load_file",
    "load_pack",
    "load_upload",
    "preview_upload",
    "receive_upload",
    "release",
    "save_mapping",
    "take_file_away",
    "withdraw_load",
]

VERBS = {
    "evidence.declared": _("Added or changed an indicator or a source"),
    "evidence.loaded": _("Loaded a file of figures"),
    "evidence.received": _("Gave a file of figures to the desk"),
    "evidence.dropped": _("Put a file of figures away"),
    "evidence.released": _("Released figures after a check of small groups"),
    "evidence.library_entered": _("Put a publication into the library"),
    "evidence.library_corrected": _("Corrected an entry of the library"),
    "evidence.library_file_given": _("Gave the text of a publication to the library"),
    "evidence.library_file_removed": _("Took the text of a publication out of the library"),
    "evidence.withdrawn": _("Withdrew a load of figures"),
}
