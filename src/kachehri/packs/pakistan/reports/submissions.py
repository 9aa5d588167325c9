"""The submissions table: which agency published what of which scheme in which year."""

from kachehri.domains.reports.kinds import ChapterKind, ReportKind, Words
from kachehri.domains.reports.kinds.published import (
    CardEntries,
    CardFinding,
    LineYears,
    PaperYears,
)
from kachehri.kernel.messages import gettext_noop

from .closing import CLOSING

_ = gettext_noop

SUBMISSIONS = ReportKind(
    key="submissions",
    name=_("Table of submissions"),
    title=_("Who published what: %(place)s"),
    subtitle=_("Agencies, schemes and years of %(place)s district, with what is missing"),
    tier="district",
    within="province",
    whole=_("%(place)s district"),
    part=_("%(place)s taluka"),
    front=(
        Words(
            _(
                "This table holds no opinion. It says of each office which figures about "
                "%(place)s it has published for which year, and since when they are missing. "
                "Published means here: entered in this system from a paper that can be named."
            )
        ),
        CardFinding("money"),
    ),
    chapters=(
        ChapterKind(
            "papers",
            _("Papers of each agency"),
            (PaperYears("money", kinds=("district_budget", "development_plan")),),
        ),
        ChapterKind("schemes", _("Schemes by agency and year"), (CardEntries("money"),)),
        ChapterKind("money", _("Public money"), (LineYears("money"),)),
        ChapterKind("offices", _("Offices and councils"), (LineYears("capacity"),)),
        ChapterKind("seats", _("Seats kept by law"), (LineYears("seats"),)),
    ),
    colophon=CLOSING,
    brief=True,
)
"""Agency by scheme by year."""
