"""Where figures come from: kinds of sources, primary and secondary, and a source itself."""

from dataclasses import dataclass
from datetime import date

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

PRIMARY = {
    "interview": _("Interviews"),
    "focus_group": _("Focus groups"),
    "questionnaire": _("Questionnaire"),
    "semi_structured": _("Semi-structured interviews"),
}
"""Kinds of sources where people were asked for this district's own work."""

SECONDARY = {
    "census": _("Census"),
    "survey": _("Survey"),
    "economic_survey": _("Economic survey"),
    "yearbook": _("Statistical yearbook"),
    "gazette": _("Gazette"),
    "development_plan": _("Annual development plan"),
    "district_budget": _("District budget"),
    "health_mis": _("Records of the health department"),
    "education_mis": _("Records of the education department"),
    "research": _("Research"),
    "report": _("Report"),
    "thesis": _("Thesis"),
    "media": _("Newspapers and broadcasters"),
    "admin": _("Records of an office"),
}
"""Kinds of sources that somebody else has published."""

SOURCE_KINDS = {**PRIMARY, **SECONDARY}


@dataclass(frozen=True)
class SourceKind:
    """A published table, or a record of one's own.

    `kind` is a key of SOURCE_KINDS. `collected_from` and `collected_to` say when people were asked,
    `published_on` when the figures came out; None where the source does not say.
    `verified` is true when the figures were compared with the publisher's own print.
    `rank` orders sources for the same fact, smaller is better: see `rules.best_key`.
    """

    code: str
    kind: str
    publisher: str
    title: str
    year: int
    licence: str
    table: str = ""
    page: str = ""
    note: str = ""
    address: str = ""
    verified: bool = False
    rank: int = 50
    collected_from: date | None = None
    collected_to: date | None = None
    published_on: date | None = None
