"""Public money, the strength of the local state, and seats kept for those who are left out.

No table of these is in the public compilations that the pack was read from. They are declared so
that the empty cell is seen, and so that a figure has its place as soon as an office publishes it.
"""

from kachehri.kernel.messages import gettext_noop

from .declaring import number

_ = gettext_noop

_MONEY = {"sector": "money", "dimension": "context", "facet": "process"}
_STATE = {**_MONEY, "dimension": "political"}

MONEY = (
    number(
        "public-spending",
        _("Public money"),
        _(
            "Rupees of the budget in a year from July to June: what was estimated, what the "
            "treasury released, what was spent."
        ),
        "rupees",
        sdg_target="16.6",
        **_MONEY,
    ),
    number(
        "transfers",
        _("Money from the province to the district's councils"),
        _("Rupees a year that were due and that were received."),
        "rupees",
        sdg_target="17.1",
        **_MONEY,
    ),
    number(
        "engagement-budget",
        _("Money for hearing people"),
        _("Rupees a year for hearings, consultations and answers."),
        "rupees",
        sdg_target="16.7",
        **_STATE,
    ),
    number(
        "posts",
        _("Posts in the offices of the district"),
        _("Posts on the last day of June: sanctioned, and of these filled."),
        "places",
        sdg_target="16.6",
        **_STATE,
    ),
    number(
        "functions-held",
        _("Functions of the 18th Amendment that the district's councils hold"),
        _("1 where the councils hold the function by law and in fact, 0 where they do not."),
        "places",
        sdg_target="16.6",
        **{**_STATE, "facet": "structure"},
    ),
    number(
        "reserved-seats",
        _("Seats kept for women, minorities, young people and workers"),
        _("Seats in a council: kept by law, and of these filled."),
        "places",
        sdg_target="5.5",
        polarity=1,
        **{**_STATE, "facet": "structure"},
    ),
)
