"""Words that several kinds of records share: the dimensions, groups of people, levels."""

from kachehri.domains.evidence.kinds import DIMENSIONS as AND_CONTEXT
from kachehri.domains.reports.kinds.records import Field
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

REPORT = "human-security"
"""The kind of report whose chapters the records name."""

DIMENSIONS = {key: label for key, label in AND_CONTEXT.items() if key != "context"}
"""The seven of human security."""

LEVELS = {
    "district": _("the district"),
    "local": _("a taluka, union council or village"),
    "provincial": _("the province"),
    "national": _("the country"),
}
GROUPS = {
    "women": _("Women"),
    "men": _("Men"),
    "girls": _("Girls"),
    "boys": _("Boys"),
    "transgender": _("Transgender persons"),
    "older": _("Older people"),
    "disability": _("People with disabilities"),
    "minority": _("Religious minorities"),
    "migrant": _("Migrants and displaced people"),
    "landless": _("Landless farm workers"),
}
CONFIDENCE = {
    "high": _("high: several sources agree"),
    "medium": _("medium: one good source"),
    "low": _("low: a few voices, or sources that differ"),
}

EVIDENCED = (
    Field(
        "evidence",
        _("Evidence"),
        "evidence",
        help=_("Addresses of figures or sources on this site that show it."),
    ),
    Field("confidence", _("How sure are we?"), "choice", choices=CONFIDENCE),
    Field(
        "dissent",
        _("Who sees it differently"),
        "words",
        help=_("Say what others hold against it. It is printed beside."),
        most=1200,
    ),
)
"""What every record that claims something carries."""


def groups(label: str) -> Field:
    """Who it is about."""
    return Field("groups", label, "choices", choices=GROUPS)
