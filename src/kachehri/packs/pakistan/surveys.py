"""Which questions of our own instruments become which indicators, and how people are told apart."""

from kachehri.domains.evidence.kinds import Dimension
from kachehri.domains.forms.kinds.feeds import Breakdown, SurveyFeed, SurveyFeeds
from kachehri.kernel.messages import gettext_noop

from .recipes import RECIPES

_ = gettext_noop

ORIGIN = Dimension(
    "origin",
    _("Where people come from"),
    {
        "district": _("always lived in this district"),
        "elsewhere": _("came from another district"),
    },
)
SURVEY_DIMENSIONS = (ORIGIN,)

SATISFIED = frozenset({"very_satisfied", "satisfied"})
SAFE = frozenset({"very_safe", "safe"})
TRUSTS = frozenset({"full", "some"})
YES = frozenset({"yes"})
OF_TOUCH = ("see", "hear", "walk", "remember", "selfcare", "speak")
"""The six questions of the Washington Group's short set; limited is who has a lot of difficulty."""

BREAKDOWNS = (
    Breakdown("sex", ("sex",), {"female": "female", "male": "male"}),
    Breakdown(
        "disability",
        tuple(f"wg_{name}" for name in OF_TOUCH),
        {"cannot": "yes", "a_lot": "yes", "some": "no", "none": "no"},
    ),
    Breakdown(
        "origin",
        ("origin",),
        {
            "always": "district",
            "district": "district",
            "province": "elsewhere",
            "elsewhere": "elsewhere",
        },
    ),
)

PERCEPTION = SurveyFeeds(
    instrument="perception",
    recipe=RECIPES["figures"],
    feeds=(
        *(
            SurveyFeed(f"satisfied-{name}", f"sat_{name}", SATISFIED)
            for name in ("school", "health", "water", "sewage", "electricity", "roads", "cash")
        ),
        SurveyFeed("safe-by-day", "safe_day", SAFE),
        SurveyFeed("safe-at-night", "safe_night", SAFE),
        SurveyFeed("safe-at-home", "safe_home", SAFE),
        SurveyFeed("safe-travelling", "safe_travel", SAFE),
        SurveyFeed("trust-neighbours", "trust_neighbours", TRUSTS, none=frozenset({"dk"})),
        SurveyFeed("trust-communities", "trust_groups", TRUSTS, none=frozenset({"dk"})),
        SurveyFeed("trust-newcomers", "trust_newcomers", TRUSTS, none=frozenset({"dk"})),
        *(
            SurveyFeed(f"trust-{name}", f"trust_{name}", TRUSTS, none=frozenset({"dk"}))
            for name in ("police", "courts", "council", "district")
        ),
        SurveyFeed("service-problem", "had_problem", YES),
        SurveyFeed("problem-told", "reported", YES, among={"had_problem": YES}),
        SurveyFeed(
            "problem-solved", "solved", frozenset({"full", "partly"}), among={"reported": YES}
        ),
        SurveyFeed("asked-for-money", "asked_money", YES),
    ),
    breakdowns=BREAKDOWNS,
)

SURVEYS = (PERCEPTION,)
