"""What the matters in Kachehri itself show: who comes, who is answered in time, who got relief."""

from kachehri.kernel.messages import gettext_noop

from .declaring import counted, number

_ = gettext_noop

_M = {"sector": "civic", "dimension": "political", "facet": "process", "sdg_target": "16.6"}
_TIMED = _("Matters that were answered, or whose time has passed")
_CLOSED = _("Matters that an office closed")
MATTERS = (
    number("matters-10000", _("Matters brought to offices"),
           _("Complaints, requests and applications that were opened in the year, for each 10,000 "
             "people. Many or few: both can be a good or a bad sign."), "per_10000",
           decimals=1, **_M),
    counted("matters-in-time", _("Answered in time"),
            _("Share of matters that the office answered before the time was over."),
            _TIMED, **{**_M, "polarity": 1}),
    number("matters-days", _("Days until an answer"),
           _("The middle one of all matters that were answered."), "days", decimals=1,
           **{**_M, "polarity": -1}),
    counted("matters-silent", _("No answer at all"),
            _("Share of matters whose time has passed without any answer."),
            _("Matters whose time has passed"), **{**_M, "polarity": -1}),
    counted("matters-relief", _("Ended with what was asked for"),
            _("Share of closed matters in which all that was asked for was done. The office says "
              "it when it closes a matter; the citizen is asked afterwards."),
            _CLOSED, **{**_M, "polarity": 1, "facet": "outcome"}),
    counted("matters-contested", _("Closings that citizens contested"),
            _("Share of closed matters of which the citizen said that it was not done."),
            _CLOSED, **{**_M, "polarity": -1}),
    counted("received-badly", _("Received badly at an office"),
            _("Share of those who said how they were received: shamed, mocked, asked for money, "
              "without a ramp or a word in their language."),
            _("People who said how they were received"), **{**_M, "polarity": -1}),
    counted("feedback-silent", _("Asked afterwards and did not answer"),
            _("Share of people who were asked how it went and did not answer."),
            _("People who were asked"), **{**_M, "polarity": 0}),
)  # fmt: skip
