"""Who may make a move of a matter: the rules that packs put into their flow tables.

They are judged against the matter's record, which says in `is_applicant` whether the one who acts
proved to be the applicant (by the matter's secret, or by the account linked to the person). A
move without a rule is made by the program alone.
"""

from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import Holds, Matches, Rule

_COUNTER: Rule = Holds("counter", scope="place_thing_id")

APPLICANT: Rule = (Matches("is_applicant", value=True) | _COUNTER).because(
    gettext_noop("Only the person who brought the matter may do this, or a counter for them.")
)
"""The person whose matter it is; staff of a counter on their behalf."""

OFFICE: Rule = Holds("officer", scope="body_thing_id") | Holds("supervisor", scope="body_thing_id")
"""The officers of the office that has the matter."""

ANSWERING: Rule = OFFICE | _COUNTER
"""The office, or a counter that keys in what came from it on paper."""

SUPERVISOR: Rule = Holds("supervisor", scope="body_thing_id")
"""Whoever watches over the office."""

COMMISSION: Rule = Holds("commission", scope="body_thing_id")
"""The commission that has the matter."""

DECIDING: Rule = COMMISSION | ANSWERING
"""A commission or an appellate officer, or a counter that keys in their order."""

MODERATOR: Rule = Holds("moderator", scope="place_thing_id")
"""Whoever looks after what the public sees."""
