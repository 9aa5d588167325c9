"""What to know before one asks under a law: who may, what it can cost, how it went so far.

None of it was compared with the gazette; each note names where it was read.
"""

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

ASKING = _("A citizen may ask, need not say why, and gets a receipt.")
FINED = _(
    "An officer who fails can be fined Rs 500 to 25,000; up to 70 percent of it can go to the "
    "citizen."
)
NOTES = {
    "rti-federal-2017": (
        ASKING,
        _("The press says that an officer can lose up to 100 days’ pay (urdupoint.com 1289254)."),
        _("An appeal after more than 30 days was turned down (thereporters.pk): do not wait."),
        _("In a test, 72 of 100 requests were answered in time (thereporters.pk)."),
    ),
    "rti-punjab-2013": (
        _("A citizen may ask, and a group that is registered in Pakistan; nobody has to say why."),
        _(
            "The press says that an officer can lose two days’ pay for each day, or up to Rs "
            "50,000 (thenews.com.pk 327808)."
        ),
        _("The commission sets no time for a complaint (rti.punjab.gov.pk)."),
        _("In a test, 33 of 100 requests were answered in time (thereporters.pk)."),
    ),
    "rti-kp-2013": (
        ASKING,
        _(
            "The commission wants a copy of the request, of the receipt and of the identity card "
            "(kprti.gov.pk/online-complaints)."
        ),
        _(
            "The press says that an officer can pay Rs 250 for each day, up to Rs 25,000 "
            "(thenews.com.pk 327808)."
        ),
        _("Section 30 is about people who report a wrong inside an office."),
        _("In a test, 45 of 100 requests were answered in time (thereporters.pk)."),
    ),
    "rti-sindh-2016": (
        ASKING,
        _(
            "An officer can pay up to 10 percent of the basic pay (mahitiadhikar.blogspot.com, "
            "December 2017); a newspaper wrote Rs 1 million (dawn.com 1320231)."
        ),
        _(
            "Whoever misuses the Act can be fined up to Rs 100,000 (section 15(2), thenews.com.pk "
            "192377)."
        ),
        _(
            "After an order of the High Court the Chief Secretary told departments to answer in "
            "3 days (jehanpakistan.pk/135678)."
        ),
        _("In a test, 24 of 100 requests were answered in time (thereporters.pk)."),
    ),
    "rti-balochistan-2021": (
        ASKING,
        _("In August 2024 there was no commission yet to complain to (Dawn, through ANI)."),
        _("Whoever asks can be punished, too, a newspaper wrote (thefridaytimes.com, March 2022)."),
        _("In a test, fewer than 4 of 100 requests were answered in time (thereporters.pk)."),
    ),
    "rtps-kp-2014": (
        FINED,
        _("A higher officer who misses the limit can be fined, too: Rs 1,000 to 25,000."),
        _("One can also go to the commission directly (section 24, wde.org.pk/article/45)."),
    ),
    "rtps-punjab-2019": (
        FINED,
        _("A false complaint can cost up to Rs 50,000 (dawn.com 1459224)."),
    ),
}
"""By the code of the law."""
