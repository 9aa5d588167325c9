"""What the parties are told, short enough for a text message.

A shared phone is read by others: no text says what a matter is about. The placeholders are
`number`, `body` (name of the office), `due` (a date in full) and `link`. In English a text takes
one message, in Urdu and Sindhi at most two; a test counts.
"""

from kachehri.domains.cases.kinds import Notice
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

OPENED = Notice(
    "opened", "applicant",
    _(
        "We have it. Your number is %(number)s. We expect an answer by %(due)s. For news, send: "
        "STATUS %(number)s"
    ),
)  # fmt: skip

COMMON_NOTICES = (
    OPENED,
    Notice("taken-up", "applicant", _("Number %(number)s: the office works on it.")),
    Notice("passed-on", "applicant", _(
        "Number %(number)s: it went to another office. Its time runs on."
    )),
    Notice("asked", "applicant", _(
        "Number %(number)s: the office asks you something. See %(link)s"
    )),
    Notice("replied", "officer", _("Number %(number)s: the citizen answered.")),
    Notice("longer", "applicant", _("Number %(number)s: it takes longer. New day: %(due)s.")),
    Notice("due-changed", "applicant", _(
        "Number %(number)s: a holiday moved the day. New day: %(due)s."
    )),
    Notice(
        "done", "applicant",
        _(
            "Number %(number)s: the office says that it is done. Is that true? Send YES "
            "%(number)s or NO %(number)s"
        ),
    ),
    Notice("answered", "applicant", _(
        "Number %(number)s: the office answered. Is it what you asked for? Send YES %(number)s "
        "or NO %(number)s"
    )),
    Notice("refused", "applicant", _(
        "Number %(number)s: the office said no. You can take it further: %(link)s"
    )),
    Notice("silent", "applicant", _(
        "Number %(number)s: no answer in time. You can take it further: %(link)s"
    )),
    Notice("confirmed", "officer", _("Number %(number)s: the citizen says that it is done.")),
    Notice("contested", "officer", _(
        "Number %(number)s: the citizen says that it is not done. New day: %(due)s."
    )),
    Notice("joined", "applicant", _("Number %(number)s was told before. Follow it here: %(link)s")),
    Notice("rung", "officer", _(
        "Number %(number)s was due on %(due)s and has no answer. It is with you now."
    )),
    Notice("fee", "applicant", _("Number %(number)s: the office asks for a fee. See %(link)s")),
    Notice("decided", "applicant", _("Number %(number)s: there is an order. See %(link)s")),
    Notice("heard", "applicant", _("Number %(number)s: you are called to a hearing. See %(link)s")),
    Notice("step", "applicant", _("Number %(number)s: there is a new step. See %(link)s")),
    Notice("ready", "applicant", _(
        "Number %(number)s: your paper is ready. Did you get it? Send YES %(number)s or NO "
        "%(number)s"
    )),
)  # fmt: skip
"""Every kind takes these; what a move of the kind does not name is not sent."""
