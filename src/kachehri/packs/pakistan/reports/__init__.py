"""The kinds of reports that the pack knows, each in a module of its own."""

from .budget import BUDGET
from .comparison import COMPARISON
from .human_security import HUMAN_SECURITY
from .profile import PROFILE_KIND
from .sectors import SECTOR_BRIEFS
from .submissions import SUBMISSIONS

KINDS = (HUMAN_SECURITY, PROFILE_KIND, BUDGET, COMPARISON, SUBMISSIONS, *SECTOR_BRIEFS)
"""Every kind of report, the large one first."""

__all__ = ["HUMAN_SECURITY", "KINDS"]
