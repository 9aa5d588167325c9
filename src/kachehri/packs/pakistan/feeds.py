"""Which figures the matters of a year give to evidence, and how they are broken down."""

from kachehri.domains.cases.kinds.feeds import Feed, FeedKind
from kachehri.domains.evidence.kinds import SECTORS, Dimension
from kachehri.kernel.messages import gettext_noop

from .recipes import RECIPES

_ = gettext_noop

CHANNEL = Dimension(
    "channel",
    _("Way in which a matter came"),
    {
        "web": _("on the web"),
        "sms": _("by text message"),
        "email": _("by e-mail"),
        "voice": _("by telephone"),
        "whatsapp": _("by WhatsApp"),
        "letter": _("by letter"),
        "counter": _("at a counter"),
        "hearing": _("at an open hearing"),
        "open311": _("by an app"),
        "api": _("from another program"),
    },
)
LANGUAGE = Dimension(
    "matter_language",
    _("Language of the matter"),
    {"en": _("English"), "ur": _("Urdu"), "sd": _("Sindhi")},
)
DISABILITY = Dimension(
    "disability",
    _("Disability"),
    {"yes": _("with a disability"), "no": _("without a disability")},
)
MATTER_SECTOR = Dimension("matter_sector", _("What the matter is about"), SECTORS)

MATTER_DIMENSIONS = (CHANNEL, LANGUAGE, DISABILITY, MATTER_SECTOR)

BADLY = frozenset(
    {"shamed", "mocked", "asked-for-money", "no-transport", "no-ramp", "not-in-my-language"}
)

FEEDS = FeedKind(
    recipe=RECIPES["figures"],
    kinds=(
        "complaint",
        "rti-federal",
        "rti-punjab",
        "rti-kp",
        "rti-sindh",
        "rti-balochistan",
        "service-kp",
        "service-punjab",
        "service-charter",
    ),
    feeds=(
        Feed("opened", "matters-10000"),
        Feed("in-time", "matters-in-time"),
        Feed("days", "matters-days"),
        Feed("silent", "matters-silent"),
        Feed("relief", "matters-relief"),
        Feed("confirmed", "matters-relief", perception=True),
        Feed("contested", "matters-contested"),
        Feed("badly", "received-badly", perception=True),
        Feed("unasked", "feedback-silent"),
    ),
    dims={one.code: frozenset(one.values) for one in MATTER_DIMENSIONS},
    badly=BADLY,
)
