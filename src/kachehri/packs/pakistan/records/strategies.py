"""Phase three to five: what is to be done from above and from below, with whom, and what it did."""

from decimal import Decimal

from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.kernel.messages import gettext_noop

from .choices import DIMENSIONS, EVIDENCED, groups

_ = gettext_noop

SIDES = {
    "protection": _("Protection (from above: laws, offices, services)"),
    "empowerment": _("Empowerment (from below: what people learn and organise)"),
}
SIGNS = {"+": _("helps"), "-": _("harms")}
STATES = {
    "planned": _("planned"),
    "under-way": _("under way"),
    "done": _("done"),
    "stopped": _("stopped"),
}

STRATEGY = RecordKind(
    key="strategy",
    name=_("Strategy"),
    plural=_("Protection and empowerment strategies"),
    help=_("What could be done about threats. Protection and empowerment belong together."),
    title="strategy",
    phase=3,
    fields=(
        Field("strategy", _("What is to be done"), "words", required=True, most=600),
        Field("side", _("Protection or empowerment"), "choice", required=True, choices=SIDES),
        Field("dimension", _("Dimension"), "choice", required=True, choices=DIMENSIONS),
        Field("threats", _("Against which threats"), "records", of="threat"),
        Field("owner", _("Who carries it"), "record", of="office"),
        Field("needs", _("What it takes"), "words", most=800),
        Field("budget_line", _("Line of the budget"), "line"),
        *EVIDENCED,
    ),
)

EXTERNALITY = RecordKind(
    key="externality",
    name=_("Side effect"),
    plural=_("Side effects (externalities)"),
    help=_("What a strategy in one dimension does to another, for good or for ill."),
    title="note",
    phase=3,
    fields=(
        Field("strategy", _("Of which strategy"), "record", required=True, of="strategy"),
        Field("dimension", _("On which dimension"), "choice", required=True, choices=DIMENSIONS),
        Field("sign", _("Does it help or harm?"), "choice", required=True, choices=SIGNS),
        Field("note", _("How"), "words", required=True, most=600),
        Field("mitigation", _("What is done against the harm"), "words", most=600),
        *EVIDENCED,
    ),
)

STEP = RecordKind(
    key="step",
    name=_("Step"),
    plural=_("Steps of carrying out"),
    help=_("One step of carrying a strategy out, and how people take part in it."),
    title="step",
    phase=4,
    fields=(
        Field("strategy", _("Of which strategy"), "record", required=True, of="strategy"),
        Field("step", _("What is done"), "words", required=True, most=600),
        Field("taking_part", _("How people take part and decide"), "words", most=800),
        groups(_("Who takes part")),
        Field("from", _("From"), "date", when="coming"),
        Field("to", _("To"), "date", when="coming"),
        Field("state", _("How far it is"), "choice", required=True, choices=STATES),
        *EVIDENCED,
    ),
)

IMPACT = RecordKind(
    key="impact",
    name=_("Impact"),
    plural=_("Impact"),
    help=_("What changed for whom, expected or not, and what of it came from the strategy."),
    title="change",
    phase=5,
    fields=(
        Field("strategy", _("Of which strategy"), "record", of="strategy"),
        Field("dimension", _("Dimension"), "choice", required=True, choices=DIMENSIONS),
        Field("change", _("What changed"), "words", required=True, most=800),
        groups(_("For whom")),
        Field("before", _("Before (a number)"), "number", at_least=Decimal(0), column=_("Before")),
        Field("after", _("After (a number)"), "number", at_least=Decimal(0), column=_("After")),
        Field("unit", _("Unit of the numbers"), "line", most=60),
        Field("is_expected", _("This was expected"), "yes"),
        Field(
            "sign",
            _("Does it help or harm?"),
            "choice",
            required=True,
            choices=SIGNS,
            column=_("Effect"),
        ),
        Field("part", _("What of it comes from the strategy"), "words", most=800),
        *EVIDENCED,
    ),
)
