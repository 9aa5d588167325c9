"""Who may see and change what is known of a person: those who handle a matter of theirs."""

from kachehri.engines.access.roles import EDIT
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import Holds, IsSystem, Own

_STAFF = (
    Holds("officer")
    | Holds("supervisor")
    | Holds("counter")
    | Holds("moderator")
    | Holds("commission")
    | IsSystem()
)

MAY_READ = (
    Holds("officer", scope="body_thing_id")
    | Holds("supervisor", scope="body_thing_id")
    | Holds("commission", scope="body_thing_id")
    | Holds("counter", scope="place_thing_id")
    | Own("account_thing_id")
    | IsSystem()
).because(gettext_noop("Only those who handle a matter of this person may see who they are."))
"""Asked of a matter (or of the person's own account): the caller brings the matter's Things."""

MAY_REGISTER = _STAFF | EDIT | Own("account_thing_id")
"""Editors write down who holds an office."""

MAY_CHANGE = _STAFF | Own("account_thing_id")
MAY_LOOK_UP = Holds("counter") | Holds("moderator") | Holds("officer") | IsSystem()
MAY_ERASE = Holds("administrator") | Own("account_thing_id") | IsSystem()
