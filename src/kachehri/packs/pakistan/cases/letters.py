"""Letters: titles and paragraphs, the same for every law; the law gives its name and section.

Placeholders: `act`, `section` (with the word before it, or empty), `words`, `title`, `body`,
`place`, `opened`, `due`, `answer`, `fees`, `number`.
"""

from collections.abc import Mapping

from kachehri.domains.cases.kinds import Letter
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop


def drafts(
    sections: Mapping[str, Mapping[str, str]] | None = None, **texts: tuple[str, tuple[str, ...]]
) -> tuple[Letter, ...]:
    """Letters by key (`_` in it stands for `-`), and by key and law the sections they stand on."""
    known = sections or {}
    return tuple(
        Letter(key, title, paragraphs, sections=known.get(key, {}))
        for key, (title, paragraphs) in (
            (name.replace("_", "-"), text) for name, text in texts.items()
        )
    )


REQUEST = (
    _("Request for information under the %(act)s"),
    (
        _("Under the %(act)s%(section)s, please give me this information:"),
        "%(words)s",
        _("Form and time: %(form)s %(years)s"),
        _(
            "The law asks for an answer by %(due)s. If a part cannot be given, please give the "
            "rest, name the section that forbids it, and say where I can complain."
        ),
        _("Fees: %(fees)s"),
        _("Please give me a receipt with a number and today’s date for this request."),
    ),
)  # fmt: skip
REMINDER = (
    _("Reminder of a request under the %(act)s"),
    (
        _("On %(opened)s I asked %(body)s for this information: %(title)s."),
        _("The limit of the law%(section)s ended on %(due)s. I have no answer."),
        _("Please answer now. Without an answer I shall take it further, as the law allows."),
    ),
)
REVIEW_LETTER = (
    _("Request for an internal review under the %(act)s"),
    (
        _("To the head of %(body)s. On %(opened)s I asked for this information: %(title)s."),
        _("What I got: %(answer)s"),
        _("Under the %(act)s%(section)s, please look at it again and let me have the information."),
        _("With this letter: a copy of my request, and of the receipt."),
    ),
)
COMMISSION_LETTER = (
    _("Complaint to the information commission under the %(act)s"),
    (
        _("On %(opened)s I asked %(body)s for this information: %(title)s."),
        _("The answer was due on %(due)s. What I got: %(answer)s"),
        _(
            "Under the %(act)s%(section)s, I ask the commission to have the information given "
            "to me, and to look at why the law was not kept."
        ),
        _(
            "With this letter: a copy of my request, of the receipt, of the answer if there is "
            "one, and of my identity card."
        ),
    ),
)  # fmt: skip
SERVICE_REQUEST = (
    _("Application under the %(act)s"),
    (
        _("I apply for this service: %(title)s."),
        "%(words)s",
        _("By the %(act)s%(section)s it is due by %(due)s."),
        _("Please give me a receipt with a number and today’s date."),
    ),
)
CHARTER_REQUEST = (
    _("Application for a service"),
    (
        _("I apply for this service: %(title)s."),
        "%(words)s",
        _("Your office promised it by %(due)s. The promise is not a law; I ask you to keep it."),
        _("Please give me a receipt with a number and today’s date."),
    ),
)
SERVICE_REMINDER = (
    _("Reminder of an application under the %(act)s"),
    (
        _("On %(opened)s I applied to %(body)s for this service: %(title)s."),
        _("It was due on %(due)s%(section)s. I have not got it. Please give it to me now."),
    ),
)
APPEAL = (
    _("Appeal under the %(act)s"),
    (
        _("On %(opened)s I applied to %(body)s for this service: %(title)s."),
        _("It was due on %(due)s. What I got: %(answer)s"),
        _("Under the %(act)s%(section)s I appeal, and ask you to have the service given to me."),
        _("I also ask for compensation, as far as the law gives it."),
        _("With this letter: a copy of my application and of the receipt."),
    ),
)
COMPLAINT_REMINDER = (
    _("Reminder of a matter"),
    (
        _("On %(opened)s I brought this matter to %(body)s: %(title)s."),
        _("A decision was due on %(due)s. I have none. I ask you to decide now."),
    ),
)
PROMISE_LETTER = (
    _("A promise that was made before the public"),
    (
        _("On %(opened)s this was promised for %(due)s: %(title)s."),
        "%(words)s",
        _("Please report by that day what was done."),
    ),
)
ORDER_LETTER = (
    _("An order of a court, and the day by which it has to be kept"),
    (
        _("This was ordered, to be done by %(due)s: %(title)s."),
        "%(words)s",
        _("Please report by that day how the order was kept."),
        _("With this letter: a copy of the order."),
    ),
)
REFERRAL_LETTER = (
    _("Please receive the person who brings this letter"),
    (
        _("The person who brings this letter needs your service: %(title)s."),
        "%(words)s",
        _("Please tell us by %(due)s whether they came and were helped."),
    ),
)
