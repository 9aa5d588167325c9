"""Who may change what stands in the directory."""

from kachehri.engines.access.roles import EDIT, EVERYONE
from kachehri.kernel.rules import Holds, IsSystem

MAY_EDIT = Holds("editor", scope="place_thing_id") | IsSystem()
"""An editor of the place where the body is."""

MAY_EDIT_ANYWHERE = EDIT
"""The page; what it changes is asked with its place."""

MAY_STAFF = MAY_EDIT | Holds("supervisor", scope="body_thing_id")
"""Say who holds a position: also the supervisor of the office."""

MAY_STAFF_ANYWHERE = EDIT | Holds("supervisor")
MAY_PROPOSE = EVERYONE
MAY_DECIDE = MAY_EDIT
MAY_MARK = Holds("officer") | Holds("counter") | Holds("moderator") | EDIT
"""Mark an address as not working; the program does it when a message comes back."""
