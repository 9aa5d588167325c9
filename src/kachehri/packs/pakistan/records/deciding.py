"""What is asked of whom, the workshop that checked a draft, and what the offices answered."""

from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.kernel.messages import gettext_noop

from .choices import DIMENSIONS, EVIDENCED, GROUPS, REPORT

_ = gettext_noop

STATUSES = {
    "open": _("open"),
    "accepted": _("accepted"),
    "under-way": _("under way"),
    "done": _("done"),
    "refused": _("refused"),
}
DECISIONS = {
    "changed": _("The draft was changed"),
    "kept": _("The draft was kept"),
    "noted": _("Both views are printed"),
}

RECOMMENDATION = RecordKind(
    key="recommendation",
    name=_("Recommendation"),
    plural=_("Recommendations"),
    help=_("What is asked of an office, by when."),
    title="text",
    phase=3,
    fields=(
        Field("text", _("What is recommended"), "words", required=True, most=800),
        Field("owner", _("Which office carries it"), "record", required=True, of="office"),
        Field("due", _("By when"), "date", required=True, when="coming"),
        Field("status", _("How far it is"), "choice", required=True, choices=STATUSES),
        Field("progress", _("What was done so far"), "words", most=1200),
        Field("dimension", _("Dimension"), "choice", choices=DIMENSIONS),
        Field("strategy", _("Part of which strategy"), "record", of="strategy"),
        *EVIDENCED,
    ),
)

WORKSHOP = RecordKind(
    key="workshop",
    name=_("Validation workshop"),
    plural=_("Validation workshops"),
    help=_("A meeting that read the draft before it was launched: who came."),
    title="where",
    fields=(
        Field("edition", _("Which edition was read"), "edition", required=True),
        Field("date", _("Day"), "date", required=True, when="past"),
        Field("where", _("Where"), "line", required=True),
        Field("came", _("Who came"), "counts", required=True, choices=GROUPS),
        Field("offices", _("Offices that came"), "records", of="office"),
        Field("remarks", _("What else was said"), "words", most=2000),
    ),
)

DISPUTE = RecordKind(
    key="dispute",
    name=_("Dispute"),
    plural=_("What was disputed"),
    help=_("One thing that the workshop did not agree with, and what became of it."),
    title="disputed",
    fields=(
        Field("workshop", _("In which workshop"), "record", required=True, of="workshop"),
        Field("chapter", _("In which chapter"), "chapter", of=REPORT),
        Field("disputed", _("What was disputed"), "words", required=True, most=1200),
        Field("by", _("Who disputed it (no names)"), "words", most=200),
        Field("decision", _("What was decided"), "choice", required=True, choices=DECISIONS),
        Field("changed", _("What was changed, or why not"), "words", required=True, most=1200),
    ),
)

RESPONSE = RecordKind(
    key="response",
    name=_("Answer of an office"),
    plural=_("Answers of offices"),
    help=_("What a department answers to the report. It is printed beside the finding."),
    title="office",
    fields=(
        Field("office", _("Which office"), "record", required=True, of="office"),
        Field("edition", _("To which edition"), "edition", required=True),
        Field("chapter", _("To which chapter"), "chapter", of=REPORT),
        Field("finding", _("Which finding of the chapter"), "line", most=40),
        Field("words", _("The answer"), "words", required=True, most=4000),
        Field("date", _("Day of the answer"), "date", required=True, when="past"),
    ),
)
