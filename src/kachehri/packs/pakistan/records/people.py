"""Who was asked, what they said, and the offices that answer."""

from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.kernel.messages import gettext_noop

from .choices import DIMENSIONS, EVIDENCED, GROUPS

_ = gettext_noop

OFFICE = RecordKind(
    key="office",
    name=_("Office"),
    plural=_("Offices"),
    help=_("A department or desk that carries a recommendation or answers a finding."),
    title="name",
    fields=(
        Field("name", _("Name"), "words", required=True, most=200),
        Field("duty", _("What it has to do"), "words", most=600),
        Field("address", _("Where it is found"), "line"),
        Field(
            "exists_until",
            _("Dissolved on"),
            "date",
            help=_("Leave it empty while the office exists."),
        ),
        Field("successor", _("Who took over its work"), "record", of="office"),
    ),
    until="exists_until",
    successor="successor",
)

WAYS = {
    "interview": _("Interview"),
    "focus-group": _("Focus group"),
    "survey": _("Survey of homes"),
    "hearing": _("Open hearing"),
    "meeting": _("Meeting"),
    "written": _("Answer in writing"),
}

SESSION = RecordKind(
    key="session",
    name=_("Conversation"),
    plural=_("Who was asked"),
    help=_("One talk with people: how many they were, and who was not heard. No names."),
    title="topic",
    phase=1,
    fields=(
        Field("way", _("How people were asked"), "choice", required=True, choices=WAYS),
        Field("topic", _("What it was about"), "words", required=True, most=300),
        Field("date", _("Day"), "date", required=True, when="past"),
        Field("where", _("Where"), "line"),
        Field(
            "people",
            _("How many people"),
            "counts",
            required=True,
            choices=GROUPS,
            help=_("A person may count in several groups, a woman with a disability in two."),
        ),
        Field("not_heard", _("Who was not heard, and why"), "words", most=800),
        *EVIDENCED,
    ),
)

QUOTE = RecordKind(
    key="quote",
    name=_("Voice"),
    plural=_("Voices"),
    help=_("What one person said, with consent. Never a name: say the role, and no small place."),
    title="words",
    phase=1,
    fields=(
        Field("dimension", _("Dimension"), "choice", required=True, choices=DIMENSIONS),
        Field("words", _("What was said"), "words", required=True, most=900),
        Field("who", _("Who said it (a role, no name)"), "words", required=True, most=120),
        Field("session", _("In which conversation"), "record", of="session"),
        Field(
            "consent",
            _("This person agrees to be quoted"),
            "yes",
            required=True,
            help=_("The person can take this back at any time, also after printing."),
        ),
    ),
    consent="consent",
)
