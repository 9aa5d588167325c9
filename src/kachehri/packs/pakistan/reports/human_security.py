"""The District Human Security Report."""

from kachehri.domains.reports.kinds import ReportKind, Words
from kachehri.kernel.messages import gettext_noop

from .security import annexes, crosscutting, planning, seven
from .security.education import EDUCATION
from .security.front import ABOUT, FRONT
from .security.people import PROFILE

_ = gettext_noop

COLOPHON = (
    Words(
        _(
            "Made by Kachehri from published figures by fixed rules. The web page is the "
            "reference; the printed copy says the same. Figures may be copied if the source "
            "is named."
        )
    ),
    Words(
        _(
            "To check a figure, follow its link to its own page, or look it up in the table "
            "that stands in the list of sources. Every edition is kept and entered in the "
            "record of this system, which cannot be changed unseen."
        )
    ),
    Words(
        _(
            "The Urdu and Sindhi texts have not yet been reviewed by a native reader. Where "
            "texts differ, the English one holds."
        )
    ),
    Words(_("The program that made it is free software under the Apache License 2.0.")),
)

HUMAN_SECURITY = ReportKind(
    key="human-security",
    name=_("District Human Security Report"),
    title=_("District Human Security Report: %(place)s"),
    subtitle=_(
        "What published figures and people say about life in %(place)s district, %(province)s"
    ),
    tier="district",
    within="province",
    whole=_("%(place)s district"),
    part=_("%(place)s taluka"),
    front=FRONT,
    chapters=(
        ABOUT,
        PROFILE,
        *seven.CHAPTERS,
        EDUCATION,
        crosscutting.MONEY,
        crosscutting.DISPUTES,
        crosscutting.GROUPS,
        planning.NEEDS,
        planning.STRATEGIES,
        planning.TAKING_PART,
        planning.RECOMMENDATIONS,
        annexes.MISSING,
        annexes.DEFINITIONS,
        annexes.SURVEYS,
        annexes.METHOD,
        planning.ANSWERS,
    ),
    colophon=COLOPHON,
)
