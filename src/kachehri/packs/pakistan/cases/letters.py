"""Letters: titles and paragraphs, the same for every law; the law gives its name and section.

Placeholders: `act`, `section` (with the word before it, or empty), `words`, `title`, `body`,
`place`, `opened`, `due`, `answer`, `fees`, `number`.
"""

from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

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
