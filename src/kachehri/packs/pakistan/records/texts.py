"""The round of a programme, and what the editors of a report write themselves."""

from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.kernel.messages import gettext_noop

from .choices import EVIDENCED, REPORT

_ = gettext_noop

PHASES = {
    "1": _("Situation"),
    "2": _("Needs, vulnerabilities and capacities"),
    "3": _("Protection and empowerment strategies"),
    "4": _("Carrying out together"),
    "5": _("Impact"),
}
WHERE = {"start": _("at the start"), "end": _("at the end")}

PROGRAMME = RecordKind(
    key="programme",
    name=_("Programme"),
    plural=_("Programmes"),
    help=_("One round of the five phases: from when to when, and who leads it."),
    title="name",
    fields=(
        Field("name", _("Name"), "words", required=True, most=200),
        Field("from", _("From"), "date", required=True),
        Field("to", _("To"), "date", when="coming"),
        Field("phase", _("In which phase it is"), "choice", required=True, choices=PHASES),
        Field("lead", _("Which office leads it"), "record", of="office"),
        Field("purpose", _("What it is for"), "words", most=1500),
        Field("limits", _("What it cannot do"), "words", most=1500),
    ),
)

TEXT = RecordKind(
    key="text",
    name=_("Text of the editors"),
    plural=_("Texts of the editors"),
    help=_("Paragraphs for a chapter. Cite a source by its code: [[code]]."),
    title="words",
    fields=(
        Field("chapter", _("In which chapter"), "chapter", required=True, of=REPORT),
        Field("at", _("Where in the chapter"), "choice", required=True, choices=WHERE),
        Field("words", _("Text"), "words", required=True, most=12000),
        *EVIDENCED,
    ),
)
