"""Who may change places and settle their names."""

from kachehri.engines.access.roles import EDITOR_ROLE
from kachehri.kernel.rules import Holds, IsSystem

MAY_LOAD_TREE = IsSystem()
"""The tree comes with a pack or a published file; nobody types it in."""

MAY_REVIEW_NAMES = IsSystem() | Holds(EDITOR_ROLE.name, scope="place_thing_id")
"""An editor says which names mean places of theirs."""

MAY_REVIEW_NAMES_ANYWHERE = IsSystem() | Holds(EDITOR_ROLE.name)
"""Any editor notes a name, and says that it is none of ours."""

REVIEWED = "reviewed by account"
"""How the source of a learned alias begins; the account's number follows, never a name."""
