"""Who may grant roles, and who may see who holds them."""

from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import IsSystem, Own

from .roles import ADMINISTER, AUDIT

MAY_GRANT = (
    ADMINISTER & (~Own("actor_id")).because(gettext_noop("Nobody grants a role to themselves."))
) | IsSystem()

MAY_REVOKE = ADMINISTER | IsSystem()

MAY_SEE_GRANTS = AUDIT | Own("actor_id") | IsSystem()
