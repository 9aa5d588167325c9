"""Building editions of reports, and writing down what a team knows."""

from django.utils.translation import gettext_lazy as _

from .editions import BUILD, ask_for_edition, build_edition
from .launching import LAUNCH, LaunchProblem, ask_for_launch, launch_edition
from .records import (
    Overtaken,
    RecordProblem,
    end_record,
    reopen_record,
    rewrite_record,
    withdraw_consent,
    write_record,
)
from .redaction import REMAKE, redact_editions, redact_quotes, remake_files

__all__ = [
    "BUILD",
    "LAUNCH",
    "REMAKE",
    "VERBS",
    "LaunchProblem",
    "Overtaken",
    "RecordProblem",
    "ask_for_edition",
    "ask_for_launch",
    "build_edition",
    "end_record",
    "launch_edition",
    "redact_editions",
    "redact_quotes",
    "remake_files",
    "reopen_record",
    "rewrite_record",
    "withdraw_consent",
    "write_record",
]

VERBS = {
    "reports.built": _("Built a report"),
    "reports.wrote": _("Wrote something down for a report"),
    "reports.rewrote": _("Changed what was written down for a report"),
    "reports.ended": _("Ended what was written down for a report"),
    "reports.reopened": _("Took up again what was written down for a report"),
    "reports.withdrew_consent": _("Took out the words of a person who no longer agrees"),
    "reports.launched": _("Launched an edition of a report"),
    "reports.redacted": _("Took words out of an edition of a report"),
    "reports.remade": _("Wrote the files of an edition again"),
}
