"""From needs to deeds: the matrix, the strategies, their steps and impact, the recommendations."""

from kachehri.domains.reports.kinds import (
    Asked,
    ChapterKind,
    ExternalityGrid,
    Heading,
    NeedsMatrix,
    Recommendations,
    Recorded,
    Responses,
    StrategyMatrix,
    Words,
    Workshop,
    Written,
)
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

NEEDS = ChapterKind(
    "needs",
    _("Threats, needs and strengths"),
    (
        Words(
            _(
                "What puts people in danger, what they need to withstand it, what makes some of "
                "them weaker, and what they and the offices can do already. A team wrote it down "
                "from the figures and from what people said."
            )
        ),
        Written("needs", "start"),
        NeedsMatrix(),
        Written("needs", "end"),
        Responses("needs"),
    ),
)

STRATEGIES = ChapterKind(
    "strategies",
    _("Protection and empowerment"),
    (
        Words(
            _(
                "Protection comes from above: laws, offices, services. Empowerment comes from "
                "below: what people learn and organise themselves. One without the other does not "
                "last."
            )
        ),
        Written("strategies", "start"),
        StrategyMatrix(),
        Heading(_("What one deed does to another side of life")),
        Words(
            _(
                "A good deed in one place can do harm in another. So each strategy is held "
                "against all seven sides, and for each harm it is said what is done against it."
            )
        ),
        ExternalityGrid(),
        Written("strategies", "end"),
        Responses("strategies"),
    ),
)

TAKING_PART = ChapterKind(
    "taking-part",
    _("Carrying out together, and what came of it"),
    (
        Words(
            _(
                "Those whom a strategy concerns take part in carrying it out. What came of it is "
                "looked at with them, also what nobody wanted."
            )
        ),
        Written("taking-part", "start"),
        Recorded(
            "step",
            columns=("step", "taking_part", "groups", "to", "state"),
            caption=_("Steps, and how people take part"),
        ),
        Heading(_("What changed, and for whom")),
        Recorded(
            "impact",
            columns=("change", "groups", "before", "after", "sign", "part"),
            caption=_("Impact, expected or not"),
        ),
        Written("taking-part", "end"),
        Responses("taking-part"),
    ),
)

RECOMMENDATIONS = ChapterKind(
    "recommendations",
    _("What is recommended, to whom, by when"),
    (
        Words(
            _(
                "Each recommendation has one office that carries it, a day, and a word on how far "
                "it is. What is late says so."
            )
        ),
        Written("recommendations", "start"),
        Recommendations(),
        Written("recommendations", "end"),
        Responses("recommendations"),
    ),
)

ASKED = (Heading(_("Who was asked")), Asked())

ANSWERS = ChapterKind(
    "answers",
    _("Annex: the workshop, and what offices answered"),
    (Workshop(), Heading(_("What offices answered")), Responses()),
)
