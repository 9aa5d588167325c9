"""Who may put something into the tray, and who may open it."""

from kachehri.engines.access.roles import KEEPER_ROLE
from kachehri.kernel.rules import Holds, IsSystem, Rule, SignedIn

MAY_SEAL: Rule = SignedIn() | IsSystem()
MAY_OPEN: Rule = Holds(KEEPER_ROLE.name)
