"""What the census counts, as it counts it: the figures behind the shares, with every breakdown."""

from kachehri.domains.evidence.kinds import Indicator
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

SCHOOLING = (
    Indicator(
        "literate", _("People who can read and write"), "education", "personal", "people",
        _("People who can read and write, as they told the census."), polarity=0,
        sdg_target="4.6",
    ),
    Indicator(
        "literacy-rate", _("Literacy by age"), "education", "personal", "percent",
        _("Share of people of an age who can read and write, as the census prints it."),
        decimals=1, polarity=1, sdg_target="4.6",
    ),
    Indicator(
        "attended-school", _("People who have been to school"), "education", "personal", "people",
        _("People who have ever attended a school."), sdg_target="4.1",
    ),
    Indicator(
        "never-in-school", _("People who have never been to school"), "education", "personal",
        "people", _("People who have never attended a school."), sdg_target="4.1",
    ),
    Indicator(
        "left-school", _("Children who have left school"), "education", "personal", "children",
        _("Children aged 5 to 16 who have been to school and go there no more."),
        polarity=-1, sdg_target="4.1",
    ),
    Indicator(
        "completed-primary", _("People who have finished primary school"), "education",
        "personal", "people",
        _("People who have finished primary school, as the census prints it."),
        sdg_target="4.1",
    ),
    Indicator(
        "enrolled", _("Pupils and students"), "education", "personal", "people",
        _("People who go to school or college, by the level of their class."), sdg_target="4.1",
    ),
)  # fmt: skip

LIMITATIONS = (
    Indicator(
        "limited-people", _("People with a functional limitation"), "disability", "health",
        "people", _("People who find it hard to see, hear, walk, remember, wash or speak."),
    ),
    Indicator(
        "disabled-people", _("People who said that they have a disability"), "disability",
        "health", "people",
        _("People of whom the household said so. Neighbouring talukas answered very differently."),
    ),
)  # fmt: skip

HOMES = (
    Indicator(
        "households", _("Households"), "housing", "context", "households",
        _("People who live and eat together, counted where they usually live."),
    ),
    Indicator(
        "housing-units", _("Housing units"), "housing", "context", "homes",
        _("Homes, institutions and groups of homeless people that the census counted."),
    ),
    Indicator(
        "buildings", _("Buildings"), "housing", "context", "places",
        _("Buildings that the census listed before it counted the people."),
    ),
    Indicator(
        "villages", _("Villages by size"), "people", "context", "places",
        _("Rural localities (mouza, deh) by the number of people who live there."),
    ),
)  # fmt: skip
